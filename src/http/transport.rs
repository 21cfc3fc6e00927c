//! A request, its answer, and the trait of what carries them.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// A future of the one thread that a page has.
pub type Local<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// The methods that the back ends use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads; may be repeated.
    Get,
    /// Acts; is never repeated by itself.
    Post,
    /// Changes the properties that are sent and keeps the others (OData v3); is never repeated by itself.
    Merge,
    /// Deletes; is never repeated by itself.
    Delete,
}

impl Method {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Merge => "MERGE",
            Self::Delete => "DELETE",
        }
    }
}

/// A request. It has no `Debug`: its headers may hold a token, its address a signature.
#[derive(Clone)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The absolute address.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
    /// The body, if there is one.
    pub body: Option<String>,
}

/// An answer. Headers that the browser hides from the page are not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Names in any case, and values.
    pub headers: Vec<(String, String)>,
    /// The body as text; invalid UTF-8 was replaced.
    pub body: String,
}

impl Response {
    /// The first header of this name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The network was lost, or the browser refused (it does not tell which).
    Network,
    /// None came in time.
    TimedOut,
}

/// Carries requests. Dropping the future aborts the request.
pub trait Transport {
    /// Sends a request and waits for the whole answer.
    fn send(&self, request: Request) -> Local<'_, Result<Response, NoAnswer>>;
}

impl<T: Transport + ?Sized> Transport for Rc<T> {
    fn send(&self, request: Request) -> Local<'_, Result<Response, NoAnswer>> {
        (**self).send(request)
    }
}

/// Time, which tests make virtual.
pub trait Timer {
    /// Milliseconds of Unix time.
    fn now_ms(&self) -> u64;
    /// Waits.
    fn sleep(&self, ms: u64) -> Local<'_, ()>;
}
