//! The `api-version` of a request.

use super::{error::ArmError, query::Query, route::Route};
use http::StatusCode;

const SUBSCRIPTIONS: [&str; 6] = [
    "2016-06-01",
    "2019-11-01",
    "2020-01-01",
    "2021-01-01",
    "2022-09-01",
    "2022-12-01",
];
const HYBRID_COMPUTE: [&str; 3] = ["2024-07-10", "2025-01-13", "2026-07-15"];
const SCVMM: [&str; 3] = ["2023-10-07", "2024-06-01", "2025-03-13"];
const RESOURCE_GRAPH: [&str; 4] = ["2019-04-01", "2021-03-01", "2022-10-01", "2024-04-01"];
const AUTHORIZATION: [&str; 3] = ["2015-07-01", "2018-07-01", "2022-04-01"];

/// The version a request asks for, before it is known whether it suits the resource.
pub fn asked(query: &Query) -> Result<&str, ArmError> {
    query
        .get("api-version")
        .filter(|version| !version.is_empty())
        .ok_or_else(|| {
            ArmError::new(
                StatusCode::BAD_REQUEST,
                "MissingApiVersionParameter",
                "The api-version query parameter (?api-version=) is required for all requests.",
            )
        })
}

/// Refuses a version the resource does not have.
///
/// Assumption: a version that is no date, and any unknown one for the subscriptions themselves, is
/// InvalidApiVersionParameter; a date that the type was never published with is NoRegisteredProviderFound.
pub fn check(route: &Route, version: &str) -> Result<(), ArmError> {
    let (kind, supported): (_, &[&str]) = match route {
        Route::Subscriptions | Route::Subscription(_) => (None, &SUBSCRIPTIONS),
        Route::Machines(_) | Route::Machine(_) => (Some("machines"), &HYBRID_COMPUTE),
        Route::Permissions(_) | Route::MachinePermissions(_) => {
            (Some("permissions"), &AUTHORIZATION)
        }
        Route::Servers(_) | Route::Server(_) => (Some("vmmServers"), &SCVMM),
        Route::Clouds(_) | Route::Cloud(_) => (Some("clouds"), &SCVMM),
        Route::Graph => (Some("resources"), &RESOURCE_GRAPH),
        Route::Operation { .. } => (Some("locations/operationStatuses"), &SCVMM),
        Route::Instances(_) | Route::Instance(_) | Route::Action(..) => {
            (Some("virtualMachineInstances"), &SCVMM)
        }
    };
    if supported
        .iter()
        .any(|known| known.eq_ignore_ascii_case(version))
    {
        return Ok(());
    }
    let list = supported.join(", ");
    Err(match kind {
        Some(kind) if is_date(version) => ArmError::new(
            StatusCode::BAD_REQUEST,
            "NoRegisteredProviderFound",
            format!(
                "No registered resource provider found for location 'westeurope' and API version '{version}' for \
                 type '{kind}'. The supported api-versions are '{list}'. The supported locations are 'westeurope, \
                 northeurope'."
            ),
        ),
        _ => ArmError::new(
            StatusCode::BAD_REQUEST,
            "InvalidApiVersionParameter",
            format!("The api-version '{version}' is invalid. The supported versions are '{list}'."),
        ),
    })
}

/// Whether it looks like `2023-10-07`, perhaps with `-preview` behind.
fn is_date(version: &str) -> bool {
    let digits =
        |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = version.splitn(4, '-');
    let mut next = |count| parts.next().is_some_and(|part| digits(part, count));
    next(4)
        && next(2)
        && next(2)
        && parts
            .next()
            .is_none_or(|rest| rest.eq_ignore_ascii_case("preview"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_told_from_anything_else() {
        assert!(is_date("2023-10-07") && is_date("2023-04-01-preview"));
        assert!(
            !is_date("latest") && !is_date("2023-1-7") && !is_date("2023-10-07-x") && !is_date("")
        );
    }
}
