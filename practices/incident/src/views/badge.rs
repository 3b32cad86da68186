//! States and priorities as badges.

use web::i18n::Translator;
use web::page::{Badge, Tone};

/// The badge of a state.
#[must_use]
pub fn state_badge(t: &Translator, state: &str) -> Badge {
    let tone = match state {
        "new" => Tone::Info,
        "assigned" | "in_progress" => Tone::Active,
        "on_hold" => Tone::Warning,
        "resolved" => Tone::Success,
        _ => Tone::Muted,
    };
    Badge::new(t.text_of("state-incident", state), tone)
}

/// The badge of a priority: number and word, "2 High".
#[must_use]
pub fn priority_badge(t: &Translator, priority: Option<u8>) -> Badge {
    match priority {
        Some(priority) => {
            let word = t.text_of("priority", &priority.to_string());
            Badge::priority(format!("{priority} {word}"), priority)
        }
        None => Badge::priority(t.text("priority-none"), 5),
    }
}
