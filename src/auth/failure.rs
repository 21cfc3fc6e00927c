//! Every way a sign-in can fail, in one enum; the words for each are in [`words`].

mod aadsts;
pub mod words;

use super::answer::AnswerFault;
use super::refusal::Refusal;

pub use words::{NextStep, Words};

/// Why somebody is not signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInFailure {
    /// The service said no, in answer to what was asked.
    Refused(Box<Refusal>),
    /// The fragment could not be read.
    Unreadable(AnswerFault),
    /// No record of this state: another tab, the back button, a restored window, or a forgery.
    NotAskedFor,
    /// Asked more than ten minutes ago.
    TooLate,
    /// Read, asked for, in time, and yet not what was asked for.
    NotBelieved(Suspicion),
    /// The id token's times and this computer's clock disagree by more than five minutes.
    ClockOff,
    /// An account of another tenant than the configured one.
    OtherTenant,
    /// A renewal brought another account than the one that is signed in.
    OtherAccount,
    /// No answer came (a hidden frame that was refused, a popup nobody finished).
    NoAnswer,
    /// What asks for sign-ins is a part of the console that could not be loaded.
    NotLoaded,
    /// The console has tried often enough by itself; see [`super::attempts::Attempts`].
    TriedEnough,
}

/// What gave an answer away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspicion {
    /// This claim of the id token is missing or of the wrong kind; `token` when all of it is unreadable.
    Claim(&'static str),
    /// The id token was made for another application.
    Audience,
    /// The id token answers another request.
    Nonce,
    /// The access token is not the one the id token was given with.
    AccessToken,
}

/// Errors that say a person has to be asked. The first four are documented for the authorize endpoint, the others are
/// those Microsoft's own library treats alike.
const INTERACTION: [&str; 7] = [
    "login_required",
    "interaction_required",
    "consent_required",
    "user_authentication_required",
    "bad_token",
    "ui_not_allowed",
    "interrupted_user",
];

impl SignInFailure {
    /// Whether the service itself says that somebody has to be asked: after a silent request, the way on is the same
    /// request with a page, along with the refusal's claims.
    pub fn is_interaction_needed(&self) -> bool {
        matches!(self, Self::Refused(refusal) if INTERACTION.contains(&refusal.error.as_str()))
    }

    /// Whether the same silent request may succeed a little later: the service stumbled, or nothing came back.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Refused(refusal) => matches!(
                refusal.error.as_str(),
                "server_error" | "temporarily_unavailable"
            ),
            Self::NoAnswer | Self::NotLoaded => true,
            _ => false,
        }
    }

    /// Whether the person turned back: nothing failed, and nothing is to be shown as an error. Some policies refuse with
    /// the same `access_denied`; their numbers tell them apart.
    pub fn is_cancellation(&self) -> bool {
        matches!(self, Self::Refused(refusal)
            if refusal.error == "access_denied" && matches!(refusal.aadsts, None | Some(aadsts::DECLINED)))
    }

    /// What the service wants to see in the next request, if it said so.
    pub fn claims(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => refusal.claims.as_deref(),
            _ => None,
        }
    }
}
