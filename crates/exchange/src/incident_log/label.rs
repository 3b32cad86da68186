//! The texts of a log, each kept once: a year of a service desk says the same few thousand things
//! millions of times.

use std::collections::HashMap;
use std::sync::Arc;

/// A text of the log, by its place in [`Labels`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Label(u32);

impl Label {
    /// What the log writes where there is nothing.
    pub(super) const MISSING: Label = Label(0);
}

/// What the log writes where there is nothing.
pub(super) const MISSING: &str = "?";

/// Every text of a log.
#[derive(Debug)]
pub(super) struct Labels {
    texts: Vec<Arc<str>>,
    known: HashMap<Arc<str>, Label>,
}

impl Labels {
    pub(super) fn new() -> Self {
        let mut labels = Labels { texts: Vec::new(), known: HashMap::new() };
        labels.intern(MISSING);
        labels
    }

    /// The label of a text, a new one if it is met for the first time.
    pub(super) fn intern(&mut self, text: &str) -> Label {
        if let Some(label) = self.known.get(text) {
            return *label;
        }
        // Four thousand million different texts do not fit into memory in the first place.
        let label = Label(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        let text: Arc<str> = text.into();
        self.texts.push(Arc::clone(&text));
        self.known.insert(text, label);
        label
    }

    /// The text, exactly as the log writes it.
    pub(super) fn text(&self, label: Label) -> &str {
        usize::try_from(label.0)
            .ok()
            .and_then(|place| self.texts.get(place))
            .map_or(MISSING, |text| text)
    }

    /// What it says, without the space around it; nothing where the log says nothing.
    pub(super) fn said(&self, label: Label) -> Option<&str> {
        said(self.text(label))
    }
}

/// What a text of the log says, without the space around it; nothing where it says nothing.
pub(super) fn said(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty() && *text != MISSING)
}
