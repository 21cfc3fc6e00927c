//! Keeps the token: gets it, renews it before it ends, and gives it to the back end only.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use futures::FutureExt;
use futures::future::{LocalBoxFuture, Shared};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::remembered::{self, Remembered};
use super::{Standing, Status};
use crate::arm::sign_in::SignIn;
use crate::auth::answer::Answer;
use crate::auth::check::{Expected, SignedIn, check};
use crate::auth::clock::{Renewal, Session as Age};
use crate::auth::failure::SignInFailure;
use crate::auth::id_token::Account;
use crate::auth::pending::{Landing, Pending};
use crate::auth::request::{Authorize, Prompt};
use crate::auth::return_to::ReturnTo;
use crate::auth::token::AccessToken;
use crate::browser::sign_in_window::{SignInWindow, ask_in_frame};
use crate::browser::{crypto, location};
use crate::config::{Config, Guid};
use crate::http::transport::{Local, Timer};
use crate::model::failure::{Failure, FailureKind};

/// How often the age of the token is looked at, in milliseconds: a computer that slept must notice on waking.
const LOOK_MS: u64 = 15_000;
/// Tabs that were opened together must not renew together.
const MOST_JITTER_MS: u64 = 20_000;
/// A token this young (milliseconds) that is refused is not renewed: the service would refuse the next one as well.
const BRAND_NEW_MS: u64 = 60_000;

type Renewing = Shared<LocalBoxFuture<'static, Result<(), SignInFailure>>>;

/// The token and what is known about it.
pub struct Keeper {
    config: Rc<Config>,
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
        config: Rc<Config>,
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
    pub fn config(&self) -> &Config {
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
        spawn_local(watch(Rc::downgrade(self), generation));
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

    fn age(&self) -> Option<Age> {
        let now = self.timer.now_ms();
        let held = self.held.borrow();
        held.as_ref()
            .map(|h| Age::at(h.expires_at_ms, h.lifetime_ms, h.jitter_ms, h.renewal, now))
    }

    /// Renews silently; whoever asks while a renewal is under way waits for that one.
    async fn renew(self: &Rc<Self>) -> Result<(), SignInFailure> {
        let under_way = self.renewing.borrow().clone();
        let renewing = match under_way {
            Some(renewing) => renewing,
            None => {
                let keeper = Rc::clone(self);
                let asked_in = self.generation.get();
                let renewing: Renewing = async move {
                    let outcome = match keeper.who() {
                        Some(who) => keeper.renew_for(&who).await,
                        None => Err(SignInFailure::NoAnswer),
                    };
                    // Meanwhile the person may have signed in by hand: that token is not the one that failed.
                    if keeper.generation.get() == asked_in
                        && let (Err(failure), Some(held)) =
                            (&outcome, keeper.held.borrow_mut().as_mut())
                    {
                        held.renewal = held.renewal.after(failure, keeper.timer.now_ms());
                    }
                    keeper.renewing.replace(None);
                    outcome
                }
                .boxed_local()
                .shared();
                self.renewing.replace(Some(renewing.clone()));
                // It goes on when whoever asked for it is gone: a page that was left must not strand it.
                let driven = renewing.clone();
                spawn_local(async move {
                    let _ = driven.await;
                });
                renewing
            }
        };
        renewing.await
    }

    fn is_brand_new(&self) -> bool {
        let now = self.timer.now_ms();
        let held = self.held.borrow();
        held.as_ref()
            .is_some_and(|held| now.saturating_sub(held.since_ms) < BRAND_NEW_MS)
    }

    fn current(&self) -> Option<(Rc<AccessToken>, u64)> {
        self.held
            .borrow()
            .as_ref()
            .map(|held| (Rc::clone(&held.token), held.expires_at_ms))
    }

    async fn renewed_or_ended(self: &Rc<Self>) -> Result<Rc<AccessToken>, Failure> {
        let asked_in = self.generation.get();
        let given_up = matches!(
            self.held.borrow().as_ref().map(|held| held.renewal),
            Some(Renewal::GivenUp)
        );
        let renewed = !given_up && self.renew().await.is_ok();
        if (renewed || self.generation.get() != asked_in)
            && let Some((token, _)) = self.current()
        {
            return Ok(token);
        }
        self.stand(Standing::Ended);
        Err(Failure::new(
            FailureKind::SignInNeeded,
            "Your sign-in has ended.",
        ))
    }
}

/// The keeper, given out by reference count: a renewal outlives the request that began it.
pub struct TokenSource(pub Rc<Keeper>);

impl SignIn for TokenSource {
    fn token(&self) -> Local<'_, Result<Rc<AccessToken>, Failure>> {
        Box::pin(async move {
            match self.0.current() {
                Some((token, expires_at_ms)) if self.0.timer.now_ms() < expires_at_ms => Ok(token),
                _ => self.0.renewed_or_ended().await,
            }
        })
    }

    fn renewed(&self, refused: &Rc<AccessToken>) -> Local<'_, Result<Rc<AccessToken>, Failure>> {
        let refused = Rc::clone(refused);
        Box::pin(async move {
            match self.0.current() {
                Some((token, _)) if !Rc::ptr_eq(&token, &refused) => Ok(token),
                // A service that refuses a token that is brand new would refuse the next one too: asking on and on is a
                // loop that no counter sees.
                Some(_) if self.0.is_brand_new() => Err(Failure::new(
                    FailureKind::SignInNeeded,
                    "The service refuses the sign-in that it was just given.",
                )),
                _ => self.0.renewed_or_ended().await,
            }
        })
    }
}

/// Looks after one token until it is replaced or over.
async fn watch(keeper: Weak<Keeper>, generation: u32) {
    loop {
        let wait_ms = {
            let Some(keeper) = keeper.upgrade() else {
                return;
            };
            if keeper.generation.get() != generation {
                return;
            }
            match keeper.age() {
                None => return,
                Some(Age::Fresh { renew_in_ms }) => renew_in_ms.min(LOOK_MS),
                // A success holds the next token, which has a watch of its own.
                Some(Age::RenewNow) => {
                    let _ = keeper.renew().await;
                    1_000
                }
                Some(Age::Expiring { left_ms }) => {
                    if let Some((_, at_ms)) = keeper.current() {
                        keeper.stand(Standing::Ending { at_ms });
                    }
                    left_ms.min(LOOK_MS)
                }
                // The computer may have slept through the time for renewing.
                Some(Age::Expired) => {
                    let _ = keeper.renewed_or_ended().await;
                    return;
                }
            }
        };
        crate::browser::timer::sleep(wait_ms.max(50)).await;
    }
}
