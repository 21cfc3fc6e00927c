//! Which page an address means. Routes stand behind `#`, so that any static host serves them without rewrite rules.

use crate::auth::percent;
use crate::model::resource_id::ResourceId;

/// A page of the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The list of machines.
    Machines,
    /// One machine with its checkpoints.
    Machine(ResourceId),
    /// The operations of this sitting.
    Operations,
    /// An address that means nothing.
    Unknown,
    /// A page other than the list and the operations: which, is read when the program for it is there.
    Unread,
}

impl Route {
    /// What is known of an address at once.
    pub fn at_once(hash: &str) -> Self {
        match path(hash) {
            "" | "/machines" => Self::Machines,
            "/operations" => Self::Operations,
            _ => Self::Unread,
        }
    }

    /// Reads the part of an address behind `#`, with it or without.
    pub fn parse(hash: &str) -> Self {
        match Self::at_once(hash) {
            Self::Unread => path(hash)
                .strip_prefix("/machines/")
                .map(|id| ResourceId::new(&percent::decode(id)))
                .filter(is_machine)
                .map_or(Self::Unknown, Self::Machine),
            known => known,
        }
    }

    /// The address, with `#`.
    pub fn hash(&self) -> String {
        match self {
            Self::Machines | Self::Unknown | Self::Unread => "#/machines".to_owned(),
            Self::Operations => "#/operations".to_owned(),
            Self::Machine(id) => {
                let mut hash = "#/machines".to_owned();
                for segment in id.segments() {
                    hash.push('/');
                    percent::encode_into(&mut hash, segment);
                }
                hash
            }
        }
    }
}

/// The part of an address that says which page it is.
fn path(hash: &str) -> &str {
    let path = hash.strip_prefix('#').unwrap_or(hash);
    // Behind the question mark stands how the page is shown, not which it is.
    let path = path.split('?').next().unwrap_or_default();
    path.trim_end_matches('/')
}

/// Whether an id has the parts that a machine's has, in Azure (`/subscriptions/…/machines/{name}`) or in VMM
/// (`/stamps/{stamp}/virtualMachines/{id}`). Any other text would be asked for in vain.
fn is_machine(id: &ResourceId) -> bool {
    if id.stamp().is_some() {
        return id.segments().count() == 4 && !id.name().is_empty();
    }
    let behind_the_group = id.segments().nth(4);
    id.subscription().is_some()
        && id.resource_group().is_some()
        && behind_the_group.is_some()
        && !id.name().is_empty()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_empty_address_is_the_list() {
        for hash in ["", "#", "#/", "#/machines", "/machines/"] {
            assert_eq!(Route::parse(hash), Route::Machines, "{hash}");
        }
    }

    #[test]
    fn what_means_nothing_is_unknown() {
        for hash in [
            "#/nowhere",
            "#access_token=1",
            "#/machinery",
            "#/machines/foo",
            "#/machines/subscriptions/s/machines/web-01",
            "#/machines/subscriptions/s/resourceGroups/rg",
        ] {
            assert_eq!(Route::parse(hash), Route::Unknown, "{hash}");
        }
    }

    #[test]
    fn a_machine_of_a_stamp_has_an_address_too() {
        let id = "/stamps/ba4146fa-fb41-4f59-a193-ad00c52a138c/virtualMachines/3499b02c-8dc9-4c0d-aa83-097a1340cbda";
        let route = Route::Machine(ResourceId::new(id));
        assert_eq!(Route::parse(&route.hash()), route);
        for hash in [
            "#/machines/stamps/a",
            "#/machines/stamps/a/virtualMachines/",
            "#/machines/stamps/a/b/c/d",
        ] {
            assert_eq!(Route::parse(hash), Route::Unknown, "{hash}");
        }
    }

    proptest! {
        #[test]
        fn every_machine_has_an_address_that_leads_back_to_it(group in "[a-zA-Z0-9 ()%#?&._-]{1,12}", name in "[a-zA-Z0-9äß %#.-]{1,12}") {
            let id = format!("/subscriptions/s/resourceGroups/{group}/machines/{name}");
            let route = Route::Machine(ResourceId::new(&id));
            prop_assert_eq!(Route::parse(&route.hash()), route);
        }

        #[test]
        fn no_address_panics(hash in ".*") {
            Route::parse(&hash);
        }
    }
}
