//! What does not belong into a record is split off into one of its own, tied to the old one.

use std::collections::BTreeMap;

use db::{Id, ReadTx, Tx, Value};

use crate::access::{Action, Agent};
use crate::field::{FieldKind, PROSE, TITLE};
use crate::find::find_visible;
use crate::heading::{Heading, find_heading};
use crate::history::{Part, Past, history_seen_by};
use crate::input::{RawInput, RawValue};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::link;
use crate::merge::refuse_merged;
use crate::record::Record;
use crate::work::{self, Work};
use crate::{Committed, Context, Error, Result, annotate};

/// What splitting asks for; whatever opening a record takes can be given besides.
pub const SPLIT: &[InputField] = &[
    InputField::optional("entry", FieldKind::Choice("said")),
    InputField::optional("title", FieldKind::Line(TITLE)),
    InputField::optional("description", FieldKind::Prose(PROSE)),
];

/// The verb in both histories.
const VERB: &str = "split";
/// Comments to choose from, the latest.
const CHOICES: i64 = 50;
/// Characters of a comment that make a title.
const HEADLINE: usize = 80;
/// What is not taken over from the old record: what is said anew, and what its work has led to.
const ANEW: [&str; 4] = ["title", "description", "team", "channel"];

/// Comments by the entry they came with, the latest first.
pub type Sayings = Vec<(i64, String)>;

/// The comments of a record that can be split off.
///
/// # Errors
/// When the database fails.
pub fn sayings(tx: &ReadTx<'_>, kind: &Kind, agent: &Agent, record: Id<Record>) -> Result<Sayings> {
    let part = Part { before: None, limit: CHOICES };
    let history = history_seen_by(tx, kind, record, agent, false, part)?;
    let said = history.events.iter().rev().filter_map(|event| {
        Some((event.seq, event.fact("comment").and_then(Past::held)?.to_owned()))
    });
    Ok(said.collect())
}

/// Opens a record from a part of another one: from a comment, or from what is said anew. For whom it
/// is and what sort it is are the other's unless they are given, where opening asks for them. It takes
/// the permission to change the one and to open the other.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; [`Error::Invalid`] on `entry` when it is no comment that
/// everybody reads, on `title` when there is none, and whatever opening refuses.
pub fn split<P: Work>(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    from: &str,
    number: String,
    raw: &RawInput,
) -> Result<Committed> {
    let source = find_visible::<P>(tx, agent, from)?;
    let heading = find_heading(tx, agent, from)?;
    heading.require(agent, Action::Update)?;
    refuse_merged(tx, agent, heading.id)?;
    if heading.facts.restricted {
        // What is split off would be restricted to nobody.
        return Err(Error::Refused("split_restricted"));
    }
    let mut given = raw.clone();
    given.version = None;
    let entry = given.take("entry").map(|value| value.shown()).filter(|text| !text.is_empty());
    let said = match entry {
        Some(entry) => Some(comment(tx, P::KIND, agent, source.record().id, &entry)?),
        None => None,
    };
    let values = taken_over(&source).into_iter().chain(said.into_iter().flat_map(of_comment));
    for (code, value) in values {
        let own = given.values.entry(code).or_insert_with(|| value.clone());
        // An empty field of a form asks for nothing.
        if *own == RawValue::Null {
            *own = value;
        }
    }
    given.values.retain(|_, value| *value != RawValue::Null);
    let done = work::create::<P>(tx, ctx, agent, number, &given)?;
    let new = created(tx, &done.number)?;
    let (_, of_new, of_old) = link::bind(tx, ctx, &new, "relates_to", &heading)?;
    annotate(tx, ctx, &heading, VERB, vec![of_old])?;
    let last = annotate(tx, ctx, &new, VERB, vec![of_new])?;
    Ok(Committed { seq: last.seq, ..done })
}

/// The record just opened, also where whoever opened it gave it to others.
fn created(tx: &ReadTx<'_>, number: &str) -> Result<Heading> {
    find_heading(tx, &Agent::system(), number)
}

/// The comment that came with an entry. What only the inside reads is not split off into what others
/// read.
fn comment(
    tx: &ReadTx<'_>,
    kind: &Kind,
    agent: &Agent,
    record: Id<Record>,
    entry: &str,
) -> Result<String> {
    let wrong = || Error::invalid("entry", "no_comment");
    let seq: i64 = entry.parse().map_err(|_| wrong())?;
    let part = Part { before: Some(seq.saturating_add(1)), limit: 1 };
    let history = history_seen_by(tx, kind, record, agent, false, part)?;
    let event = history.events.into_iter().find(|event| event.seq == seq).ok_or_else(wrong)?;
    event.fact("comment").and_then(Past::held).map(ToOwned::to_owned).ok_or_else(wrong)
}

/// What a record takes over from the one it is split off, or that it follows up.
pub(crate) fn taken_over<P: Work>(source: &P) -> BTreeMap<String, RawValue> {
    let codes = P::CREATE.iter().map(|input| input.code).filter(|code| !ANEW.contains(code));
    let held = codes.filter_map(|code| {
        let field = P::KIND.field(code)?;
        let value = match source.value(field) {
            Value::Null => return None,
            Value::Int(number) => RawValue::Number(number),
            Value::Text(text) => RawValue::Text(text),
            Value::Bytes(bytes) => {
                RawValue::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
            }
        };
        Some((code.to_owned(), value))
    });
    held.collect()
}

/// A title and a description from a comment.
fn of_comment(text: String) -> Vec<(String, RawValue)> {
    let line = markdown::unquoted(markdown::above_repeated_mail(&text));
    let mut title: String = line.chars().take(HEADLINE).collect();
    if line.chars().count() > HEADLINE {
        title.truncate(title.rfind(' ').unwrap_or(title.len()));
        title.push('…');
    }
    vec![
        ("title".to_owned(), RawValue::Text(title)),
        ("description".to_owned(), RawValue::Text(text)),
    ]
}
