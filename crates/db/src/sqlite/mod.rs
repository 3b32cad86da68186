//! The embedded engine: one writer thread that commits in groups, and a pool of snapshot readers.

mod busy;
mod checkpoint;
mod deadline;
mod loading;
mod open;
mod readers;
pub(crate) mod statement;
pub(crate) mod statistics;
mod writer;

pub(crate) use loading::Loading;
pub(crate) use readers::Readers;
pub(crate) use writer::Writer;

use std::path::{Path, PathBuf};

use crate::measures::Measures;
use crate::slow::Patience;
use crate::{Error, Result};

/// A database file with its writer and readers.
pub(crate) struct Sqlite {
    pub(crate) writer: Writer,
    pub(crate) readers: Readers,
    pub(crate) path: PathBuf,
    _checkpoints: checkpoint::Checkpoints,
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
            writer,
            readers: Readers::new(path, measures, patience)?,
            path: path.to_owned(),
            _checkpoints: checkpoint::Checkpoints::start(path, remainder)?,
        })
    }
}
