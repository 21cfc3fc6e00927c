//! What is measured: each figure by its name in the JSON, its words in the table, and its unit.

use std::collections::BTreeMap;

/// The figures of one page in one run. One that was not reached is not there.
pub type Figures = BTreeMap<&'static str, f64>;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Milliseconds.
    Milliseconds,
    /// Bytes; the table shows megabytes of 1,000,000.
    Bytes,
    /// Things.
    Count,
}

/// What stands for several runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverRuns {
    /// The one in the middle.
    Median,
    /// The largest: for figures that are the worst of a run already.
    Largest,
}

/// A figure's name, words and unit.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// The name in the JSON.
    pub name: &'static str,
    /// The words in the table.
    pub words: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// What stands for several runs.
    pub over_runs: OverRuns,
}

const fn figure(
    name: &'static str,
    words: &'static str,
    unit: Unit,
    over_runs: OverRuns,
) -> Figure {
    Figure {
        name,
        words,
        unit,
        over_runs,
    }
}

/// All figures, in the order of the table.
pub const FIGURES: [Figure; 23] = {
    use OverRuns::{Largest, Median};
    use Unit::{Bytes, Count, Milliseconds};
    [
        figure(
            "first_paint",
            "First contentful paint",
            Milliseconds,
            Median,
        ),
        figure("first_rows", "First rows", Milliseconds, Median),
        figure("listed", "All machines listed", Milliseconds, Median),
        figure("all_read", "All machines read", Milliseconds, Median),
        figure("requests", "Requests sent until then", Count, Median),
        figure("elements", "DOM elements", Count, Median),
        figure(
            "elements_scrolling",
            "DOM elements, most while scrolling",
            Count,
            Largest,
        ),
        figure("heap", "JavaScript heap", Bytes, Median),
        figure("wasm", "WebAssembly memory", Bytes, Median),
        figure("memory", "Both together", Bytes, Median),
        figure(
            "key_paint",
            "Keystroke to next paint, median",
            Milliseconds,
            Median,
        ),
        figure(
            "key_paint_worst",
            "Keystroke to next paint, worst",
            Milliseconds,
            Largest,
        ),
        figure(
            "key_done",
            "Keystroke to last change painted, median",
            Milliseconds,
            Median,
        ),
        figure(
            "key_done_worst",
            "Keystroke to last change painted, worst",
            Milliseconds,
            Largest,
        ),
        figure(
            "key_work",
            "Main thread for a keystroke, median",
            Milliseconds,
            Median,
        ),
        figure(
            "typing_frame_worst",
            "Longest frame while typing",
            Milliseconds,
            Largest,
        ),
        figure(
            "scroll_frame",
            "Frame while scrolling, median",
            Milliseconds,
            Median,
        ),
        figure(
            "scroll_frame_worst",
            "Frame while scrolling, worst",
            Milliseconds,
            Largest,
        ),
        figure(
            "jump_frame",
            "Frame while jumping, median",
            Milliseconds,
            Median,
        ),
        figure(
            "jump_frame_worst",
            "Frame while jumping, worst",
            Milliseconds,
            Largest,
        ),
        figure(
            "blank",
            "Frames without rows, scrolling and jumping",
            Count,
            Largest,
        ),
        figure(
            "sort",
            "Sort, click to last change painted, median",
            Milliseconds,
            Median,
        ),
        figure("sort_worst", "Sort, worst", Milliseconds, Largest),
    ]
};

/// The one in the middle; of an even number, the mean of the two.
#[must_use]
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get((sorted.len() - 1) / 2)?;
    Some(f64::midpoint(lower, upper))
}

/// The largest.
#[must_use]
pub fn largest(values: &[f64]) -> Option<f64> {
    values.iter().copied().max_by(f64::total_cmp)
}

/// What stands for all runs in which the figure was reached.
#[must_use]
pub fn over_runs(figure: &Figure, runs: &[Figures]) -> Option<f64> {
    let values: Vec<f64> = runs
        .iter()
        .filter_map(|run| run.get(figure.name).copied())
        .collect();
    match figure.over_runs {
        OverRuns::Median => median(&values),
        OverRuns::Largest => largest(&values),
    }
}

#[cfg(test)]
mod tests {
    use super::{FIGURES, Figures, largest, median, over_runs};

    #[test]
    fn the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assert_eq!(median(&[9.0, 1.0, 4.0, 2.0]), Some(3.0));
        assert_eq!(median(&[9.0, 1.0, 4.0]), Some(4.0));
        assert_eq!(median(&[]), None);
        assert_eq!(largest(&[1.0, 9.0, 4.0]), Some(9.0));
    }

    #[test]
    fn a_worst_figure_stays_the_worst_and_a_run_without_it_does_not_count() {
        let run =
            |rows: f64, worst: f64| Figures::from([("first_rows", rows), ("sort_worst", worst)]);
        let runs = [
            run(100.0, 7.0),
            run(300.0, 30.0),
            run(200.0, 8.0),
            Figures::new(),
        ];
        let of = |name| {
            let figure = FIGURES.iter().find(|figure| figure.name == name).unwrap();
            over_runs(figure, &runs)
        };
        assert_eq!(of("first_rows"), Some(200.0));
        assert_eq!(of("sort_worst"), Some(30.0));
        assert_eq!(of("heap"), None);
    }

    #[test]
    fn no_two_figures_have_one_name() {
        let mut names: Vec<_> = FIGURES.iter().map(|figure| figure.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FIGURES.len());
    }
}
