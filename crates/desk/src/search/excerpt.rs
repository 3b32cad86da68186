//! Why a record was found: its title with what was looked for, and the piece of its text where most
//! of it stands. Only of what this reader reads.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use ::search::{Snippet, Wanted, chunks, hits, snippet};
use db::sea_query::{Alias, Cond, Expr, ExprTrait, Query};
use db::{Id, ReadTx, Value};

use super::source::{Fields, TEXTS, Text, texts_of, value};
use super::text::{spoken, weight_of};
use crate::Result;
use crate::access::{Action, Agent};
use crate::custom::Catalogue;
use crate::field::{Field, FieldKind};
use crate::heading::Heading;
use crate::kind::Kind;
use crate::list::snapshots;
use crate::record::Record;

/// Characters of a piece of text.
const LENGTH: usize = 200;

/// What is shown of a record that was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// What of its title was looked for, in bytes.
    pub in_title: Vec<Range<usize>>,
    /// A piece of one of its texts.
    pub excerpt: Option<Excerpt>,
}

/// A piece of one of a record's texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The field it stands in, or the fact of the entry: `comment`, `note`.
    pub field: String,
    /// Whether only the inside reads it.
    pub internal: bool,
    /// The piece.
    pub piece: Snippet,
}

/// What is shown of all of them.
pub(super) struct ShownAll {
    pub(super) each: Vec<Shown>,
    /// Words that were taken for others, with those.
    pub(super) meant: Vec<(String, String)>,
}

/// Where the text of an excerpt stands.
type Place = (Id<Record>, i64, String);

/// What is shown of these records, in their order.
pub(super) fn show(
    tx: &ReadTx<'_>,
    agent: &Agent,
    (kinds, fields): (&[&'static Kind], &Fields),
    found: &[Heading],
    wanted: &[Wanted],
) -> Result<ShownAll> {
    let ids: Vec<Id<Record>> = found.iter().map(|heading| heading.id).collect();
    let mut texts = texts_of(tx, &ids, Some(TEXTS))?;
    let mut places: Vec<Option<(Place, bool)>> = Vec::with_capacity(found.len());
    for heading in found {
        let inside = heading.admits(agent, Action::ReadInternal);
        let mut read = texts.remove(&heading.id).unwrap_or_default();
        fields.settle(&heading.kind, &mut read);
        // What a restricted record says is told only where it is opened: only that is written down.
        read.retain(|text| (inside || !text.internal) && !heading.facts.restricted);
        let best = best(&read, wanted);
        places.push(best.map(|t| ((heading.id, t.seq, t.field.clone()), t.internal)));
    }
    let raw = raw(tx, kinds, found, &places)?;
    let mut meant = Vec::new();
    let mut each = Vec::with_capacity(found.len());
    for (heading, place) in found.iter().zip(places) {
        let excerpt = place.and_then(|(place, internal)| {
            let text = raw.get(&place)?;
            note_meant(text, wanted, &mut meant);
            Some(Excerpt { field: place.2, internal, piece: snippet(text, wanted, LENGTH) })
        });
        note_meant(&heading.title, wanted, &mut meant);
        each.push(Shown { in_title: hits(&heading.title, wanted), excerpt });
    }
    Ok(ShownAll { each, meant })
}

/// The text to show a piece of: where most of the words stand; of several, the one that weighs most.
fn best<'t>(texts: &'t [Text], wanted: &[Wanted]) -> Option<&'t Text> {
    let held = |text: &Text| wanted.iter().filter(|wanted| wanted.is_in(&text.words)).count();
    texts
        .iter()
        .filter(|text| text.field != "title")
        .max_by_key(|text| (held(text), weight_of(&text.field), text.seq))
}

/// Notes words that stand there and were taken for what was typed, as they are spelt there.
fn note_meant(text: &str, wanted: &[Wanted], meant: &mut Vec<(String, String)>) {
    if wanted.iter().all(|wanted| wanted.near().is_empty()) {
        return;
    }
    for part in chunks(text).into_iter().flat_map(|chunk| chunk.parts) {
        for wanted in wanted {
            let near = part.forms.iter().any(|form| wanted.near().contains(form));
            let typed = wanted.exact().first().filter(|_| near);
            let spelt = text.get(part.at.clone()).map(str::to_lowercase);
            if let (Some(typed), Some(spelt)) = (typed, spelt)
                && meant.iter().all(|(t, s)| (t, s) != (typed, &spelt))
            {
                meant.push((typed.clone(), spelt));
            }
        }
    }
}

/// The texts at these places on one line, without markup, as their words were taken.
fn raw(
    tx: &ReadTx<'_>,
    kinds: &[&'static Kind],
    found: &[Heading],
    places: &[Option<(Place, bool)>],
) -> Result<HashMap<Place, String>> {
    let places: Vec<&Place> = places.iter().flatten().map(|(place, _)| place).collect();
    let mut raw = said(tx, &places)?;
    for kind in kinds {
        let catalogue = Catalogue::of(tx, kind)?;
        let of_kind = |id: &Id<Record>| found.iter().any(|h| h.id == *id && h.kind == kind.code);
        let mut fields: BTreeMap<&'static str, &'static Field> = BTreeMap::new();
        let mut ids = Vec::new();
        for (id, seq, field) in &places {
            if *seq == 0
                && of_kind(id)
                && let Some(field) = catalogue.field(field)
            {
                fields.insert(field.code, field);
                ids.push(*id);
            }
        }
        let fields: Vec<&'static Field> = fields.into_values().collect();
        for row in snapshots(tx, kind, &ids, &fields)? {
            for (field, value) in row.values {
                if let Value::Text(text) = value {
                    raw.insert((row.id, 0, field.code.to_owned()), on_one_line(field, &text));
                }
            }
        }
    }
    Ok(raw)
}

fn on_one_line(field: &Field, text: &str) -> String {
    match field.kind {
        FieldKind::Prose(_) => markdown::unquoted(text),
        _ => text.to_owned(),
    }
}

/// What was said with entries.
fn said(tx: &ReadTx<'_>, places: &[&Place]) -> Result<HashMap<Place, String>> {
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let mut any = Cond::any();
    let mut none = true;
    for (id, seq, field) in places.iter().filter(|(_, seq, _)| *seq > 0) {
        none = false;
        any = any.add(
            Cond::all()
                .add(column("subject_id").eq(value(*id)))
                .add(column("seq").eq(value(*seq)))
                .add(column("field").eq(value(field.as_str()))),
        );
    }
    if none {
        return Ok(HashMap::new());
    }
    let mut select = Query::select();
    select
        .columns(["subject_id", "seq", "field", "value"].map(Alias::new))
        .from(Alias::new("entry_value"))
        .cond_where(any);
    let mut said = HashMap::new();
    for row in tx.select(&select)? {
        let mut c = row.columns();
        let place: Place = (c.next()?, c.next()?, c.next()?);
        let text: Option<String> = c.next()?;
        said.extend(text.map(|text| (place, spoken(&text))));
    }
    Ok(said)
}
