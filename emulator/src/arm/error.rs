//! The errors of Resource Manager, in its own words.
//!
//! Assumption: most texts are written from what the service is known to say, not from a recording; only the text of
//! ResourceNotFound was read in a public report.

use super::route::Lost;
use crate::{accounts::Caller, operation::error::ErrorDetail};
use http::{HeaderName, HeaderValue, Response, StatusCode, header};
use serde_json::json;

/// An error answer.
#[derive(Clone, Debug)]
pub struct ArmError {
    status: StatusCode,
    detail: Box<ErrorDetail>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl ArmError {
    /// An error with a code and a message.
    pub fn new(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            detail: Box::new(ErrorDetail::new(code, message)),
            headers: Vec::new(),
        }
    }

    /// With what it is about.
    pub fn about(self, target: &str) -> Self {
        Self {
            detail: Box::new(self.detail.about(target)),
            ..self
        }
    }

    /// With one more header; one that cannot be written is left out.
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// The path names nothing.
    pub fn lost(lost: Lost, api_version: &str) -> Self {
        match lost {
            Lost::NoSubscription => Self::new(
                StatusCode::NOT_FOUND,
                "MissingSubscription",
                "The request did not have a subscription or a valid tenant level resource provider.",
            ),
            Lost::NotASubscription(id) => Self::new(
                StatusCode::BAD_REQUEST,
                "InvalidSubscriptionId",
                format!("The provided subscription identifier '{id}' is malformed or invalid."),
            ),
            Lost::Namespace(namespace) => Self::new(
                StatusCode::NOT_FOUND,
                "InvalidResourceNamespace",
                format!("The resource namespace '{namespace}' is invalid."),
            ),
            Lost::Type { namespace, kind } => Self::new(
                StatusCode::NOT_FOUND,
                "InvalidResourceType",
                format!(
                    "The resource type '{kind}' could not be found in the namespace '{namespace}' for api version \
                     '{api_version}'."
                ),
            ),
        }
    }

    /// There is no such subscription.
    pub fn no_subscription(id: impl std::fmt::Display) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "SubscriptionNotFound",
            format!("The subscription '{id}' could not be found."),
        )
    }

    /// There is no such group.
    pub fn no_group(name: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "ResourceGroupNotFound",
            format!("Resource group '{name}' could not be found."),
        )
    }

    /// There is no such resource. `kind` is the type and the name, as `Microsoft.HybridCompute/machines/web-01`.
    pub fn no_resource(kind: &str, group: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "ResourceNotFound",
            format!(
                "The Resource '{kind}' under resource group '{group}' was not found. For more details please go to \
                 https://aka.ms/ARMResourceNotFoundFix"
            ),
        )
    }

    /// The caller lacks a right.
    pub fn forbidden(caller: &Caller, action: &str, scope: &str) -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "AuthorizationFailed",
            format!(
                "The client '{}' with object id '{}' does not have authorization to perform action '{action}' over \
                 scope '{scope}' or the scope is invalid. If access was recently granted, please refresh your \
                 credentials.",
                caller.upn, caller.oid
            ),
        )
    }

    /// The path exists, the method does not.
    pub fn method(method: &http::Method, allowed: &str) -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowed",
            format!("The requested resource does not support http method '{method}'."),
        )
        .header(header::ALLOW, allowed)
    }

    /// The body cannot be read.
    pub fn content(why: &str) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "InvalidRequestContent",
            format!("The request content was invalid and could not be deserialized: '{why}'."),
        )
    }

    /// As a response.
    pub fn into_response(self) -> Response<Vec<u8>> {
        let mut response = super::json(self.status, &json!({ "error": self.detail.to_json() }));
        for (name, value) in self.headers {
            response.headers_mut().append(name, value);
        }
        if self.status.is_client_error() {
            response
                .headers_mut()
                .insert("x-ms-failure-cause", HeaderValue::from_static("gateway"));
        }
        response
    }
}
