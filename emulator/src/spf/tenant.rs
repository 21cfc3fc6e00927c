//! The subscriptions of Service Provider Foundation: which machines each sees, and what its users may do.
//!
//! | subscription | cloud | machines | permissions |
//! |---|---|---|---|
//! | [`PRODUCTION`] | Production – Gold, stamp of the west | most fixed ones | all |
//! | [`BRANCHES`] | Branch Offices, stamp of the north | `dc-branch-07` | CheckpointRestoreOnly |
//! | [`BUSINESS`] | Production – Silver, stamp of the west | `sap-hana-03` | neither Checkpoint nor CheckpointRestoreOnly |
//!
//! Without a subscription, an administrator sees every machine of every stamp.

use crate::datacenter::{
    machine::{Instance, Machine},
    place::{BRANCH_CLOUD, Cloud, GOLD, SILVER},
};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use uuid::{Uuid, uuid};

/// The subscription of most fixed machines, with the id of Microsoft's examples. Its users may do everything.
pub const PRODUCTION: Uuid = uuid!("97FD50F3-1DC0-41B6-A7C0-2B4FF4C3F7E3");
/// A subscription whose users may go back to checkpoints, but neither take nor delete nor rename them.
pub const BRANCHES: Uuid = uuid!("b2c8e6d1-47f3-4e0a-9a5c-6d1f08e3b7a2");
/// A subscription whose users may do nothing with checkpoints.
pub const BUSINESS: Uuid = uuid!("e40a9d57-8c12-4b6f-b3e9-05d7c1a8f264");

/// The permission to take, restore, delete and rename checkpoints.
pub const CHECKPOINT: &str = "Checkpoint";
/// The permission to restore them only.
pub const RESTORE_ONLY: &str = "CheckpointRestoreOnly";

/// A subscription.
#[derive(Debug, PartialEq, Eq)]
pub struct Tenant {
    /// Its id, which is also that of its user role in VMM.
    pub subscription: Uuid,
    /// The one cloud it has; the cloud's server is its one stamp.
    pub cloud: &'static Cloud,
    /// The user that the role's name begins with.
    pub user: &'static str,
    /// What its users may do, until it is changed.
    pub permissions: &'static [&'static str],
}

/// Every subscription.
pub static TENANTS: [Tenant; 3] = [
    Tenant {
        subscription: PRODUCTION,
        cloud: &GOLD,
        user: "admin@contoso.com",
        // As recorded of a role with all permissions.
        permissions: &[
            "Create",
            "PauseAndResume",
            "Start",
            "Stop",
            "AllowLocalAdmin",
            "Remove",
            "Shutdown",
            CHECKPOINT,
            "Author",
            "CanShare",
            "CanReceive",
            "CreateFromVHDOrTemplate",
            RESTORE_ONLY,
            "AuthorVMNetwork",
        ],
    },
    Tenant {
        subscription: BRANCHES,
        cloud: &BRANCH_CLOUD,
        user: "operator@contoso.com",
        permissions: &["Start", "Stop", "Shutdown", RESTORE_ONLY],
    },
    Tenant {
        subscription: BUSINESS,
        cloud: &SILVER,
        user: "reader@contoso.com",
        permissions: &["PauseAndResume"],
    },
];

/// The subscription that has a cloud.
pub fn of_cloud(cloud: &Cloud) -> Option<&'static Tenant> {
    TENANTS.iter().find(|tenant| tenant.cloud == cloud)
}

impl Tenant {
    /// The name of its user role. Assumption: the part after `@` is the user's domain; recorded is `user@host_subscription`.
    pub fn role_name(&self) -> String {
        format!("{}_{}", self.user, self.subscription)
    }
}

/// How much a caller sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    Everything,
    /// What a subscription has.
    Tenant(&'static Tenant),
}

impl Scope {
    /// The scope of a subscription, if there is such a one.
    pub fn of(subscription: Uuid) -> Option<Self> {
        TENANTS
            .iter()
            .find(|tenant| tenant.subscription == subscription)
            .map(Self::Tenant)
    }

    /// What VMM knows of a machine, if it is in sight.
    pub fn sees<'a>(&self, machine: &'a Machine) -> Option<&'a Instance> {
        let instance = machine.instance.as_deref()?;
        let seen = match self {
            Self::Everything => true,
            Self::Tenant(tenant) => instance.cloud == Some(tenant.cloud),
        };
        seen.then_some(instance)
    }

    /// The subscriptions in sight.
    pub fn tenants(&self) -> impl Iterator<Item = &'static Tenant> {
        let only = match self {
            Self::Everything => None,
            Self::Tenant(tenant) => Some(tenant.subscription),
        };
        TENANTS
            .iter()
            .filter(move |tenant| only.is_none_or(|only| only == tenant.subscription))
    }
}

/// Permissions that were changed.
#[derive(Debug, Default)]
pub struct Roles(Mutex<HashMap<Uuid, Vec<String>>>);

impl Roles {
    /// What the users of a subscription may do.
    pub fn permissions(&self, tenant: &Tenant) -> Vec<String> {
        let changed = self.changed().get(&tenant.subscription).cloned();
        changed.unwrap_or_else(|| tenant.permissions.iter().map(ToString::to_string).collect())
    }

    /// Changes what the users of a subscription may do. Whether there is such a subscription.
    pub fn set(&self, subscription: Uuid, permissions: Vec<String>) -> bool {
        let known = Scope::of(subscription).is_some();
        if known {
            self.changed().insert(subscription, permissions);
        }
        known
    }

    /// Puts everything back to how it began.
    pub fn reset(&self) {
        self.changed().clear();
    }

    /// Whether someone who sees this much has one of these permissions. Administrators have all.
    pub fn allow(&self, scope: &Scope, any_of: &[&str]) -> bool {
        match scope {
            Scope::Everything => true,
            Scope::Tenant(tenant) => self
                .permissions(tenant)
                .iter()
                .any(|held| any_of.contains(&held.as_str())),
        }
    }

    fn changed(&self) -> MutexGuard<'_, HashMap<Uuid, Vec<String>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
