//! An archive being read: part after part, each held against what the manifest says.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::archive::{Hashed, KEPT, MANIFEST};
use crate::manifest::{FORMAT, Kept, Manifest, Part};
use crate::restore::Refused;

const BUFFER: usize = 1 << 20;
/// More than any manifest takes.
const MANIFEST_LIMIT: u64 = 1 << 30;

/// Reads all of an archive and answers what it holds, once every part is what it should be.
///
/// # Errors
/// [`Refused`] when it is no archive of this program, is torn or was changed; when it cannot be read.
pub(crate) fn verify(path: &Path, read: &dyn Fn(u64)) -> Result<Manifest> {
    let file = open(path)?;
    let mut archive = tar::Archive::new(BufReader::with_capacity(BUFFER, file));
    let mut found: Vec<Part> = Vec::new();
    let mut kept: Option<Kept> = None;
    let (mut manifest, mut bytes) = (None, 0);
    for entry in archive.entries().map_err(|_| Refused::NoArchive)? {
        let entry = entry.map_err(|e| match found.last() {
            None => Refused::NoArchive,
            last => torn(last, &e.to_string()),
        })?;
        let name = path_of(&entry)?;
        if manifest.is_some() {
            return Err(Refused::Changed(name).into());
        }
        match name.as_str() {
            KEPT if found.is_empty() => {
                let (part, text) = whole(name, entry, MANIFEST_LIMIT)?;
                kept = Some(described(&text)?);
                found.push(part);
            }
            _ if kept.is_none() => return Err(Refused::NoArchive.into()),
            MANIFEST => manifest = Some(whole(name, entry, MANIFEST_LIMIT)?.1),
            _ => {
                let mut hashed = Hashed::new(entry);
                std::io::copy(&mut hashed, &mut std::io::sink())
                    .map_err(|e| torn(found.last(), &e.to_string()))?;
                let (sha256, size) = hashed.end();
                found.push(Part { path: name, size, sha256 });
            }
        }
        bytes += found.last().map_or(0, |part| part.size);
        read(bytes);
    }
    if kept.is_none() {
        return Err(Refused::NoArchive.into());
    }
    let Some(text) = manifest else { return Err(torn(found.last(), "its end is missing").into()) };
    let manifest: Manifest =
        serde_json::from_slice(&text).map_err(|_| Refused::Changed(MANIFEST.to_owned()))?;
    compare(&manifest, &found, kept.as_ref())?;
    Ok(manifest)
}

/// Holds what was found against what should be there.
fn compare(manifest: &Manifest, found: &[Part], kept: Option<&Kept>) -> Result<(), Refused> {
    if Some(&manifest.kept) != kept {
        return Err(Refused::Changed(KEPT.to_owned()));
    }
    for (should, is) in manifest.parts.iter().zip(found) {
        if should != is {
            return Err(Refused::Changed(is.path.clone()));
        }
    }
    match manifest.parts.len().cmp(&found.len()) {
        std::cmp::Ordering::Equal => Ok(()),
        _ => Err(Refused::Changed(MANIFEST.to_owned())),
    }
}

fn described(text: &[u8]) -> Result<Kept> {
    let told: serde_json::Value = serde_json::from_slice(text).map_err(|_| Refused::NoArchive)?;
    match told.get("format").and_then(serde_json::Value::as_u64) {
        Some(format) if format == u64::from(FORMAT) => {}
        Some(format) => return Err(Refused::OtherForm(format).into()),
        None => return Err(Refused::NoArchive.into()),
    }
    serde_json::from_value(told).map_err(|_| Refused::Changed(KEPT.to_owned()).into())
}

/// Goes through the parts of an archive that was verified, in their order. What `each` does not read
/// is read for it; a part that has changed since is refused after it.
pub(crate) fn walk(
    path: &Path,
    manifest: &Manifest,
    mut each: impl FnMut(&Part, &mut dyn Read) -> Result<()>,
) -> Result<()> {
    let mut archive = tar::Archive::new(BufReader::with_capacity(BUFFER, open(path)?));
    for (part, entry) in manifest.parts.iter().zip(archive.entries()?) {
        let mut hashed = Hashed::new(entry?);
        each(part, &mut hashed)?;
        std::io::copy(&mut hashed, &mut std::io::sink())?;
        if hashed.end() != (part.sha256.clone(), part.size) {
            return Err(Refused::Changed(part.path.clone()).into());
        }
    }
    Ok(())
}

fn open(path: &Path) -> Result<File> {
    File::open(path).with_context(|| format!("cannot read {}", path.display()))
}

fn path_of<R: Read>(entry: &tar::Entry<'_, R>) -> Result<String> {
    match String::from_utf8(entry.path_bytes().into_owned()) {
        Ok(path) => Ok(path),
        Err(_) => bail!(Refused::NoArchive),
    }
}

fn whole(name: String, from: impl Read, most: u64) -> Result<(Part, Vec<u8>)> {
    let mut hashed = Hashed::new(from.take(most));
    let mut text = Vec::new();
    hashed.read_to_end(&mut text).map_err(|e| torn(None, &e.to_string()))?;
    let (sha256, size) = hashed.end();
    Ok((Part { path: name, size, sha256 }, text))
}

fn torn(last: Option<&Part>, why: &str) -> Refused {
    let after = last.map_or_else(|| "its beginning".to_owned(), |part| part.path.clone());
    Refused::Torn { after, why: why.to_owned() }
}
