//! Reads the text of a setting. A refusal says what to write, never what was written: that may be a
//! secret in the wrong place.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use backup::{Keep, KeepError};
use files::{Place, Scanner};
use ipnet::IpNet;
use jiff::civil::Time;
use tracing_subscriber::EnvFilter;
use web::Origin;

/// Text that is there.
pub(super) fn text(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("may not be empty; leave it out instead".to_owned());
    }
    Ok(text.to_owned())
}

/// A path.
pub(super) fn path(text: &str) -> Result<PathBuf, String> {
    if text.trim().is_empty() {
        return Err("may not be empty; leave it out instead".to_owned());
    }
    Ok(PathBuf::from(text))
}

/// The address of a PostgreSQL database.
pub(super) fn database(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        return Ok(text.to_owned());
    }
    Err("write postgres://USER:PASSWORD@HOST/NAME; leave it out to use SQLite in the data directory"
        .to_owned())
}

/// Where to listen. Whether it can be listened on shows when it is tried.
pub(super) fn listen(text: &str) -> Result<String, String> {
    let text = text.trim();
    let port = text.rsplit_once(':').filter(|(host, _)| !host.is_empty()).map(|(_, port)| port);
    match port.map(str::parse::<u16>) {
        Some(Ok(_)) => Ok(text.to_owned()),
        _ => Err("write HOST:PORT, like 0.0.0.0:8080".to_owned()),
    }
}

/// An address browsers know the installation by.
pub(super) fn origin(text: &str) -> Result<Origin, String> {
    Origin::parse(text).map_err(|error| error.to_string())
}

/// An address, or a network of addresses.
pub(super) fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let one = text.parse::<IpAddr>().map(IpNet::from);
    one.or_else(|_| text.parse::<IpNet>().map(|net| net.trunc()))
        .map_err(|_| "write an IP address or a network, like 10.0.0.5 or 10.1.0.0/16".to_owned())
}

/// Yes or no.
pub(super) fn truth(text: &str) -> Result<bool, String> {
    match text.trim() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err("write true or false".to_owned()),
    }
}

/// A whole number.
pub(super) fn number(text: &str) -> Result<u32, String> {
    text.trim().parse().map_err(|_| format!("write a whole number from 0 to {}", u32::MAX))
}

/// A whole number that is not zero.
pub(super) fn some(text: &str) -> Result<NonZeroU32, String> {
    text.trim().parse().map_err(|_| format!("write a whole number from 1 to {}", u32::MAX))
}

