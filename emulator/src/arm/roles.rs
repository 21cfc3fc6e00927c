//! What each role may do: the same entries answer the permissions API and decide about every request.

use super::error::ArmError;
use crate::{
    accounts::{Caller, Role},
    datacenter::place::BRANCHES,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// One role's share of the rights. Allowed is what some entry has in `actions` and not in its own `not_actions`.
#[derive(Debug)]
struct Entry {
    actions: &'static [&'static str],
    not_actions: &'static [&'static str],
}

/// "Azure Arc ScVmm Administrator role" and "Contributor".
static ADMINISTRATOR: [Entry; 2] = [
    Entry {
        actions: &["Microsoft.ScVmm/*", "Microsoft.HybridCompute/machines/read"],
        not_actions: &[],
    },
    Entry {
        actions: &["*"],
        not_actions: &[
            "Microsoft.Authorization/*/Delete",
            "Microsoft.Authorization/*/Write",
            "Microsoft.Authorization/elevateAccess/Action",
        ],
    },
];

/// "Azure Arc ScVmm VM Contributor", in the letter case in which the role is published.
static VM_CONTRIBUTOR: [Entry; 1] = [Entry {
    actions: &[
        "Microsoft.HybridCompute/machines/read",
        "Microsoft.HybridCompute/machines/write",
        "Microsoft.HybridCompute/machines/delete",
        "microsoft.scvmm/virtualmachines/*",
        "microsoft.scvmm/virtualMachineInstances/*",
        "Microsoft.Resources/subscriptions/read",
        "Microsoft.Resources/subscriptions/resourceGroups/read",
        "Microsoft.Authorization/*/read",
    ],
    not_actions: &[],
}];

static READER: [Entry; 1] = [Entry {
    actions: &["*/read"],
    not_actions: &[],
}];

fn entries(role: Role, subscription: Uuid) -> &'static [Entry] {
    match role {
        Role::Administrator => &ADMINISTRATOR,
        Role::VmContributor => &VM_CONTRIBUTOR,
        // The reader's one right there does not reach machines, so that one subscription of three refuses.
        Role::Reader if subscription == BRANCHES.id => &[],
        Role::Reader => &READER,
        Role::Nobody => &[],
    }
}

/// Whether a role may do something anywhere in a subscription.
pub fn allows(role: Role, subscription: Uuid, action: &str) -> bool {
    entries(role, subscription).iter().any(|entry| {
        entry.actions.iter().any(|pattern| matches(pattern, action))
            && !entry
                .not_actions
                .iter()
                .any(|pattern| matches(pattern, action))
    })
}

/// Refuses a caller who may not do it.
pub fn require(
    caller: &Caller,
    subscription: Uuid,
    action: &str,
    scope: &str,
) -> Result<(), ArmError> {
    if allows(caller.role, subscription, action) {
        Ok(())
    } else {
        Err(ArmError::forbidden(caller, action, scope))
    }
}

/// The same as the permissions API says it.
pub fn permissions(role: Role, subscription: Uuid) -> Value {
    let value: Vec<Value> = entries(role, subscription)
        .iter()
        .map(|entry| {
            json!({
                "actions": entry.actions,
                "notActions": entry.not_actions,
                "dataActions": [],
                "notDataActions": [],
            })
        })
        .collect();
    json!({ "value": value })
}

/// Whether an action fits a pattern, in which `*` stands for any run of characters, `/` too; letter case aside.
fn matches(pattern: &str, action: &str) -> bool {
    let pattern = pattern.to_ascii_lowercase();
    let action = action.to_ascii_lowercase();
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| action.strip_prefix(first)) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datacenter::place::PRODUCTION;

    #[test]
    fn a_star_stands_for_any_run_of_characters() {
        assert!(matches("*", "a/b/c"));
        assert!(matches("*/read", "Microsoft.ScVmm/clouds/READ"));
        assert!(matches(
            "microsoft.scvmm/virtualMachineInstances/*",
            "Microsoft.ScVmm/virtualMachineInstances/stop/action"
        ));
        assert!(matches(
            "Microsoft.Authorization/*/Write",
            "microsoft.authorization/locks/write"
        ));
        assert!(!matches("*/read", "Microsoft.ScVmm/clouds/write"));
        assert!(!matches("a/b", "a/bc") && !matches("a*a", "a"));
    }

    #[test]
    fn each_role_may_do_what_it_is_for() {
        let create = "Microsoft.ScVmm/virtualMachineInstances/createCheckpoint/action";
        let servers = "Microsoft.ScVmm/vmmServers/read";
        let may = |role, action| allows(role, PRODUCTION.id, action);
        assert!(may(Role::Administrator, create) && may(Role::Administrator, servers));
        assert!(may(Role::VmContributor, create) && !may(Role::VmContributor, servers));
        assert!(!may(Role::Reader, create) && may(Role::Reader, servers));
        assert!(!may(Role::Nobody, servers));
        assert!(!allows(
            Role::Reader,
            BRANCHES.id,
            "Microsoft.HybridCompute/machines/read"
        ));
        assert!(!may(
            Role::Administrator,
            "Microsoft.Authorization/roleAssignments/write"
        ));
    }
}
