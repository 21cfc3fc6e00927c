//! Refusals: by the service, which speaks OData, and by the layers around it, which do not.

use super::{
    headers::set,
    root::{Layer, Root},
};
use crate::odata::{Fault, Format, Versions};
use http::{Request, Response, StatusCode};

/// Why a request is not answered as it wants.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// By the service.
    Service(Fault),
    /// By what stands before it. Windows Azure Pack says so in XML, whatever was asked for.
    Outer {
        /// The HTTP status.
        status: u16,
        /// Windows Azure Pack's code.
        code: &'static str,
        /// The sentence for people.
        message: String,
    },
    /// The web server wants to know who asks.
    Challenge(&'static str),
    /// The web server does not take the method.
    Method,
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Service(fault)
    }
}

impl Refusal {
    /// What the users of a subscription may not do. Assumption: status, code and sentence; none was ever recorded.
    pub fn forbidden(action: &str) -> Self {
        Self::Outer {
            status: 403,
            code: "Forbidden",
            message: format!(
                "The user role does not have the permission that is needed to {action}."
            ),
        }
    }

    /// The answer.
    pub fn into_response(self, request: &Request<Vec<u8>>, root: &Root) -> Response<Vec<u8>> {
        match self {
            Self::Service(fault) => odata(&fault, request),
            Self::Outer {
                status,
                code,
                message,
            } => match root.layer {
                Layer::AzurePack => azure_pack(status, code, &message),
                Layer::Foundation => odata(&Fault::new(status, message), request),
            },
            Self::Challenge(challenge) => {
                let mut response = match root.layer {
                    Layer::AzurePack => {
                        azure_pack(401, "Unauthorized", "The request is not authenticated.")
                    }
                    Layer::Foundation => {
                        page("401 - Unauthorized: Access is denied due to invalid credentials.")
                    }
                };
                *response.status_mut() = StatusCode::UNAUTHORIZED;
                set(&mut response, "www-authenticate", challenge);
                response
            }
            Self::Method => {
                let mut response = page("405 - HTTP verb used to access this page is not allowed.");
                *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
                set(
                    &mut response,
                    "allow",
                    "GET, POST, PUT, PATCH, MERGE, DELETE",
                );
                response
            }
        }
    }
}

/// In the format that was asked for; as XML for who asked for none that is spoken here.
fn odata(fault: &Fault, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let written = fault.written(asked(request).ok());
    let mut response = Response::new(written.body.into_bytes());
    *response.status_mut() =
        StatusCode::from_u16(fault.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    set(&mut response, "content-type", written.content_type);
    set(&mut response, "dataserviceversion", written.version);
    response
}

/// The format a request asks for.
///
/// # Errors
/// If none is spoken here.
pub fn asked(request: &Request<Vec<u8>>) -> Result<Format, Fault> {
    let text = |name| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let versions = Versions::parse(text("dataserviceversion"), text("maxdataserviceversion"))?;
    let format = form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes())
        .find(|(name, _)| name == "$format")
        .map(|(_, value)| value.into_owned());
    Format::negotiate(text("accept"), format.as_deref(), versions)
}

/// The error document of Windows Azure Pack's own layer.
fn azure_pack(status: u16, code: &str, message: &str) -> Response<Vec<u8>> {
    let body = format!(
        "<Error xmlns=\"http://schemas.microsoft.com/windowsazure\"><Code>{code}</Code>\
         <Message>{message}</Message><Severity>Error</Severity><State/></Error>"
    );
    let mut response = Response::new(body.into_bytes());
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    set(
        &mut response,
        "content-type",
        "application/xml; charset=utf-8",
    );
    response
}

/// A page of the web server.
fn page(text: &str) -> Response<Vec<u8>> {
    let body = format!(
        "<!DOCTYPE html><html><head><title>{text}</title></head><body><h2>{text}</h2></body></html>"
    );
    let mut response = Response::new(body.into_bytes());
    set(&mut response, "content-type", "text/html");
    response
}
