//! Keeps the token: gets it, renews it before it ends, and gives it to the back end only.

mod renewal;
mod token_source;

pub use token_source::TokenSource;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::signal::RwSignal;
use futures::future::{LocalBoxFuture, Shared};
use leptos::task::spawn_local;

use super::remembered::{self, Remembered};
use super::{Standing, Status};
use crate::auth::answer::Answer;
use crate::auth::check::{Expected, SignedIn, check};
use crate::auth::clock::Renewal;
use crate::auth::failure::SignInFailure;
use crate::auth::id_token::Account;
use crate::auth::pending::{Landing, Pending};
use crate::auth::request::{Authorize, Prompt};
use crate::auth::return_to::ReturnTo;
use crate::auth::token::AccessToken;
use crate::browser::sign_in_window::{SignInWindow, ask_in_frame};
use crate::browser::{crypto, location};
use crate::config::{AzureConfig, Guid};
use crate::http::transport::Timer;

/// Tabs that were opened together must not renew together.
const MOST_JITTER_MS: u64 = 20_000;

type Renewing = Shared<LocalBoxFuture<'static, Result<(), SignInFailure>>>;

/// The token and what is known about it.
pub struct Keeper {
    config: Rc<AzureConfig>,
    timer: Rc<dyn Timer>,
    status: RwSignal<Status>,
    renewed: Box<dyn Fn()>,
    held: RefCell<Option<Held>>,
    renewing: RefCell<Option<Renewing>>,
    /// Which token the watch is for: a newer one ends the older watch.
    generation: Cell<u32>,
    /// What the sign-in service wants to see in the next request (a policy's demand), until a token comes.
    claims: RefCell<Option<String>>,
}

struct Held {
    token: Rc<AccessToken>,
    expires_at_ms: u64,
    lifetime_ms: u64,
    jitter_ms: u64,
    since_ms: u64,
    renewal: Renewal,
    account: Account,
}

/// A sign-in window and what was asked in it.
pub struct Asked {
    window: SignInWindow,
    pending: Pending,
    generation: u32,
}

impl Keeper {
    /// Keeps nothing yet.
    pub fn new(
        config: Rc<AzureConfig>,
        timer: Rc<dyn Timer>,
        status: RwSignal<Status>,
        renewed: Box<dyn Fn()>,
    ) -> Self {
        Self {
            config,
            timer,
            status,
            renewed,
            held: RefCell::default(),
            renewing: RefCell::default(),
            generation: Cell::new(0),
            claims: RefCell::default(),
        }
    }

    /// The configuration.
    pub fn config(&self) -> &AzureConfig {
        &self.config
    }

    /// The clock.
    pub fn timer(&self) -> &dyn Timer {
        &*self.timer
    }

    /// Leaves for the sign-in page.
    ///
    /// # Errors
    /// When the browser gives no randomness or no storage: without them an answer could not be believed.
    pub fn leave(&self, prompt: Prompt, who: Option<&Remembered>) -> Result<(), SignInFailure> {
        let pending = self.pending(Landing::Redirect, who)?;
        if !remembered::keep_pending(&pending) {
            return Err(SignInFailure::NotAskedFor);
        }
        location::leave_for(&self.url(&pending, prompt, who.and_then(|who| who.hint.as_deref())));
        Ok(())
    }

    /// Takes in the answer to a sign-in. `asked` is what was asked, when this page still knows; else it is remembered.
    ///
    /// # Errors
    /// Why it is not believed; `None` when the person turned back or must be asked, which is not a failure to show.
    pub async fn accept(
        self: &Rc<Self>,
        fragment: &str,
        asked: Option<Pending>,
    ) -> Result<(), Option<SignInFailure>> {
        let answer =
            Answer::parse(fragment).map_err(|fault| Some(SignInFailure::Unreadable(fault)))?;
        let pending = asked.or_else(|| answer.state().and_then(remembered::take_pending));
        if let Some(pending) = pending
            .as_ref()
            .filter(|pending| pending.landing() == Landing::Redirect)
        {
            // Also after a refusal: whoever signs in then is where they were.
            location::replace_hash(pending.return_to().as_str());
        }
        let asked_in = self.generation.get();
        match self.believe(answer, pending.as_ref()).await {
            Ok(signed_in) => {
                self.hold(signed_in, asked_in);
                Ok(())
            }
            Err(failure) => {
                remembered::refused(self.timer.now_ms());
                // A silent trip that needs the person says so by showing the sign-in page, and nothing more.
                let silent = pending
                    .as_ref()
                    .is_some_and(|pending| pending.account().is_some());
                let worth_showing = !(silent && failure.is_interaction_needed());
                Err(worth_showing.then_some(failure))
            }
        }
    }

