//! The fields administrators added, on the pages of a record: in its forms and among its
//! properties.

use std::collections::BTreeMap;

use db::{Id, ReadTx, Timestamp, Value};
use desk::Result;
use desk::access::Agent;
use desk::custom::{Catalogue, Moment, StateRule, decimal, values};
use desk::field::{Field, FieldKind};
use desk::input::local;
use desk::lifecycle::{InputField, Verb};
use desk::work::{Work, moment, opening};

use super::cell::cell;
use super::words::Words;
use super::{EDIT, Names, Reader};
use crate::page::{Property, PropertyGroup, SafeHtml, Section};
use crate::work::{fields_of, label};

/// The group of properties and the section of forms they stand in.
pub(super) const GROUP: &str = "custom";

/// The custom fields a reader may read on a record, with what it holds in them.
#[derive(Debug)]
pub(super) struct Added {
    catalogue: Catalogue,
    pub(super) held: Vec<(&'static Field, Value)>,
}

impl Added {
    /// Reads what a record holds: the page shows all of it.
    pub(super) fn of<P: Work>(tx: &ReadTx<'_>, agent: &Agent, found: &P) -> Result<Self> {
        let catalogue = Catalogue::of(tx, P::KIND)?;
        let record = found.record();
        let mut visible = fields_of(&catalogue, agent, &record.facts());
        visible.retain(|field| field.definition().is_some());
        Ok(Added { held: values(tx, record.id, &visible)?, catalogue })
    }

    /// What a verb takes of them now.
    pub(super) fn taken<P: Work>(
        &self,
        agent: &Agent,
        found: &P,
        verb: &'static Verb,
    ) -> Vec<InputField> {
        moment(agent, found, verb).map_or_else(Vec::new, |moment| moment.inputs(&self.catalogue))
    }

    /// What the record holds in the one with this code.
    pub(super) fn value(&self, code: &str) -> Option<&(&'static Field, Value)> {
        self.held.iter().find(|(field, _)| field.code == code)
    }

    /// Their properties, but for long texts. What is empty shows only where it can be filled in,
    /// what the state hides does not show.
    pub(super) fn properties<P: Work>(
        &self,
        reader: &Reader,
        agent: &Agent,
        found: &P,
        names: &Names,
    ) -> Option<PropertyGroup> {
        let offered = P::KIND.lifecycle.verb(EDIT).map(|edit| self.taken(agent, found, edit));
        let offered = offered.unwrap_or_default();
        let property = |(field, value): &(&'static Field, Value)| {
            let editable = offered.iter().any(|input| input.code == field.code);
            if is_long(field) || self.is_hidden(found, field) {
                return None;
            }
            let shown =
                Property::new(label(&reader.t, field), cell(reader, P::KIND, field, value, names));
            let shown = if editable { shown.changed_by(EDIT) } else { shown };
            (*value != Value::Null || editable).then_some(shown)
        };
        let properties: Vec<Property> = self.held.iter().filter_map(property).collect();
        let words = Words { t: &reader.t, kind: P::KIND };
        let heading = words.text_of("group", GROUP);
        (!properties.is_empty()).then_some(PropertyGroup { heading, properties })
    }

    /// Their long texts, each a section of its own.
    pub(super) fn sections<P: Work>(&self, reader: &Reader, found: &P) -> Vec<Section> {
        let section = |(field, value): &(&'static Field, Value)| {
            let Value::Text(text) = value else { return None };
            let shows = is_long(field) && !self.is_hidden(found, field);
            shows.then(|| Section {
                anchor: field.code,
                heading: label(&reader.t, field),
                body: Some(SafeHtml::of_markdown(text)),
                ..Section::default()
            })
        };
        self.held.iter().filter_map(section).collect()
    }

    fn is_hidden<P: Work>(&self, found: &P, field: &Field) -> bool {
        let state = found.record().state.code;
        field.definition().and_then(|said| said.rule(state)) == Some(StateRule::Hidden)
    }
}

fn is_long(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Prose(_))
}

/// What fields begin with.
type Begun = Vec<(&'static Field, Value)>;

/// What the form that opens one takes of them, and what it begins with.
pub(super) fn to_open<P: Work>(tx: &ReadTx<'_>, agent: &Agent) -> Result<(Vec<InputField>, Begun)> {
    let catalogue = Catalogue::of(tx, P::KIND)?;
    let opening: Moment<'_> = opening::<P>(agent);
    let begun = |field: &&'static Field| {
        let text = field.definition()?.fallback.as_ref()?;
        Some((*field, field.kind.recall(text)?))
    };
    let begun = catalogue.custom().iter().filter_map(begun).collect();
    Ok((opening.inputs(&catalogue), begun))
}

/// A value as its field in a form shows it, and takes it back.
pub(super) fn typed(field: &Field, value: &Value, zone: &str, names: &Names) -> String {
    match (field.kind, value) {
        (_, Value::Null) => String::new(),
        (FieldKind::Decimal(scale, ..), Value::Int(number)) => decimal::format(*number, scale),
        (FieldKind::Instant, Value::Int(at)) => local(Timestamp::from_micros(*at), zone),
        (FieldKind::Flag, Value::Int(flag)) => (*flag != 0).to_string(),
        // People and companies are typed in by name; what else is referred to is chosen.
        (FieldKind::Person | FieldKind::Company, Value::Bytes(bytes)) => {
            let id = <[u8; 16]>::try_from(bytes.as_slice()).ok().map(Id::<()>::from_bytes);
            names.name(id).unwrap_or_default()
        }
        _ => field.kind.canonical(value).unwrap_or_default(),
    }
}

/// The values of a form's custom fields.
pub(super) fn all_typed(
    held: &[(&'static Field, Value)],
    zone: &str,
    names: &Names,
) -> BTreeMap<String, String> {
    let typed = |(field, value): &(&'static Field, Value)| {
        (field.code.to_owned(), typed(field, value, zone, names))
    };
    held.iter().map(typed).collect()
}
