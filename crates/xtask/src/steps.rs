//! Steps one after the other, each timed, with a table at the end.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// What has run so far.
#[derive(Default)]
pub(crate) struct Steps {
    steps: Vec<Step>,
    /// What somebody should look at although everything passed.
    remarks: Vec<String>,
}

struct Step {
    name: &'static str,
    took: Duration,
    outcome: Outcome,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
}

impl Steps {
    /// Runs a step. A failure is printed and kept for the end, so that one run shows everything
    /// that is wrong; the answer says whether later steps can build on this one.
    #[expect(clippy::disallowed_methods, reason = "a stopwatch for the person who waits")]
    pub(crate) fn run(&mut self, name: &'static str, step: impl FnOnce() -> Result<()>) -> bool {
        println!("\n── {name}");
        let start = Instant::now();
        let result = step();
        let outcome = match &result {
            Ok(()) => Outcome::Passed,
            Err(error) => {
                println!("✗ {name}: {error:#}");
                Outcome::Failed
            }
        };
        self.steps.push(Step { name, took: start.elapsed(), outcome });
        result.is_ok()
    }

    /// Keeps something to be said below the table.
    pub(crate) fn remark(&mut self, remark: String) {
        println!("! {remark}");
        self.remarks.push(remark);
    }

    /// Prints the table.
    ///
    /// # Errors
    /// When a step failed.
    pub(crate) fn finish(self) -> Result<()> {
        println!("\n{}", self.table());
        for remark in &self.remarks {
            println!("! {remark}");
        }
        let failed: Vec<&str> =
            self.steps.iter().filter(|s| s.outcome == Outcome::Failed).map(|s| s.name).collect();
        if !failed.is_empty() {
            bail!("failed: {}", failed.join(", "));
        }
        Ok(())
    }

    fn table(&self) -> String {
        let mut table = String::from("minutes  step\n");
        for step in &self.steps {
            let mark = if step.outcome == Outcome::Passed { "" } else { "  ✗ FAILED" };
            let _infallible = writeln!(table, "{:>7}  {}{mark}", minutes(step.took), step.name);
        }
        let total = self.steps.iter().map(|step| step.took).sum();
        let _infallible = write!(table, "{:>7}  in all", minutes(total));
        table
    }
}

/// `2:05` for two minutes and five seconds.
fn minutes(took: Duration) -> String {
    let seconds = took.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn one_failure_fails_the_run_but_not_the_steps_after_it() {
        let mut steps = Steps::default();
        assert!(steps.run("first", || Ok(())));
        assert!(!steps.run("second", || Err(anyhow!("broken"))));
        assert!(steps.run("third", || Ok(())));
        assert!(steps.table().contains("second  ✗ FAILED"));
        assert_eq!(steps.finish().unwrap_err().to_string(), "failed: second");
    }

    #[test]
    fn minutes_are_written_as_on_a_clock() {
        assert_eq!(minutes(Duration::from_secs(125)), "2:05");
        assert_eq!(minutes(Duration::from_millis(900)), "0:00");
    }
}
