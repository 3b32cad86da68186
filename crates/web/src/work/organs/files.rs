//! The files of a record on its page.

use axum::extract::{Extension, State};
use axum::http::Method;
use axum::response::Response;
use db::ReadTx;
use desk::access::Action;
use desk::file::{self, File, may_attach, may_withdraw};
use desk::input::{RawInput, RawValue};
use desk::{Error, Result};

use super::Seat;
use super::api::{file as api, identity};
use super::form::{Form, Sent, submit};
use crate::endpoint::{Endpoints, Needs};
use crate::failure::Failure;
use crate::i18n::Translator;
use crate::identify::{Member, Whoever};
use crate::input::Typed;
use crate::page::{
    Badge, Cell, FieldKind, FilesTaken, FormField, Icon, Link, Look, Section, SectionRow, Tone,
    VerbForm,
};
use crate::segment::Segment;
use crate::site::Site;
use crate::upload::Parcel;
use crate::work::pages::{Pages, Refused, done, refuse};

/// The code of the form that adds files.
const ADD: &str = "attach";
const MIB: u64 = 1024 * 1024;
/// A gibibyte.
const GIB: u64 = 1024 * MIB;

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let kind = P::KIND;
    let may = |action| Needs::May(kind.code, action);
    let files = format!("/{}/{{number}}/files", kind.path);
    let file = format!("{files}/{{file}}");
    endpoints
        .page(Method::POST, files, may(Action::Comment), add::<P>)
        .page(Method::DELETE, file.as_str(), may(Action::Comment), withdraw::<P>)
        .page(Method::POST, format!("{file}/erasure"), may(Action::Administer), erase::<P>)
        .page(Method::GET, format!("{file}/content"), may(Action::Read), api::content(kind))
        .page(Method::GET, format!("{file}/thumbnail"), may(Action::Read), api::picture(kind));
}

pub(super) fn section(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let Some(limits) = seat.member.limits_of_files() else { return Ok(None) };
    let t = &seat.reader.t;
    let files = file::list(tx, seat.agent, seat.heading)?;
    let may = |internal| may_attach(seat.agent, seat.kind, seat.heading, internal).is_ok();
    let form = adding(seat, limits.file, may(false), may(true));
    if files.is_empty() && form.is_none() {
        return Ok(None);
    }
    let people: Vec<_> = files.iter().map(|file| file.added_by).collect();
    let people = desk::people::Person::names(tx, &people)?;
    let row = |file: &File| {
        let by = people.get(&file.added_by).cloned().unwrap_or_default();
        row(seat, file, by)
    };
    Ok(Some(Section {
        anchor: "files",
        heading: t.text("organ-files"),
        count: if files.is_empty() { String::new() } else { files.len().to_string() },
        lead: if files.is_empty() { t.text("organ-none-files") } else { String::new() },
        looks: files.iter().map(|file| look(seat, file)).collect(),
        rows: files.iter().map(row).collect(),
        forms: form.into_iter().collect(),
        ..Section::default()
    }))
}

fn row(seat: &Seat<'_>, file: &File, by: String) -> SectionRow {
    let t = &seat.reader.t;
    let below = format!("/files/{}", file.id);
    let inside = || Cell::Badge(Badge::new(t.text("file-internal"), Tone::Warning));
    let said = [
        Cell::Text(size(t, file.size)),
        Cell::Person(by),
        Cell::Time(seat.reader.stamp(file.added_at)),
    ];
    SectionRow {
        link: Link::new(format!("{}{below}/content", seat.path), file.name.clone()),
        cells: file.internal.then(inside).into_iter().chain(said).collect(),
        forms: leaving(seat, file, &below),
    }
}

fn look(seat: &Seat<'_>, file: &File) -> Look {
    match api::has_picture(file) {
        true => Look::Picture(format!("{}/files/{}/thumbnail", seat.path, file.id)),
        false => Look::Icon(Icon("file")),
    }
}

/// What takes a file away.
fn leaving(seat: &Seat<'_>, file: &File, below: &str) -> Vec<VerbForm> {
    let id = file.id.to_string();
    let withdraws = may_withdraw(seat.agent, seat.kind, seat.heading, file).is_ok();
    let withdraw = withdraws.then(|| Form::removing("detach", &id, below).drawn(seat));
    let erases = seat.heading.admits(seat.agent, Action::Administer);
    let erase = erases.then(|| {
        let form = Form::new("erase_file", format!("{below}/erasure"), &[]).one_of(&id).drawn(seat);
        let sure = FormField {
            kind: FieldKind::Checkbox,
            ..FormField::text("sure", seat.reader.t.text("file-erase-sure"))
        };
        VerbForm { danger: true, fields: vec![sure.required()], ..form }
    });
    withdraw.into_iter().chain(erase).collect()
}

