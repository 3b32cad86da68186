//! Adding files: taking them in, then adding them to the record, all or none.

use axum::body::Body;
use axum::extract::Request;
use desk::file::{self, Asked, File, Room, Shelf, attach, may_attach, room};
use desk::{Error, Fault, Kind};

use crate::failure::{Failure, Place, Result};
use crate::identify::Whoever;
use crate::input::{Kind as BodyKind, kind as kind_of, pair};
use crate::page::{CSRF_FIELD, METHOD_FIELD, VERSION_FIELD};
use crate::site::Site;
use crate::upload::{Intake, Opened, Taken, drain_body};

/// The field that says that only the inside is to read the files.
const INTERNAL: &str = "internal";

/// Files as they were sent.
pub(in crate::work::organs) enum Sent {
    /// As a form.
    Form(Opened),
    /// As a body that is the file.
    Single {
        /// What it is called.
        name: String,
        /// Whether only the inside is to read it.
        internal: bool,
        /// Its content.
        body: Body,
    },
    /// No files at all.
    Nothing,
}

impl Sent {
    /// Whether it is said already that only the inside is to read them.
    pub(in crate::work::organs) fn says_internal(&self) -> bool {
        match self {
            Sent::Form(opened) => {
                let said = opened.fields.iter().find(|(name, _)| name == INTERNAL);
                said.and_then(|(_, value)| flag(value)).unwrap_or_default()
            }
            Sent::Single { internal, .. } => *internal,
            Sent::Nothing => false,
        }
    }

    /// Reads how files were sent: a form, or one file whose name stands in the address.
    pub(in crate::work::organs) async fn read(request: Request, query: &str) -> Result<Sent> {
        let (parts, body) = request.into_parts();
        if kind_of(&parts.headers) == BodyKind::Multipart {
            return Ok(Sent::Form(Opened::open(&parts.headers, body).await?));
        }
        let (mut name, mut internal) = (None, false);
        let mut faults = Vec::new();
        for (index, raw) in query.split('&').filter(|raw| !raw.is_empty()).enumerate() {
            let (key, value) = pair(raw, index + 1)?;
            match key.as_str() {
                "name" => name = Some(value),
                INTERNAL => match flag(&value) {
                    Some(told) => internal = told,
                    None => faults.push(Fault::new(INTERNAL, "flag")),
                },
                other => {
                    faults.push(Fault::new(other.chars().take(80).collect::<String>(), "unknown"))
                }
            }
        }
        if name.as_deref().is_none_or(|name| name.trim().is_empty()) {
            faults.push(Fault::new("name", "required"));
        }
        match name {
            Some(name) if faults.is_empty() => Ok(Sent::Single { name, internal, body }),
            _ => Err(Failure::Request(Place::Query, faults)),
        }
    }
}

/// Adds the files that were sent.
///
/// # Errors
/// As [`attach`]; nothing of them is left then.
pub(in crate::work::organs) async fn add(
    site: &Site,
    kind: &'static Kind,
    who: Whoever,
    number: &str,
    sent: Sent,
) -> Result<Vec<File>> {
    let shelf = site.shelf()?.clone();
    // The fields of a form may come after its files.
    let internal = match &sent {
        Sent::Single { internal, .. } => Some(*internal),
        Sent::Form(_) => Some(true).filter(|_| sent.says_internal()),
        Sent::Nothing => None,
    };
    let begun = begin(site, &shelf, kind, &who, number, internal).await;
    let entered = begun.and_then(|room| Ok((room, site.uploads().enter(who.agent.person)?)));
    let (room, _pass) = match entered {
        Ok(entered) => entered,
        Err(refused) => {
            drain(sent).await;
            return Err(refused.into());
        }
    };
    let (taken, internal) = take(site, &shelf, room, sent).await?;
    let Whoever { agent, ctx } = who;
    let asked = Asked { ctx, agent, kind, number: number.to_owned(), internal };
    Ok(site.keep(move |db| attach(db, &shelf, &asked, &taken.files)).await?)
}

/// Refuses before a byte is taken in what would be refused when all of them are there; how much
/// there is room for.
async fn begin(
    site: &Site,
    shelf: &Shelf,
    kind: &'static Kind,
    who: &Whoever,
    number: &str,
    internal: Option<bool>,
) -> desk::Result<Room> {
    let (agent, now, number) = (who.agent.clone(), who.ctx.now, number.to_owned());
    let limits = shelf.limits;
    site.read(move |tx| {
        let record = file::record(tx, &agent, kind, &number)?;
        match internal {
            Some(internal) => may_attach(&agent, kind, &record, internal)?,
            None => may_attach(&agent, kind, &record, false)
                .or_else(|refused| may_attach(&agent, kind, &record, true).map_err(|_| refused))?,
        }
        let room = room(tx, &limits, record.id, agent.person, now)?;
        room.take(1, 1)?;
        Ok(room)
    })
    .await
}

/// Takes the files in; and whether only the inside is to read them.
async fn take(site: &Site, shelf: &Shelf, room: Room, sent: Sent) -> Result<(Taken, bool)> {
    let intake = Intake::new(site, shelf, room);
    match sent {
        Sent::Nothing => Ok((Taken::default(), false)),
        Sent::Single { name, internal, body } => Ok((intake.single(name, body).await?, internal)),
        Sent::Form(opened) => {
            let taken = intake.form(opened).await?;
            let internal = internal(&taken.fields)?;
            Ok((taken, internal))
        }
    }
}

/// What the fields of a form say; any other than these is a mistake.
fn internal(fields: &[(String, String)]) -> Result<bool> {
    let mut internal = false;
    let mut faults = Vec::new();
    for (name, value) in fields {
        match name.as_str() {
            CSRF_FIELD | METHOD_FIELD | VERSION_FIELD => {}
            INTERNAL => match flag(value) {
                Some(told) => internal = told,
                None => faults.push(Fault::new(INTERNAL, "flag")),
            },
            other => {
                faults
                    .push(Fault::new(other.chars().take(80).collect::<String>(), "no_such_field"));
            }
        }
    }
    if faults.is_empty() { Ok(internal) } else { Err(Error::Invalid(faults).into()) }
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "true" | "on" | "1" => Some(true),
        "false" | "off" | "0" | "" => Some(false),
        _ => None,
    }
}

/// Reads on what is refused, so that its sender hears why.
async fn drain(sent: Sent) {
    match sent {
        Sent::Form(mut opened) => opened.drain().await,
        Sent::Single { body, .. } => drain_body(body).await,
        Sent::Nothing => {}
    }
}
