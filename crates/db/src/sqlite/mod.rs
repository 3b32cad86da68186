//! The embedded engine: one writer thread that commits in groups, and a pool of snapshot readers.

mod access;
mod busy;
mod checkpoint;
mod deadline;
mod loading;
mod open;
mod readers;
mod seen;
pub(crate) mod statement;
pub(crate) mod statistics;
mod writer;

pub(crate) use loading::Loading;
pub(crate) use readers::Readers;
pub(crate) use writer::Writer;

use std::path::{Path, PathBuf};

use access::Access;
pub(crate) use access::{beside, without_links};

use crate::measures::Measures;
use crate::slow::Patience;
use crate::{Error, Result};

/// A database file with its readers, and its writer unless it may only be read.
pub(crate) struct Sqlite {
    pub(crate) writer: Option<Writer>,
    pub(crate) readers: Readers,
    pub(crate) path: PathBuf,
    _checkpoints: Option<checkpoint::Checkpoints>,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, measures: &Measures, patience: &Patience) -> Result<Self> {
        if let Some(directory) = path.parent() {
            std::fs::create_dir_all(directory).map_err(|e| {
                Error::Unavailable(format!(
                    "cannot create the directory {}: {e}",
                    directory.display()
                ))
            })?;
        }
        let connection = open::writer(path).map_err(|error| open::reason(path, error))?;
        let remainder = checkpoint::Remainder::default();
        let writer = Writer::start(connection, remainder.clone(), measures, patience)?;
        Ok(Sqlite {
            writer: Some(writer),
            readers: Readers::new(path, Access::Shared, measures, patience)?,
            path: path.to_owned(),
            _checkpoints: Some(checkpoint::Checkpoints::start(&without_links(path)?, remainder)?),
        })
    }

    /// Opens a file that may only be read.
    pub(crate) fn open_read_only(
        path: &Path,
        measures: &Measures,
        patience: &Patience,
    ) -> Result<Self> {
        let file = without_links(path)?;
        let readers = Readers::new(&file, Access::of_read_only(&file)?, measures, patience)?;
        Ok(Sqlite { writer: None, readers, path: path.to_owned(), _checkpoints: None })
    }
}
