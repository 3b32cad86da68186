//! Where the files of an installation are kept, and how many.

use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;
use db::Timestamp;
use desk::file::{Limits, Shelf};
use files::Scanner;

use crate::place::Place;

/// How many files are taken.
#[derive(Debug, Args)]
pub(crate) struct FileArguments {
    /// Largest file
    #[arg(long, value_name = "SIZE", default_value = "100MiB", value_parser = size, help_heading = "Files")]
    file_size: u64,
    /// All files of one record
    #[arg(long, value_name = "SIZE", default_value = "1GiB", value_parser = size, help_heading = "Files")]
    files_of_record: u64,
    /// All files one person adds in 24 hours
    #[arg(long, value_name = "SIZE", default_value = "2GiB", value_parser = size, help_heading = "Files")]
    files_of_person: u64,
    /// All files together
    #[arg(long, value_name = "SIZE", default_value = "100GiB", value_parser = size, help_heading = "Files")]
    files_in_all: u64,
    /// ClamAV's daemon that looks at every file first, as HOST:PORT or the path of its socket
    #[arg(long, value_name = "ADDRESS", help_heading = "Files")]
    clamd: Option<Scanner>,
    #[command(flatten)]
    keeping: KeepArguments,
}

/// How long files are kept that nobody needs any more.
#[derive(Debug, Args)]
pub(crate) struct KeepArguments {
    /// Days for which the content of a withdrawn file is kept
    #[arg(long, value_name = "DAYS", default_value_t = 30, help_heading = "Files")]
    keep_withdrawn: u32,
}

impl FileArguments {
    /// The shelf meant.
    pub(crate) fn shelf(self, place: &Place, now: Timestamp) -> Result<Shelf> {
        let shelf = self.keeping.shelf(place, now)?;
        let limits = Limits {
            file: self.file_size,
            record: self.files_of_record,
            person: self.files_of_person,
            all: self.files_in_all,
            ..shelf.limits
        };
        Ok(Shelf { limits, scanner: self.clamd, ..shelf })
    }
}

impl KeepArguments {
    /// The shelf meant, for whoever adds nothing to it.
    pub(crate) fn shelf(&self, place: &Place, now: Timestamp) -> Result<Shelf> {
        let shelf = open(place, now)?;
        let retention = Duration::from_secs(u64::from(self.keep_withdrawn) * 24 * 3600);
        Ok(Shelf { limits: Limits { retention, ..shelf.limits }, ..shelf })
    }
}

/// The shelf with the usual limits. What uploads left behind that broke off is removed.
pub(crate) fn open(place: &Place, now: Timestamp) -> Result<Shelf> {
    let shelf = Shelf::new(place.store()?);
    shelf.tidy(now).context("cannot tidy up where files are received")?;
    Ok(shelf)
}

/// Reads a size: a number of bytes, or of KiB, MiB, GiB or TiB.
fn size(text: &str) -> Result<u64, String> {
    const UNITS: [(&str, u64); 5] =
        [("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("", 1)];
    let text = text.trim();
    let read = UNITS.iter().find_map(|(unit, bytes)| {
        let number = text.strip_suffix(unit)?.trim_end();
        number.parse::<u64>().ok()?.checked_mul(*bytes)
    });
    read.filter(|bytes| *bytes > 0).ok_or_else(|| "write a size like 100MiB or 2GiB".to_owned())
}

#[cfg(test)]
mod tests {
    use super::size;

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
}
