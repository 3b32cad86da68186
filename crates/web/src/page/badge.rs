//! Short marks for states and priorities: always a word, the colour only underlines it.

/// The colour family of a badge, notice or toast. The words carry the meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing to say about it.
    #[default]
    Neutral,
    /// Fresh, not yet looked at.
    Info,
    /// Being worked on.
    Active,
    /// Waiting, or to be careful about.
    Warning,
    /// Wrong, dangerous or very urgent.
    Danger,
    /// Achieved.
    Success,
    /// Over and out of sight.
    Muted,
}

impl Tone {
    /// The end of the CSS class: `badge-warning`.
    #[must_use]
    pub fn css(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Active => "active",
            Self::Warning => "warning",
            Self::Danger => "danger",
            Self::Success => "success",
            Self::Muted => "muted",
        }
    }
}

/// A state, a priority or a flag.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Badge {
    /// The word.
    pub label: String,
    /// The colour under it.
    pub tone: Tone,
    /// How many of four bars a priority shows, so that it is told apart without colour;
    /// `None` for anything but a priority.
    pub bars: Option<u8>,
}

impl Badge {
    /// A badge for a state or flag.
    #[must_use]
    pub fn new(label: impl Into<String>, tone: Tone) -> Self {
        Self { label: label.into(), tone, bars: None }
    }

    /// A badge for priority 1 (four bars) to 5 (none).
    #[must_use]
    pub fn priority(label: impl Into<String>, priority: u8) -> Self {
        let tone = match priority {
            1 => Tone::Danger,
            2 => Tone::Warning,
            3 => Tone::Active,
            _ => Tone::Muted,
        };
        Self { label: label.into(), tone, bars: Some(5_u8.saturating_sub(priority).min(4)) }
    }

    /// The CSS class of the badge.
    #[must_use]
    pub fn css(&self) -> String {
        match self.bars {
            Some(bars) => format!("badge badge-{} badge-bars-{bars}", self.tone.css()),
            None => format!("badge badge-{}", self.tone.css()),
        }
    }
}