/// A size: a number of bytes, or of KiB, MiB, GiB or TiB.
pub(super) fn size(text: &str) -> Result<u64, String> {
    const UNITS: [(&str, u64); 5] =
        [("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("", 1)];
    let text = text.trim();
    let read = UNITS.iter().find_map(|(unit, bytes)| {
        let number = text.strip_suffix(unit)?.trim_end();
        number.parse::<u64>().ok()?.checked_mul(*bytes)
    });
    read.filter(|bytes| *bytes > 0).ok_or_else(|| "write a size like 100MiB or 2GiB".to_owned())
}

/// A length of time: a number of milliseconds, seconds or minutes, or zero.
pub(super) fn time(text: &str) -> Result<Duration, String> {
    const UNITS: [(&str, u64); 3] = [("ms", 1), ("s", 1_000), ("min", 60_000)];
    let text = text.trim();
    if text == "0" {
        return Ok(Duration::ZERO);
    }
    let read = UNITS.iter().find_map(|(unit, millis)| {
        let number = text.strip_suffix(unit)?.trim_end();
        number.parse::<u64>().ok()?.checked_mul(*millis)
    });
    // Nobody waits for longer; a clock cannot count much further either.
    let read = read.filter(|millis| *millis <= 24 * 60 * 60_000);
    read.map(Duration::from_millis)
        .ok_or_else(|| "write a time like 200ms, 10s or 2min, a day at most, or 0".to_owned())
}

/// Where traces go.
pub(super) fn traces(text: &str) -> Result<String, String> {
    let text = text.trim();
    let told = || "write http://HOST:PORT/v1/traces".to_owned();
    let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let host = rest.ok_or_else(told)?.split('/').next().unwrap_or_default();
    let is_plain = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    (is_plain && !host.is_empty()).then(|| text.to_owned()).ok_or_else(told)
}

/// A place of files.
pub(super) fn place(text: &str) -> Result<Place, String> {
    Place::from_str(text).map_err(|error| error.to_string())
}

/// A daemon that scans.
pub(super) fn scanner(text: &str) -> Result<Scanner, String> {
    Scanner::from_str(text).map_err(|error| error.to_string())
}

/// What the log tells.
pub(super) fn level(text: &str) -> Result<String, String> {
    let wrong = || {
        "write error, warn, info, debug or trace, or a filter such as mainstay_jobs=debug,info"
            .to_owned()
    };
    // The library that reads it counts from the first letter of a part and cuts from the first sign: a
    // space in front is cut off, and what is not ASCII it may cut in two.
    let text = text.split(',').map(str::trim).collect::<Vec<_>>().join(",");
    if !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Err(wrong());
    }
    // A word that is no level would be taken for the name of a module, and nothing be told at all.
    let plain = text.chars().all(|c| c.is_ascii_alphabetic());
    let levels = ["off", "error", "warn", "info", "debug", "trace"];
    if text.is_empty() || (plain && !levels.contains(&text.to_ascii_lowercase().as_str())) {
        return Err(wrong());
    }
    EnvFilter::try_new(&text).map(|_| text).map_err(|_| wrong())
}

/// How the log is written.
pub(super) fn format(text: &str) -> Result<bool, String> {
    match text.trim() {
        "text" => Ok(false),
        "json" => Ok(true),
        _ => Err("write text or json".to_owned()),
    }
}

/// A time of day.
pub(super) fn time_of_day(text: &str) -> Result<Time, String> {
    Time::strptime("%H:%M", text.trim()).map_err(|_| "write a time of day like 02:30".to_owned())
}

/// How many backups stay.
pub(super) fn keep(text: &str) -> Result<Keep, String> {
    text.trim().parse().map_err(|error: KeepError| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, bytes) in [
            ("100MiB", 104_857_600),
            ("1 GiB", 1 << 30),
            ("5", 5),
            (" 2KiB ", 2048),
            ("3TiB", 3 << 40),
        ] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for bad in ["", "0", "MiB", "1MB", "1.5GiB", "-1", "99999999TiB"] {
            assert!(size(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_length_of_time_has_a_unit_or_is_none() {
        for (text, millis) in [("200ms", 200), ("10s", 10_000), (" 2 min ", 120_000), ("0", 0)] {
            assert_eq!(time(text), Ok(Duration::from_millis(millis)), "{text}");
        }
        for bad in ["", "5", "s", "-1s", "1.5s", "10h", "9999999min", "99999999999999999999ms"] {
            assert!(time(bad).unwrap_err().contains("200ms"), "{bad}");
        }
    }

    #[test]
    fn traces_go_to_an_address_of_http() {
        for good in ["http://127.0.0.1:4318/v1/traces", "https://traces.example.org/v1/traces"] {
            assert_eq!(traces(good).as_deref(), Ok(good));
        }
        for bad in ["", "127.0.0.1:4318", "http://", "http:///v1", "ftp://a/b", "http://a b"] {
            assert!(traces(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_network_may_be_one_address() {
        for (text, whole) in [
            ("10.0.0.5", "10.0.0.5/32"),
            (" ::1 ", "::1/128"),
            ("10.1.2.3/16", "10.1.0.0/16"),
            ("fd00::/8", "fd00::/8"),
        ] {
            assert_eq!(network(text).map(|net| net.to_string()).as_deref(), Ok(whole));
        }
        for bad in ["", "here", "10.0.0.5/33", "10.0.0", "10.0.0.5:80"] {
            assert!(network(bad).unwrap_err().contains("10.1.0.0/16"), "{bad}");
        }
    }

    #[test]
    fn a_time_of_day_is_read_or_refused_with_an_example() {
        assert_eq!(time_of_day("23:05"), Ok(Time::constant(23, 5, 0, 0)));
        for bad in ["", "25:00", "2", "02:30:00 pm"] {
            assert!(time_of_day(bad).unwrap_err().contains("02:30"), "{bad}");
        }
    }

    #[test]
    fn an_address_to_listen_on_has_a_port() {
        for good in ["127.0.0.1:0", "[::]:8080", "localhost:80", "256.0.0.1:80"] {
            assert_eq!(listen(good).as_deref(), Ok(good));
        }
        for bad in ["", "8080", ":8080", "localhost", "localhost:http", "a:70000"] {
            assert!(listen(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_level_is_a_word_or_a_filter() {
        for good in ["debug", "INFO", "mainstay_jobs=debug,info"] {
            assert!(level(good).is_ok(), "{good}");
        }
        for bad in ["", "loud", "verbose", "a=b=c"] {
            assert!(level(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_a_postgres_address_is_taken_for_one() {
        assert!(database("postgres://x").is_ok() && database("postgresql://x").is_ok());
        let told = database("mysql://u:secret@h").unwrap_err();
        assert!(told.contains("postgres://") && !told.contains("secret"));
    }
}
