//! The keys of an installation, in a file of their own: whoever has it and an archive can go on as
//! the same installation; whoever has only the archive cannot open what the keys seal.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::writing::{Writing, private};

/// A key is small; what is larger is none.
const KEY_LIMIT: u64 = 1 << 16;
/// The ending of a file that is being written.
const DRAFTS: [&str; 2] = ["new", "draft"];

/// Writes every key in `directory` to a file that is not there yet, readable by its owner alone; how
/// many keys there are.
///
/// # Errors
/// When there is no key, or a file cannot be read or written; nothing is left then.
pub fn save_keys(directory: &Path, path: &Path, seconds: u64) -> Result<usize> {
    let cannot = || format!("cannot read the keys in {}", directory.display());
    let mut writing = Writing::begin(path, seconds)?;
    let mut names: Vec<_> = fs::read_dir(directory)
        .with_context(cannot)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()
        .with_context(cannot)?;
    names.sort();
    let mut saved = 0;
    for key in names {
        let draft = key.extension().is_some_and(|end| DRAFTS.iter().any(|draft| end == *draft));
        let name = key.file_name().and_then(|name| name.to_str());
        let (Some(name), true, false) = (name, key.is_file(), draft) else { continue };
        let bytes = fs::read(&key).with_context(cannot)?;
        writing.part(name, u64::try_from(bytes.len())?, bytes.as_slice())?;
        saved += 1;
    }
    if saved == 0 {
        bail!("there are no keys in {}", directory.display());
    }
    writing.finish()?;
    Ok(saved)
}

/// Puts the keys of such a file into a directory that holds none of them yet; how many there were.
///
/// # Errors
/// When the file holds something else, or a key is there already.
pub fn restore_keys(path: &Path, directory: &Path) -> Result<usize> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let strange = || format!("{} holds no keys of an installation", path.display());
    let mut keys = Vec::new();
    for entry in tar::Archive::new(file).entries().with_context(strange)? {
        let entry = entry.with_context(strange)?;
        let name = entry.path().with_context(strange)?.into_owned();
        let plain = name.file_name().is_some_and(|last| Path::new(last) == name);
        if !plain || entry.size() > KEY_LIMIT || !entry.header().entry_type().is_file() {
            bail!(strange());
        }
        let mut bytes = Vec::new();
        entry.take(KEY_LIMIT).read_to_end(&mut bytes).with_context(strange)?;
        keys.push((directory.join(&name), bytes));
    }
    if keys.is_empty() {
        bail!(strange());
    }
    if let Some((there, _)) = keys.iter().find(|(key, _)| key.exists()) {
        bail!("{} is there already: restore into an empty directory", there.display());
    }
    make_directory(directory).with_context(|| format!("cannot create {}", directory.display()))?;
    for (key, bytes) in &keys {
        let write = || -> std::io::Result<()> {
            let mut file = private(key)?;
            std::io::Write::write_all(&mut file, bytes)?;
            file.sync_all()
        };
        write().with_context(|| format!("cannot write {}", key.display()))?;
    }
    Ok(keys.len())
}

/// Makes a directory only its owner may enter.
fn make_directory(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn keys_come_back_as_they_were_and_take_no_others_place() {
        let place = tempfile::tempdir().unwrap();
        let (from, file, to) =
            (place.path().join("keys"), place.path().join("saved"), place.path().join("other"));
        assert!(save_keys(&from, &file, 0).is_err());
        fs::create_dir(&from).unwrap();
        assert!(save_keys(&from, &file, 0).is_err(), "there is none");
        assert!(!file.exists());
        fs::write(from.join("journal.key"), [7; 32]).unwrap();
        fs::write(from.join("journal.sealed"), "3 abc\n").unwrap();
        fs::write(from.join("journal.0123.new"), "half").unwrap();
        assert_eq!(save_keys(&from, &file, 0).unwrap(), 2);
        assert_eq!(restore_keys(&file, &to).unwrap(), 2);
        assert_eq!(fs::read(to.join("journal.key")).unwrap(), [7; 32]);
        assert_eq!(fs::read_to_string(to.join("journal.sealed")).unwrap(), "3 abc\n");
        let again = restore_keys(&file, &to).unwrap_err().to_string();
        assert!(again.contains("is there already"), "{again}");
    }

    #[test]
    fn a_file_that_leads_out_of_the_directory_is_refused() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("saved");
        let mut tar = tar::Builder::new(File::create(&file).unwrap());
        let mut header = tar::Header::new_gnu();
        header.set_size(1);
        header.as_gnu_mut().unwrap().name[..6].copy_from_slice(b"../out");
        header.set_cksum();
        tar.append(&header, &b"x"[..]).unwrap();
        tar.finish().unwrap();
        assert!(restore_keys(&file, &place.path().join("keys")).is_err());
        assert!(!place.path().join("out").exists());
        fs::write(&file, "nothing of the kind").unwrap();
        assert!(restore_keys(&file, &place.path().join("keys")).is_err());
    }
}
