//! How busy a year is: quiet summers, a quiet end of the year, and a little more work every year.

use db::Timestamp;

/// How much is opened in each month, January first, relative to the others.
const MONTHS: [u64; 12] = [112, 106, 102, 96, 92, 96, 78, 72, 118, 110, 106, 92];
/// Between the years, of a hundred of an ordinary day.
const BETWEEN_THE_YEARS: u64 = 15;
/// So much more in a hundred is opened a year later, for the organisation grows.
const GROWTH: u64 = 12;

const YEAR: i64 = 365 * 86_400_000_000;

/// How busy this time of the year is in a history that begins at `first`, relative to others.
pub(crate) fn season(at: Timestamp, first: Timestamp) -> u64 {
    let Ok(instant) = jiff::Timestamp::from_microsecond(at.micros()) else { return 0 };
    let date = instant.to_zoned(jiff::tz::TimeZone::UTC).date();
    let month = usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month));
    let is_between = matches!((date.month(), date.day()), (12, 24..) | (1, 1));
    let days = if is_between { BETWEEN_THE_YEARS } else { 100 };
    let since = u64::try_from(at.micros() - first.micros()).unwrap_or(0);
    let grown = 100 + GROWTH * since / u64::try_from(YEAR).unwrap_or(u64::MAX);
    month.copied().unwrap_or(0) * days * grown / 10_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summers_are_quiet_and_the_days_between_the_years_quieter() {
        let at =
            |text: &str| season(text.parse().unwrap(), "2025-01-01T00:00:00Z".parse().unwrap());
        let (summer, autumn) = (at("2025-08-12T10:00:00Z"), at("2025-09-12T10:00:00Z"));
        assert!(summer * 3 < autumn * 2, "{summer} {autumn}");
        assert!(at("2025-12-27T10:00:00Z") * 4 < summer);
        assert!(at("2026-09-12T10:00:00Z") > autumn);
    }
}
