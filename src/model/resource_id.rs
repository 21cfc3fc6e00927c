//! The name of a machine in its service.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A resource id: for Azure Resource Manager the path `/subscriptions/…/machines/{name}`, for Service Provider Foundation
/// `/stamps/{stamp}/virtualMachines/{id}`, which is the console's own way to write the service's pair of keys.
///
/// The service writes one id in several cases (`resourcegroups`, `resourceGroups`), so two ids are equal when they
/// differ in the case of ASCII letters only. The text is kept as it came.
#[derive(Clone)]
pub struct ResourceId {
    text: Arc<str>,
    key: Arc<str>,
}

impl ResourceId {
    /// Takes an id as the service wrote it. A doubled or missing first slash does not make another id.
    pub fn new(text: &str) -> Self {
        let text: Arc<str> = format!("/{}", text.trim_start_matches('/')).into();
        let key = if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            text.to_ascii_lowercase().into()
        } else {
            Arc::clone(&text)
        };
        Self { text, key }
    }

    /// The id as the service wrote it, with one slash in front.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The id in lower case: the same for every spelling.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The last segment: the resource's own name.
    pub fn name(&self) -> &str {
        self.text.rsplit('/').next().unwrap_or_default()
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
        self.text
            .to_ascii_lowercase()
            .starts_with("/stamps/")
            .then(|| self.after("stamps"))
            .flatten()
    }

    fn after(&self, label: &str) -> Option<&str> {
        let mut segments = self.text.split('/');
        segments.find(|segment| segment.eq_ignore_ascii_case(label))?;
        segments.next().filter(|segment| !segment.is_empty())
    }
}

impl PartialEq for ResourceId {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for ResourceId {}

impl Hash for ResourceId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl PartialOrd for ResourceId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ResourceId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}

impl std::fmt::Debug for ResourceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
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
        assert_eq!(ResourceId::new(MACHINE).as_str(), MACHINE);
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
