//! The sections of the page.

use db::Timestamp;
use desk::account::{ApiToken, OpenSession, Proof, SHORTEST_PASSWORD, SecondFactor};

use super::device::device;
use super::factor::{self, Telling};
use super::sent::Refused;
use super::{PATH, tokens};
use crate::administration::of_oneself;
use crate::failure::Result;
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::page::{
    Badge, Cell, FieldKind, FormField, InputType, Link, Method, Section, SectionRow, Tone, VerbForm,
};
use crate::work::Reader;

/// What the page tells.
pub(super) struct Known {
    /// The time zone they chose; nothing where it is the organisation's.
    pub(super) zone: Option<String>,
    pub(super) password_since: Option<Timestamp>,
    pub(super) sessions: Vec<OpenSession>,
    pub(super) tokens: Vec<ApiToken>,
    pub(super) second_factor: Option<SecondFactor>,
}

/// All of them.
pub(super) fn all(
    member: &Member,
    reader: &Reader,
    known: &Known,
    telling: &Telling,
    refused: Option<&Refused>,
) -> Result<Vec<Section>> {
    let factor = factor::section(member, reader, known.second_factor, telling, refused)?;
    if member.must_set_up() {
        return Ok(vec![factor]);
    }
    Ok(vec![
        chosen(member, known, refused),
        password(&member.t, reader, known.password_since, refused),
        factor,
        sessions(member, reader, &known.sessions),
        tokens::section(member, reader, known, telling, refused)?,
    ])
}

/// What everybody chooses for themselves.
fn chosen(member: &Member, known: &Known, refused: Option<&Refused>) -> Section {
    let t = &member.t;
    let language = member.agent.language.as_deref();
    let edit = VerbForm {
        method: Method::Patch,
        fields: of_oneself(t, member.languages(), language, known.zone.as_deref()).to_vec(),
        ..VerbForm::button("edit", PATH, t.text_of("person", "edit-own"))
    };
    let line = |word: &str, value: String| SectionRow {
        link: Link::new("", t.text_of("person", word)),
        cells: vec![Cell::Text(value)],
        forms: Vec::new(),
    };
    let spoken = language.and_then(|code| member.languages().name(code));
    let spoken = spoken.map_or_else(|| t.text_of("person", "language-any"), str::to_owned);
    Section {
        anchor: "chosen",
        heading: t.text_of("person", "own"),
        rows: vec![line("language", spoken), line("time-zone", member.agent.zone.clone())],
        forms: vec![Refused::into_form(refused, edit)],
        ..Section::default()
    }
}

fn password(
    t: &Translator,
    reader: &Reader,
    since: Option<Timestamp>,
    refused: Option<&Refused>,
) -> Section {
    let change = VerbForm {
        verb: "change-password".to_owned(),
        path: format!("{PATH}/password"),
        label: t.text("account-change-password"),
        hint: t.text("account-change-hint"),
        fields: [
            vec![secret("present", t.text("account-present"), InputType::Password)],
            new_password(t),
        ]
        .concat(),
        ..VerbForm::default()
    };
    let row = since.map(|since| SectionRow {
        link: Link::new("", t.text("account-password-since")),
        cells: vec![Cell::Time(reader.stamp(since))],
        forms: Vec::new(),
    });
    Section {
        anchor: "password",
        heading: t.text("account-password"),
        lead: if since.is_none() { t.text("account-no-password") } else { String::new() },
        rows: row.into_iter().collect(),
        forms: since.map(|_| Refused::into_form(refused, change)).into_iter().collect(),
        ..Section::default()
    }
}

/// A new password, typed twice: nobody sees what they type.
pub(super) fn new_password(t: &Translator) -> Vec<FormField> {
    let least = [("least", Arg::Number(i64::try_from(SHORTEST_PASSWORD).unwrap_or(0)))];
    let hint = t.text_with("account-password-hint", &least);
    vec![
        secret("password", t.text("account-new"), InputType::NewPassword).with_hint(hint),
        secret("again", t.text("account-again"), InputType::NewPassword),
    ]
}

/// A field for a secret.
pub(super) fn secret(name: &str, label: String, kind: InputType) -> FormField {
    FormField { kind: FieldKind::Text(kind), ..FormField::text(name, label).required() }
}

fn sessions(member: &Member, reader: &Reader, all: &[OpenSession]) -> Section {
    let t = &member.t;
    let end_others = VerbForm {
        method: Method::Delete,
        danger: true,
        ..VerbForm::button("end-others", format!("{PATH}/sessions"), t.text("account-end-others"))
    };
    let row = |one: &OpenSession| {
        let own = one.is(member.proof());
        let end = VerbForm {
            method: Method::Delete,
            ..VerbForm::button(
                &format!("end-{}", one.id),
                format!("{PATH}/sessions/{}", one.id),
                t.text("account-end"),
            )
        };
        let forms = if own { Vec::new() } else { vec![end] };
        SectionRow { forms, ..session(t, reader, one, member.proof()) }
    };
    Section {
        anchor: "sessions",
        heading: t.text("account-sessions"),
        count: all.len().to_string(),
        lead: t.text("account-sessions-lead"),
        rows: all.iter().map(row).collect(),
        forms: (all.len() > 1).then_some(end_others).into_iter().collect(),
        ..Section::default()
    }
}

/// One session: on what, from where, since when.
pub(crate) fn session(
    t: &Translator,
    reader: &Reader,
    one: &OpenSession,
    came_with: Proof,
) -> SectionRow {
    let said = |key: &str, at| t.text_with(key, &[("when", Arg::Text(&reader.stamp(at).text))]);
    let mut cells = Vec::new();
    if one.is(came_with) {
        cells.push(Cell::Badge(Badge::new(t.text("account-this-session"), Tone::Success)));
    }
    if !one.from.address.is_empty() {
        let from = [("address", Arg::Text(one.from.address.as_str()))];
        cells.push(Cell::Text(t.text_with("account-session-from", &from)));
    }
    cells.push(Cell::Text(said("account-session-began", one.created_at)));
    cells.push(Cell::Text(said("account-session-seen", one.seen_at)));
    SectionRow { link: Link::new("", device(t, &one.from.device)), cells, forms: Vec::new() }
}
