//! Opens connections the way durability and several processes need them.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, MAIN_DB, OpenFlags};

use super::access::{self, Access};
use crate::{Error, Result};

/// How long a statement waits for another process that holds the write lock.
const LOCK_WAIT: Duration = Duration::from_secs(10);
/// Prepared statements kept per connection.
const STATEMENTS_KEPT: usize = 256;

/// The connection that writes. `synchronous=FULL` makes every commit reach the disk before it is
/// acknowledged; checkpoints are left to a thread of their own.
pub(super) fn writer(path: &Path) -> Result<Connection> {
    make_private(path)?;
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    // Asked to write, SQLite is content to read; then the first write would fail instead.
    if connection.is_readonly(MAIN_DB)? {
        return Err(Error::ReadOnly);
    }
    use_write_ahead_log(&connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    // A log that begins anew gives back what it took beyond this.
    connection.pragma_update(None, "journal_size_limit", 16 << 20)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Negative: KiB. The writer touches the tips of many indexes, readers few.
    connection.pragma_update(None, "cache_size", -32_000)?;
    Ok(connection)
}

/// Makes a new file that only its owner may read: left to itself SQLite makes it for everybody, and its
/// log after its example.
pub(super) fn make_private(path: &Path) -> Result<()> {
    // Only when it is not there: to close a file gives up what locks this process has on it.
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(Error::Unavailable(format!("{}: {error}", path.display())))
        }
        _ => Ok(()),
    }
}

/// Switches a new file to the write-ahead log. SQLite does not wait when another process switches
/// the same file at the same moment, so this does.
#[expect(clippy::disallowed_methods, reason = "waits for another process, which cannot tell us")]
fn use_write_ahead_log(connection: &Connection) -> Result<()> {
    const PAUSE: Duration = Duration::from_millis(10);
    let mut waited = Duration::ZERO;
    loop {
        let switched = connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0));
        match switched.map_err(Error::from) {
            Ok(mode) if mode.eq_ignore_ascii_case("wal") => return Ok(()),
            Ok(mode) => {
                return Err(Error::Unavailable(format!(
                    "the file system of the data directory allows no write-ahead log (only {mode}); use a local disk"
                )));
            }
            Err(Error::Busy) if waited < LOCK_WAIT => {
                std::thread::sleep(PAUSE);
                waited += PAUSE;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Why a file cannot be opened, in the system's words: SQLite only says that it cannot.
pub(super) fn reason(path: &Path, error: Error) -> Error {
    let Error::Unavailable(said) = error else { return error };
    let mut probe = path.as_os_str().to_owned();
    probe.push("-probe");
    let tried = OpenOptions::new().append(true).create(true).open(path).and_then(|_| {
        // The log lies beside the file, so the directory must be writable as well.
        OpenOptions::new().append(true).create(true).open(&probe)?;
        std::fs::remove_file(&probe)
    });
    match tried.map_err(|e| (e.kind(), e)) {
        Ok(()) => Error::Unavailable(said),
        Err((ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem, _)) => Error::ReadOnly,
        Err((_, refusal)) => Error::Unavailable(format!("{}: {refusal}", path.display())),
    }
}

/// A connection that only reads.
pub(super) fn reader(path: &Path, access: Access) -> Result<Connection> {
    let connection = match access {
        Access::Shared => open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?,
        Access::Log => open(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?,
        Access::AtRest(_) => {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            open(Path::new(&access::at_rest(path)), flags)?
        }
    };
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "cache_size", -4_000)?;
    Ok(connection)
}

/// A connection that only moves the log into the file.
pub(super) fn checkpointer(path: &Path) -> Result<Connection> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -1_000)?;
    Ok(connection)
}

fn open(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(LOCK_WAIT)?;
    // Plans do not depend on bound values; without this a kept statement is prepared afresh at every
    // use, because clearing its parameters counts as a change of them.
    connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(connection)
}
