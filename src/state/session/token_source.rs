//! How the back end gets the token, and another one when the service refuses it.

use std::rc::Rc;

use super::Standing;
use super::keeper::Keeper;
use crate::arm::sign_in::SignIn;
use crate::auth::clock::Renewal;
use crate::auth::token::AccessToken;
use crate::http::transport::Local;
use crate::model::failure::{Failure, FailureKind};

/// A token this young (milliseconds) that is refused is not renewed: the service would refuse the next one as well.
const BRAND_NEW_MS: u64 = 60_000;

/// The keeper, given out by reference count: a renewal outlives the request that began it.
pub(super) struct TokenSource(pub(super) Rc<Keeper>);

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

impl Keeper {
    fn is_brand_new(&self) -> bool {
        let now = self.timer.now_ms();
        let held = self.held.borrow();
        held.as_ref()
            .is_some_and(|held| now.saturating_sub(held.since_ms) < BRAND_NEW_MS)
    }

    pub(super) async fn renewed_or_ended(self: &Rc<Self>) -> Result<Rc<AccessToken>, Failure> {
        let asked_in = self.generation.get();
        let given_up = matches!(
            self.held.borrow().as_ref().map(|held| held.renewal),
            Some(Renewal::GivenUp)
        );
        let renewed = !given_up
            && match self.asking().await {
                Some(asking) => (asking.renew)(self).await.is_ok(),
                None => false,
            };
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
