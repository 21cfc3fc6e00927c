//! The name of a machine in its service.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::shared_text::SharedText;

/// A resource id: for Azure Resource Manager the path `/subscriptions/…/machines/{name}`, for Service Provider Foundation
/// `/stamps/{stamp}/virtualMachines/{id}`, which is the console's own way to write the service's pair of keys.
///
/// The service writes one id in several cases (`resourcegroups`, `resourceGroups`), so two ids are equal when they
/// differ in the case of ASCII letters only. The text is kept as it came.
///
/// It is kept in two pieces, for thousands of machines have the first one in common.
#[derive(Clone)]
pub struct ResourceId {
    /// What stands before the last slash.
    folder: SharedText,
    /// What stands behind it.
    name: SharedText,
}

impl ResourceId {
    /// Takes an id as the service wrote it. A doubled or missing first slash does not make another id.
    pub fn new(text: &str) -> Self {
        let bare = text.trim_start_matches('/');
        let (folder, name) = match bare.rsplit_once('/') {
            Some((folder, name)) => (["/", folder].concat().into(), name),
            None => (SharedText::default(), bare),
        };
        Self {
            folder,
            name: name.into(),
        }
    }

    /// An id that was taken apart before: what stands before the last slash, and what behind it.
    pub fn within(folder: SharedText, name: SharedText) -> Self {
        Self { folder, name }
    }

    /// The id as the service wrote it, with one slash in front.
    pub fn text(&self) -> String {
        [&*self.folder, "/", &*self.name].concat()
    }

    /// All of it but the last segment and the slash before that.
    pub fn folder(&self) -> &SharedText {
        &self.folder
    }

    /// The last segment: the resource's own name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Gives up its own copies of texts that others have too.
    pub fn share(&mut self, folder: &Arc<str>, name: &Arc<str>) {
        self.folder.share(folder);
        self.name.share(name);
    }

    /// The segment after `/subscriptions/`, if there is one.
    pub fn subscription(&self) -> Option<&str> {
        self.after("subscriptions")
    }

    /// The segment after `/resourceGroups/`, if there is one.
    pub fn resource_group(&self) -> Option<&str> {
        self.after("resourcegroups")
    }

    /// The segment after `/stamps/`, if the id is a machine's of Service Provider Foundation.
    pub fn stamp(&self) -> Option<&str> {
        let mut segments = self.segments();
        let first = segments.next();
        first.filter(|first| first.eq_ignore_ascii_case("stamps"))?;
        segments.next().filter(|segment| !segment.is_empty())
    }

    /// Its segments, in their order.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        let folder = self.folder.split('/').skip(1);
        folder.chain(std::iter::once(&*self.name))
    }

    fn after(&self, label: &str) -> Option<&str> {
        let mut segments = self.segments();
        segments.find(|segment| segment.eq_ignore_ascii_case(label))?;
        segments.next().filter(|segment| !segment.is_empty())
    }

    /// Its letters, the same for every spelling.
    fn letters(&self) -> impl Iterator<Item = u8> {
        let folder = self.folder.bytes().chain(std::iter::once(b'/'));
        let all = folder.chain(self.name.bytes());
        all.map(|byte| byte.to_ascii_lowercase())
    }
}

impl PartialEq for ResourceId {
    fn eq(&self, other: &Self) -> bool {
        self.name.eq_ignore_ascii_case(&other.name)
            && (Arc::ptr_eq(self.folder.shared(), other.folder.shared())
                || self.folder.eq_ignore_ascii_case(&other.folder))
    }
}

impl Eq for ResourceId {}

impl Hash for ResourceId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // FNV-1a: one number for the hasher, which would take long over single letters.
        let sum = self.letters().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        state.write_u64(sum);
    }
}

impl PartialOrd for ResourceId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ResourceId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.letters().cmp(other.letters())
    }
}

impl std::fmt::Debug for ResourceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MACHINE: &str = "/subscriptions/9e7d/resourceGroups/rg-01/providers/Microsoft.HybridCompute/machines/sql-01";

    #[test]
    fn ids_that_differ_only_in_case_are_one_id() {
        assert_eq!(
            ResourceId::new(MACHINE),
            ResourceId::new(&MACHINE.to_uppercase())
        );
        assert_ne!(
            ResourceId::new(MACHINE),
            ResourceId::new(&MACHINE.replace("sql-01", "sql-02"))
        );
    }

    #[test]
    fn a_doubled_first_slash_is_the_same_id() {
        assert_eq!(
            ResourceId::new(MACHINE),
            ResourceId::new(&format!("/{MACHINE}"))
        );
        assert_eq!(ResourceId::new(MACHINE).text(), MACHINE);
    }

    #[test]
    fn an_id_is_put_together_as_it_was_taken_apart() {
        for text in [MACHINE, "", "/a"] {
            let id = ResourceId::new(text);
            let again = ResourceId::within(id.folder().clone(), id.name().into());
            assert_eq!((&again, again.text()), (&id, id.text()));
        }
    }

    #[test]
    fn the_parts_of_an_id_are_found_whatever_their_case() {
        let id = ResourceId::new(&MACHINE.replace("resourceGroups", "resourcegroups"));
        assert_eq!(id.subscription(), Some("9e7d"));
        assert_eq!(id.resource_group(), Some("rg-01"));
        assert_eq!(id.name(), "sql-01");
    }

    #[test]
    fn a_text_that_is_no_path_has_no_parts() {
        let id = ResourceId::new("");
        assert_eq!(
            (id.subscription(), id.resource_group(), id.name()),
            (None, None, "")
        );
    }
}
