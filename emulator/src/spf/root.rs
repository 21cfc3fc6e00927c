//! The roots of the service: on Service Provider Foundation itself, and on Windows Azure Pack in front of it.

use crate::options::SpfOptions;
use http::{Request, header};
use uuid::Uuid;

/// The last segment of the service's own root.
const SERVICE: &str = "Microsoft.Management.Odata.svc";

/// A root, and what of the path follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The root's path as the client wrote it, without a final slash.
    pub path: String,
    /// Whose service answers.
    pub layer: Layer,
    /// Which subscription the path names.
    pub subscription: Named,
    /// What follows the root.
    pub rest: String,
}

/// Whose service answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Service Provider Foundation itself.
    Foundation,
    /// Windows Azure Pack, which checks the subscription and passes the rest on.
    AzurePack,
}

/// The subscription of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// The path names none: the administrator's root.
    None,
    /// This one, whether or not there is such a subscription.
    Subscription(Uuid),
    /// Something that is no id.
    Nonsense,
    /// The path is within the service's, but leads to no root.
    Nowhere,
}

impl Root {
    /// The root of a path, letter case aside; nothing, if the path is not this service's.
    pub fn parse(path: &str) -> Option<Self> {
        // Some clients double the first slash.
        let path = path.get(path.len() - path.trim_start_matches('/').len()..)?;
        let segments: Vec<&str> = path.split('/').collect();
        let is = |segment: &str, word: &str| segment.eq_ignore_ascii_case(word);
        let (layer, subscription, length) = match segments.as_slice() {
            [year, vmm, service, ..] if is_year(year) && is(vmm, "VMM") && is(service, SERVICE) => {
                (Layer::Foundation, Named::None, 3)
            }
            [year, vmm, id, service, ..]
                if is_year(year) && is(vmm, "VMM") && is(service, SERVICE) =>
            {
                (Layer::Foundation, named(id), 4)
            }
            [year, vmm, ..] if is_year(year) && is(vmm, "VMM") => {
                (Layer::Foundation, Named::Nowhere, segments.len())
            }
            [id, services, center, vmm, ..]
                if is(services, "services")
                    && is(center, "systemcenter")
                    && is(vmm, "vmm")
                    && Uuid::try_parse(id).is_ok() =>
            {
                (Layer::AzurePack, named(id), 4)
            }
            _ => return None,
        };
        let (root, rest) = segments.split_at_checked(length)?;
        Some(Self {
            path: format!("/{}", root.join("/")),
            layer,
            subscription,
            rest: rest.join("/"),
        })
    }

    /// The root as it stands in answers: with the scheme and host of the request, or with others that were ordered.
    pub fn address(
        &self,
        request: &Request<Vec<u8>>,
        options: &SpfOptions,
        own_origin: &str,
    ) -> String {
        let host = request
            .headers()
            .get(header::HOST)
            .and_then(|value| value.to_str().ok())
            .or_else(|| {
                request
                    .uri()
                    .authority()
                    .map(|authority| authority.as_str())
            });
        let origin = match (&options.origin, host) {
            (Some(origin), _) => origin.trim_end_matches('/').to_string(),
            (None, Some(host)) => format!("http://{host}"),
            (None, None) => own_origin.to_string(),
        };
        format!("{origin}{}", self.path)
    }
}

fn is_year(segment: &str) -> bool {
    segment.eq_ignore_ascii_case("SC2012R2") || segment.eq_ignore_ascii_case("SC2012")
}

fn named(id: &str) -> Named {
    Uuid::try_parse(id).map_or(Named::Nonsense, Named::Subscription)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::uuid;

    const ID: Uuid = uuid!("97FD50F3-1DC0-41B6-A7C0-2B4FF4C3F7E3");

    fn parsed(path: &str) -> (Layer, Named, String) {
        let root = Root::parse(path).unwrap();
        assert!(path.contains(&root.path), "{}", root.path);
        (root.layer, root.subscription, root.rest)
    }

    #[test]
    fn every_root_is_known_in_any_letter_case() {
        let own = "/SC2012R2/VMM/97FD50F3-1DC0-41B6-A7C0-2B4FF4C3F7E3/Microsoft.Management.Odata.svc/VMCheckPoints";
        let pack = "/97FD50F3-1DC0-41B6-A7C0-2B4FF4C3F7E3/services/systemcenter/vmm/VMCheckPoints";
        for path in [own.to_string(), own.replace("R2", "")] {
            assert_eq!(
                parsed(&path),
                (
                    Layer::Foundation,
                    Named::Subscription(ID),
                    "VMCheckPoints".into()
                )
            );
        }
        assert_eq!(
            parsed(&own.to_lowercase()),
            (
                Layer::Foundation,
                Named::Subscription(ID),
                "vmcheckpoints".into()
            )
        );
        assert_eq!(
            parsed(pack),
            (
                Layer::AzurePack,
                Named::Subscription(ID),
                "VMCheckPoints".into()
            )
        );
        assert_eq!(
            parsed("/sc2012r2/vmm/microsoft.management.odata.svc"),
            (Layer::Foundation, Named::None, String::new())
        );
    }

    #[test]
    fn a_root_keeps_the_letters_of_the_request() {
        let root = Root::parse("/sc2012R2/Vmm/Microsoft.Management.Odata.svc/Jobs(1)/x").unwrap();
        assert_eq!(root.path, "/sc2012R2/Vmm/Microsoft.Management.Odata.svc");
        assert_eq!(root.rest, "Jobs(1)/x");
    }

    #[test]
    fn paths_of_the_service_that_lead_nowhere_are_still_its_own() {
        assert_eq!(parsed("/SC2012R2/VMM/x").1, Named::Nowhere);
        assert_eq!(
            parsed("/SC2012R2/VMM/x/Microsoft.Management.Odata.svc/").1,
            Named::Nonsense
        );
        for other in [
            "/",
            "/subscriptions",
            "/x/services/systemcenter/vmm/Jobs",
            "/SC2012R2",
        ] {
            assert_eq!(Root::parse(other), None, "{other}");
        }
    }
}