/// The form that adds files, for whom this reader may add them.
fn adding(seat: &Seat<'_>, most: u64, for_all: bool, for_inside: bool) -> Option<VerbForm> {
    if !for_all && !for_inside {
        return None;
    }
    let t = &seat.reader.t;
    let mib = ("mib", i64::try_from(most / MIB).unwrap_or(i64::MAX).into());
    let form = Form::new(ADD, "/files", &[]).drawn(seat);
    let refused = seat.refused.filter(|refused| refused.form == ADD);
    let taken = FilesTaken { most, too_large: t.text_with("file-too-large", &[mib]) };
    let files = FormField {
        kind: FieldKind::Files(taken),
        error: form.error.clone(),
        ..FormField::text("file", t.text("field-file"))
    };
    let internal = || match for_all {
        true => FormField {
            kind: FieldKind::Checkbox,
            value: refused.map(|r| r.input.shown("internal")).unwrap_or_default(),
            ..FormField::text("internal", t.text("file-for-inside"))
        },
        false => FormField::hidden("internal", "on"),
    };
    let hint = t.text_with("file-hint", &[mib]);
    let fields = std::iter::once(files.required().with_hint(hint));
    let fields = fields.chain(for_inside.then(internal)).collect();
    Some(VerbForm { fields, error: None, ..form })
}

/// A size as people say it.
pub(crate) fn size(t: &Translator, bytes: u64) -> String {
    let of = |unit: u64| {
        let tenths = bytes.saturating_mul(10) / unit;
        i64::try_from(tenths).unwrap_or(i64::MAX)
    };
    let (key, tenths) = match bytes {
        0..1024 => ("file-size-bytes", of(1)),
        1024..MIB => ("file-size-kib", of(1024)),
        MIB..GIB => ("file-size-mib", of(MIB)),
        _ => ("file-size-gib", of(GIB)),
    };
    let (whole, tenth) = (tenths / 10, tenths % 10);
    // From ten on nobody minds the tenths.
    let tenth = if whole >= 10 || key == "file-size-bytes" { 0 } else { tenth };
    t.text_with(key, &[("whole", whole.into()), ("tenth", tenth.into())])
}

async fn add<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    parcel: Option<Extension<Parcel>>,
) -> crate::failure::Result<Response> {
    let opened = parcel.and_then(|Extension(parcel)| parcel.take());
    let sent = opened.map_or(api::Sent::Nothing, api::Sent::Form);
    let internal = sent.says_internal();
    match api::add(&site, P::KIND, Whoever::from(&member), &number, sent).await {
        Ok(_) => done::<P>(&site, &member, number.clone(), &said(&member.t, ADD, &number)).await,
        Err(Failure::Desk(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Merged(_)))) => {
            let values = internal.then(|| ("internal".to_owned(), RawValue::Text("on".to_owned())));
            let input = RawInput { values: values.into_iter().collect(), version: None };
            let refused = Refused::new(&member.t, ADD, input, &[], &error);
            refuse::<P>(&site, &member, number, refused).await
        }
        Err(other) => Err(other),
    }
}

async fn withdraw<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment((number, id)): Segment<(String, String)>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number: number.clone(), word: "detach", of: id.clone(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, move |tx, ctx, agent, record, _| {
        file::withdraw(tx, ctx, agent, P::KIND, &record.number, identity(&id)?)
    })
    .await
}

async fn erase<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment((number, id)): Segment<(String, String)>,
) -> crate::failure::Result<Response> {
    let shelf = site.shelf()?.clone();
    let (ctx, agent, numbered) = (member.context(), member.agent.clone(), number.clone());
    let erased = site.keep(move |db| {
        file::erase(db, &shelf, (&ctx, &agent), P::KIND, &numbered, identity(&id)?)
    });
    let word = if erased.await?.others == 0 { "erase_file" } else { "erase_file_of_several" };
    done::<P>(&site, &member, number.clone(), &said(&member.t, word, &number)).await
}

/// What the reader is told afterwards.
fn said(t: &Translator, word: &str, number: &str) -> String {
    t.text_of_with("done", word, &[("number", number.into())])
}