    async fn believe(
        &self,
        answer: Answer,
        pending: Option<&Pending>,
    ) -> Result<SignedIn, SignInFailure> {
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
        outcome
    }

    /// Asks for a token without anybody noticing, for the account that was signed in.
    ///
    /// # Errors
    /// When the person has to be asked, or no answer came.
    pub async fn renew_for(self: &Rc<Self>, who: &Remembered) -> Result<(), SignInFailure> {
        let asked_in = self.generation.get();
        let pending = self.pending(Landing::Frame, Some(who))?;
        let url = self.url(&pending, Prompt::Silent, who.hint.as_deref());
        let fragment = ask_in_frame(&url, pending.state())
            .await
            .ok_or(SignInFailure::NoAnswer)?;
        let answer = Answer::parse(&fragment).map_err(SignInFailure::Unreadable)?;
        let signed_in = self.believe(answer, Some(&pending)).await?;
        self.hold(signed_in, asked_in);
        Ok(())
    }

    /// Opens a sign-in window for the account that is signed in. `None` when the browser did not open it.
    pub fn open_window(&self) -> Option<Asked> {
        let who = self.who();
        let pending = self.pending(Landing::Popup, who.as_ref()).ok()?;
        let url = self.url(
            &pending,
            Prompt::Default,
            who.as_ref().and_then(|who| who.hint.as_deref()),
        );
        let window = SignInWindow::open(&url, pending.state())?;
        Some(Asked {
            window,
            pending,
            generation: self.generation.get(),
        })
    }

    /// Waits for the window's answer and takes it in.
    ///
    /// # Errors
    /// When none came in time, or it is not believed.
    pub async fn accept_from_window(self: &Rc<Self>, asked: Asked) -> Result<(), SignInFailure> {
        let fragment = asked.window.answer().await.ok_or(SignInFailure::NoAnswer)?;
        let answer = Answer::parse(&fragment).map_err(SignInFailure::Unreadable)?;
        let signed_in = self.believe(answer, Some(&asked.pending)).await?;
        self.hold(signed_in, asked.generation);
        Ok(())
    }

    /// Forgets the token; returns the hint for the sign-out page.
    pub fn forget(&self) -> Option<String> {
        self.generation.set(self.generation.get() + 1);
        self.held
            .take()
            .and_then(|held| held.account.hint().map(str::to_owned))
    }

    fn who(&self) -> Option<Remembered> {
        let held = self.held.borrow();
        held.as_ref().map(|held| Remembered {
            id: held.account.id.clone(),
            hint: held.account.hint().map(str::to_owned),
        })
    }

    fn pending(
        &self,
        landing: Landing,
        who: Option<&Remembered>,
    ) -> Result<Pending, SignInFailure> {
        let random = || crypto::random_bytes().ok_or(SignInFailure::NotAskedFor);
        let place = ReturnTo::parse(&location::hash()).unwrap_or_else(ReturnTo::start);
        let account = who.map(|who| who.id.clone());
        Ok(Pending::new(
            landing,
            random()?,
            random()?,
            place,
            self.timer.now_ms(),
            account,
        ))
    }

    fn url(&self, pending: &Pending, prompt: Prompt, login_hint: Option<&str>) -> String {
        Authorize {
            config: &self.config,
            redirect_uri: &location::beside("auth.html"),
            pending,
            prompt,
            login_hint,
            claims: self.claims.borrow().as_deref(),
            correlation_id: &Guid::from_random(*uuid::Uuid::new_v4().as_bytes()),
        }
        .url()
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
            account: account.clone(),
        }));
        self.stand(Standing::Good);
        (self.renewed)();
        let generation = self.generation.get() + 1;
        self.generation.set(generation);
        spawn_local(renewal::watch(Rc::downgrade(self), generation));
    }

    fn stand(&self, standing: Standing) {
        let account = self.held.borrow().as_ref().map(|held| held.account.clone());
        if let Some(account) = account {
            let status = Status::SignedIn(account, standing);
            // Pages rebuild on a change: one that changes nothing must not be one.
            if self.status.try_with_untracked(|now| *now != status) == Some(true) {
                self.status.set(status);
            }
        }
    }

    fn current(&self) -> Option<(Rc<AccessToken>, u64)> {
        self.held
            .borrow()
            .as_ref()
            .map(|held| (Rc::clone(&held.token), held.expires_at_ms))
    }
}
