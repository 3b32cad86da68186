//! The sections of the page of one thing.

use desk::foundation::{Item, TEAM, Usage};

use super::super::{Kinds, escalation};
use super::draw::{counted, state};
use super::effects;
use super::fields::{Fields, values_of};
use super::members;
use super::of::{label, path_of, path_to, say};
use super::page::{Known, Pending, Unconfirmed};
use super::present::held;
use super::{change, history};
use crate::account::Refused;
use crate::failure::said;
use crate::i18n::Translator;
use crate::identify::Member;
use crate::page::{Cell, FormField, Link, Method, Section, SectionRow, VERSION_FIELD, VerbForm};
use crate::work::Reader;

pub(super) fn all(
    member: &Member,
    reader: &Reader,
    kinds: &Kinds,
    known: &Known,
    pending: &Pending,
) -> Vec<Section> {
    let refused = pending.refused.as_ref();
    let mut all = vec![what(member, kinds, known, pending)];
    if known.item.sort.code == TEAM.code {
        all.push(members::of_team(member, reader, known, refused));
    }
    if known.item.sort.code == "department" {
        all.push(members::of_department(member, known, refused));
    }
    all.extend(below(member, known));
    all.extend(retirement(member, known, refused));
    all.push(history::section(member, reader, &known.item, &known.history));
    all
}

fn line(label: String, cell: Cell) -> SectionRow {
    SectionRow { link: Link::new("", label), cells: vec![cell], forms: Vec::new() }
}

/// What is known of it, what has it, and the form that changes it.
fn what(member: &Member, kinds: &Kinds, known: &Known, pending: &Pending) -> Section {
    let (t, item) = (&member.t, &known.item);
    let mut rows = vec![line(t.text("organisation-state"), Cell::Badge(state(t, item.active)))];
    for part in item.sort.parts {
        rows.push(line(label(t, part.code), held(t, item, part.code, &known.names)));
    }
    rows.extend(known.uses.iter().map(|usage| used(t, kinds, item, usage)));
    if item.sort.code == TEAM.code {
        let link = Link::new(escalation::PATH, t.text("organisation-escalation"));
        rows.push(SectionRow { link, ..SectionRow::default() });
    }
    let forms = member.agent.administers().then(|| edit(member, kinds, known, pending));
    Section {
        anchor: "what",
        heading: t.text("organisation-what"),
        rows,
        forms: forms.into_iter().collect(),
        ..Section::default()
    }
}

/// How many have it; records lead to their list.
fn used(t: &Translator, kinds: &Kinds, item: &Item, usage: &Usage) -> SectionRow {
    let label = t.text_of("organisation-use", usage.of.code);
    let is_record = usage.of.table == "record" && usage.number > 0;
    let field = usage.of.matches.last().map(|(column, _)| column.trim_end_matches("_id"));
    let held = item.text("code").unwrap_or_else(|| item.key.clone());
    let href = match (is_record, field, kinds.0.as_slice()) {
        (true, Some(field), [kind]) => {
            let q = format!("{field} = \"{held}\" and open = true");
            format!("/{}?q={}", kind.path, crate::query::encode(&q))
        }
        _ => String::new(),
    };
    let (link, cell) = (Link::new(href, label), Cell::Text(counted(usage)));
    SectionRow { link, cells: vec![cell], forms: Vec::new() }
}

/// The form that changes it; after a refusal with what was typed, and where a change would do more than
/// is seen, with what that is.
fn edit(member: &Member, kinds: &Kinds, known: &Known, pending: &Pending) -> VerbForm {
    let (t, item) = (&member.t, &known.item);
    let head = item.text("head");
    let head = head.and_then(|_| match held(t, item, "head", &known.names) {
        Cell::Person(name) => Some(name),
        _ => None,
    });
    let values = values_of(item, head.as_deref());
    let fields = Fields { t, sort: item.sort, kinds, choices: &known.choices, values, known: true };
    let mut fields = fields.all();
    fields.push(FormField::hidden(VERSION_FIELD, known.version.to_string()));
    let form = VerbForm {
        method: Method::Patch,
        fields,
        submit: t.text("organisation-save"),
        ..VerbForm::button("edit", path_to(item), t.text("organisation-change"))
    };
    match &pending.asked {
        Some(asked) => confirm(t, item, form, asked),
        None => Refused::into_form(pending.refused.as_ref(), form),
    }
}

