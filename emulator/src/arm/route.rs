//! From a path to what it names. Letter case does not matter, and a doubled first slash is accepted, as recorded.

mod name;

pub use name::{Named, Place, Verb};

use percent_encoding::percent_decode_str;
use uuid::Uuid;

/// What a path names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The list of subscriptions.
    Subscriptions,
    /// One subscription.
    Subscription(Uuid),
    /// Machines of a subscription or one of its groups.
    Machines(Place),
    /// One machine.
    Machine(Named),
    /// The VM instances of a machine: one, or none.
    Instances(Named),
    /// The VM instance of a machine.
    Instance(Named),
    /// An action on it.
    Action(Named, Verb),
    /// What the caller may do at a place.
    Permissions(Place),
    /// What the caller may do on a machine.
    MachinePermissions(Named),
    /// VMM servers.
    Servers(Place),
    /// One VMM server.
    Server(Named),
    /// Clouds.
    Clouds(Place),
    /// One cloud.
    Cloud(Named),
    /// Queries over all resources.
    Graph,
    /// The state of an operation.
    Operation {
        /// The location, as written.
        location: String,
        /// `{guid}*{hash}`, as written.
        name: String,
    },
}

/// Why a path names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Neither a subscription nor a provider.
    NoSubscription,
    /// What stands for the subscription is no GUID.
    NotASubscription(String),
    /// The emulator has no such provider.
    Namespace(String),
    /// The provider has no such type.
    Type {
        /// The provider.
        namespace: String,
        /// The type.
        kind: String,
    },
}

impl Route {
    /// Reads a path.
    pub fn parse(path: &str) -> Result<Self, Lost> {
        let written: Vec<String> = path
            .trim_start_matches('/')
            .trim_end_matches('/')
            .split('/')
            .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
            .collect();
        let lower: Vec<String> = written
            .iter()
            .map(|segment| segment.to_ascii_lowercase())
            .collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        let at = |index: usize| written.get(index).cloned().unwrap_or_default();

        match lower.as_slice() {
            [
                "providers",
                "microsoft.scvmm",
                "locations",
                _,
                "operationstatuses",
                _,
            ] => Ok(Self::Operation {
                location: at(3),
                name: at(5),
            }),
            ["providers", "microsoft.resourcegraph", "resources"] => Ok(Self::Graph),
            ["subscriptions"] => Ok(Self::Subscriptions),
            ["subscriptions", id, rest @ ..] => {
                let subscription =
                    Uuid::try_parse(id).map_err(|_| Lost::NotASubscription(at(1)))?;
                let place = |group| Place {
                    subscription,
                    group,
                };
                match rest {
                    [] => Ok(Self::Subscription(subscription)),
                    ["resourcegroups", _, "providers", provider @ ..] => of_provider(
                        provider,
                        place(Some(at(3))),
                        written.get(5..).unwrap_or_default(),
                    ),
                    ["providers", provider @ ..] => {
                        of_provider(provider, place(None), written.get(3..).unwrap_or_default())
                    }
                    _ => Err(Lost::Type {
                        namespace: "Microsoft.Resources".into(),
                        kind: at(2),
                    }),
                }
            }
            _ => Err(Lost::NoSubscription),
        }
    }
}

