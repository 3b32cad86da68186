//! What was found, as a small table or as JSON.

use std::io::Write;

use serde_json::{Map, Value, json};

use crate::latencies::Latencies;

/// The figures of one measurement.
#[derive(Debug)]
pub(crate) struct Report {
    title: String,
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    code: String,
    label: String,
    value: Value,
    unit: &'static str,
    target: Option<(String, bool)>,
}

impl Report {
    pub(crate) fn new(title: impl Into<String>) -> Self {
        Report { title: title.into(), lines: Vec::new() }
    }

    /// Adds a figure.
    pub(crate) fn figure(
        &mut self,
        code: &str,
        label: &str,
        value: impl Into<Value>,
        unit: &'static str,
    ) {
        let (code, label) = (code.to_owned(), label.to_owned());
        self.lines.push(Line { code, label, value: value.into(), unit, target: None });
    }

    /// Says what the last figure was to be, and whether it is.
    pub(crate) fn target(&mut self, target: impl Into<String>, reached: bool) {
        if let Some(line) = self.lines.last_mut() {
            line.target = Some((target.into(), reached));
        }
    }

    /// Adds the three percentiles of some times; a target is one for the 95th.
    pub(crate) fn latencies(
        &mut self,
        code: &str,
        label: &str,
        times: &Latencies,
        most: Option<u64>,
    ) {
        for percent in [50, 95, 99] {
            let micros = times.within(percent);
            self.figure(
                &format!("{code}_p{percent}_us"),
                &format!("{label}, p{percent}"),
                micros,
                "µs",
            );
            if let (95, Some(most)) = (percent, most) {
                self.target(format!("under {most} µs"), micros < most);
            }
        }
    }

    /// Adds all figures of another report under its title.
    pub(crate) fn take_in(&mut self, code: &str, other: Report) {
        self.figure(&format!("{code}_title"), &other.title, "", "");
        let named = |line: Line| Line {
            code: format!("{code}_{}", line.code),
            label: format!("  {}", line.label),
            ..line
        };
        self.lines.extend(other.lines.into_iter().map(named));
    }

    /// Whether every target was reached.
    pub(crate) fn reached(&self) -> bool {
        self.lines.iter().all(|line| line.target.as_ref().is_none_or(|(_, reached)| *reached))
    }

    /// Prints it.
    pub(crate) fn print(&self, as_json: bool) {
        if as_json {
            let mut all: Map<String, Value> = Map::new();
            all.insert("bench".to_owned(), json!(self.title));
            all.extend(self.lines.iter().map(|line| (line.code.clone(), line.value.clone())));
            all.insert("reached".to_owned(), json!(self.reached()));
            return say(&Value::Object(all).to_string());
        }
        say(&self.title);
        let width = self.lines.iter().map(|line| line.label.chars().count()).max().unwrap_or(0);
        for line in &self.lines {
            let value = match &line.value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let target = line.target.as_ref().map_or_else(String::new, |(target, reached)| {
                format!("   target: {target}{}", if *reached { ", reached" } else { ", MISSED" })
            });
            say(&format!("  {:width$}  {value:>12} {}{target}", line.label, line.unit));
        }
    }
}

/// How many a second, from a count and the time it took.
pub(crate) fn per_second(count: u64, time: std::time::Duration) -> u64 {
    let micros = time.as_micros().max(1);
    u64::try_from(u128::from(count) * 1_000_000 / micros).unwrap_or(u64::MAX)
}

/// A ratio with two digits, as text.
pub(crate) fn ratio(part: u64, whole: u64) -> String {
    let hundredths = part.saturating_mul(100) / whole.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn say(line: &str) {
    // Nobody may be reading any more; that is no failure of what was measured.
    drop(writeln!(std::io::stdout(), "{line}"));
}

/// Tells how far a long run has come.
pub(crate) fn progress(line: &str) {
    drop(writeln!(std::io::stderr(), "{line}"));
}

/// Tells why it could not be measured.
pub(crate) fn complain(error: &anyhow::Error) {
    progress(&format!("error: {error:#}"));
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_missed_target_is_told() {
        let mut report = Report::new("t");
        report.figure("a", "A", 3, "");
        report.target("at least 2", true);
        assert!(report.reached());
        report.figure("b", "B", 1, "");
        report.target("at least 2", false);
        assert!(!report.reached());
    }

    #[test]
    fn rates_and_ratios() {
        assert_eq!(per_second(500, Duration::from_millis(250)), 2_000);
        assert_eq!(
            (ratio(1, 3).as_str(), ratio(5, 2).as_str(), ratio(1, 0).as_str()),
            ("0.33", "2.50", "1.00")
        );
    }
}
