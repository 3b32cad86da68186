//! Inputs that are kept with the source.

use std::path::{Path, PathBuf};

/// The inputs of one target: a folder below `corpus` of its crate.
#[derive(Debug)]
pub struct Kept {
    folder: PathBuf,
    name: String,
    more: Vec<Vec<u8>>,
}

impl Kept {
    /// Those of a target; `crate_folder` is `env!("CARGO_MANIFEST_DIR")`.
    #[must_use]
    pub fn of(crate_folder: &str, name: &str) -> Self {
        Kept::in_folder(&Path::new(crate_folder).join("corpus"), name)
    }

    pub(crate) fn in_folder(folder: &Path, name: &str) -> Self {
        Kept { folder: folder.join(name), name: name.to_owned(), more: Vec::new() }
    }

    /// Besides them, one that the test makes.
    #[must_use]
    pub fn and(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.more.push(input.into());
        self
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// All of them, in the order of their names.
    pub(crate) fn inputs(&self) -> Vec<Vec<u8>> {
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten();
        let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
        paths.sort();
        let read = paths.iter().filter_map(|path| std::fs::read(path).ok());
        read.chain(self.more.iter().cloned()).collect()
    }

    /// Keeps one; where.
    pub(crate) fn keep(&self, input: &[u8]) -> PathBuf {
        // FNV-1a: the same input has the same name.
        let sum = input.iter().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let path = self.folder.join(format!("found-{sum:016x}"));
        // Where nothing can be written, the message still says that there is such an input.
        let _written =
            std::fs::create_dir_all(&self.folder).and_then(|()| std::fs::write(&path, input));
        path
    }
}