/// What follows `providers/`: in lower case, and as written.
fn of_provider(lower: &[&str], place: Place, written: &[String]) -> Result<Route, Lost> {
    let at = |index: usize| written.get(index).cloned().unwrap_or_default();
    let named = |index: usize| {
        let group = place.group.clone()?;
        Some(Named {
            subscription: place.subscription,
            group,
            name: at(index),
        })
    };
    let route = match lower {
        ["microsoft.hybridcompute", "machines"] => Some(Route::Machines(place.clone())),
        ["microsoft.hybridcompute", "machines", _] => named(2).map(Route::Machine),
        [
            "microsoft.hybridcompute",
            "machines",
            _,
            "providers",
            extension @ ..,
        ] => match extension {
            ["microsoft.scvmm", "virtualmachineinstances"] => named(2).map(Route::Instances),
            ["microsoft.scvmm", "virtualmachineinstances", "default"] => {
                named(2).map(Route::Instance)
            }
            [
                "microsoft.scvmm",
                "virtualmachineinstances",
                "default",
                verb,
            ] => named(2)
                .zip(Verb::parse(verb))
                .map(|(named, verb)| Route::Action(named, verb)),
            ["microsoft.authorization", "permissions"] => named(2).map(Route::MachinePermissions),
            _ => return Err(lost(extension, written.get(4..).unwrap_or_default())),
        },
        ["microsoft.authorization", "permissions"] => Some(Route::Permissions(place.clone())),
        ["microsoft.scvmm", "vmmservers"] => Some(Route::Servers(place.clone())),
        ["microsoft.scvmm", "vmmservers", _] => named(2).map(Route::Server),
        ["microsoft.scvmm", "clouds"] => Some(Route::Clouds(place.clone())),
        ["microsoft.scvmm", "clouds", _] => named(2).map(Route::Cloud),
        _ => None,
    };
    route.ok_or_else(|| lost(lower, written))
}

fn lost(lower: &[&str], written: &[String]) -> Lost {
    let namespace = written.first().cloned().unwrap_or_default();
    match lower.first() {
        Some(&("microsoft.hybridcompute" | "microsoft.scvmm" | "microsoft.authorization")) => {
            // Types alternate with names: vmmServers/{name}/inventoryItems is the type vmmServers/inventoryItems.
            let kind: Vec<&str> = written
                .iter()
                .skip(1)
                .step_by(2)
                .map(String::as_str)
                .collect();
            Lost::Type {
                namespace,
                kind: kind.join("/"),
            }
        }
        _ => Lost::Namespace(namespace),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSTANCE: &str = "/subscriptions/1d3f0a52-6b1e-4c77-9a41-0c5e8b2f7d11/resourceGroups/G/providers/\
        Microsoft.HybridCompute/machines/M/providers/Microsoft.ScVmm/virtualMachineInstances/default";

    #[test]
    fn letter_case_and_a_doubled_first_slash_do_not_matter() {
        for path in [
            INSTANCE.to_string(),
            format!("/{INSTANCE}"),
            INSTANCE.to_uppercase(),
            INSTANCE.to_lowercase(),
        ] {
            assert!(
                matches!(Route::parse(&path), Ok(Route::Instance(_))),
                "{path}"
            );
        }
        assert!(matches!(
            Route::parse(&format!("{INSTANCE}/CREATECHECKPOINT")),
            Ok(Route::Action(_, Verb::CreateCheckpoint))
        ));
    }

    #[test]
    fn resource_graph_belongs_to_no_subscription() {
        for path in [
            "/providers/Microsoft.ResourceGraph/resources",
            "//PROVIDERS/microsoft.resourcegraph/Resources/",
        ] {
            assert_eq!(Route::parse(path), Ok(Route::Graph), "{path}");
        }
    }

    #[test]
    fn an_unknown_path_says_what_is_unknown() {
        let in_subscription = |rest: &str| {
            Route::parse(&format!(
                "/subscriptions/1d3f0a52-6b1e-4c77-9a41-0c5e8b2f7d11/{rest}"
            ))
            .unwrap_err()
        };
        assert_eq!(Route::parse("/"), Err(Lost::NoSubscription));
        assert_eq!(
            Route::parse("/subscriptions/x"),
            Err(Lost::NotASubscription("x".into()))
        );
        assert_eq!(
            in_subscription("providers/Contoso.Moon/rocks"),
            Lost::Namespace("Contoso.Moon".into())
        );
        let kind = |kind: &str| Lost::Type {
            namespace: "Microsoft.ScVmm".into(),
            kind: kind.into(),
        };
        assert_eq!(
            in_subscription("providers/Microsoft.ScVmm/moons"),
            kind("moons")
        );
        assert_eq!(
            in_subscription("resourceGroups/g/providers/Microsoft.ScVmm/vmmServers/v/rocks"),
            kind("vmmServers/rocks")
        );
        assert!(matches!(
            Route::parse(&format!("{INSTANCE}/explode")),
            Err(Lost::Type { .. })
        ));
    }
}
