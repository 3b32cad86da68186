//! The scales of a log: impact, urgency, priority, and how an incident reached the desk.

/// The names of impact and urgency, from the first level on.
const WEIGHTS: &[&str] = &["High", "Medium", "Low"];
/// The names of priority, from the first level on.
const PRIORITIES: &[&str] = &["Critical", "High", "Moderate", "Low", "Planning"];

/// Our channels, by the source's name.
const CHANNELS: &[(&str, &str)] = &[
    ("Phone", "phone"),
    ("Self service", "portal"),
    ("Email", "email"),
    ("IVR", "ivr"),
    ("Direct opening", "direct"),
    ("Chat", "chat"),
    ("Walk-in", "walk_in"),
    ("Event", "alert"),
];

/// The level of an impact or urgency like `2 - Medium`.
pub(super) fn weight(text: &str) -> Option<i64> {
    level(text, WEIGHTS.len())
}

/// The level of a priority like `3 - Moderate`.
pub(super) fn priority(text: &str) -> Option<i64> {
    level(text, PRIORITIES.len())
}

/// How the log writes a level of impact or urgency.
pub(super) fn weight_text(level: i64) -> String {
    text(level, WEIGHTS)
}

/// How the log writes a priority.
pub(super) fn priority_text(level: i64) -> String {
    text(level, PRIORITIES)
}

/// Our channel for a contact type.
pub(super) fn channel(text: &str) -> Option<&'static str> {
    CHANNELS.iter().find(|(name, _)| *name == text).map(|(_, code)| *code)
}

/// The contact type of one of our channels; another channel's own code.
pub(super) fn contact_type(channel: &str) -> &str {
    CHANNELS.iter().find(|(_, code)| *code == channel).map_or(channel, |(name, _)| name)
}

/// A digit, alone or followed by what it is called.
fn level(text: &str, most: usize) -> Option<i64> {
    let (digit, name) = text.split_once(' ').unwrap_or((text, "-"));
    let level: i64 = (digit.len() == 1).then(|| digit.parse().ok()).flatten()?;
    let within = usize::try_from(level).is_ok_and(|level| (1..=most).contains(&level));
    (within && name.starts_with('-')).then_some(level)
}

fn text(level: i64, names: &[&str]) -> String {
    let name =
        usize::try_from(level).ok().and_then(|l| l.checked_sub(1)).and_then(|l| names.get(l));
    name.map_or_else(|| level.to_string(), |name| format!("{level} - {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_read_back_what_they_write() {
        for level in 1..=3 {
            assert_eq!(weight(&weight_text(level)), Some(level));
        }
        for level in 1..=5 {
            assert_eq!(priority(&priority_text(level)), Some(level));
        }
        assert_eq!(weight("2"), Some(2));
        for bad in ["", "?", "4 - None", "0", "22 - Medium", "2Medium", "High", "2 Medium"] {
            assert_eq!(weight(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_channel_is_one_a_record_may_have() {
        for (name, code) in CHANNELS {
            assert!(desk::field::CHANNELS.contains(code), "{code}");
            assert_eq!(contact_type(code), *name);
        }
    }
}
