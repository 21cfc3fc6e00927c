//! Signing in, as a protocol: what is asked of Microsoft Entra, what comes back, whether to believe it, and how long it
//! lasts. The implicit flow against the v1 endpoint, which the API's own pages declare. No browser and no network
//! here: whoever calls gives the random bytes, the time and the digests.
//!
//! The way of one sign-in: [`pending::Pending`] is made and stored, [`request::Authorize`] turns it into an address, the
//! answer lands on `auth.html` and comes over as a fragment, [`answer::Answer`] reads it, [`check::check`] decides, and
//! [`clock::Session`] says when it must be renewed. Whatever fails is a [`failure::SignInFailure`].

pub mod answer;
pub mod attempts;
pub mod base64url;
pub mod check;
pub mod clock;
pub mod failure;
pub mod id_token;
pub mod pending;
pub mod percent;
pub mod refusal;
pub mod request;
pub mod return_to;
pub mod token;
