//! What VMM says of a job that did not go well, in VMM's own words: Service Provider Foundation shows these, where Azure
//! shows an error document.

use super::error::ErrorDetail;

/// VMM's description of what went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The code, for programs.
    pub code: String,
    /// The number by which people look it up.
    pub number: u32,
    /// What happened.
    pub problem: String,
    /// What to do.
    pub recommended_action: String,
}

impl Problem {
    /// The innermost cause of an error document. Assumption: no failed job of checkpoints was ever recorded, so the number
    /// and the advice are invented.
    pub fn of(error: &ErrorDetail) -> Self {
        let mut cause = error;
        while let Some(inner) = cause.details.first() {
            cause = inner;
        }
        Self {
            code: cause.code.clone(),
            number: 12711,
            problem: cause.message.clone(),
            recommended_action: "Resolve the issue on the host, and then try the operation again."
                .into(),
        }
    }

    /// What VMM leaves on a job that ended well all the same.
    pub fn remark(machine: &str) -> Self {
        Self {
            code: "VMRefreshWarning".into(),
            number: 13233,
            problem: format!(
                "The properties of virtual machine {machine} could not be read completely after the job."
            ),
            recommended_action: "Refresh the virtual machine.".into(),
        }
    }

    /// With words that were ordered, where some were.
    pub fn worded(self, problem: Option<String>, recommended_action: Option<String>) -> Self {
        Self {
            problem: problem.unwrap_or(self.problem),
            recommended_action: recommended_action.unwrap_or(self.recommended_action),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_cause_is_what_vmm_says() {
        let error = ErrorDetail::new("Outer", "It failed.")
            .with(vec![ErrorDetail::new("Inner", "The disk is full.")]);
        let problem = Problem::of(&error).worded(None, Some("Free some space.".into()));
        assert_eq!(
            (problem.code.as_str(), problem.problem.as_str()),
            ("Inner", "The disk is full.")
        );
        assert_eq!(problem.recommended_action, "Free some space.");
    }
}
