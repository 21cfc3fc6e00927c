//! What the emulator's Service Provider Foundation is made from. All but the lengths may change while it runs.

use crate::operation::Action;
use std::{fmt, str::FromStr, time::Duration};
use time::UtcOffset;

/// What Service Provider Foundation is made from.
#[derive(Clone, Debug)]
pub struct SpfOptions {
    /// How long VMM's jobs run.
    pub lengths: JobLengths,
    /// What the web server asks of a client.
    pub authentication: Authentication,
    /// Whether a request without `x-ms-principal-id` is refused.
    pub require_principal: bool,
    /// How many entities one page of a feed holds; all, if absent, as the real service seems to do.
    pub page_size: Option<usize>,
    /// What `ParentCheckpointID` names.
    pub parent_ids: ParentIds,
    /// Whether a root names what it was taken on top of, as Azure shows it, although no checkpoint has that id.
    pub orphans: bool,
    /// Scheme, host and port of the addresses in answers, without a final slash; those of the request, if absent.
    pub origin: Option<String>,
    /// The time zone of the VMM server.
    pub utc_offset: UtcOffset,
    /// Whether moments are written without an offset.
    pub bare_times: bool,
    /// The name of a machine whose `Status` is a word that nobody has heard of.
    pub strange_status: Option<String>,
    /// Whether answers lack `x-ms-request-id`, by which a client finds the job.
    pub hide_job_ids: bool,
}

impl Default for SpfOptions {
    fn default() -> Self {
        Self {
            lengths: JobLengths::default(),
            authentication: Authentication::None,
            require_principal: true,
            page_size: None,
            parent_ids: ParentIds::CheckpointId,
            orphans: false,
            origin: None,
            // As in the recordings.
            utc_offset: UtcOffset::from_hms(-7, 0, 0).unwrap_or(UtcOffset::UTC),
            bare_times: false,
            strange_status: None,
            hide_job_ids: false,
        }
    }
}

/// How long VMM's jobs run when they are asked for through Service Provider Foundation; the clock's speed divides them.
///
/// Assumption: the one recorded create took about three seconds. These are longer, so that their progress can be seen.
#[derive(Clone, Copy, Debug)]
pub struct JobLengths {
    /// Taking a checkpoint.
    pub create: Duration,
    /// Going back to one.
    pub restore: Duration,
    /// Deleting one.
    pub delete: Duration,
    /// Naming or describing one.
    pub describe: Duration,
    /// Starting, stopping or resetting a machine.
    pub power: Duration,
    /// How long after a create VMM learns the hypervisor's id of the checkpoint.
    pub refresh: Duration,
}

impl Default for JobLengths {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            create: seconds(8),
            restore: seconds(12),
            delete: seconds(8),
            describe: seconds(1),
            power: seconds(10),
            refresh: seconds(5),
        }
    }
}

impl JobLengths {
    /// The length of an action's job.
    pub fn of(&self, action: &Action) -> Duration {
        match action {
            Action::CreateCheckpoint { .. } => self.create,
            Action::RestoreCheckpoint { .. } => self.restore,
            Action::DeleteCheckpoint { .. } => self.delete,
            Action::DescribeCheckpoint { .. } => self.describe,
            Action::Start | Action::Stop | Action::Restart => self.power,
        }
    }
}

/// What `ParentCheckpointID` names. Which of the two the real service means is written nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParentIds {
    /// The parent's `ID`, VMM's own.
    Id,
    /// The parent's `CheckpointID`, the hypervisor's.
    CheckpointId,
}

impl ParentIds {
    /// The word in settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::CheckpointId => "checkpoint_id",
        }
    }
}

impl FromStr for ParentIds {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "id" => Ok(Self::Id),
            "checkpoint_id" => Ok(Self::CheckpointId),
            _ => Err("parent ids are id or checkpoint_id".into()),
        }
    }
}

/// What the web server asks of a client. The forms as text: `none`, `negotiate`, `basic:USER:PASSWORD`, `bearer:TOKEN`.
#[derive(Clone, PartialEq, Eq)]
pub enum Authentication {
    /// Nothing.
    None,
    /// Windows sign-in, which nothing can satisfy here: every request is challenged.
    Negotiate,
    /// A name and a password.
    Basic {
        /// The name.
        user: String,
        /// The password.
        password: String,
    },
    /// A token of Windows Azure Pack; here one fixed text.
    Bearer {
        /// The token.
        token: String,
    },
}

impl Authentication {
    /// Its name, without secrets.
    pub fn name(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Negotiate => "negotiate",
            Self::Basic { .. } => "basic",
            Self::Bearer { .. } => "bearer",
        }
    }
}

impl fmt::Debug for Authentication {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Authentication {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, rest) = text.split_once(':').unwrap_or((text, ""));
        match (name, rest.split_once(':')) {
            ("none", _) if rest.is_empty() => Ok(Self::None),
            ("negotiate", _) if rest.is_empty() => Ok(Self::Negotiate),
            ("basic", Some((user, password))) if !user.is_empty() => Ok(Self::Basic {
                user: user.into(),
                password: password.into(),
            }),
            ("bearer", _) if !rest.is_empty() => Ok(Self::Bearer { token: rest.into() }),
            _ => Err(
                "the authentication is none, negotiate, basic:USER:PASSWORD or bearer:TOKEN".into(),
            ),
        }
    }
}

/// Reads an offset from UTC, as `-07:00`.
///
/// # Errors
/// A sentence, if it is none.
pub fn offset(text: &str) -> Result<UtcOffset, String> {
    let wrong = || "the offset from UTC is written as -07:00".to_string();
    let (sign, rest) = match text.split_at_checked(1) {
        Some(("+", rest)) => (1, rest),
        Some(("-", rest)) => (-1, rest),
        _ => return Err(wrong()),
    };
    let (hours, minutes) = rest.split_once(':').ok_or_else(wrong)?;
    let number = |digits: &str| match digits.len() {
        2 => digits.parse::<i8>().ok().filter(|number| *number >= 0),
        _ => None,
    };
    let (hours, minutes) = (
        number(hours).ok_or_else(wrong)?,
        number(minutes).ok_or_else(wrong)?,
    );
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authentication_is_read_from_its_text_and_never_shows_its_secret() {
        let basic: Authentication = "basic:CONTOSO\\spf:a:b".parse().unwrap();
        assert_eq!(
            basic,
            Authentication::Basic {
                user: "CONTOSO\\spf".into(),
                password: "a:b".into()
            }
        );
        assert_eq!(format!("{basic:?}"), "basic");
        assert_eq!("negotiate".parse(), Ok(Authentication::Negotiate));
        for wrong in ["", "basic", "basic:user", "bearer", "none:1", "kerberos"] {
            assert!(wrong.parse::<Authentication>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_offset_is_read_as_it_is_written() {
        assert_eq!(offset("-07:00").unwrap().whole_minutes(), -420);
        assert_eq!(offset("+05:30").unwrap().whole_minutes(), 330);
        for wrong in [
            "", "7", "07:00", "+7:00", "+ab:00", "+-1:00", "+99:00", "–07:00",
        ] {
            assert!(offset(wrong).is_err(), "{wrong}");
        }
    }
}
