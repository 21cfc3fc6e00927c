//! The parts of a path that have names: places, resources in them, and actions on those.

use uuid::Uuid;

/// A subscription or one of its resource groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The subscription.
    pub subscription: Uuid,
    /// The group's name, as written.
    pub group: Option<String>,
}

/// A resource in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The subscription.
    pub subscription: Uuid,
    /// The group's name, as written.
    pub group: String,
    /// The resource's name, as written.
    pub name: String,
}

/// An action's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// createCheckpoint.
    CreateCheckpoint,
    /// deleteCheckpoint.
    DeleteCheckpoint,
    /// restoreCheckpoint.
    RestoreCheckpoint,
    /// start.
    Start,
    /// stop.
    Stop,
    /// restart.
    Restart,
}

impl Verb {
    /// The action with this word, given in lower case.
    pub fn parse(lower: &str) -> Option<Self> {
        Some(match lower {
            "createcheckpoint" => Self::CreateCheckpoint,
            "deletecheckpoint" => Self::DeleteCheckpoint,
            "restorecheckpoint" => Self::RestoreCheckpoint,
            "start" => Self::Start,
            "stop" => Self::Stop,
            "restart" => Self::Restart,
            _ => return None,
        })
    }

    /// The word in the letter case of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CreateCheckpoint => "createCheckpoint",
            Self::DeleteCheckpoint => "deleteCheckpoint",
            Self::RestoreCheckpoint => "restoreCheckpoint",
            Self::Start => "start",
            Self::Stop => "stop",
            Self::Restart => "restart",
        }
    }
}

impl Place {
    /// The place's scope for questions of rights.
    pub fn scope(&self) -> String {
        match &self.group {
            Some(group) => format!(
                "/subscriptions/{}/resourceGroups/{group}",
                self.subscription
            ),
            None => format!("/subscriptions/{}", self.subscription),
        }
    }
}

impl Named {
    /// The group it is in.
    pub fn place(&self) -> Place {
        Place {
            subscription: self.subscription,
            group: Some(self.group.clone()),
        }
    }

    /// Its resource id, by its type.
    pub fn id(&self, kind: &str) -> String {
        format!("{}/providers/{kind}/{}", self.place().scope(), self.name)
    }
}
