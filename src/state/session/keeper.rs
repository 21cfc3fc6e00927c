//! Keeps the token, in memory only: takes in the answers to sign-ins, and gives it to the back end only.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::task::spawn_local;

use super::asking::{Asking, LoadAsking, Renewing};
use super::remembered::{self, Remembered};
use super::{Beside, Keeping, Seen, Standing, Status};
use crate::auth::answer::Answer;
use crate::auth::check::{Expected, SignedIn, check};
use crate::auth::clock::Renewal;
use crate::auth::failure::SignInFailure;
use crate::auth::id_token::Account;
use crate::auth::pending::{Landing, Pending};
use crate::auth::request::Prompt;
use crate::auth::token::AccessToken;
use crate::browser::{crypto, location, timer};
use crate::config::AzureConfig;
use crate::http::transport::Timer;

/// Tabs that were opened together must not renew together.
const MOST_JITTER_MS: u64 = 20_000;
/// How long a new token is left alone, in milliseconds: the first rows come first.
const FIRST_LOOK_MS: u64 = 1_000;
/// Milliseconds until what looks after the token is loaded again, after a failure.
const AGAIN_MS: u64 = 15_000;

/// The token and what is known about it.
pub(super) struct Keeper {
    pub(super) config: AzureConfig,
    pub(super) timer: Rc<dyn Timer>,
    pub(super) seen: Seen,
    load: LoadAsking,
    /// What asks for sign-ins, once it is loaded.
    asking: Cell<Option<&'static Asking>>,
    renewed: Box<dyn Fn()>,
    pub(super) held: RefCell<Option<Held>>,
    pub(super) renewing: RefCell<Option<Renewing>>,
    /// Which token the watch is for: a newer one ends the older watch.
    pub(super) generation: Cell<u32>,
    /// Windows opened so far: the outcome of an older one must not be shown over a newer one's.
    pub(super) windows: Cell<u32>,
    /// What the sign-in service wants to see in the next request (a policy's demand), until a token comes.
    pub(super) claims: RefCell<Option<String>>,
}

pub(super) struct Held {
    pub(super) token: Rc<AccessToken>,
    pub(super) expires_at_ms: u64,
    pub(super) lifetime_ms: u64,
    pub(super) jitter_ms: u64,
    pub(super) since_ms: u64,
    pub(super) renewal: Renewal,
    pub(super) account: Account,
}

impl Keeper {
    /// Keeps nothing yet.
    pub(super) fn new(
        config: AzureConfig,
        timer: Rc<dyn Timer>,
        seen: Seen,
        load: LoadAsking,
        renewed: Box<dyn Fn()>,
    ) -> Self {
        Self {
            config,
            timer,
            seen,
            load,
            asking: Cell::new(None),
            renewed,
            held: RefCell::default(),
            renewing: RefCell::default(),
            generation: Cell::new(0),
            windows: Cell::new(0),
            claims: RefCell::default(),
        }
    }

