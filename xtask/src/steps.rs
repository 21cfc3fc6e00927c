//! The steps of `cargo xtask test`: each is announced and timed, and the first that fails ends the run.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

#[derive(Default)]
pub struct Steps {
    done: Vec<(&'static str, Duration)>,
    unchecked: Vec<String>,
    remarks: Vec<String>,
}

impl Steps {
    pub fn run<T>(&mut self, name: &'static str, step: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = step();
        let took = start.elapsed();
        match &outcome {
            Ok(_) => println!("   {name}: {:.1} s", took.as_secs_f64()),
            Err(_) => {
                self.summary();
                println!("\nFAILED in \"{name}\" after {:.1} s", took.as_secs_f64());
            }
        }
        self.done.push((name, took));
        outcome.with_context(|| format!("\"{name}\" failed"))
    }

    /// Goes on without what could not be checked here; the summary says so, and the run does not count as passed.
    pub fn leave_out(&mut self, what: &str, why: &anyhow::Error) {
        println!("   NOT CHECKED: {what}. {why:#}");
        self.unchecked.push(format!("{what}. {why:#}"));
    }

    /// Says in the summary what this machine does not allow to be checked, where that does not count.
    pub fn remark(&mut self, what: &str) {
        self.remarks.push(what.to_owned());
    }

    /// Prints how long each step took and what was left out.
    ///
    /// # Errors
    /// When something was left out.
    pub fn finish(&self) -> Result<()> {
        self.summary();
        for remark in &self.remarks {
            println!("\n{remark}");
        }
        for unchecked in &self.unchecked {
            println!("\nNOT CHECKED: {unchecked}");
        }
        if !self.unchecked.is_empty() {
            bail!("what was checked passed, but not everything was checked (see above)");
        }
        println!("\nAll checks passed.");
        Ok(())
    }

    fn summary(&self) {
        println!("\n  seconds");
        for (name, took) in &self.done {
            println!("  {:>7.1}  {name}", took.as_secs_f64());
        }
        let together: Duration = self.done.iter().map(|(_, took)| *took).sum();
        println!("  {:>7.1}  together", together.as_secs_f64());
    }
}

#[cfg(test)]
mod tests {
    use super::Steps;

    #[test]
    fn a_failed_step_is_named_in_the_error() {
        let error = Steps::default()
            .run("format", || Err::<(), _>(anyhow::anyhow!("not formatted")))
            .unwrap_err();
        assert_eq!(format!("{error:#}"), "\"format\" failed: not formatted");
    }

    #[test]
    fn steps_are_kept_in_their_order() {
        let mut steps = Steps::default();
        steps.run("first", || Ok(())).unwrap();
        steps.run("second", || Ok(())).unwrap();
        assert_eq!(
            steps.done.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
            ["first", "second"]
        );
    }
    #[test]
    fn a_run_with_something_left_out_has_not_passed() {
        let mut steps = Steps::default();
        steps.run("first", || Ok(())).unwrap();
        assert!(steps.finish().is_ok());
        steps.leave_out("the proxy", &anyhow::anyhow!("there is no nginx"));
        assert!(steps.finish().is_err());
    }
}
