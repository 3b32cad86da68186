//! A bar on the terminal while something long runs; nothing where standard error is no terminal.

use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use exchange::incident_log::{Progress, Stage};
use indicatif::{ProgressBar, ProgressStyle};

use crate::stop::Asked;

/// Shows how far it is, and passes on the wish to stop.
pub(crate) struct Bar {
    asked: Asked,
    shown: Mutex<Option<(Stage, ProgressBar)>>,
}

impl Bar {
    pub(crate) fn new(asked: Asked) -> Self {
        Bar { asked, shown: Mutex::new(None) }
    }

    /// Takes the bar off the terminal.
    pub(crate) fn clear(&self) {
        if let Some((_, bar)) = self.shown.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Bar {
    fn tell(&self, stage: Stage, done: u64, total: u64) -> ControlFlow<()> {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        match &*shown {
            Some((last, bar)) if *last == stage => bar.set_position(done),
            before => {
                if let Some((_, bar)) = before {
                    bar.finish_and_clear();
                }
                let bar = bar_of(stage, total);
                bar.set_position(done);
                *shown = Some((stage, bar));
            }
        }
        if self.asked.to_stop() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

fn bar_of(stage: Stage, total: u64) -> ProgressBar {
    let words = match stage {
        Stage::Reading => "Reading the log",
        Stage::Names => "People, teams, places",
        Stage::Rows => "Replaying rows",
        Stage::Figures => "Reading back",
    };
    bar(words, total)
}

/// A bar with these words before it; one without an end when the total is 0.
pub(crate) fn bar(words: &'static str, total: u64) -> ProgressBar {
    let (bar, template) = match total {
        0 => (ProgressBar::no_length(), "{prefix:<22} {human_pos} ({per_sec})"),
        total => (
            ProgressBar::new(total),
            "{prefix:<22} {wide_bar} {human_pos}/{human_len} ({per_sec}, {eta})",
        ),
    };
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.with_style(style).with_prefix(words)
}

/// How many bytes of something have been gone through; nothing where standard error is no terminal.
pub(crate) struct Bytes(ProgressBar);

impl Bytes {
    pub(crate) fn new() -> Self {
        let style = ProgressStyle::with_template("{msg:<22} {bytes} ({bytes_per_sec})")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        Bytes(ProgressBar::no_length().with_style(style))
    }

    /// Says what is under way, and how far it has come.
    pub(crate) fn tell(&self, what: &str, bytes: u64) {
        self.0.set_message(what.to_owned());
        self.0.set_position(bytes);
    }

    /// Takes it off the terminal.
    pub(crate) fn clear(&self) {
        self.0.finish_and_clear();
    }
}