    /// What asks for sign-ins. `None` when it cannot be loaded.
    pub(super) async fn asking(&self) -> Option<&'static Asking> {
        if self.asking.get().is_none() {
            self.asking.set((self.load)().await);
        }
        self.asking.get()
    }

    /// Leaves for the sign-in page.
    ///
    /// # Errors
    /// When the browser gives no randomness or no storage (without them an answer could not be believed), or the network is gone.
    async fn leave(&self, prompt: Prompt, who: Option<&Remembered>) -> Result<(), SignInFailure> {
        let asking = self.asking().await.ok_or(SignInFailure::NotLoaded)?;
        (asking.leave)(self, prompt, who)
    }

    /// Takes in the answer to a sign-in for which this window left the console.
    ///
    /// # Errors
    /// Why it is not believed; `None` when the person must be asked, which is not a failure to show.
    async fn come_back(self: &Rc<Self>, fragment: &str) -> Result<(), Option<SignInFailure>> {
        let answer =
            Answer::parse(fragment).map_err(|fault| Some(SignInFailure::Unreadable(fault)))?;
        let pending = answer.state().and_then(remembered::take_pending);
        if let Some(pending) = pending
            .as_ref()
            .filter(|pending| pending.landing() == Landing::Redirect)
        {
            // Also after a refusal: whoever signs in then is where they were.
            location::replace_hash(pending.return_to().as_str());
        }
        let asked_in = self.generation.get();
        let silent = pending
            .as_ref()
            .is_some_and(|pending| pending.account().is_some());
        let taken = self.take_in(answer, pending.as_ref(), asked_in).await;
        taken.map_err(|failure| {
            remembered::refused(self.timer.now_ms());
            // A silent trip that needs the person says so by showing the sign-in page, and nothing more.
            let worth_showing = !(silent && failure.is_interaction_needed());
            worth_showing.then_some(failure)
        })
    }

    /// Takes in an answer to what was asked in generation `asked_in`, if it is to be believed.
    ///
    /// # Errors
    /// Why it is not.
    pub(super) async fn take_in(
        self: &Rc<Self>,
        answer: Answer,
        pending: Option<&Pending>,
        asked_in: u32,
    ) -> Result<(), SignInFailure> {
        let digest = match answer.access_token() {
            Some(token) => crypto::sha256(token.expose()).await,
            None => None,
        };
        let expected = Expected {
            client_id: &self.config.client_id,
            tenant: &self.config.tenant,
            now_ms: self.timer.now_ms(),
            // Without a digest nothing matches, and the token is not believed.
            access_token_sha256: digest.unwrap_or_default(),
        };
        let outcome = check(answer, pending, &expected);
        let demanded = outcome.as_ref().err().and_then(SignInFailure::claims);
        self.claims.replace(demanded.map(str::to_owned));
        self.hold(outcome?, asked_in);
        Ok(())
    }

    /// Takes in a sign-in that was asked for in generation `asked_in`. One that was overtaken by another, or by signing
    /// out, is dropped: its token must not come back.
    fn hold(self: &Rc<Self>, signed_in: SignedIn, asked_in: u32) {
        if self.generation.get() != asked_in {
            return;
        }
        let SignedIn {
            token,
            expires_at_ms,
            lifetime_ms,
            account,
        } = signed_in;
        Remembered::keep(&account);
        let jitter_ms = (crypto::random_fraction() * MOST_JITTER_MS as f64) as u64;
        self.held.replace(Some(Held {
            token: Rc::new(token),
            expires_at_ms,
            lifetime_ms,
            jitter_ms,
            since_ms: self.timer.now_ms(),
            renewal: Renewal::Untried,
            account,
        }));
        self.stand(Standing::Good);
        (self.renewed)();
        let generation = self.generation.get() + 1;
        self.generation.set(generation);
        spawn_local(watch(Rc::downgrade(self), generation));
    }

    /// Says how the session stands now.
    pub(super) fn stand(&self, standing: Standing) {
        let account = self.held.borrow().as_ref().map(|held| held.account.clone());
        if let Some(account) = account {
            let status = Status::SignedIn(account, standing);
            // Pages rebuild on a change: one that changes nothing must not be one.
            if self.seen.status.try_with_untracked(|now| *now != status) == Some(true) {
                self.seen.status.set(status);
            }
        }
    }

    /// The token, and when it ends.
    pub(super) fn current(&self) -> Option<(Rc<AccessToken>, u64)> {
        self.held
            .borrow()
            .as_ref()
            .map(|held| (Rc::clone(&held.token), held.expires_at_ms))
    }

    async fn decide(self: &Rc<Self>, answer: Option<String>) -> Result<(), Option<SignInFailure>> {
        if let Some(fragment) = answer {
            return self.come_back(&fragment).await;
        }
        let who = Remembered::read().ok_or(None)?;
        let asking = self.asking().await.ok_or(SignInFailure::NotLoaded)?;
        (asking.bring_back)(self, &who).await
    }
}

/// Has a new token looked after.
async fn watch(keeper: Weak<Keeper>, generation: u32) {
    let mut wait_ms = FIRST_LOOK_MS;
    loop {
        timer::sleep(wait_ms).await;
        let Some(here) = keeper.upgrade() else {
            return;
        };
        if let Some(asking) = here.asking().await {
            drop(here);
            return (asking.watch)(keeper, generation).await;
        }
        wait_ms = AGAIN_MS;
    }
}

impl Keeping for Keeper {
    fn service(&self) -> &str {
        &self.config.cloud.resource_manager
    }

    fn begin(self: Rc<Self>, answer: Option<String>) {
        spawn_local(async move {
            if let Err(failure) = self.decide(answer).await {
                self.seen.status.set(Status::SignedOut(failure));
                // The next that comes is the button.
                self.asking().await;
            }
        });
    }

    fn sign_in(self: Rc<Self>, choose: bool) {
        let prompt = if choose {
            Prompt::Choose
        } else {
            Prompt::Default
        };
        spawn_local(async move {
            if self.asking.get().is_none() {
                // It may take a while, and a second failure must not look as if nothing had happened.
                self.seen.status.set(Status::Starting);
                let loaded = self.asking().await.is_some();
                // Not longer than that: who comes back from the sign-in page by the browser's button finds this page as it is.
                let failure = (!loaded).then_some(SignInFailure::NotLoaded);
                self.seen.status.set(Status::SignedOut(failure));
                if !loaded {
                    return;
                }
            }
            if let Err(failure) = self.leave(prompt, None).await {
                self.seen.status.set(Status::SignedOut(Some(failure)));
            }
        });
    }

    fn sign_in_beside(self: Rc<Self>) {
        match self.asking.get() {
            Some(asking) => (asking.beside)(self),
            // Whoever clicked may still open a window when this has come; else the browser's refusal is shown.
            None => spawn_local(async move {
                match self.asking().await {
                    Some(asking) => (asking.beside)(self),
                    None => self
                        .seen
                        .beside
                        .set(Beside::Failed(SignInFailure::NotLoaded)),
                }
            }),
        }
    }

    fn sign_out(self: Rc<Self>) {
        self.generation.set(self.generation.get() + 1);
        let held = self.held.take();
        Remembered::forget();
        spawn_local(async move {
            let hint = held.as_ref().and_then(|held| held.account.hint());
            match self.asking().await {
                Some(asking) => (asking.leave_for_good)(&self, hint),
                // Without the sign-in service's own page: the token is forgotten, and this page begins anew.
                None => location::leave_for(&location::beside("")),
            }
        });
    }
}
