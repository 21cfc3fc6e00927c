//! A checkpoint of a machine, as the services tell of it.

/// The id of a checkpoint: a GUID, compared without regard to case.
///
/// The recorded service writes checkpoint ids in upper case and machine ids in lower case. The text goes back to the
/// service exactly as it came.
#[derive(Clone, Debug)]
pub struct CheckpointId(String);

impl CheckpointId {
    /// Takes an id, or `None` for an empty one: a delete must never go out without an id.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The id as the service wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for CheckpointId {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for CheckpointId {}

/// One checkpoint. No service tells its size; Azure Resource Manager does not tell its time either (Microsoft.ScVmm
/// `Checkpoint`, all api-versions).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Its id, never empty.
    pub id: CheckpointId,
    /// The checkpoint that it was taken after. A root names one that is in no list.
    pub parent: Option<CheckpointId>,
    /// Its name, which need not be unique and may be empty.
    pub name: String,
    /// What somebody wrote about it, or empty.
    pub description: String,
    /// When it was taken, in milliseconds of Unix time, if the service tells.
    pub taken_ms: Option<u64>,
    /// Whether the machine can be brought back to it: VMM marks one whose files it has lost.
    pub usable: bool,
}

impl Checkpoint {
    /// A checkpoint of which no more is known than its id.
    pub fn of(id: CheckpointId) -> Self {
        Self {
            id,
            parent: None,
            name: String::new(),
            description: String::new(),
            taken_ms: None,
            usable: true,
        }
    }

    /// What to call it on screen: its name, or its id when it has none.
    pub fn title(&self) -> &str {
        if self.name.trim().is_empty() {
            self.id.as_str()
        } else {
            &self.name
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_equal_in_any_case_and_keep_their_text() {
        let upper = CheckpointId::new("A139847E-15B9-4760-8DF9-620DF3B37476").unwrap();
        let lower = CheckpointId::new("a139847e-15b9-4760-8df9-620df3b37476").unwrap();
        assert_eq!(upper, lower);
        assert_eq!(upper.as_str(), "A139847E-15B9-4760-8DF9-620DF3B37476");
    }

    #[test]
    fn an_empty_id_is_no_id() {
        assert!(CheckpointId::new("").is_none());
        assert!(CheckpointId::new("  ").is_none());
    }

    #[test]
    fn a_checkpoint_without_a_name_is_called_by_its_id() {
        let checkpoint = Checkpoint {
            name: " ".into(),
            ..Checkpoint::of(CheckpointId::new("A1").unwrap())
        };
        assert_eq!(checkpoint.title(), "A1");
    }
}
