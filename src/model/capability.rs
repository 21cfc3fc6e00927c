//! What a service can do and can tell, so that pages offer and show that and no more. No page asks which service it is.

/// The capabilities of a service that manages machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Whether the name and description of a checkpoint can be changed.
    pub edits_checkpoints: bool,
    /// Whether it tells how checkpoints are taken of a machine.
    pub tells_checkpoint_type: bool,
    /// Whether machines lie in resource groups of subscriptions, which are read one by one.
    pub has_subscriptions: bool,
    /// Whether people sign in to the console itself, and so may sign out and choose another account.
    pub signs_in: bool,
    /// What an administrator reads when there is no machine at all.
    pub no_machines: &'static str,
}
