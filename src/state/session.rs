//! Who is signed in, and for how long. The token itself is in [`keeper`], in memory only.

mod keeper;
mod remembered;

pub use remembered::take_answer;

use std::rc::Rc;

use crate::signal::{RwSignal, Signal};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::arm::sign_in::SignIn;
use crate::auth::failure::SignInFailure;
use crate::auth::id_token::Account;
use crate::auth::request::{Prompt, logout_url};
use crate::browser::location;
use crate::config::AzureConfig;
use crate::http::transport::Timer;
use keeper::{Keeper, TokenSource};
use remembered::Remembered;

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
    status: RwSignal<Status>,
    /// Why signing in beside the page did not work.
    beside: RwSignal<Beside>,
    /// Windows opened so far: the outcome of an older one must not be shown over a newer one's.
    windows: StoredValue<u32>,
    /// `None` where the console signs nobody in.
    keeper: StoredValue<Option<Rc<Keeper>>, LocalStorage>,
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
        config: Rc<AzureConfig>,
        timer: Rc<dyn Timer>,
        renewed: impl Fn() + 'static,
    ) -> (Self, Rc<dyn SignIn>) {
        let status = RwSignal::new(Status::Starting);
        let keeper = Rc::new(Keeper::new(config, timer, status, Box::new(renewed)));
        let source = Rc::new(TokenSource(Rc::clone(&keeper)));
        (Self::kept_by(status, Some(keeper)), source)
    }

    /// No sign-in of the console's own: the web server in front of the page signs people in.
    pub fn at_server() -> Self {
        Self::kept_by(RwSignal::new(Status::AtServer), None)
    }

    fn kept_by(status: RwSignal<Status>, keeper: Option<Rc<Keeper>>) -> Self {
        Self {
            status,
            beside: RwSignal::default(),
            windows: StoredValue::new(0),
            keeper: StoredValue::new_local(keeper),
        }
    }

    /// How it stands.
    pub fn status(self) -> Signal<Status> {
        self.status.into()
    }

    /// Who is signed in, and at which service, in a text that no other person or service has. `None` when nobody is, or when
    /// the web server alone knows who it is.
    pub fn owner(self) -> Option<String> {
        let keeper = self.keeper.get_value()?;
        let service = &keeper.config().cloud.resource_manager;
        self.status.with_untracked(|status| match status {
            Status::SignedIn(account, _) => {
                Some([service.as_str(), &account.id.tid, &account.id.oid].join("|"))
            }
            _ => None,
        })
    }

    /// How signing in beside the page stands.
    pub fn beside(self) -> Signal<Beside> {
        self.beside.into()
    }

    /// Begins: reads the `answer` that a sign-in left, or brings back the person who was signed in before a reload.
    pub fn begin(self, answer: Option<String>) {
        let Some(keeper) = self.keeper.get_value() else {
            return;
        };
        spawn_local(async move {
            if let Some(fragment) = answer {
                self.decide(keeper.accept(&fragment, None).await);
                return;
            }
            let Some(who) = Remembered::read() else {
                return self.decide(Err(None));
            };
            match keeper.renew_for(&who).await {
                Ok(()) => {}
                // A browser that keeps sessions from frames still shows them to a page: once, and never in a loop.
                Err(_) if remembered::may_go_by_itself(now(&keeper)) => {
                    remembered::going_by_itself(now(&keeper));
                    if let Err(failure) = keeper.leave(Prompt::Silent, Some(&who)) {
                        self.decide(Err(Some(failure)));
                    }
                }
                Err(failure) => {
                    self.decide(Err((!failure.is_interaction_needed()).then_some(failure)))
                }
            }
        });
    }

    fn decide(self, outcome: Result<(), Option<SignInFailure>>) {
        if let Err(failure) = outcome {
            self.status.set(Status::SignedOut(failure));
        }
    }

    /// Leaves for the sign-in page; `choose` lets the person take another account.
    pub fn sign_in(self, choose: bool) {
        let Some(keeper) = self.keeper.get_value() else {
            return;
        };
        let prompt = if choose {
            Prompt::Choose
        } else {
            Prompt::Default
        };
        if let Err(failure) = keeper.leave(prompt, None) {
            self.status.set(Status::SignedOut(Some(failure)));
        }
    }

    /// Signs in again in a window beside the page, so that nothing that was typed is lost. Call it in the click.
    pub fn sign_in_beside(self) {
        let Some(keeper) = self.keeper.get_value() else {
            return;
        };
        let Some(window) = keeper.open_window() else {
            return self.beside.set(Beside::Blocked);
        };
        self.beside.set(Beside::Open);
        self.windows.update_value(|windows| *windows += 1);
        let this = self.windows.get_value();
        spawn_local(async move {
            let outcome = keeper.accept_from_window(window).await;
            if self.windows.get_value() != this {
                return;
            }
            self.beside.set(match outcome {
                Ok(()) => Beside::Idle,
                Err(failure) if failure.is_cancellation() => Beside::Idle,
                Err(failure) => Beside::Failed(failure),
            });
        });
    }

    /// Forgets the token and who was signed in, and leaves for the sign-out page.
    pub fn sign_out(self) {
        let Some(keeper) = self.keeper.get_value() else {
            return;
        };
        let hint = keeper.forget();
        Remembered::forget();
        location::leave_for(&logout_url(
            keeper.config(),
            &location::beside(""),
            hint.as_deref(),
        ));
    }
}

fn now(keeper: &Keeper) -> u64 {
    keeper.timer().now_ms()
}
