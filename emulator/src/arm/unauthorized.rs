//! How Resource Manager says that a token is not good enough.

use super::error::ArmError;
use crate::accounts::{TENANT_ID, TokenFault};
use http::{StatusCode, header};

/// The 401 for a fault. `authority` is where a token can be had.
pub fn refusal(fault: TokenFault, authority: &str) -> ArmError {
    let (code, message) = match fault {
        TokenFault::Missing => (
            "AuthenticationFailed",
            "Authentication failed. The 'Authorization' header is missing.",
        ),
        TokenFault::Invalid => ("InvalidAuthenticationToken", "The access token is invalid."),
        TokenFault::Expired => (
            "ExpiredAuthenticationToken",
            "The access token expiry UTC time is earlier than current UTC time.",
        ),
        TokenFault::WrongAudience => (
            "InvalidAuthenticationTokenAudience",
            "The access token has been obtained for wrong audience or resource. It should exactly match with one of \
             the allowed audiences 'https://management.core.windows.net/','https://management.azure.com/'.",
        ),
    };
    let challenge = match fault {
        TokenFault::Missing => format!("Bearer authorization_uri=\"{authority}/{TENANT_ID}\""),
        _ => format!(
            "Bearer authorization_uri=\"{authority}/{TENANT_ID}\", error=\"invalid_token\", \
             error_description=\"{message}\""
        ),
    };
    ArmError::new(StatusCode::UNAUTHORIZED, code, message)
        .header(header::WWW_AUTHENTICATE, &challenge)
}
