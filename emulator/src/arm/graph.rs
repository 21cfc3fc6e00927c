//! Azure Resource Graph's one address (Microsoft.ResourceGraph, 2021-03-01).

mod request;

use super::{Call, error::ArmError, guid_header, json, set};
use crate::{
    graph::{self, estate::Estate, fault::Fault},
    guid, timestamp,
};
use http::{Response, StatusCode};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

const INVALID: &str = "Query is invalid. Please refer to the documentation for the Azure Resource Graph service and \
    fix the error before retrying.";

/// Why a request is refused: in Resource Manager's form, or in Resource Graph's own.
enum Refusal {
    Manager(ArmError),
    Graph(StatusCode, &'static str, Vec<Value>),
}

impl From<ArmError> for Refusal {
    fn from(error: ArmError) -> Self {
        Self::Manager(error)
    }
}

impl Refusal {
    fn because(code: &'static str, message: &str) -> Self {
        let detail = json!({ "code": code, "message": message });
        Self::Graph(StatusCode::BAD_REQUEST, "BadRequest", vec![detail])
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        let first = json!({ "code": "InvalidQuery", "message": INVALID });
        let details = vec![first, fault.details()];
        Self::Graph(StatusCode::BAD_REQUEST, "BadRequest", details)
    }
}

/// Answers a query. Every one counts against the quota, good or bad.
pub fn query(call: &Call<'_>) -> Result<Response<Vec<u8>>, ArmError> {
    let options = call.arm.settings.graph();
    let now = call.arm.clock.now();
    let quotas = &call.arm.graph_quotas;
    let left = quotas.take(call.caller.oid, now, options.quota, options.window);
    let answer = if left.allowed {
        found(call, now)
    } else {
        // As reported. No Retry-After was: a client has the two headers below.
        let detail = json!({
            "code": "RateLimiting",
            "message": "Client application has been throttled and should not attempt to repeat the request until an \
                amount of time has elapsed. Please see https://aka.ms/resourcegraph-throttling for help.",
        });
        Err(Refusal::Graph(
            StatusCode::TOO_MANY_REQUESTS,
            "RateLimiting",
            vec![detail],
        ))
    };
    let mut response = match answer {
        Ok(body) => json(StatusCode::OK, &body),
        Err(Refusal::Manager(error)) => error.into_response(),
        Err(Refusal::Graph(status, code, details)) => refused(call, now, status, code, &details),
    };
    let remaining = left.remaining.to_string();
    set(&mut response, "x-ms-user-quota-remaining", &remaining);
    let resets = left.resets_after_text();
    set(&mut response, "x-ms-user-quota-resets-after", &resets);
    Ok(response)
}

fn found(call: &Call<'_>, now: OffsetDateTime) -> Result<Value, Refusal> {
    let options = call.arm.settings.graph();
    let asked = request::asked(call, options.page_size)?;
    let delay = Duration::try_from(call.arm.clock.scaled(options.delay)).unwrap_or_default();
    let mut world = call.arm.world();
    world.settle_all(now);
    let estate = Estate {
        world: &world,
        scopes: asked.scopes,
        moment: now.checked_sub(delay).unwrap_or(now),
        instances: options.instances,
    };
    let end = asked.from.saturating_add(asked.rows);
    let found = graph::ask(&asked.query, &estate, asked.from..end)?;

    let more = found.total > asked.from.saturating_add(found.rows.len());
    let mut body = json!({
        "totalRecords": found.total,
        "count": found.rows.len(),
        "facets": asked.facets,
        // Texts, not truth values, as published. As reported, it is true only where one cannot go on.
        "resultTruncated": if more && !found.can_go_on { "true" } else { "false" },
    });
    if let Some(fields) = body.as_object_mut() {
        if more && found.can_go_on {
            fields.insert(
                "$skipToken".into(),
                request::token(&asked.query, end).into(),
            );
        }
        let data = if asked.table {
            found.table()
        } else {
            found.objects()
        };
        fields.insert("data".into(), data);
    }
    Ok(body)
}

/// The error document of Resource Graph. The correlation id stands in the message too, as reported.
fn refused(
    call: &Call<'_>,
    now: OffsetDateTime,
    status: StatusCode,
    code: &str,
    details: &[Value],
) -> Response<Vec<u8>> {
    let correlation = guid_header(call.request, "x-ms-correlation-request-id")
        .unwrap_or_else(|| guid::derived(&["graph", &call.arm.next().to_string()]));
    let message = format!(
        "Please provide below info when asking for support: timestamp = {}, correlationId = {correlation}.",
        timestamp::document(now)
    );
    let body = json!({ "error": { "code": code, "message": message, "details": details } });
    let mut response = json(status, &body);
    let correlation = correlation.to_string();
    set(&mut response, "x-ms-correlation-request-id", &correlation);
    response
}
