//! Takes files in, one after the other, as they come.

use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use db::Id;
use desk::file::{Incoming, Room, Shelf};
use desk::{Error, Fault};
use files::{Receiving, clean_name};

use super::source::{Opened, Source};
use crate::failure::{Failure, Result};
use crate::site::Site;

/// The field that files are sent in.
const FIELD: &str = "file";
/// What is gathered before it is written: a thread for every packet would cost more than the disk.
const GATHERED: usize = 512 * 1024;
/// How long a whole upload may take.
const WHOLE: Duration = Duration::from_secs(3600);

/// Files being taken in, within the room there is.
pub(crate) struct Intake<'s> {
    site: &'s Site,
    shelf: &'s Shelf,
    room: Room,
    total: u64,
    taken: Vec<Incoming>,
}

/// What was taken in.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// The files.
    pub(crate) files: Vec<Incoming>,
    /// The fields sent with them.
    pub(crate) fields: Vec<(String, String)>,
}

impl<'s> Intake<'s> {
    pub(crate) fn new(site: &'s Site, shelf: &'s Shelf, room: Room) -> Self {
        Intake { site, shelf, room, total: 0, taken: Vec::new() }
    }

    /// Takes the files of a form in.
    ///
    /// # Errors
    /// What cannot be taken; nothing of the others is left then either.
    pub(crate) async fn form(mut self, mut opened: Opened) -> Result<Taken> {
        match within_an_hour(self.all(&mut opened)).await {
            Ok(()) => Ok(Taken { files: self.taken, fields: opened.fields }),
            Err(failure) => {
                // What was taken in goes before the rest is waited for.
                drop(self);
                if is_heard(&failure) {
                    opened.drain().await;
                }
                Err(failure)
            }
        }
    }

    /// Takes a body in that is one file by itself.
    ///
    /// # Errors
    /// What cannot be taken; nothing is left of it.
    pub(crate) async fn single(mut self, name: String, body: Body) -> Result<Taken> {
        let mut source = Source::new(body);
        if source.said().is_some_and(|said| said > self.room.file) {
            // Nothing of it need be taken in to know that.
            source.drain().await;
            return Err(too_large(self.room.file, clean_name(&name)).into());
        }
        match within_an_hour(self.one(name, &mut source)).await {
            Ok(()) => Ok(Taken { files: self.taken, fields: Vec::new() }),
            Err(failure) => {
                drop(self);
                if is_heard(&failure) {
                    source.drain().await;
                }
                Err(failure)
            }
        }
    }

    async fn all(&mut self, opened: &mut Opened) -> Result<()> {
        while let Some(head) = opened.next_file().await? {
            if head.name != FIELD {
                let fault =
                    Fault::new(head.name.chars().take(80).collect::<String>(), "no_such_field");
                return Err(Error::Invalid(vec![fault]).into());
            }
            let name = head.file.unwrap_or_default();
            let mut file = self.begin(&name).await?;
            while let Some(bytes) = opened.content().await? {
                self.write(&mut file, &bytes).await?;
            }
            // A browser sends a file without name and content when none was chosen.
            if !name.is_empty() || file.size() > 0 {
                self.end(file).await?;
            }
        }
        Ok(())
    }

    async fn one(&mut self, name: String, source: &mut Source) -> Result<()> {
        let mut file = self.begin(&name).await?;
        while let Some(bytes) = source.piece().await? {
            self.write(&mut file, &bytes).await?;
        }
        self.end(file).await
    }

    async fn begin(&mut self, name: &str) -> Result<Coming> {
        self.room.take(self.taken.len() + 1, self.total)?;
        let shown = clean_name(name);
        let temporary = self.site.chance().id::<Coming>(self.site.now());
        let (inbox, limit) = (self.shelf.store.inbox().clone(), self.room.file);
        let id: Id<Coming> = temporary;
        let begun = self.site.carry(move || Ok(inbox.receive(&id.to_string(), limit)?)).await?;
        Ok(Coming {
            name: name.to_owned(),
            shown,
            gathered: BytesMut::new(),
            receiving: Some(begun),
            limit,
        })
    }

    async fn write(&mut self, file: &mut Coming, bytes: &Bytes) -> Result<()> {
        self.total = self.total.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        self.room.take(self.taken.len() + 1, self.total)?;
        file.gathered.extend_from_slice(bytes);
        if file.gathered.len() >= GATHERED { file.flush(self.site).await } else { Ok(()) }
    }

    async fn end(&mut self, mut file: Coming) -> Result<()> {
        file.flush(self.site).await?;
        let Some(receiving) = file.receiving.take() else { return Err(lost()) };
        let content = self.site.carry(move || Ok(receiving.finish()?)).await?;
        self.taken.push(Incoming { name: file.name, content });
        Ok(())
    }
}

/// A file that is coming in.
struct Coming {
    /// What its sender calls it.
    name: String,
    /// The same, safe to be told.
    shown: String,
    gathered: BytesMut,
    /// Away while a thread writes.
    receiving: Option<Receiving>,
    limit: u64,
}

impl Coming {
    /// How much has come so far.
    fn size(&self) -> usize {
        let written = self.receiving.as_ref().map_or(0, Receiving::size);
        self.gathered.len().saturating_add(usize::try_from(written).unwrap_or(usize::MAX))
    }

    /// Writes what was gathered.
    async fn flush(&mut self, site: &Site) -> Result<()> {
        let Some(mut receiving) = self.receiving.take() else { return Err(lost()) };
        let (bytes, shown, limit) =
            (self.gathered.split().freeze(), self.shown.clone(), self.limit);
        let written = site.carry(move || match receiving.write(&bytes) {
            Ok(()) => Ok(receiving),
            Err(files::Error::TooLarge(_)) => Err(too_large(limit, shown)),
            Err(other) => Err(other.into()),
        });
        self.receiving = Some(written.await?);
        Ok(())
    }
}

async fn within_an_hour(taking: impl Future<Output = Result<()>>) -> Result<()> {
    tokio::time::timeout(WHOLE, taking).await.unwrap_or(Err(Failure::Slow))
}

/// Whether its sender is there to hear of it.
fn is_heard(failure: &Failure) -> bool {
    !matches!(failure, Failure::Malformed(_) | Failure::Slow)
}

fn too_large(limit: u64, name: String) -> Error {
    let mib = limit.div_ceil(1024 * 1024);
    let fault = Fault::new(FIELD, "file_too_large").with("mib", mib).with("name", name);
    Error::Invalid(vec![fault])
}

fn lost() -> Failure {
    Failure::Desk(Error::Broken("a file being received was lost".to_owned()))
}
