//! Every path of Azure Resource Manager that the console asks for, with its api-version, below the endpoint.

use crate::auth::percent;
use crate::model::action::Action;
use crate::model::resource_id::ResourceId;

/// The version of subscriptions.
const SUBSCRIPTIONS: &str = "2022-12-01";
/// The version of Microsoft.HybridCompute machines.
const MACHINES: &str = "2024-07-10";
/// The version of Microsoft.ScVmm. The checkpoint operations and the machine's checkpoint fields are the same in
/// 2023-10-07, 2024-06-01 and 2025-03-13; this is the one whose reference pages describe them.
const SCVMM: &str = "2024-06-01";
/// The version of Microsoft.Authorization permissions.
const PERMISSIONS: &str = "2022-04-01";

/// All subscriptions of the signed-in account.
pub fn subscriptions() -> String {
    ["/subscriptions?api-version=", SUBSCRIPTIONS].concat()
}

/// All Arc machines of one subscription, of every kind: the list takes no filter.
pub fn machines(subscription: &str) -> String {
    let mut path = String::from("/subscriptions/");
    percent::encode_into(&mut path, subscription);
    path.push_str("/providers/Microsoft.HybridCompute/machines?api-version=");
    path.push_str(MACHINES);
    path
}

/// The virtual machine behind an Arc machine.
pub fn instance(machine: &ResourceId) -> String {
    let tail = "/providers/Microsoft.ScVmm/virtualMachineInstances/default?api-version=";
    [&path_of(machine), tail, SCVMM].concat()
}

/// Where an action on the virtual machine is sent.
pub fn action(machine: &ResourceId, name: &str) -> String {
    let base = "/providers/Microsoft.ScVmm/virtualMachineInstances/default/";
    [&path_of(machine), base, name, "?api-version=", SCVMM].concat()
}

/// What the signed-in account may do at a machine.
pub fn permissions(machine: &ResourceId) -> String {
    let tail = "/providers/Microsoft.Authorization/permissions?api-version=";
    [&path_of(machine), tail, PERMISSIONS].concat()
}

/// The action's name in the service.
///
/// No api-version can change a checkpoint's name or description: that has no name.
pub fn action_name(action: &Action) -> Option<&'static str> {
    Some(match action {
        Action::Create { .. } => "createCheckpoint",
        Action::Delete { .. } => "deleteCheckpoint",
        Action::Edit { .. } => return None,
        Action::Restore { .. } => "restoreCheckpoint",
    })
}

/// The machine's id as a path. A machine's id may come from the address bar, so it is not trusted to be one: nothing in
/// it can end the path (`?`, `#`), and no segment can walk out of it (`..`, in any spelling).
fn path_of(machine: &ResourceId) -> String {
    let mut path = String::new();
    for segment in machine.segments() {
        path.push('/');
        if segment.bytes().all(|byte| byte == b'.') {
            // A browser reads `%2E%2E` as `..` too, so the dots go; what is left is no machine, and is not found.
            path.push('-');
        } else {
            percent::encode_into(&mut path, segment);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    const MACHINE: &str = "/subscriptions/9e7d/resourceGroups/rg-01/providers/Microsoft.HybridCompute/machines/sql-01";

    #[test]
    fn a_machines_addresses_are_its_id_and_the_provider_behind_it() {
        let id = ResourceId::new(MACHINE);
        assert_eq!(
            instance(&id),
            format!(
                "{MACHINE}/providers/Microsoft.ScVmm/virtualMachineInstances/default?api-version=2024-06-01"
            )
        );
        assert_eq!(
            action(&id, "deleteCheckpoint"),
            format!(
                "{MACHINE}/providers/Microsoft.ScVmm/virtualMachineInstances/default/deleteCheckpoint?api-version=2024-06-01"
            )
        );
        assert_eq!(
            permissions(&id),
            format!(
                "{MACHINE}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01"
            )
        );
    }

    #[test]
    fn a_group_with_letters_of_another_alphabet_is_encoded() {
        let id = ResourceId::new("/subscriptions/s/resourceGroups/größe (alt)");
        assert!(
            instance(&id)
                .starts_with("/subscriptions/s/resourceGroups/gr%C3%B6%C3%9Fe%20%28alt%29/")
        );
    }

    #[test]
    fn an_id_made_up_in_a_link_cannot_end_or_leave_its_path() {
        let id = ResourceId::new("/subscriptions/s/../../x?api-version=1#/%2e%2e/./a");
        assert_eq!(
            path_of(&id),
            "/subscriptions/s/-/-/x%3Fapi-version%3D1%23/%252e%252e/-/a"
        );
        assert_eq!(
            machines("a/../b?"),
            "/subscriptions/a%2F..%2Fb%3F/providers/Microsoft.HybridCompute/machines?api-version=2024-07-10"
        );
    }

    #[test]
    fn an_empty_segment_stays_one_segment() {
        assert_eq!(path_of(&ResourceId::new("/a//b/")), "/a/-/b/-");
    }
}
