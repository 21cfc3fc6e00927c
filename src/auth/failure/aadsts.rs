//! Sentences for the numbers Microsoft puts in its descriptions. They are help only: Microsoft may change a number, and
//! then the sentence of the OAuth error is shown instead. Nothing else is decided by them.

use super::words::Advice;
use super::words::NextStep::{AskAdministrator, ChooseAccount, TryAgain, Wait};

/// The person declined to agree: a cancellation that comes with a number.
pub(super) const DECLINED: u32 = 65004;

/// What is known about a number.
pub(super) fn advice(number: u32) -> Option<Advice> {
    Some(match number {
        16000 => (
            "Which account?",
            "The account is not in this tenant, or several are signed in. Choose the one to use.",
            ChooseAccount,
        ),
        50011 => (
            "The address of this console is not registered",
            "The app registration lacks the redirect URI of this host's auth.html. Ask your administrator to add it, \
             letter by letter.",
            AskAdministrator,
        ),
        50020 | 50034 => (
            "The account is not in this tenant",
            "Choose an account of this organization, or ask its administrator to invite yours.",
            ChooseAccount,
        ),
        50058 => (
            "Sign in to go on",
            "The sign-in service sees no session of yours. The browser may block its cookies in other sites.",
            TryAgain,
        ),
        50072 | 50079 => (
            "A second factor has to be set up",
            "Your organization asks for multi-factor authentication. Sign in to set it up.",
            TryAgain,
        ),
        50074 | 50076 => (
            "A second factor is needed",
            "Your organization asks for multi-factor authentication. Sign in to give it.",
            TryAgain,
        ),
        50105 => (
            "You are not assigned to this console",
            "The enterprise application admits assigned people only. Ask your administrator to assign you.",
            AskAdministrator,
        ),
        50194 => (
            "The app registration admits one tenant only",
            "Then the tenant in config.json must be that tenant's id instead of \"common\". Ask your administrator.",
            AskAdministrator,
        ),
        50196 => (
            "Too many sign-ins in a row",
            "The sign-in service stopped what looked like a loop. Wait five minutes, then sign in once.",
            Wait,
        ),
        53000 | 53001 => (
            "This device is not admitted",
            "A Conditional Access policy asks for a compliant or joined device. Use such a device, or ask your \
             administrator.",
            AskAdministrator,
        ),
        53003 => (
            "A policy does not admit this sign-in",
            "Conditional Access blocked it, for example for the place, the network or the risk. Ask your administrator.",
            AskAdministrator,
        ),
        54005 => (
            "This sign-in was used already",
            "An answer serves only once. Sign in again.",
            TryAgain,
        ),
        65001 => (
            "Agreement is missing",
            "Neither you nor an administrator has agreed that this console may act in Azure for you. Sign in to agree, or \
             ask your administrator to.",
            TryAgain,
        ),
        DECLINED => (
            "You declined",
            "Without your agreement the console cannot act in Azure for you. Sign in when you have changed your mind.",
            TryAgain,
        ),
        650_056 | 650_057 => (
            "The app registration lacks a permission",
            "Under API permissions, Azure Service Management, the delegated permission user_impersonation has to be \
             added. Ask your administrator.",
            AskAdministrator,
        ),
        70005 => (
            "The app registration does not issue tokens this way",
            "Under Authentication, Implicit grant, both Access tokens and ID tokens have to be ticked. Ask your \
             administrator.",
            AskAdministrator,
        ),
        700_051 => (
            "The app registration does not issue access tokens",
            "Under Authentication, Implicit grant, Access tokens has to be ticked. Ask your administrator.",
            AskAdministrator,
        ),
        700_054 => (
            "The app registration does not issue ID tokens",
            "Under Authentication, Implicit grant, ID tokens has to be ticked. Ask your administrator.",
            AskAdministrator,
        ),
        700_016 => (
            "The application is not in this tenant",
            "The clientId or the tenant in config.json is not right, or the application was never admitted to the \
             tenant. Ask your administrator.",
            AskAdministrator,
        ),
        700_084 => (
            "The session has ended",
            "It lasts a day at most. Sign in again.",
            TryAgain,
        ),
        70043 => (
            "The session has ended",
            "Your organization asks for a new sign-in from time to time. Sign in again.",
            TryAgain,
        ),
        90094 | 90095 => (
            "An administrator has to agree first",
            "Your organization does not let you admit this console by yourself. Ask your administrator to agree to it.",
            AskAdministrator,
        ),
        90027 => (
            "Personal accounts cannot be used",
            "Azure Resource Manager is reached with a work or school account. Choose one.",
            ChooseAccount,
        ),
        _ => return None,
    })
}
