//! A moment as people read it and as machines do.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::i18n::{Arg, Translator};

/// A moment on a page: `<time datetime="iso" title="full">text</time>`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamp {
    /// RFC 3339, for machines.
    pub iso: String,
    /// What stands on the page: "12 minutes ago", "yesterday, 14:03", "3 Mar 2016".
    pub text: String,
    /// The whole moment with its zone, shown on pointing.
    pub full: String,
}

impl Stamp {
    /// How `at` reads for somebody in `zone` whose clock shows `now`.
    #[must_use]
    pub fn new(at: Timestamp, now: Timestamp, zone: &TimeZone, t: &Translator) -> Self {
        let here = at.to_zoned(zone.clone());
        let date = written(here.date(), t);
        let clock = here.strftime("%H:%M").to_string();
        let zone_name = here.strftime("%Z").to_string();
        let full = t.text_with(
            "time-full",
            &[
                ("date", Arg::Text(&date)),
                ("clock", Arg::Text(&clock)),
                ("zone", Arg::Text(&zone_name)),
            ],
        );
        let days = day_number(now.to_zoned(zone.clone()).date()) - day_number(here.date());
        let seconds = now.as_second() - at.as_second();
        let text = match (seconds, days) {
            (0..60, _) => t.text("time-just-now"),
            (60..3600, _) => t.text_with("time-minutes-ago", &[("n", Arg::Number(seconds / 60))]),
            (3600.., 0) => t.text_with("time-today", &[("clock", Arg::Text(&clock))]),
            (3600.., 1) => t.text_with("time-yesterday", &[("clock", Arg::Text(&clock))]),
            (_, -1..=1) => t.text_with(
                "time-short",
                &[("date", Arg::Text(&date)), ("clock", Arg::Text(&clock))],
            ),
            _ => date,
        };
        Self { iso: at.to_string(), text, full }
    }
}

/// A day as its reader's language writes it, from ISO 8601; nothing when the text is no day.
#[must_use]
pub fn day(t: &Translator, iso: &str) -> Option<String> {
    iso.parse().ok().map(|date| written(date, t))
}

fn written(date: jiff::civil::Date, t: &Translator) -> String {
    t.text_with(
        "time-date",
        &[
            ("day", Arg::Number(i64::from(date.day()))),
            ("month", Arg::Text(&t.text_of("time-month", &date.month().to_string()))),
            ("year", Arg::Text(&date.year().to_string())),
        ],
    )
}

/// Days since a fixed day, so that two dates can be told apart by whole days.
fn day_number(date: jiff::civil::Date) -> i64 {
    let since = date.duration_since(jiff::civil::date(1970, 1, 1));
    since.as_secs() / 86_400
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use jiff::tz::TimeZone;

    use super::Stamp;
    use crate::i18n::Languages;

    fn read(at: &str, language: &str) -> Stamp {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let t = Languages::embedded().translator(Some(language), None);
        Stamp::new(at.parse().unwrap(), "2026-03-29T10:00:00Z".parse().unwrap(), &zone, &t)
    }

    #[test]
    fn the_nearer_the_moment_the_plainer_the_words() {
        assert_eq!(read("2026-03-29T09:59:30Z", "en").text, "just now");
        assert_eq!(read("2026-03-29T09:48:00Z", "en").text, "12 minutes ago");
        assert_eq!(read("2026-03-29T07:05:00Z", "en").text, "today, 09:05");
        assert_eq!(read("2026-03-28T22:30:00Z", "en").text, "yesterday, 23:30");
        assert_eq!(read("2016-03-03T22:30:00Z", "en").text, "3 Mar 2016");
        assert_eq!(read("2016-03-03T22:30:00Z", "de").text, "3. März 2016");
    }

    #[test]
    fn a_moment_ahead_is_written_out() {
        assert_eq!(read("2026-03-29T11:00:00Z", "en").text, "29 Mar 2026, 13:00");
    }

    #[test]
    fn machines_get_the_exact_moment_and_pointing_shows_the_zone() {
        let stamp = read("2026-03-28T22:30:00Z", "en");
        assert_eq!(stamp.iso, "2026-03-28T22:30:00Z");
        assert_eq!(stamp.full, "28 Mar 2026, 23:30 CET");
    }
}
