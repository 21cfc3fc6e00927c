//! Azure Resource Manager: from a request to an answer.

mod action;
mod cors;
pub mod error;
pub(crate) mod fabric;
mod graph;
mod headers;
pub(crate) mod instance;
pub(crate) mod machines;
mod operation_status;
mod page;
mod query;
mod roles;
mod route;
mod signature;
mod subscriptions;
mod unauthorized;
mod version;

use crate::{
    accounts::{Caller, TokenFault},
    clock::Clock,
    datacenter::place::{self, Group, Subscription},
    graph::quota::Quotas,
    operation::{shared::Shared, world::World},
    options::{Options, Settings},
};
use error::ArmError;
use http::{Method, Request, Response, StatusCode, header};
use query::Query;
use route::{Lost, Named, Place, Route};
use serde_json::Value;
use signature::Signer;
use std::sync::{
    MutexGuard,
    atomic::{AtomicU64, Ordering},
};
use uuid::Uuid;

/// The largest request body in bytes. Assumption: Resource Manager's documented limit of 4 MB.
pub const LARGEST_BODY: usize = 4 * 1024 * 1024;

/// The service and what it manages.
#[derive(Debug)]
pub struct Arm {
    world: Shared,
    settings: Settings,
    clock: Clock,
    signer: Signer,
    page_size: usize,
    graph_quotas: Quotas,
    /// Counts what has to be new each time: request ids and signed addresses.
    serial: AtomicU64,
}

/// A request that came with a good token and an `api-version`.
pub(crate) struct Call<'a> {
    arm: &'a Arm,
    request: &'a Request<Vec<u8>>,
    caller: &'a Caller,
    query: &'a Query,
    api_version: &'a str,
}

impl Arm {
    /// A service over a world.
    pub fn new(options: &Options, world: Shared, settings: Settings, clock: Clock) -> Self {
        Self {
            world,
            settings,
            clock,
            signer: Signer::new(options.seed),
            page_size: options.page_size.max(1),
            graph_quotas: Quotas::default(),
            serial: AtomicU64::new(0),
        }
    }

    /// The datacenter and its operations.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock()
    }

    /// Forgets how many queries people sent to Resource Graph.
    pub fn reset_quotas(&self) {
        self.graph_quotas.reset();
    }

    /// Answers a request of a caller, or of someone whose token is not accepted.
    pub fn answer(
        &self,
        request: &Request<Vec<u8>>,
        caller: Result<Caller, TokenFault>,
    ) -> Response<Vec<u8>> {
        if request.method() == Method::OPTIONS {
            return cors::preflight(request);
        }
        let answer = self
            .dispatch(request, caller)
            .unwrap_or_else(ArmError::into_response);
        headers::complete(
            answer,
            request,
            self.next(),
            self.clock.now(),
            self.settings.expose_headers(),
        )
    }

    /// An error in Resource Manager's form for what is not its business, as the emulator's own routes.
    pub fn refuse(&self, request: &Request<Vec<u8>>, error: ArmError) -> Response<Vec<u8>> {
        headers::complete(
            error.into_response(),
            request,
            self.next(),
            self.clock.now(),
            self.settings.expose_headers(),
        )
    }

    /// A number that was never given before.
    fn next(&self) -> u64 {
        self.serial.fetch_add(1, Ordering::Relaxed)
    }

    fn dispatch(
        &self,
        request: &Request<Vec<u8>>,
        caller: Result<Caller, TokenFault>,
    ) -> Result<Response<Vec<u8>>, ArmError> {
        if request.body().len() > LARGEST_BODY {
            return Err(too_large());
        }
        let caller =
            caller.map_err(|fault| unauthorized::refusal(fault, &self.settings.origin()))?;
        let query = Query::parse(request.uri().query());
        let api_version = version::asked(&query)?;
        let route =
            Route::parse(request.uri().path()).map_err(|lost| ArmError::lost(lost, api_version))?;
        version::check(&route, api_version)?;
        let call = Call {
            arm: self,
            request,
            caller: &caller,
            query: &query,
            api_version,
        };
        call.answer(&route)
    }
}