/// The form once more, with what it would do and a button that does it.
fn confirm(t: &Translator, item: &Item, form: VerbForm, asked: &Unconfirmed) -> VerbForm {
    // What somebody else changed since the form was first drawn still is not written over.
    let seen = asked.input.version.map(|version| version.to_string());
    let typed = |field: FormField| match (field.name.as_str(), asked.input.values.get(&field.name))
    {
        (VERSION_FIELD, _) => FormField { value: seen.clone().unwrap_or_default(), ..field },
        (_, Some(value)) => FormField { value: value.shown(), ..field },
        (_, None) => field,
    };
    let mut fields: Vec<FormField> = form.fields.into_iter().map(typed).collect();
    fields.push(FormField::hidden(change::CONFIRMED, asked.answer.as_str()));
    VerbForm {
        fields,
        open: true,
        hint: effects::words(t, item, &asked.effects),
        submit: t.text("organisation-save-anyway"),
        ..form
    }
}

/// What lies below it.
fn below(member: &Member, known: &Known) -> Option<Section> {
    let (t, item) = (&member.t, &known.item);
    if !item.sort.is_tree() {
        return None;
    }
    let row = |below: &Item| SectionRow {
        link: Link::new(path_to(below), below.name.as_str()),
        cells: vec![Cell::Badge(state(t, below.active))],
        forms: Vec::new(),
    };
    let mut rows: Vec<SectionRow> = known.below.iter().map(row).collect();
    let count = if rows.is_empty() { String::new() } else { rows.len().to_string() };
    if member.agent.administers() && item.active {
        let scope = ["company", "kind"].map(|code| (code, item.text(code)));
        let scope = scope.into_iter().filter_map(|(code, of)| Some(format!("&{code}={}", of?)));
        let more: String = scope.collect();
        let href = format!("{}/new?parent={}{more}", path_of(item.sort), item.key);
        let link = Link::new(href, t.text("organisation-add-below"));
        rows.push(SectionRow { link, ..SectionRow::default() });
    }
    Some(Section {
        anchor: "below",
        heading: t.text("organisation-below"),
        count,
        lead: if known.below.is_empty() {
            t.text("organisation-nothing-below")
        } else {
            String::new()
        },
        rows,
        ..Section::default()
    })
}

/// What would come of retiring it, with the button that does; or the one that brings it back.
fn retirement(member: &Member, known: &Known, refused: Option<&Refused>) -> Option<Section> {
    let (t, item) = (&member.t, &known.item);
    let path = format!("{}/retirement", path_to(item));
    let (heading, lead, form) = match (item.active, &known.retirement) {
        (false, _) => {
            let form = VerbForm::button("restore", path, t.text("organisation-restore"));
            let form = VerbForm { method: Method::Delete, primary: true, ..form };
            ("organisation-is-retired", say(t, "retired", item.sort), Some(form))
        }
        (true, Ok(effects)) => {
            let form = VerbForm::button("retire", path, t.text("organisation-retire"));
            let form = VerbForm { danger: true, ..form };
            ("organisation-retire", effects::words(t, item, effects), Some(form))
        }
        (true, Err(code)) => ("organisation-retire", said(t, code), None),
    };
    // Nothing is retired over what came since it was looked at.
    let seen = FormField::hidden(VERSION_FIELD, known.version.to_string());
    let form = form.filter(|_| member.agent.administers());
    let form = form.map(|form| VerbForm { fields: vec![seen], ..form });
    Some(Section {
        anchor: "retirement",
        heading: t.text(heading),
        lead,
        forms: form.map(|form| Refused::into_form(refused, form)).into_iter().collect(),
        ..Section::default()
    })
}
