//! What a person reads when a sign-in fails: one title, one sentence, one next step, and what support asks for.

use super::aadsts;
use super::{SignInFailure, Suspicion};
use crate::auth::refusal::Refusal;

/// A failure in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// A few words.
    pub title: &'static str,
    /// What it means, and what to do.
    pub sentence: &'static str,
    /// The button to offer.
    pub next: NextStep,
    /// What support asks for; `None` when the service said nothing.
    pub details: Option<Details>,
}

/// The service's own statement, for a support ticket. Text, never markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// The OAuth error.
    pub error: String,
    /// The AADSTS number.
    pub aadsts: Option<u32>,
    /// The correlation id.
    pub correlation_id: Option<String>,
    /// The trace id.
    pub trace_id: Option<String>,
    /// The service's time stamp.
    pub timestamp: Option<String>,
    /// The service's description, as it came.
    pub raw: Option<String>,
}

/// What the person can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Sign in again.
    TryAgain,
    /// Sign in with the account picker.
    ChooseAccount,
    /// Nothing here; the administrator has to change something.
    AskAdministrator,
    /// Wait, then sign in again.
    Wait,
}

/// Title, sentence, next step: how a failure is written down here and in [`aadsts`].
pub(super) type Advice = (&'static str, &'static str, NextStep);

impl SignInFailure {
    /// The words for this failure.
    pub fn advice(&self) -> Words {
        let (title, sentence, next) = self.sentence();
        let details = match self {
            Self::Refused(refusal) => Some(Details {
                error: refusal.error.clone(),
                aadsts: refusal.aadsts,
                correlation_id: refusal.correlation_id.clone(),
                trace_id: refusal.trace_id.clone(),
                timestamp: refusal.timestamp.clone(),
                raw: refusal.description.clone(),
            }),
            _ => None,
        };
        Words {
            title,
            sentence,
            next,
            details,
        }
    }

    fn sentence(&self) -> Advice {
        match self {
            Self::Refused(refusal) => refused(refusal),
            Self::Unreadable(_) => (
                "The answer could not be read",
                "The sign-in service's answer was damaged on its way. Sign in again.",
                NextStep::TryAgain,
            ),
            Self::NotAskedFor => (
                "This sign-in is no longer known",
                "The answer belongs to a sign-in that was used already, began in another tab, or never began here. \
                 Sign in again.",
                NextStep::TryAgain,
            ),
            Self::TooLate => (
                "The sign-in took too long",
                "An answer counts for ten minutes after signing in began. Sign in again.",
                NextStep::TryAgain,
            ),
            Self::NotBelieved(Suspicion::Audience) => (
                "The answer was not for this console",
                "The sign-in service answered for another application than the clientId of config.json. Ask your \
                 administrator to check it.",
                NextStep::AskAdministrator,
            ),
            Self::NotBelieved(_) => (
                "The answer did not match the request",
                "To be safe it was thrown away, and nobody is signed in. Sign in again; if it happens again, tell your \
                 administrator.",
                NextStep::TryAgain,
            ),
            Self::ClockOff => (
                "This computer's clock is wrong",
                "Its time differs from the sign-in service's by more than five minutes. Set date, time and time zone, \
                 then sign in again.",
                NextStep::TryAgain,
            ),
            Self::OtherTenant => (
                "The account is from another organization",
                "This console is set up for one organization. Choose an account that belongs to it.",
                NextStep::ChooseAccount,
            ),
            Self::OtherAccount => (
                "Another account came back",
                "The session could not be renewed for the account that is signed in. Choose it again to go on.",
                NextStep::ChooseAccount,
            ),
            Self::NoAnswer => (
                "The sign-in service did not answer",
                "The browser may block its cookies in other sites, or the network is gone. Sign in again.",
                NextStep::TryAgain,
            ),
            Self::NotLoaded => (
                "Signing in could not begin",
                "A part of the console could not be loaded: the network may be gone, or the site has a newer console by \
                 now. Sign in again; if that does not help, reload the page.",
                NextStep::TryAgain,
            ),
            Self::TriedEnough => (
                "Signing in needs you",
                "Signing in by itself did not work, so the console stopped trying. Sign in when you are ready.",
                NextStep::TryAgain,
            ),
        }
    }
}

fn refused(refusal: &Refusal) -> Advice {
    refusal
        .aadsts
        .and_then(aadsts::advice)
        .unwrap_or_else(|| by_error(&refusal.error))
}

fn by_error(error: &str) -> Advice {
    match error {
        "access_denied" => (
            "You cancelled",
            "Nobody is signed in. Sign in when you are ready.",
            NextStep::TryAgain,
        ),
        "login_required" | "user_authentication_required" => (
            "Sign in to go on",
            "There is no session of yours at the sign-in service, or more than one to choose from.",
            NextStep::ChooseAccount,
        ),
        "interaction_required" | "bad_token" | "ui_not_allowed" | "interrupted_user" => (
            "Your organization asks for one more step",
            "The sign-in service has to ask you something, such as a second factor. Sign in to answer it.",
            NextStep::TryAgain,
        ),
        "consent_required" => (
            "Your agreement is missing",
            "You have not yet agreed that this console may act in Azure for you. Sign in to see what it asks for.",
            NextStep::TryAgain,
        ),
        "unsupported_response_type" | "unsupported_response" => (
            "The app registration does not issue tokens this way",
            "Under Authentication, Implicit grant, both Access tokens and ID tokens have to be ticked. Ask your \
             administrator.",
            NextStep::AskAdministrator,
        ),
        "unauthorized_client" => (
            "The app registration does not allow this sign-in",
            "The application that clientId of config.json names may not sign people in like this. Ask your administrator.",
            NextStep::AskAdministrator,
        ),
        "invalid_client" | "invalid_request" => (
            "The sign-in service did not accept the request",
            "Something in config.json or in the app registration does not fit. Ask your administrator.",
            NextStep::AskAdministrator,
        ),
        "invalid_resource" | "invalid_target" => (
            "Azure Resource Manager is not known there",
            "The audience in config.json is unknown to this tenant. Ask your administrator.",
            NextStep::AskAdministrator,
        ),
        "invalid_scope" => (
            "The permission is not known there",
            "The app registration lacks the delegated permission user_impersonation of Azure Service Management. Ask \
             your administrator.",
            NextStep::AskAdministrator,
        ),
        "server_error" => (
            "The sign-in service failed",
            "The fault is on its side. Wait a minute, then sign in again.",
            NextStep::Wait,
        ),
        "temporarily_unavailable" => (
            "The sign-in service is busy",
            "It asks to come back later. Wait a minute, then sign in again.",
            NextStep::Wait,
        ),
        _ => (
            "Signing in did not succeed",
            "The sign-in service refused for a reason this console does not know. Its own words are below.",
            NextStep::TryAgain,
        ),
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