impl Call<'_> {
    fn answer(&self, route: &Route) -> Result<Response<Vec<u8>>, ArmError> {
        let method = self.request.method();
        if let Route::Action(named, verb) = route {
            if method != Method::POST {
                return Err(ArmError::method(method, "POST"));
            }
            return action::begin(self, named, *verb);
        }
        if *route == Route::Graph {
            if method != Method::POST {
                return Err(ArmError::method(method, "POST"));
            }
            return graph::query(self);
        }
        if method != Method::GET {
            return Err(ArmError::method(method, "GET"));
        }
        match route {
            Route::Subscriptions => Ok(subscriptions::list(self)),
            Route::Subscription(id) => subscriptions::one(self, *id),
            Route::Machines(place) => machines::list(self, place),
            Route::Machine(named) => machines::one(self, named),
            Route::Instances(named) => instance::list(self, named),
            Route::Instance(named) | Route::Action(named, _) => instance::one(self, named),
            Route::Permissions(place) => subscriptions::permissions(self, place),
            Route::MachinePermissions(named) => machines::permissions(self, named),
            Route::Servers(place) => fabric::servers(self, place),
            Route::Server(named) => fabric::server(self, named),
            Route::Clouds(place) => fabric::clouds(self, place),
            Route::Cloud(named) => fabric::cloud(self, named),
            Route::Graph => graph::query(self),
            Route::Operation { location, name } => operation_status::show(self, location, name),
        }
    }

    /// Refuses a body that is not announced as JSON.
    fn demand_json(&self) -> Result<(), ArmError> {
        let kind = self
            .request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let kind = kind.unwrap_or("<null>");
        let essence = kind.split(';').next().unwrap_or_default().trim();
        if essence.eq_ignore_ascii_case("application/json") {
            return Ok(());
        }
        Err(ArmError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UnsupportedMediaType",
            format!(
                "The content media type '{kind}' is not supported. Only 'application/json' is supported."
            ),
        ))
    }

    /// The place of a request, if it exists and the caller may do this there.
    ///
    /// Assumption: rights are checked before a group is looked up, so that one cannot learn which groups exist.
    fn entered(
        &self,
        place: &Place,
        action: &str,
    ) -> Result<(&'static Subscription, Option<&'static Group>), ArmError> {
        self.entered_for(place, action, &place.scope())
    }

    fn entered_for(
        &self,
        place: &Place,
        action: &str,
        scope: &str,
    ) -> Result<(&'static Subscription, Option<&'static Group>), ArmError> {
        let subscription = place::subscription(place.subscription)
            .ok_or_else(|| ArmError::no_subscription(place.subscription))?;
        roles::require(self.caller, subscription.id, action, scope)?;
        let group = match &place.group {
            Some(name) => Some(
                place::group_named(subscription.id, name)
                    .ok_or_else(|| ArmError::no_group(name))?,
            ),
            None => None,
        };
        Ok((subscription, group))
    }

    /// The index of a machine, if it exists and the caller may do this to it or to what hangs on it.
    fn machine(&self, named: &Named, action: &str, scope: &str) -> Result<usize, ArmError> {
        let (_, group) = self.entered_for(&named.place(), action, scope)?;
        group
            .and_then(|group| self.arm.world().datacenter.find(group, &named.name))
            .ok_or_else(|| {
                ArmError::no_resource(
                    &format!("Microsoft.HybridCompute/machines/{}", named.name),
                    &named.group,
                )
            })
    }
}

/// The body is larger than the service takes.
pub fn too_large() -> ArmError {
    ArmError::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "RequestContentTooLarge",
        format!("The request content size exceeds the maximum size of '{LARGEST_BODY}' bytes."),
    )
}

/// The path belongs to nobody.
pub fn nowhere() -> ArmError {
    ArmError::lost(Lost::NoSubscription, "")
}

/// A JSON answer.
pub fn json(status: StatusCode, body: &Value) -> Response<Vec<u8>> {
    let mut response = Response::new(body.to_string().into_bytes());
    *response.status_mut() = status;
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        http::HeaderValue::from_static("application/json; charset=utf-8"),
    );
    response
}

/// Writes a header; a value that cannot be written is left out.
fn set(response: &mut Response<Vec<u8>>, name: &'static str, value: &str) {
    if let Ok(value) = http::HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// A GUID in a header, if it is one.
fn guid_header(request: &Request<Vec<u8>>, name: &str) -> Option<Uuid> {
    request
        .headers()
        .get(name)?
        .to_str()
        .ok()
        .and_then(|text| Uuid::try_parse(text.trim()).ok())
}
