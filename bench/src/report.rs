//! The figures of all runs, as a table to read and as JSON.

use serde_json::{Map, Value, json};

use crate::figure::{FIGURES, Figure, Figures, Unit, over_runs};
use crate::target::{Against, TARGETS, Target, Verdict};

/// All runs with one number of machines.
#[derive(Clone, Debug, Default)]
pub struct Size {
    /// How many machines there are.
    pub machines: usize,
    /// The console's figures, run by run.
    pub console: Vec<Figures>,
    /// The plain page's, of the same runs.
    pub plain: Vec<Figures>,
}

/// One figure of both pages over all runs.
#[derive(Clone, Copy, Debug)]
pub struct Compared {
    /// Which.
    pub figure: Figure,
    /// The console's, if it was reached.
    pub console: Option<f64>,
    /// The plain page's.
    pub plain: Option<f64>,
}

impl Compared {
    /// The console's as a multiple of the plain page's.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        let (console, plain) = (self.console?, self.plain?);
        (plain > 0.0).then_some(console / plain)
    }
}

impl Size {
    /// Every figure, in the order of the table.
    #[must_use]
    pub fn compared(&self) -> Vec<Compared> {
        FIGURES
            .iter()
            .map(|figure| Compared {
                figure: *figure,
                console: over_runs(figure, &self.console),
                plain: over_runs(figure, &self.plain),
            })
            .collect()
    }

    /// The table, and how the targets for this number of machines stand.
    #[must_use]
    pub fn table(&self) -> String {
        let mut text = format!(
            "\n  {:<44} {:>12} {:>12} {:>7}\n",
            format!("{} machines, {} runs", self.machines, self.console.len()),
            "console",
            "plain page",
            "ratio"
        );
        let compared = self.compared();
        for row in &compared {
            text.push_str(&format!(
                "  {:<44} {:>12} {:>12} {:>7}\n",
                row.figure.words,
                shown(row.figure.unit, row.console),
                shown(row.figure.unit, row.plain),
                row.ratio()
                    .map_or_else(String::new, |ratio| format!("{ratio:.2}")),
            ));
        }
        for target in self.targets() {
            text.push_str(&format!("  {}\n", judged(target, &compared)));
        }
        text
    }

    fn targets(&self) -> impl Iterator<Item = &'static Target> {
        TARGETS
            .iter()
            .filter(|target| target.machines == self.machines)
    }

    /// The figures over all runs, each run, and the targets.
    #[must_use]
    pub fn json(&self) -> Value {
        let compared = self.compared();
        let figures: Map<String, Value> = compared
            .iter()
            .map(|row| {
                let value =
                    json!({ "console": row.console, "plain": row.plain, "ratio": row.ratio() });
                (row.figure.name.to_owned(), value)
            })
            .collect();
        let targets: Vec<Value> = self
            .targets()
            .map(|target| {
                let (verdict, value) = match target.judge(&compared) {
                    Verdict::Met(value) => ("met", Some(value)),
                    Verdict::Missed(value) => ("missed", Some(value)),
                    Verdict::NotMeasured => ("not measured", None),
                };
                let against = match target.against {
                    Against::Ratio => "ratio",
                    Against::Console => "console",
                };
                json!({
                    "figure": target.figure, "of": against, "most": target.most, "is": value, "verdict": verdict,
                })
            })
            .collect();
        json!({
            "machines": self.machines,
            "figures": figures,
            "runs": { "console": self.console, "plain": self.plain },
            "targets": targets,
        })
    }
}

fn judged(target: &Target, compared: &[Compared]) -> String {
    let found = FIGURES.iter().find(|figure| figure.name == target.figure);
    let (words, unit) = found.map_or((target.figure, Unit::Count), |figure| {
        (figure.words, figure.unit)
    });
    let value = |number: f64| match target.against {
        Against::Ratio => format!("{number:.2} times the plain page's"),
        Against::Console => shown(unit, Some(number)),
    };
    let most = format!("\"{words}\" at most {}", value(target.most));
    match target.judge(compared) {
        Verdict::Met(is) => format!("met:    {most} (is {})", value(is)),
        Verdict::Missed(is) => format!("MISSED: {most} (is {})", value(is)),
        Verdict::NotMeasured => format!("MISSED: {most} (was not reached in the time given)"),
    }
}

fn shown(unit: Unit, value: Option<f64>) -> String {
    match (unit, value) {
        (_, None) => "not reached".to_owned(),
        (Unit::Milliseconds, Some(value)) if value < 100.0 => format!("{value:.1} ms"),
        (Unit::Milliseconds, Some(value)) if value < 10_000.0 => format!("{value:.0} ms"),
        (Unit::Milliseconds, Some(value)) => format!("{:.1} s", value / 1000.0),
        (Unit::Bytes, Some(value)) => format!("{:.1} MB", value / 1_000_000.0),
        (Unit::Count, Some(value)) => format!("{value:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::Size;
    use crate::figure::Figures;

    fn size() -> Size {
        Size {
            machines: 10_000,
            console: vec![Figures::from([
                ("first_rows", 300.0),
                ("heap", 4_200_000.0),
            ])],
            plain: vec![Figures::from([
                ("first_rows", 150.0),
                ("heap", 2_100_000.0),
            ])],
        }
    }

    #[test]
    fn the_table_gives_both_pages_and_their_ratio_and_names_what_is_missed() {
        let table = size().table();
        let line = |start: &str| {
            table
                .lines()
                .find(|line| line.trim().starts_with(start))
                .unwrap()
        };
        let words: Vec<_> = line("First rows").split_whitespace().skip(2).collect();
        assert_eq!(words, ["300", "ms", "150", "ms", "2.00"]);
        assert!(line("JavaScript heap").contains("4.2 MB"));
        assert!(line("MISSED: \"First rows\"").contains("is 2.00 times"));
    }

    #[test]
    fn what_was_not_reached_is_null_in_the_json_and_no_target_is_met_by_it() {
        let json = size().json();
        assert_eq!(json["figures"]["first_rows"]["ratio"], 2.0);
        assert!(json["figures"]["memory"]["console"].is_null());
        let targets = json["targets"].as_array().unwrap();
        let memory = targets
            .iter()
            .find(|target| target["figure"] == "memory")
            .unwrap();
        assert_eq!(memory["verdict"], "not measured");
    }
}
