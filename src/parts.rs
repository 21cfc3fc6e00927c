//! The parts of the program that the list of machines does without. In the release build each is a file of its own, loaded
//! when it is needed, or before that, once nothing else is to do. In every other build all is one program, and a part is there
//! at once.
//!
//! What belongs to a part follows from the code: all that can only be reached through the function that `part!` makes.

mod later;

use leptos::prelude::*;

use crate::app::rest::{REST, Rest};
use crate::app::start::{MakeService, azure, foundation};
use crate::arm::{self, Further};
use crate::auth::failure::SignInFailure;
use crate::dialogs::session_bar;
use crate::http::transport::Local;
use crate::pages::configuration::{ConfigurationPage, NoConfiguration};
use crate::pages::machines::part::{LIST, ListPart};
use crate::state::fleet::Fleet;
use crate::state::remembered_fleet::{self, Memory};
use crate::state::session::{ASKING, Asking, Session};
use crate::ui::sign_in_failure_view;

pub use later::{Draw, Waiting, act, ahead, first, in_place, later, missing, there, when_there};

/// A part could not be loaded: the file is missing, was changed on its way, or the network is gone. The next try asks anew.
#[derive(Clone, Copy, Debug)]
pub struct NotLoaded;

/// Makes a function that loads a part and gives what is in it.
macro_rules! part {
    ($(#[$about:meta])* $name:ident: $type:ty = $value:expr) => {
        #[cfg(feature = "split")]
        $(#[$about])*
        #[wasm_split_helpers::wasm_split($name, fallible)]
        pub fn $name() -> Result<$type, NotLoaded> {
            Ok($value)
        }

        #[cfg(not(feature = "split"))]
        $(#[$about])*
        pub async fn $name() -> Result<$type, NotLoaded> {
            Ok($value)
        }
    };
}

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        // What happened stands in the browser's console.
        Self
    }
}

/// What is seen beside the list of machines, and what the list and its frame do when somebody acts.
pub struct Pages {
    /// The frame.
    pub rest: &'static Rest,
    /// The list.
    pub list: &'static ListPart,
    /// What is wrong with the configuration.
    pub configuration: fn(NoConfiguration) -> AnyView,
    /// Asks to sign in again.
    pub session_bar: fn(Session) -> AnyView,
    /// Why a sign-in did not work.
    pub sign_in_failure: fn(SignInFailure) -> AnyView,
    /// Refreshes the fleet in the background.
    pub keep_fresh: fn(Fleet) -> Local<'static, ()>,
}

part! {
    /// The pages that are not the first, and what the first does not begin with.
    pages: &'static Pages = &Pages {
        rest: REST,
        list: LIST,
        configuration: |fault| view! { <ConfigurationPage fault=fault /> }.into_any(),
        session_bar: session_bar::session_bar,
        sign_in_failure: sign_in_failure_view::why,
        keep_fresh: |fleet| Box::pin(fleet.keep_fresh()),
    }
}

part! {
    /// Azure: what signs in there, and what lists the machines of Azure Resource Manager.
    azure: MakeService = azure::make
}

part! {
    /// What asks for sign-ins: by leaving for the page of Microsoft Entra, beside this one, or without anybody noticing.
    asking: &'static Asking = ASKING
}

part! {
    /// The rest of what speaks to Azure Resource Manager: what the list of machines does without.
    azure_later: &'static Further = arm::FURTHER
}

part! {
    /// Service Provider Foundation.
    spf: MakeService = foundation::make
}

part! {
    /// What keeps the fleet from one visit to the next.
    memory: &'static Memory = &Memory {
        remember: |fleet, owner| Box::pin(remembered_fleet::remember(fleet, owner)),
        forget: |fleet| Box::pin(remembered_fleet::forget(fleet)),
    }
}
