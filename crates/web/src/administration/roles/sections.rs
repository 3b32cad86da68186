//! The sections of a role's page.

use desk::Kind;
use desk::roles::{HOLDER, Holder};

use super::super::lately;
use super::page::{Known, Telling};
use super::{PATH, effect, grid, list};
use crate::account::Refused;
use crate::failure::Result;
use crate::identify::Member;
use crate::page::{
    Badge, Cell, FormField, Link, Method, SafeHtml, Section, SectionRow, Tone, VerbForm,
};
use crate::work::Reader;

/// What it allows, who holds it, what it is called, what was done to it.
pub(super) fn all(
    member: &Member,
    reader: &Reader,
    kinds: &[&'static Kind],
    known: &Known,
    telling: &Telling,
) -> Result<Vec<Section>> {
    let history = lately::section(&member.agent, reader, &known.entries, &known.names);
    let mut all = vec![
        permissions(member, kinds, known, telling)?,
        holders(member, known, telling.refused.as_ref()),
    ];
    if member.agent.administers() {
        all.push(itself(member, known, telling.refused.as_ref()));
    }
    all.push(history);
    Ok(all)
}

fn path(known: &Known, below: &str) -> String {
    format!("{PATH}/{}{below}", known.standing.role.code)
}

fn permissions(
    member: &Member,
    kinds: &[&'static Kind],
    known: &Known,
    telling: &Telling,
) -> Result<Section> {
    let (t, standing) = (&member.t, &known.standing);
    let shown = telling.sheet.as_ref().unwrap_or(&standing.sheet);
    let tried = known.effect.as_ref().map(|found| {
        let chosen = grid::chosen(shown, standing.sheet.seen());
        let sets = member.agent.administers() && *shown != standing.sheet;
        let to = sets.then(|| path(known, "/permissions"));
        let mut tried = effect::tried(t, found, to, chosen);
        // Said where it was not set because somebody else was faster: then it can be set now.
        if let (Some(error), None) = (&telling.error, &tried.refusal) {
            tried.lead = format!("{error} {}", tried.lead);
        }
        tried
    });
    let drawn = grid::grid(member, kinds, standing, shown, tried);
    Ok(Section {
        anchor: "permissions",
        heading: t.text("roles-permissions"),
        lead: t.text("roles-permissions-lead"),
        body: Some(SafeHtml::drawn(&drawn)?),
        ..Section::default()
    })
}

fn holders(member: &Member, known: &Known, refused: Option<&Refused>) -> Section {
    let t = &member.t;
    let administers = member.agent.administers();
    let person = FormField::text(HOLDER, t.text("access-person"))
        .required()
        .with_hint(t.text("roles-holder-hint"));
    let give = VerbForm {
        fields: vec![person],
        hint: t.text("roles-give-hint"),
        ..VerbForm::button("give", path(known, "/holders"), t.text("roles-give"))
    };
    let mut rows: Vec<SectionRow> =
        known.holders.holders.iter().map(|one| holder(member, known, one, refused)).collect();
    rows.extend(known.next.as_ref().map(|next| SectionRow {
        link: Link::new(path(known, &format!("?after={next}#holders")), t.text("roles-more")),
        ..SectionRow::default()
    }));
    let total = known.standing.holders + known.standing.resting;
    Section {
        anchor: "holders",
        heading: t.text("roles-holders"),
        count: if total > 0 { total.to_string() } else { String::new() },
        lead: t.text(if total > 0 { "roles-holders-lead" } else { "roles-nobody" }),
        rows,
        forms: administers.then(|| Refused::into_form(refused, give)).into_iter().collect(),
        ..Section::default()
    }
}

fn holder(member: &Member, known: &Known, one: &Holder, refused: Option<&Refused>) -> SectionRow {
    let t = &member.t;
    let administers = member.agent.administers();
    let take = VerbForm {
        method: Method::Delete,
        ..VerbForm::button(
            &format!("take-{}", one.person),
            path(known, &format!("/holders/{}", one.person)),
            t.text("roles-take"),
        )
    };
    let resting = || Cell::Badge(Badge::new(t.text("users-state-inactive"), Tone::Muted));
    let mut cells: Vec<Cell> = one.email.clone().map(Cell::Text).into_iter().collect();
    cells.extend((!one.active).then(resting));
    let to = match administers {
        true => format!("{}/{}", super::super::users::PATH, one.person),
        false => String::new(),
    };
    SectionRow {
        link: Link::new(to, one.name.as_str()),
        cells,
        forms: administers.then(|| Refused::into_form(refused, take)).into_iter().collect(),
    }
}

/// What it is called, and the ways to another one and to none.
fn itself(member: &Member, known: &Known, refused: Option<&Refused>) -> Section {
    let (t, standing) = (&member.t, &known.standing);
    let name = FormField::text("name", t.text("roles-column-name")).required().at_most(200);
    let rename = VerbForm {
        method: Method::Patch,
        fields: vec![name.with_value(standing.role.name.as_str())],
        ..VerbForm::button("rename", path(known, ""), t.text("roles-rename"))
    };
    let delete = VerbForm {
        method: Method::Delete,
        danger: true,
        ..VerbForm::button("delete", path(known, ""), t.text("roles-delete"))
    };
    let held = standing.holders + standing.resting > 0;
    let asked = refused.is_some_and(|refused| refused.is_about("delete"));
    let may = (!standing.is_ready && !held) || asked;
    let lead = match (standing.is_ready, held) {
        (true, _) => "roles-delete-ready",
        (false, true) => "roles-delete-held",
        (false, false) => "roles-delete-may",
    };
    let like = format!("{PATH}/new?like={}", standing.role.code);
    let line = |label: &str, cells: Vec<Cell>| SectionRow {
        link: Link::new("", t.text(label)),
        cells,
        forms: Vec::new(),
    };
    let forms = [Some(rename), may.then_some(delete)].into_iter().flatten();
    Section {
        anchor: "role",
        heading: t.text("roles-itself"),
        lead: t.text(lead),
        rows: vec![
            line("roles-column-code", vec![Cell::Text(standing.role.code.clone())]),
            line("roles-column-origin", vec![Cell::Badge(list::origin(t, standing))]),
            SectionRow { link: Link::new(like, t.text("roles-copy")), ..SectionRow::default() },
        ],
        forms: forms.map(|form| Refused::into_form(refused, form)).collect(),
        ..Section::default()
    }
}
