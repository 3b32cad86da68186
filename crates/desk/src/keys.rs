//! The installation's secret keys, kept as files beside the database and never inside it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use db::{Chance, Db, Id, ReadTx, params};
use ed25519_dalek::{Signer, SigningKey};
use sha2::{Digest, Sha256};

use crate::journal::{self, Logbook, SetValue};
use crate::{Context, Error, Result};

/// The file that remembers the last checkpoint made, out of reach of whoever can only write to the
/// database.
const LAST_SEAL: &str = "journal.sealed";
/// The file that holds the key which signs checkpoints.
const JOURNAL_KEY: &str = "journal.key";

/// A public key as the database knows it.
#[derive(Debug)]
pub enum SigningKeyRow {}

/// The key that signs checkpoints, with its public half's identity.
#[derive(Clone)]
pub struct JournalKey {
    id: Id<SigningKeyRow>,
    key: SigningKey,
    directory: PathBuf,
}

/// A public key the database knows.
type Known = (Id<SigningKeyRow>, [u8; 32]);

db::statements! {
    BY_PUBLIC = "SELECT id, public_key FROM signing_key";
    INSERT = "INSERT INTO signing_key (id, public_key, created_at) VALUES ($1, $2, $3)";
    CURRENT = "SELECT public_key FROM signing_key WHERE retired_at IS NULL ORDER BY created_at DESC LIMIT 1";
    RETIRE = "UPDATE signing_key SET retired_at = $2 WHERE id <> $1 AND retired_at IS NULL";
    RESTORE = "UPDATE signing_key SET retired_at = NULL WHERE id = $1 AND retired_at IS NOT NULL";
}

/// A secret that all nodes of an installation share, for one purpose.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl Secret {
    /// The secret for a purpose, made from the key in `directory`; the key is made when there is none.
    ///
    /// # Errors
    /// When the directory cannot be used or the file is no key.
    pub fn open(directory: &Path, purpose: &str, chance: &Chance) -> Result<Self> {
        let key = read_or_make(directory, chance)?;
        let mut digest = Sha256::new();
        digest.update(u64::try_from(purpose.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(purpose.as_bytes());
        digest.update(key.as_bytes());
        Ok(Secret(digest.finalize().into()))
    }

    /// A secret that nobody else has, and that is gone with whoever made it.
    #[must_use]
    pub fn random(chance: &Chance) -> Self {
        Secret(chance.bytes())
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl JournalKey {
    /// Opens the key in `directory`. The first one of an installation is made and made known to the
    /// database; from then on only that one is taken.
    ///
    /// # Errors
    /// When the key is not the installation's, the directory cannot be used, the file is no key, or the
    /// database fails.
    pub fn open(db: &Db, directory: &Path, ctx: &Context) -> Result<Self> {
        let found = public_key_in(directory)?;
        let current: Option<[u8; 32]> =
            db.read(|tx| tx.row(CURRENT, params![])?.map(|row| row.get(0)).transpose())?;
        match (current, found) {
            (Some(current), Some(found)) if current == found => {}
            (Some(_), _) => return Err(strange(directory)),
            (None, _) if last_seal_in(directory)?.is_some() => return Err(lost(directory)),
            (None, _) => {}
        }
        Self::take(db, directory, ctx, |known| known.is_empty())
    }

    /// Whether the key in `directory` is the one this installation has.
    ///
    /// # Errors
    /// When the file is no key, or the database fails.
    pub fn is_current(db: &Db, directory: &Path) -> Result<bool> {
        let current: Option<[u8; 32]> =
            db.read(|tx| tx.row(CURRENT, params![])?.map(|row| row.get(0)).transpose())?;
        Ok(current.is_some() && current == public_key_in(directory)?)
    }

    /// Takes the key in `directory`, or makes one, in place of whichever the installation had; the
    /// journal says so.
    ///
    /// # Errors
    /// When the directory cannot be used, the file is no key, or the database fails.
    pub fn renew(db: &Db, directory: &Path, ctx: &Context) -> Result<Self> {
        Self::take(db, directory, ctx, |_| true)
    }

    /// Takes the key, which may be new to a database that knows these.
    fn take(
        db: &Db,
        directory: &Path,
        ctx: &Context,
        may_be_new: impl Fn(&[Known]) -> bool + Send + 'static,
    ) -> Result<Self> {
        let key = read_or_make(directory, &ctx.chance)?;
        let public = key.verifying_key().to_bytes();
        let (ctx, place) = (ctx.clone(), directory.to_owned());
        let id = db.write(move |tx| {
            let known = known_keys(tx)?;
            let ours = known.iter().find(|(_, key)| *key == public).map(|(id, _)| *id);
            let id = match ours {
                Some(id) => id,
                // Another node may have been the first meanwhile, with a key of its own.
                None if !may_be_new(&known) => return Err(strange(&place)),
                None => {
                    let id: Id<SigningKeyRow> = ctx.chance.id(ctx.now);
                    tx.execute(INSERT, params![id, &public, ctx.now])?;
                    id
                }
            };
            let replaced = tx.execute(RETIRE, params![id, ctx.now])?;
            let taken_back = tx.execute(RESTORE, params![id])?;
            if ours.is_none() || replaced + taken_back > 0 {
                let hex: String = public.iter().map(|b| format!("{b:02x}")).collect();
                let value = vec![SetValue::set("public_key", hex)];
                journal::log(tx, &ctx, Logbook::Settings, "change_signing_key", value)?;
            }
            Ok::<_, Error>(id)
        })?;
        Ok(JournalKey { id, key, directory: directory.to_owned() })
    }

    /// The identity of its public half.
    #[must_use]
    pub fn id(&self) -> Id<SigningKeyRow> {
        self.id
    }

    /// Remembers a checkpoint beside the key, so that `check` misses it when it is gone.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remember(&self, number: i64, hash: &[u8]) -> Result<()> {
        remember_seal(&self.directory, number, hash)
    }

    /// Its public half.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// Ed25519 over these bytes.
    #[must_use]
    pub fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        self.key.sign(bytes).to_bytes().to_vec()
    }
}

impl std::fmt::Debug for JournalKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "JournalKey({})", self.id)
    }
}

