//! The list when there is nothing to list: still loading, nothing there, no rights. Each says what to do.

use leptos::prelude::*;

use crate::model::failure::FailureKind;
use crate::state::console::Console;
use crate::state::fleet::{Phase, Progress};
use crate::ui::live::maybe;

/// Why there are no rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRows {
    /// They are still being read.
    Loading,
    /// Reading failed; the reason stands above.
    Failed,
    /// The account sees no subscription.
    NoSubscriptions,
    /// Every subscription refused.
    NoRights,
    /// There is no machine in those subscriptions that could be read.
    NoneInRead,
    /// There are subscriptions, and no machine in them.
    NoMachines,
}

/// Decides which it is.
pub fn kind(progress: &Progress) -> NoRows {
    if progress.phase == Phase::Listing {
        NoRows::Loading
    } else if progress.failure.is_some() {
        NoRows::Failed
    } else if !progress.listed_once {
        NoRows::Loading
    } else if progress.parts.is_empty() {
        NoRows::NoSubscriptions
    } else if progress.failed_parts.is_empty() {
        NoRows::NoMachines
    } else if progress.failed_parts.len() < progress.parts.len() {
        NoRows::NoneInRead
    } else if progress
        .failed_parts
        .iter()
        .all(|(_, failure)| matches!(failure.kind(), FailureKind::Forbidden { .. }))
    {
        NoRows::NoRights
    } else {
        NoRows::Failed
    }
}

/// The list without rows.
pub fn no_rows(console: Console, kind: NoRows) -> AnyView {
    // Beside each part that failed stands a button of its own.
    let parts_failed = console
        .fleet
        .progress()
        .with_untracked(|progress| !progress.failed_parts.is_empty());
    let again = move || {
        let words = if parts_failed {
            "Read all again"
        } else {
            "Try again"
        };
        view! {
            <button type="button" on:click=move |_| console.fleet.refresh()>
                {words}
            </button>
        }
        .into_any()
    };
    let other_account = move || {
        maybe(console.capabilities.signs_in.then(|| {
            view! {
                <button type="button" class="quiet" on:click=move |_| console.session.sign_in(true)>
                    "Use another account"
                </button>
            }
            .into_any()
        }))
    };
    match kind {
        NoRows::Loading => skeleton().into_any(),
        NoRows::Failed => view! { <p class="buttons">{again()}</p> }.into_any(),
        NoRows::NoSubscriptions => view! {
            <div class="empty">
                <h2>"No subscription to show"</h2>
                <p>"Your account has no role on any subscription. Ask an owner for Reader on the subscription, or the resource group, that holds the machines."</p>
                <p class="buttons">{again()} {other_account()}</p>
            </div>
        }.into_any(),
        NoRows::NoRights => view! {
            <div class="empty">
                <h2>"You may not list machines here"</h2>
                <p>"Every subscription refused, as the bars above say. Ask an owner for the role Azure Arc ScVmm VM Contributor, or for Reader to look only."</p>
                <p class="buttons">{again()} {other_account()}</p>
            </div>
        }.into_any(),
        NoRows::NoneInRead => view! {
            <div class="empty">
                <h2>"No machines found"</h2>
                <p>"None of the subscriptions that could be read holds a machine of System Center VMM. The bars above say which could not be read, and why."</p>
                <p class="buttons">{again()}</p>
            </div>
        }.into_any(),
        NoRows::NoMachines => view! {
            <div class="empty">
                <h2>"No machines yet"</h2>
                <p>{console.capabilities.no_machines}</p>
                <p class="buttons">{again()}</p>
            </div>
        }.into_any(),
    }
}

/// Grey bars where rows will be.
pub fn skeleton() -> AnyView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">"Reading machines…"</span>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::Part;
    use crate::model::failure::{Failure, FailureKind};

    fn part() -> Part {
        Part {
            id: "p".into(),
            name: "P".into(),
        }
    }

    #[test]
    fn before_the_first_listing_has_ended_nothing_is_called_empty() {
        assert_eq!(kind(&Progress::default()), NoRows::Loading);
        assert_eq!(
            kind(&Progress {
                phase: Phase::Listing,
                listed_once: true,
                ..Progress::default()
            }),
            NoRows::Loading
        );
    }

    #[test]
    fn only_refusals_everywhere_are_called_a_lack_of_rights() {
        let refused = Failure::new(FailureKind::Forbidden { action: None }, "no");
        let lost = Failure::new(FailureKind::NetworkLost, "gone");
        let after = |failed: &[&Failure]| {
            kind(&Progress {
                listed_once: true,
                parts: vec![part(), part()],
                failed_parts: failed.iter().map(|f| (part(), (*f).clone())).collect(),
                ..Progress::default()
            })
        };
        assert_eq!(after(&[&refused, &refused]), NoRows::NoRights);
        assert_eq!(after(&[&refused, &lost]), NoRows::Failed);
        assert_eq!(after(&[&lost, &lost]), NoRows::Failed);
        assert_eq!(after(&[&refused]), NoRows::NoneInRead);
        assert_eq!(after(&[]), NoRows::NoMachines);
    }

    #[test]
    fn each_kind_of_nothing_is_told_apart() {
        let listed = Progress {
            listed_once: true,
            ..Progress::default()
        };
        assert_eq!(kind(&listed), NoRows::NoSubscriptions);
        let some = Progress {
            parts: vec![part()],
            ..listed.clone()
        };
        assert_eq!(kind(&some), NoRows::NoMachines);
        let refused = Failure::new(FailureKind::Forbidden { action: None }, "no");
        assert_eq!(
            kind(&Progress {
                failed_parts: vec![(part(), refused.clone())],
                ..some
            }),
            NoRows::NoRights
        );
        assert_eq!(
            kind(&Progress {
                failure: Some(refused),
                ..listed
            }),
            NoRows::Failed
        );
    }
}
