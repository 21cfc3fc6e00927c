//! One fault of `config.json`, in words for the administrator who can mend it. The words are asked for where they are shown.

use serde_json::Value;

use crate::http::origin::UrlFault;

/// What is wrong with one key, and what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The key, with the key of its object before it: `cloud.authority`. `config.json` when it is the whole file.
    pub key: String,
    /// What is wrong.
    pub fault: Fault,
    /// What should stand there.
    pub expected: Expected,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file is no JSON; where reading stops.
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// The file is JSON, but no object.
    NotAnObject,
    /// The key is not there.
    Missing,
    /// Not a text.
    WrongType(Value),
    /// A text that means nothing there.
    Unknown(String),
    /// No such key; those that there are.
    UnknownKey(&'static [&'static str]),
    /// No address of a service.
    Address(UrlFault),
    /// An address to which a token would travel in the clear.
    InTheClear,
}

/// What should stand at a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The whole file.
    Document,
    /// The name of a service.
    Backend,
    /// The name of a cloud, or its addresses.
    Cloud,
    /// The address of a sign-in service.
    Authority,
    /// The address of Azure Resource Manager.
    ResourceManager,
    /// For what a token is asked.
    Audience,
    /// Whose people sign in.
    Tenant,
    /// The id of the app registration.
    ClientId,
    /// How a token is obtained.
    Flow,
    /// The path that leads to Service Provider Foundation.
    ServiceRoot,
    /// How addresses are built below it.
    Urls,
    /// Whose machines are shown.
    Subscription,
    /// Who acts, for the service's records.
    Principal,
    /// No such key: another one, or none.
    Nothing,
}

impl ConfigProblem {
    pub(super) fn of_file(fault: Fault) -> Self {
        Self {
            key: "config.json".to_owned(),
            fault,
            expected: Expected::Document,
        }
    }

    pub(super) fn unknown_value(key: &str, found: &str, expected: Expected) -> Self {
        Self {
            key: key.to_owned(),
            fault: Fault::Unknown(found.to_owned()),
            expected,
        }
    }

    /// What is wrong, as a sentence.
    pub fn problem(&self) -> String {
        let sentence = match &self.fault {
            Fault::NotJson { line, column } => {
                return format!("It is not JSON: reading stops at line {line}, column {column}.");
            }
            Fault::Unknown(found) if !found.is_empty() => {
                // A pasted certificate or page should not fill the screen.
                let shown: String = found.chars().take(80).collect();
                let cut = if shown.len() < found.len() { "…" } else { "" };
                return ["It is \"", &shown, cut, "\"."].concat();
            }
            Fault::NotAnObject => "It is JSON, but not an object.",
            Fault::Missing => "It is missing.",
            Fault::WrongType(Value::Null) => "It is null.",
            Fault::WrongType(Value::Bool(_)) => "It is true or false.",
            Fault::WrongType(Value::Number(_)) => "It is a number.",
            Fault::WrongType(Value::String(_)) => "It is a text.",
            Fault::WrongType(Value::Array(_)) => "It is a list.",
            Fault::WrongType(Value::Object(_)) => "It is an object.",
            Fault::Unknown(_) => "It is empty.",
            Fault::UnknownKey(_) => "There is no such setting.",
            Fault::Address(UrlFault::Characters) => {
                "It holds a space, a backslash or a control character."
            }
            Fault::Address(UrlFault::Scheme) => "It does not begin with https://.",
            Fault::Address(UrlFault::UserInfo) => "It holds a user name (something before an @).",
            Fault::Address(UrlFault::Host) => "It has no host name that can be read.",
            Fault::Address(UrlFault::Port) => "Its port is not a number from 1 to 65535.",
            Fault::Address(UrlFault::NotBare) => "It goes on after the host name and port.",
            Fault::InTheClear => "It begins with http://, so a token would travel in the clear.",
        };
        sentence.to_owned()
    }

    /// What should stand there, as the rest of a sentence that begins "It should be".
    pub fn expected(&self) -> String {
        if let Fault::UnknownKey(known) = self.fault {
            return ["one of ", &known.join(", "), "; or left out"].concat();
        }
        self.expected.words().to_owned()
    }
}

impl Expected {
    fn words(self) -> &'static str {
        match self {
            Self::Document => {
                "an object: { \"backend\": \"arm\", \"cloud\": \"AzureCloud\", \"tenant\": …, \"clientId\": …, \
                 \"flow\": \"implicit\" }"
            }
            Self::Backend => "\"arm\" or \"spf\"",
            Self::Cloud => {
                "\"AzureCloud\", \"AzureUSGovernment\", \"AzureChinaCloud\", or an object with authority, \
                 resourceManager and audience"
            }
            Self::Authority => {
                "the https address of the sign-in service alone, such as \"https://login.microsoftonline.com\" \
                 (http only on this computer)"
            }
            Self::ResourceManager => {
                "the https address of Azure Resource Manager alone, such as \"https://management.azure.com\" \
                 (http only on this computer)"
            }
            Self::Audience => {
                "the App-ID URI of Azure Resource Manager, such as \"https://management.azure.com/\""
            }
            Self::Tenant => {
                "\"common\", the id of the directory (a GUID), or one of its verified domains such as \"contoso.com\""
            }
            Self::ClientId => {
                "the application (client) id of the app registration, a GUID such as \
                 \"11111111-2222-3333-4444-555555555555\""
            }
            Self::Flow => "\"implicit\"",
            Self::ServiceRoot => {
                "a path of the console's own web server that is passed on to the service, such as \"/spf/\""
            }
            Self::Urls => "\"spf\" or \"wap\"",
            Self::Subscription => {
                "the id of a subscription, a GUID such as \"11111111-2222-3333-4444-555555555555\"; or left out, for all \
                 machines (with \"urls\": \"spf\" only)"
            }
            Self::Principal => {
                "the name under which the service notes who acted, such as \"admin@contoso.com\"; or left out, if the web \
                 server adds it"
            }
            Self::Nothing => "left out",
        }
    }
}
