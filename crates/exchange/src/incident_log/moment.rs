//! The log's way of writing an instant: `29/2/2016 01:23`, without a zone. It is taken as UTC.

use db::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// The instant a text names; nothing when there is no such instant.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once(' ')?;
    let mut date = date.split('/');
    let (day, month, year) = (number(date.next()?, 2)?, number(date.next()?, 2)?, date.next()?);
    let (hour, minute) = time.split_once(':')?;
    if date.next().is_some() || year.len() != 4 || minute.len() != 2 {
        return None;
    }
    let civil = DateTime::new(
        number(year, 4)?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
        i8::try_from(number(hour, 2)?).ok()?,
        i8::try_from(number(minute, 2)?).ok()?,
        0,
        0,
    );
    let instant = TimeZone::UTC.to_timestamp(civil.ok()?).ok()?;
    Some(Timestamp::from_micros(instant.as_microsecond()))
}

/// The text of an instant, as the log writes it.
pub(super) fn format(at: Timestamp) -> String {
    let Ok(instant) = jiff::Timestamp::from_microsecond(at.micros()) else {
        return at.to_string();
    };
    let civil = TimeZone::UTC.to_datetime(instant);
    format!(
        "{}/{}/{:04} {:02}:{:02}",
        civil.day(),
        civil.month(),
        civil.year(),
        civil.hour(),
        civil.minute()
    )
}

/// Digits alone: a sign, a space or another script's digits make no date.
fn number(text: &str, longest: usize) -> Option<i16> {
    let digits = (1..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_reads_back_what_it_writes() {
        for text in ["29/2/2016 01:23", "31/12/2016 23:59", "1/1/2017 00:00"] {
            assert_eq!(parse(text).map(format).as_deref(), Some(text));
        }
        let at: Timestamp = "2016-02-29T01:23:00Z".parse().unwrap();
        assert_eq!(parse("29/2/2016 01:23"), Some(at));
        assert_eq!(parse("29/02/2016 1:23"), Some(at));
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for bad in [
            "",
            "?",
            "29/2/2016",
            "30/2/2016 01:23",
            "1/13/2016 01:23",
            "1/1/16 01:23",
            "1/1/2016 24:00",
            "1/1/2016 01:60",
            "1/1/2016 01:5",
            "1/1/2016 +1:23",
            "1/1/1/2016 01:23",
            "2016-02-29 01:23",
            "29/2/2016 01:23:00",
            "29/2/2016  01:23",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
