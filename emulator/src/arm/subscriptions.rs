//! Subscriptions, and what a caller may do in them.

use super::{
    Call,
    error::ArmError,
    headers::{Quota, quota},
    json, roles,
    route::Place,
};
use crate::{
    accounts::{Role, TENANT_ID},
    datacenter::place::{self, SUBSCRIPTIONS, Subscription},
};
use http::{Response, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

/// The subscriptions in which the caller has any role.
pub fn list(call: &Call<'_>) -> Response<Vec<u8>> {
    let all: &[&Subscription] = if call.caller.role == Role::Nobody {
        &[]
    } else {
        &SUBSCRIPTIONS
    };
    let value: Vec<Value> = all
        .iter()
        .map(|subscription| document(subscription))
        .collect();
    let count = json!({ "type": "Total", "value": value.len() });
    let mut response = json(StatusCode::OK, &json!({ "value": value, "count": count }));
    quota(&mut response, Quota::TenantReads);
    response
}

/// One subscription.
pub fn one(call: &Call<'_>, id: Uuid) -> Result<Response<Vec<u8>>, ArmError> {
    let subscription = place::subscription(id).ok_or_else(|| ArmError::no_subscription(id))?;
    if call.caller.role == Role::Nobody {
        let scope = format!("/subscriptions/{id}");
        return Err(ArmError::forbidden(
            call.caller,
            "Microsoft.Resources/subscriptions/read",
            &scope,
        ));
    }
    let mut response = json(StatusCode::OK, &document(subscription));
    quota(&mut response, Quota::Reads);
    Ok(response)
}

/// The rights of the caller in a subscription or group.
pub fn permissions(call: &Call<'_>, place: &Place) -> Result<Response<Vec<u8>>, ArmError> {
    let subscription = place::subscription(place.subscription)
        .ok_or_else(|| ArmError::no_subscription(place.subscription))?;
    if let Some(group) = &place.group {
        place::group_named(subscription.id, group).ok_or_else(|| ArmError::no_group(group))?;
    }
    let mut response = json(
        StatusCode::OK,
        &roles::permissions(call.caller.role, subscription.id),
    );
    quota(&mut response, Quota::Reads);
    Ok(response)
}

fn document(subscription: &Subscription) -> Value {
    json!({
        "id": format!("/subscriptions/{}", subscription.id),
        "authorizationSource": "RoleBased",
        "managedByTenants": [],
        "subscriptionId": subscription.id,
        "tenantId": TENANT_ID,
        "displayName": subscription.name,
        "state": "Enabled",
        "subscriptionPolicies": {
            "locationPlacementId": "Public_2014-09-01",
            "quotaId": "EnterpriseAgreement_2014-09-01",
            "spendingLimit": "Off",
        },
    })
}
