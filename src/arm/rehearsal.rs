//! For tests: a client whose transport plays a script, whose clock jumps, and whose tokens are numbered.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::client::Client;
use super::sign_in::SignIn;
use super::{FURTHER, LoadFurther};
use crate::auth::token::AccessToken;
use crate::http::origin::Origin;
use crate::http::scripted::{JumpingClock, Script};
use crate::http::transport::{Local, NoAnswer, Request, Response};
use crate::model::failure::{Failure, FailureKind};
use crate::model::resource_id::ResourceId;

/// The endpoint of the rehearsals.
pub const ARM: &str = "https://management.azure.com";

/// A machine's id.
pub const MACHINE: &str =
    "/subscriptions/9e7d/resourceGroups/rg-01/providers/Microsoft.HybridCompute/machines/sql-01";

/// What the list does without, there at once.
pub const LOADED: LoadFurther = || Box::pin(async { Some(FURTHER) });

/// A client and what it works with.
pub struct Rehearsal {
    pub client: Client,
    pub script: Rc<Script>,
    pub clock: Rc<JumpingClock>,
}

/// A client that gets these answers; its tokens are `token-0`, and `token-1` after the one renewal that works.
pub fn rehearse(answers: impl IntoIterator<Item = Result<Response, NoAnswer>>) -> Rehearsal {
    rehearse_at(ARM, answers)
}

/// The same at another endpoint.
pub fn rehearse_at(
    endpoint: &str,
    answers: impl IntoIterator<Item = Result<Response, NoAnswer>>,
) -> Rehearsal {
    let script = Rc::new(Script::of(answers));
    let clock = Rc::new(JumpingClock::default());
    let count = Cell::new(0);
    let client = Client::new(
        script.clone(),
        clock.clone(),
        Rc::new(NumberedTokens::default()),
        Origin::of(endpoint).unwrap(),
        Rc::new(move || {
            count.set(count.get() + 1);
            format!("id-{}", count.get())
        }),
    );
    Rehearsal {
        client,
        script,
        clock,
    }
}

/// The machine of the rehearsals.
pub fn machine() -> ResourceId {
    ResourceId::new(MACHINE)
}

/// A request as text: its line, headers and body.
pub fn wire(request: &Request) -> String {
    let mut text = format!("{} {}\n", request.method.word(), request.url);
    for (name, value) in &request.headers {
        text.push_str(&format!("{name}: {value}\n"));
    }
    text.push_str(&format!(
        "\n{}",
        request.body.as_deref().unwrap_or_default()
    ));
    text
}

struct NumberedTokens {
    present: RefCell<Rc<AccessToken>>,
}

impl Default for NumberedTokens {
    fn default() -> Self {
        Self {
            present: RefCell::new(Rc::new(AccessToken::new("token-0".into()))),
        }
    }
}

impl SignIn for NumberedTokens {
    fn token(&self) -> Local<'_, Result<Rc<AccessToken>, Failure>> {
        let token = self.present.borrow().clone();
        Box::pin(async move { Ok(token) })
    }

    fn renewed(&self, refused: &Rc<AccessToken>) -> Local<'_, Result<Rc<AccessToken>, Failure>> {
        let answer = if refused.expose() == "token-0" {
            let token = Rc::new(AccessToken::new("token-1".into()));
            *self.present.borrow_mut() = token.clone();
            Ok(token)
        } else {
            Err(Failure::new(
                FailureKind::SignInNeeded,
                "The sign-in has ended.",
            ))
        };
        Box::pin(async move { answer })
    }
}
