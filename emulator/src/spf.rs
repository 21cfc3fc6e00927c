//! Service Provider Foundation: VMM's OData service, from a request to an answer.
//!
//! It looks at the same machines as Resource Manager does, but sees VMM's own ids, times and jobs, and sees every change
//! at once. It rests on Microsoft's programmer's guide for Service Provider Foundation with its recorded requests and
//! answers, on the reference of Windows Azure Pack's VMM service, and on what public clients send.

mod entity;
mod estate;
mod gate;
mod headers;
mod moment;
mod read;
mod refusal;
mod root;
pub mod tenant;
mod write;

use crate::{
    clock::Clock,
    guid,
    odata::{Fault, Model, Path},
    operation::shared::Shared,
    options::{Settings, SpfOptions},
    reply::Reply,
};
use http::{Method, Request, Response, StatusCode};
use refusal::Refusal;
use root::Root;
use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};
use tenant::{Roles, Scope};
use uuid::Uuid;

/// The reconstructed `$metadata`.
const METADATA: &str = include_str!("spf/metadata.xml");

/// The service.
#[derive(Debug)]
pub struct Spf {
    model: Result<Model, Fault>,
    world: Shared,
    settings: Settings,
    clock: Clock,
    roles: Roles,
    /// Counts what has to be new each time.
    serial: AtomicU64,
}

/// A request that was let in.
struct Call<'a> {
    spf: &'a Spf,
    model: &'a Model,
    request: &'a Request<Vec<u8>>,
    root: &'a Root,
    /// The root as it stands in answers, without a final slash.
    address: String,
    scope: Scope,
    /// Who asks, by the header; what VMM shows as a job's owner.
    principal: String,
    options: SpfOptions,
}

/// An answer before its common headers.
struct Answer {
    response: Response<Vec<u8>>,
    /// How long the service takes to give it.
    after: Duration,
    /// The job that was begun.
    job: Option<Uuid>,
}

impl Answer {
    fn at_once(response: Response<Vec<u8>>) -> Self {
        Self {
            response,
            after: Duration::ZERO,
            job: None,
        }
    }
}

impl Spf {
    /// A service over a world.
    pub fn new(world: Shared, settings: Settings, clock: Clock) -> Self {
        let broken = |error| Fault::new(500, format!("$metadata cannot be read: {error}"));
        Self {
            model: Model::parse(METADATA).map_err(broken),
            world,
            settings,
            clock,
            roles: Roles::default(),
            serial: AtomicU64::new(0),
        }
    }

    /// Whether a path is one of this service's.
    pub fn is(path: &str) -> bool {
        Root::parse(path).is_some()
    }

    /// What the users of the subscriptions may do.
    pub fn roles(&self) -> &Roles {
        &self.roles
    }

    /// Answers a request whose path is one of the service's.
    pub fn answer(&self, request: &Request<Vec<u8>>) -> Reply {
        let Some(root) = Root::parse(request.uri().path()) else {
            return self.finish(Answer::at_once(self.bare(StatusCode::NOT_FOUND)));
        };
        match self.dispatch(request, &root) {
            Ok(answer) => self.finish(answer),
            Err(Failure::Refused(refusal, job)) => {
                let (after, job) = job.unzip();
                self.finish(Answer {
                    response: refusal.into_response(request, &root),
                    after: after.unwrap_or_default(),
                    job,
                })
            }
            Err(Failure::Silence(after)) => Reply::Cut { after },
        }
    }

    fn bare(&self, status: StatusCode) -> Response<Vec<u8>> {
        let mut response = Response::new(Vec::new());
        *response.status_mut() = status;
        response
    }

    /// An answer of the web server without a body, for what the service itself does not answer.
    pub fn refuse(&self, status: StatusCode) -> Response<Vec<u8>> {
        self.complete(Answer::at_once(self.bare(status)))
    }

    fn finish(&self, answer: Answer) -> Reply {
        let after = answer.after;
        Reply::Answer {
            after,
            response: self.complete(answer),
        }
    }

    fn complete(&self, answer: Answer) -> Response<Vec<u8>> {
        let serial = self.serial.fetch_add(1, Ordering::Relaxed).to_string();
        let activity = guid::derived(&["activity", &serial]);
        let moment = crate::clock::later(self.clock.now(), answer.after);
        // Recorded on every write. Assumption: other answers carry one that names no job.
        let id = answer
            .job
            .unwrap_or_else(|| guid::derived(&["request", &serial]));
        let id = (!self.settings.spf().hide_job_ids).then_some(id);
        headers::complete(answer.response, id, activity, moment)
    }

    fn dispatch(&self, request: &Request<Vec<u8>>, root: &Root) -> Result<Answer, Failure> {
        let options = self.settings.spf();
        let entered = gate::enter(request, root, &options)?;
        let model = self.model.as_ref().map_err(|fault| fault.clone())?;
        let call = Call {
            spf: self,
            model,
            request,
            root,
            address: root.address(request, &options, &self.settings.origin()),
            scope: entered.scope,
            principal: entered.principal,
            options,
        };
        let method = entered.method;
        let path = Path::parse(model, &root.rest)?;
        match (&method, &path) {
            (&Method::GET, _) => read::answer(&call, &path).map(Answer::at_once),
            (_, Path::Resource(resource)) => write::answer(&call, &method, resource),
            _ => Err(Fault::method_not_allowed(method.as_str()).into()),
        }
    }
}

/// Why there is no answer of the desired kind.
enum Failure {
    /// A refusal; perhaps of a job that ran, after its time and with its id.
    Refused(Refusal, Option<(Duration, Uuid)>),
    /// The service never answers, and the connection ends after a time.
    Silence(Duration),
}

impl<T: Into<Refusal>> From<T> for Failure {
    fn from(refusal: T) -> Self {
        Self::Refused(refusal.into(), None)
    }
}
