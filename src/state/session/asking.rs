//! Asks the sign-in service: by leaving for its page, in a hidden frame, or in a window beside the page. The list of machines
//! does without all of it once somebody has come back with an answer, so it is a part of the program of its own.

mod renewal;

use std::rc::{Rc, Weak};

use futures::future::{LocalBoxFuture, Shared};
use leptos::task::spawn_local;

use super::Beside;
use super::keeper::Keeper;
use super::remembered::{self, Remembered};
use crate::auth::answer::Answer;
use crate::auth::failure::SignInFailure;
use crate::auth::pending::{Landing, Pending};
use crate::auth::request::{Authorize, Prompt, logout_url};
use crate::auth::return_to::ReturnTo;
use crate::browser::sign_in_window::{SignInWindow, ask_in_frame};
use crate::browser::{crypto, location};
use crate::config::Guid;
use crate::http::transport::Local;

/// A renewal that several wait for.
pub(super) type Renewing = Shared<LocalBoxFuture<'static, Result<(), SignInFailure>>>;

/// Whether somebody is signed in; if not, what is to be shown of why.
type Decided<'a> = Local<'a, Result<(), Option<SignInFailure>>>;

/// What asks for sign-ins.
pub struct Asking {
    pub(super) leave: fn(&Keeper, Prompt, Option<&Remembered>) -> Result<(), SignInFailure>,
    pub(super) leave_for_good: fn(&Keeper, Option<&str>),
    pub(super) bring_back: for<'a> fn(&'a Rc<Keeper>, &'a Remembered) -> Decided<'a>,
    pub(super) beside: fn(Rc<Keeper>),
    pub(super) renew: fn(&Rc<Keeper>) -> Local<'_, Result<(), SignInFailure>>,
    pub(super) watch: fn(Weak<Keeper>, u32) -> Local<'static, ()>,
}

/// Gives what asks for sign-ins, loaded if need be; `None` when it cannot be.
pub type LoadAsking = fn() -> Local<'static, Option<&'static Asking>>;

/// All of it.
pub const ASKING: &Asking = &Asking {
    leave,
    leave_for_good,
    bring_back: |keeper, who| Box::pin(bring_back(keeper, who)),
    beside,
    renew: |keeper| Box::pin(renewal::renew(keeper)),
    watch: |keeper, generation| Box::pin(renewal::watch(keeper, generation)),
};

/// Leaves for the sign-in page.
fn leave(keeper: &Keeper, prompt: Prompt, who: Option<&Remembered>) -> Result<(), SignInFailure> {
    let pending = pending(keeper, Landing::Redirect, who)?;
    if !remembered::keep_pending(&pending) {
        return Err(SignInFailure::NotAskedFor);
    }
    location::leave_for(&url(keeper, &pending, prompt, who));
    Ok(())
}

/// Leaves for the page that ends the session at the sign-in service.
fn leave_for_good(keeper: &Keeper, hint: Option<&str>) {
    let after = location::beside("");
    location::leave_for(&logout_url(&keeper.config, &after, hint));
}

/// Brings back who was signed in before a reload, without anybody noticing if that can be.
async fn bring_back(keeper: &Rc<Keeper>, who: &Remembered) -> Result<(), Option<SignInFailure>> {
    let Err(failure) = renew_for(keeper, who).await else {
        return Ok(());
    };
    let now_ms = keeper.timer.now_ms();
    // A browser that keeps sessions from frames still shows them to a page: once, and never in a loop.
    if remembered::may_go_by_itself(now_ms) {
        remembered::going_by_itself(now_ms);
        return leave(keeper, Prompt::Silent, Some(who)).map_err(Some);
    }
    Err((!failure.is_interaction_needed()).then_some(failure))
}

/// Asks for a token without anybody noticing, for the account that was signed in.
///
/// # Errors
/// When the person has to be asked, or no answer came.
async fn renew_for(keeper: &Rc<Keeper>, who: &Remembered) -> Result<(), SignInFailure> {
    let asked_in = keeper.generation.get();
    let pending = pending(keeper, Landing::Frame, Some(who))?;
    let url = url(keeper, &pending, Prompt::Silent, Some(who));
    let fragment = ask_in_frame(&url, pending.state()).await;
    take_in(keeper, fragment, &pending, asked_in).await
}

/// Signs in again in a window beside the page. Called in the click, or the browser opens none.
fn beside(keeper: Rc<Keeper>) {
    let asked_in = keeper.generation.get();
    let who = who(&keeper);
    let opened = pending(&keeper, Landing::Popup, who.as_ref())
        .ok()
        .and_then(|pending| {
            let url = url(&keeper, &pending, Prompt::Default, who.as_ref());
            SignInWindow::open(&url, pending.state()).map(|window| (window, pending))
        });
    let Some((window, pending)) = opened else {
        return keeper.seen.beside.set(Beside::Blocked);
    };
    keeper.seen.beside.set(Beside::Open);
    let this = keeper.windows.get() + 1;
    keeper.windows.set(this);
    spawn_local(async move {
        let fragment = window.answer().await;
        let outcome = take_in(&keeper, fragment, &pending, asked_in).await;
        if keeper.windows.get() != this {
            return;
        }
        keeper.seen.beside.set(match outcome {
            Ok(()) => Beside::Idle,
            Err(failure) if failure.is_cancellation() => Beside::Idle,
            Err(failure) => Beside::Failed(failure),
        });
    });
}

async fn take_in(
    keeper: &Rc<Keeper>,
    fragment: Option<String>,
    pending: &Pending,
    asked_in: u32,
) -> Result<(), SignInFailure> {
    let fragment = fragment.ok_or(SignInFailure::NoAnswer)?;
    let answer = Answer::parse(&fragment).map_err(SignInFailure::Unreadable)?;
    keeper.take_in(answer, Some(pending), asked_in).await
}

fn who(keeper: &Keeper) -> Option<Remembered> {
    let held = keeper.held.borrow();
    held.as_ref().map(|held| Remembered {
        id: held.account.id.clone(),
        hint: held.account.hint().map(str::to_owned),
    })
}

fn pending(
    keeper: &Keeper,
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
        keeper.timer.now_ms(),
        account,
    ))
}

fn url(keeper: &Keeper, pending: &Pending, prompt: Prompt, who: Option<&Remembered>) -> String {
    Authorize {
        config: &keeper.config,
        redirect_uri: &location::beside("auth.html"),
        pending,
        prompt,
        login_hint: who.and_then(|who| who.hint.as_deref()),
        claims: keeper.claims.borrow().as_deref(),
        correlation_id: &Guid::from_random(*uuid::Uuid::new_v4().as_bytes()),
    }
    .url()
}
