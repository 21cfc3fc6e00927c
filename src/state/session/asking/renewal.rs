//! Renewing the token silently, in time.

use std::rc::{Rc, Weak};

use futures::FutureExt;
use leptos::task::spawn_local;

use super::{Renewing, renew_for, who};
use crate::auth::clock::Session as Age;
use crate::auth::failure::SignInFailure;
use crate::browser::timer;
use crate::state::session::Standing;
use crate::state::session::keeper::Keeper;

/// How often the age of the token is looked at, in milliseconds: a computer that slept must notice on waking.
const LOOK_MS: u64 = 15_000;

/// Looks after one token until it is replaced or over.
pub(super) async fn watch(keeper: Weak<Keeper>, generation: u32) {
    loop {
        let wait_ms = {
            let Some(keeper) = keeper.upgrade() else {
                return;
            };
            if keeper.generation.get() != generation {
                return;
            }
            match age(&keeper) {
                None => return,
                Some(Age::Fresh { renew_in_ms }) => renew_in_ms.min(LOOK_MS),
                // A success holds the next token, which has a watch of its own.
                Some(Age::RenewNow) => {
                    let _ = renew(&keeper).await;
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
        timer::sleep(wait_ms.max(50)).await;
    }
}

fn age(keeper: &Keeper) -> Option<Age> {
    let now = keeper.timer.now_ms();
    let held = keeper.held.borrow();
    held.as_ref()
        .map(|h| Age::at(h.expires_at_ms, h.lifetime_ms, h.jitter_ms, h.renewal, now))
}

/// Renews silently; whoever asks while a renewal is under way waits for that one.
pub(super) async fn renew(keeper: &Rc<Keeper>) -> Result<(), SignInFailure> {
    let under_way = keeper.renewing.borrow().clone();
    let renewing = match under_way {
        Some(renewing) => renewing,
        None => {
            let renewing: Renewing = begun(Rc::clone(keeper)).boxed_local().shared();
            keeper.renewing.replace(Some(renewing.clone()));
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

async fn begun(keeper: Rc<Keeper>) -> Result<(), SignInFailure> {
    let asked_in = keeper.generation.get();
    let outcome = match who(&keeper) {
        Some(who) => renew_for(&keeper, &who).await,
        None => Err(SignInFailure::NoAnswer),
    };
    // Meanwhile the person may have signed in by hand: that token is not the one that failed.
    if keeper.generation.get() == asked_in
        && let (Err(failure), Some(held)) = (&outcome, keeper.held.borrow_mut().as_mut())
    {
        held.renewal = held.renewal.after(failure, keeper.timer.now_ms());
    }
    keeper.renewing.replace(None);
    outcome
}
