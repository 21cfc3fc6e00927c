//! Who is signed in, and for how long. The token itself is in [`keeper`], in memory only.

mod asking;
mod keeper;
mod remembered;
mod token_source;

pub use asking::{ASKING, Asking, LoadAsking};
pub use remembered::take_answer;

use std::rc::Rc;

use crate::signal::{RwSignal, Signal};
use leptos::prelude::*;

use crate::arm::sign_in::SignIn;
use crate::auth::failure::SignInFailure;
use crate::auth::id_token::Account;
use crate::config::AzureConfig;
use crate::http::transport::Timer;
use keeper::Keeper;
use token_source::TokenSource;

/// How the sign-in stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// Being decided: an answer is read, or the person is brought back without typing.
    Starting,
    /// Nobody is signed in; why the last try did not work.
    SignedOut(Option<SignInFailure>),
    /// Somebody is signed in.
    SignedIn(Account, Standing),
    /// The web server in front of the page signs people in; the console knows neither who it is nor for how long.
    AtServer,
}

/// How a session that began well stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Good.
    Good,
    /// It could not be renewed silently and ends then (milliseconds of Unix time): the person is asked.
    Ending {
        /// When.
        at_ms: u64,
    },
    /// It has ended: nothing can be read or sent until the person signs in again.
    Ended,
}

/// The sign-in, as the screens see it.
#[derive(Clone, Copy)]
pub struct Session {
    seen: Seen,
    /// `None` where the console signs nobody in.
    keeping: StoredValue<Option<Rc<dyn Keeping>>, LocalStorage>,
}

/// What screens follow of a sign-in.
#[derive(Clone, Copy)]
struct Seen {
    status: RwSignal<Status>,
    /// Why signing in beside the page did not work.
    beside: RwSignal<Beside>,
}

/// What screens ask of whoever keeps the token. Only that is known to the main file of the program: the rest belongs to the
/// part of the service that needs a token.
trait Keeping {
    /// The service that the token is for.
    fn service(&self) -> &str;
    /// Reads the `answer` that a sign-in left, or brings back the person who was signed in before a reload.
    fn begin(self: Rc<Self>, answer: Option<String>);
    /// Leaves for the sign-in page; `choose` lets the person take another account.
    fn sign_in(self: Rc<Self>, choose: bool);
    /// Signs in again in a window beside the page.
    fn sign_in_beside(self: Rc<Self>);
    /// Forgets the token and who was signed in, and leaves for the sign-out page.
    fn sign_out(self: Rc<Self>);
}

/// Signing in again in a window beside the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Beside {
    /// Not asked for.
    #[default]
    Idle,
    /// The window is open.
    Open,
    /// The browser did not open it.
    Blocked,
    /// It did not work.
    Failed(SignInFailure),
}

impl Session {
    /// A sign-in by this configuration, not yet begun, and where the back end gets its token. `renewed` is called with
    /// every new token.
    pub fn new(
        config: AzureConfig,
        timer: Rc<dyn Timer>,
        asking: LoadAsking,
        renewed: Box<dyn Fn()>,
    ) -> (Self, Rc<dyn SignIn>) {
        let seen = Seen {
            status: RwSignal::new(Status::Starting),
            beside: RwSignal::default(),
        };
        let keeper = Rc::new(Keeper::new(config, timer, seen, asking, renewed));
        let session = Self {
            seen,
            keeping: StoredValue::new_local(Some(Rc::clone(&keeper) as Rc<dyn Keeping>)),
        };
        (session, Rc::new(TokenSource(keeper)))
    }

    /// No sign-in of the console's own: the web server in front of the page signs people in.
    pub fn at_server() -> Self {
        Self {
            seen: Seen {
                status: RwSignal::new(Status::AtServer),
                beside: RwSignal::default(),
            },
            keeping: StoredValue::new_local(None),
        }
    }

    /// How it stands.
    pub fn status(self) -> Signal<Status> {
        self.seen.status.into()
    }

    /// Who is signed in, and at which service, in a text that no other person or service has. `None` when nobody is, or when
    /// the web server alone knows who it is.
    pub fn owner(self) -> Option<String> {
        let keeping = self.keeping.get_value()?;
        self.seen.status.with_untracked(|status| match status {
            Status::SignedIn(account, _) => {
                Some([keeping.service(), &account.id.tid, &account.id.oid].join("|"))
            }
            _ => None,
        })
    }

    /// How signing in beside the page stands.
    pub fn beside(self) -> Signal<Beside> {
        self.seen.beside.into()
    }

    /// Begins: reads the `answer` that a sign-in left, or brings back the person who was signed in before a reload.
    pub fn begin(self, answer: Option<String>) {
        if let Some(keeping) = self.keeping.get_value() {
            keeping.begin(answer);
        }
    }

    /// Leaves for the sign-in page; `choose` lets the person take another account.
    pub fn sign_in(self, choose: bool) {
        if let Some(keeping) = self.keeping.get_value() {
            keeping.sign_in(choose);
        }
    }

    /// Signs in again in a window beside the page, so that nothing that was typed is lost. Call it in the click.
    pub fn sign_in_beside(self) {
        if let Some(keeping) = self.keeping.get_value() {
            keeping.sign_in_beside();
        }
    }

    /// Forgets the token and who was signed in, and leaves for the sign-out page.
    pub fn sign_out(self) {
        if let Some(keeping) = self.keeping.get_value() {
            keeping.sign_out();
        }
    }
}
