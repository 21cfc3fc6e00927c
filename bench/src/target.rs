//! The targets: what a figure may be at most, by itself or as a ratio to the plain page in the same run.

use crate::report::Compared;

/// What is held against a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// The console's figure as a multiple of the plain page's.
    Ratio,
    /// The console's figure itself.
    Console,
}

/// A limit.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// For how many machines.
    pub machines: usize,
    /// The figure's name.
    pub figure: &'static str,
    /// What is compared.
    pub against: Against,
    /// The most it may be, in the figure's unit or as a multiple.
    pub most: f64,
}

/// How a target stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// The figure is this, and within the limit.
    Met(f64),
    /// The figure is this, and beyond it.
    Missed(f64),
    /// It was not reached in the time given.
    NotMeasured,
}

const fn target(machines: usize, figure: &'static str, against: Against, most: f64) -> Target {
    Target {
        machines,
        figure,
        against,
        most,
    }
}

/// All targets.
pub const TARGETS: [Target; 8] = [
    target(10_000, "first_rows", Against::Ratio, 1.5),
    target(10_000, "key_done", Against::Ratio, 1.5),
    target(10_000, "key_done", Against::Console, 16.0),
    target(10_000, "elements_scrolling", Against::Console, 1_500.0),
    target(10_000, "memory", Against::Ratio, 3.0),
    target(50_000, "typing_frame_worst", Against::Console, 100.0),
    target(50_000, "scroll_frame_worst", Against::Console, 100.0),
    target(50_000, "jump_frame_worst", Against::Console, 100.0),
];

impl Target {
    /// Judges the figures for as many machines as the target is for.
    #[must_use]
    pub fn judge(&self, compared: &[Compared]) -> Verdict {
        let figure = compared.iter().find(|row| row.figure.name == self.figure);
        let value = figure.and_then(|row| match self.against {
            Against::Ratio => row.ratio(),
            Against::Console => row.console,
        });
        match value {
            Some(value) if value <= self.most => Verdict::Met(value),
            Some(value) => Verdict::Missed(value),
            None => Verdict::NotMeasured,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{TARGETS, Verdict};
    use crate::figure::FIGURES;
    use crate::report::Compared;

    fn compared(console: Option<f64>) -> Vec<Compared> {
        FIGURES
            .map(|figure| Compared {
                figure,
                console,
                plain: Some(100.0),
            })
            .to_vec()
    }

    #[test]
    fn every_target_is_for_a_figure_that_exists() {
        for target in TARGETS {
            assert!(FIGURES.iter().any(|figure| figure.name == target.figure));
        }
    }

    #[test]
    fn a_ratio_is_judged_as_a_ratio_and_what_is_missing_is_never_met() {
        let [rows, ..] = TARGETS;
        assert_eq!(rows.judge(&compared(Some(150.0))), Verdict::Met(1.5));
        assert_eq!(rows.judge(&compared(Some(160.0))), Verdict::Missed(1.6));
        assert_eq!(rows.judge(&compared(None)), Verdict::NotMeasured);
    }
}
