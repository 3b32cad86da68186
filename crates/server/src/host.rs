//! What surrounds this node on its machine: room on its disk, and its backups.

use std::path::PathBuf;

use web::{LastBackup, Surroundings};

use crate::backups::Schedule;
use crate::place::Place;

/// The machine as this node sees it.
#[derive(Debug)]
pub(crate) struct Host {
    data: PathBuf,
    backups: Option<Schedule>,
}

impl Host {
    /// Around an installation with this schedule of backups, if it has one.
    pub(crate) fn of(place: &Place, backups: Option<Schedule>) -> Self {
        Host { data: place.data().to_owned(), backups }
    }
}

impl web::Host for Host {
    fn look(&self) -> Surroundings {
        let backup = match self.backups.as_ref().map(Schedule::last) {
            None => LastBackup::Elsewhere,
            Some(Ok(None)) => LastBackup::Never,
            Some(Ok(Some(at))) => LastBackup::At(at),
            Some(Err(error)) => {
                tracing::warn!(%error, "backups cannot be looked at");
                LastBackup::Unreadable
            }
        };
        Surroundings { disk_free: free(&self.data), backup }
    }
}

/// Bytes somebody without special rights may still write where this lies.
#[cfg(unix)]
fn free(path: &std::path::Path) -> Option<u64> {
    let about = rustix::fs::statvfs(path).ok()?;
    about.f_bavail.checked_mul(about.f_frsize)
}

#[cfg(not(unix))]
fn free(_: &std::path::Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    #[test]
    fn room_on_the_disk_is_told_where_there_is_a_place() {
        let here = tempfile::tempdir().unwrap();
        assert!(super::free(here.path()).is_some());
        assert_eq!(super::free(&here.path().join("nowhere")), None);
    }
}