/// The public half of the key in `directory`; nothing when there is none yet.
///
/// # Errors
/// When the file is there but is no key, or cannot be read.
pub fn public_key_in(directory: &Path) -> Result<Option<[u8; 32]>> {
    Ok(read(&directory.join(JOURNAL_KEY))?.map(|key| key.verifying_key().to_bytes()))
}

/// The last checkpoint remembered in `directory`: its number and its hash in hexadecimal digits.
///
/// # Errors
/// When the file is there but cannot be read.
pub fn last_seal_in(directory: &Path) -> Result<Option<(i64, String)>> {
    let path = directory.join(LAST_SEAL);
    match fs::read_to_string(&path) {
        Ok(text) => {
            let parts = text
                .trim()
                .split_once(' ')
                .and_then(|(n, hash)| Some((n.parse().ok()?, hash.to_owned())));
            parts
                .map(Some)
                .ok_or_else(|| Error::Broken(format!("{} names no checkpoint", path.display())))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot("read", &path, &error)),
    }
}

fn remember_seal(directory: &Path, number: i64, hash: &[u8]) -> Result<()> {
    let hex: String = hash.iter().map(|b| format!("{b:02x}")).collect();
    let path = directory.join(LAST_SEAL);
    let draft = path.with_extension("draft");
    let write = || -> std::io::Result<()> {
        fs::write(&draft, format!("{number} {hex}\n"))?;
        fs::rename(&draft, &path)
    };
    write().map_err(|e| cannot("write", &path, &e))
}

/// Remembers in `directory` that a checkpoint is the last one made, or that there is none.
///
/// # Errors
/// When the file cannot be written or removed.
pub fn reset_seal(directory: &Path, last: Option<(i64, &[u8])>) -> Result<()> {
    if let Some((number, hash)) = last {
        return remember_seal(directory, number, hash);
    }
    let path = directory.join(LAST_SEAL);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(cannot("remove", &path, &error))
        }
        _ => Ok(()),
    }
}

/// Every public key that ever signed a checkpoint here.
///
/// # Errors
/// When the database fails.
pub fn known_keys(tx: &ReadTx<'_>) -> Result<Vec<Known>> {
    tx.rows(BY_PUBLIC, params![])?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

fn read_or_make(directory: &Path, chance: &Chance) -> Result<SigningKey> {
    let path = directory.join(JOURNAL_KEY);
    match read(&path)? {
        Some(key) => Ok(key),
        None => make(&path, chance),
    }
}

fn read(path: &Path) -> Result<Option<SigningKey>> {
    match fs::read(path) {
        Ok(bytes) => {
            let secret: [u8; 32] = bytes.try_into().map_err(|_| {
                Error::Broken(format!(
                    "{} is not a key of 32 bytes; put the right file back",
                    path.display()
                ))
            })?;
            Ok(Some(SigningKey::from_bytes(&secret)))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot("read", path, &error)),
    }
}

/// Writes the secret under a name of its own first, so that a crash leaves no half key behind; when
/// another node was faster, its key is the one.
fn make(path: &Path, chance: &Chance) -> Result<SigningKey> {
    let secret = chance.bytes::<32>();
    if let Some(directory) = path.parent() {
        create_private_directory(directory).map_err(|e| cannot("create", directory, &e))?;
    }
    let draft = path.with_extension(format!("{:016x}.new", u64::from_be_bytes(chance.bytes())));
    let write = || -> std::io::Result<()> {
        let mut file = private_file(&draft)?;
        file.write_all(&secret)?;
        file.sync_all()?;
        // Unlike a rename, a link never takes the place of a file that is there.
        let linked = fs::hard_link(&draft, path);
        fs::remove_file(&draft)?;
        linked
    };
    match write() {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            read(path)?.ok_or_else(|| cannot("read", path, &error))
        }
        written => {
            written.map_err(|e| cannot("write", path, &e))?;
            Ok(SigningKey::from_bytes(&secret))
        }
    }
}

#[cfg(unix)]
fn private_file(path: &Path) -> std::io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> std::io::Result<fs::File> {
    fs::File::create(path)
}

#[cfg(unix)]
fn create_private_directory(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn create_private_directory(path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(path)
}

/// Nodes that sign with several keys, and seal with several secrets, cannot read each other.
fn strange(directory: &Path) -> Error {
    Error::Broken(format!(
        "the keys in {} are not those of this installation; name the directory of its keys with --keys, the same for all nodes; if they are lost, take these with: mainstay keys renew",
        directory.display()
    ))
}

/// A database that was lost, or another one.
fn lost(directory: &Path) -> Error {
    Error::Broken(format!(
        "the keys in {} belong to an installation with a sealed journal, and this database is new; restore its backup, or begin anew in another directory",
        directory.display()
    ))
}

fn cannot(verb: &str, path: &Path, error: &std::io::Error) -> Error {
    Error::Broken(format!("cannot {verb} {}: {error}", path.display()))
}
