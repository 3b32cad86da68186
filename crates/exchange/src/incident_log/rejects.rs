//! Rows that could not be taken, kept word for word with the reason.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// Reasons the report itself shows; the file has them all.
const SHOWN: usize = 20;

/// A row that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rejected {
    /// Its line in the log, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub reason: String,
}

/// Where they are kept; the file is made with the first of them.
pub(super) struct Rejects {
    path: PathBuf,
    file: Option<csv::Writer<BufWriter<File>>>,
    pub(super) count: u64,
    pub(super) first: Vec<Rejected>,
}

impl Rejects {
    pub(super) fn at(path: &Path) -> Self {
        Rejects { path: path.to_owned(), file: None, count: 0, first: Vec::new() }
    }

    /// Keeps a row, byte for byte.
    pub(super) fn keep(&mut self, line: u64, reason: String, raw: &[u8]) -> Result<()> {
        let path = &self.path;
        let context = || format!("cannot write the rejected rows to {}", path.display());
        if self.file.is_none() {
            let mut file =
                csv::Writer::from_writer(BufWriter::new(File::create(path).with_context(context)?));
            file.write_record(["line", "reason", "row"]).with_context(context)?;
            self.file = Some(file);
        }
        if let Some(file) = &mut self.file {
            let number = line.to_string();
            let row: [&[u8]; 3] = [number.as_bytes(), reason.as_bytes(), raw];
            file.write_record(row).with_context(context)?;
        }
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push(Rejected { line, reason });
        }
        Ok(())
    }

    /// Ends the file; where it is, if any row was rejected.
    pub(super) fn finish(&mut self) -> Result<Option<PathBuf>> {
        let Some(mut file) = self.file.take() else { return Ok(None) };
        file.flush().with_context(|| {
            format!("cannot write the rejected rows to {}", self.path.display())
        })?;
        Ok(Some(self.path.clone()))
    }
}
