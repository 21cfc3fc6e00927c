//! Following an operation: its state, and the address at which to ask next.

use super::{
    Call,
    error::ArmError,
    headers::{Quota, quota},
    json, set,
};
use crate::{
    datacenter::machine::Machine,
    operation::{Operation, Outcome},
    timestamp,
};
use http::{Response, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

/// The state of an operation. While it runs the answer is 202 with new addresses, afterwards 200 with the same
/// document; a resource never comes (recorded).
pub fn show(call: &Call<'_>, location: &str, name: &str) -> Result<Response<Vec<u8>>, ArmError> {
    let path = call.request.uri().path();
    if !call.arm.signer.verify(path, call.query) {
        // Assumption: without a good signature this is an ordinary read outside all subscriptions, where no role
        // of ours reaches.
        let action = "Microsoft.ScVmm/locations/operationStatuses/read";
        return Err(ArmError::forbidden(call.caller, action, path));
    }
    let now = call.arm.clock.now();
    let world = call.arm.world();
    let operation = name
        .split('*')
        .next()
        .and_then(|id| Uuid::try_parse(id).ok())
        .and_then(|id| world.operation(id));
    let (operation, machine) = operation
        .and_then(|operation| Some((operation, world.datacenter.get(operation.machine)?)))
        .ok_or_else(|| {
            ArmError::new(
                StatusCode::NOT_FOUND,
                "NotFound",
                "The operation could not be found.",
            )
        })?;

    let mut body = json!({
        "id": format!("/providers/Microsoft.ScVmm/locations/{location}/operationStatuses/{name}"),
        "name": name,
        "resourceId": machine.instance_id(),
        "status": "InProgress",
        "startTime": timestamp::document(operation.started),
    });
    let ended = operation.ended(now);
    if let (Some((end, outcome)), Some(fields)) = (ended, body.as_object_mut()) {
        fields.insert("status".into(), outcome.as_str().into());
        fields.insert("endTime".into(), timestamp::document(end).into());
        fields.insert("properties".into(), Value::Null);
        match outcome {
            Outcome::Succeeded { empty_error: false } => {}
            Outcome::Succeeded { empty_error: true } => {
                fields.insert("error".into(), json!({}));
            }
            Outcome::Failed(error) | Outcome::Canceled(error) => {
                fields.insert("error".into(), error.to_json());
            }
        }
    }
    let status = if ended.is_some() {
        StatusCode::OK
    } else {
        StatusCode::ACCEPTED
    };
    let mut response = json(status, &body);
    if ended.is_none() {
        // The service answers with the location in lower case however it was asked.
        announce(
            call,
            &mut response,
            operation,
            machine,
            machine.group.location,
        );
    }
    let moment = u32::try_from(operation.started.unix_timestamp()).unwrap_or_default();
    let (low, _) = operation.id.as_u64_pair();
    set(
        &mut response,
        "etag",
        &format!("\"{:08x}-0000-3300-0000-{moment:08x}0000\"", low >> 32),
    );
    quota(&mut response, Quota::TenantReads);
    Ok(response)
}

/// The answer to an action that was accepted: the four bytes `null`.
pub fn accepted(call: &Call<'_>, operation: &Operation, machine: &Machine) -> Response<Vec<u8>> {
    let mut response = json(StatusCode::ACCEPTED, &Value::Null);
    announce(
        call,
        &mut response,
        operation,
        machine,
        &machine.group.location.to_ascii_uppercase(),
    );
    set(
        &mut response,
        "x-ms-request-id",
        "00000000-0000-0000-0000-000000000000",
    );
    set(&mut response, "x-ms-providerhub-traffic", "True");
    let moment = timestamp::compact(operation.started);
    set(
        &mut response,
        "x-azure-ref",
        &format!("{moment}-{}", operation.id.simple()),
    );
    quota(&mut response, Quota::Writes);
    response
}

/// Location and Azure-AsyncOperation, which are equal, with a signature made for this answer alone.
fn announce(
    call: &Call<'_>,
    response: &mut Response<Vec<u8>>,
    operation: &Operation,
    machine: &Machine,
    location: &str,
) {
    let suffix = call
        .arm
        .signer
        .suffix(&machine.group.subscription.id.to_string());
    let path = format!(
        "/providers/Microsoft.ScVmm/locations/{location}/operationStatuses/{}*{suffix}",
        operation.id
    );
    // Two answers within one tick still differ.
    let ticks = timestamp::ticks(call.arm.clock.now()).saturating_add(call.arm.next());
    let query = call.arm.signer.query(&path, call.api_version, ticks);
    let address = format!("{}{path}?{query}", call.arm.settings.origin());
    set(response, "location", &address);
    set(response, "azure-asyncoperation", &address);
    if let Some(seconds) = call.arm.settings.retry_after() {
        set(response, "retry-after", &seconds.to_string());
    }
}
