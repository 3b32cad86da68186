//! The properties at the side of a record's page.

use db::Value;
use desk::field::{Field, FieldKind};
use desk::work::Work;

use super::cell::cell;
use super::own::Pages;
use super::words::Words;
use super::{Names, Reader};
use crate::page::{Link, Property, PropertyGroup};

/// The groups a practice names, with the fields this reader may read.
pub(super) fn properties<P: Pages>(
    reader: &Reader,
    path: &str,
    found: &P,
    names: &Names,
    visible: &[&'static Field],
) -> Vec<PropertyGroup> {
    let shown = |code: &str| {
        let field = visible.iter().find(|field| field.code == code)?;
        let value = found.value(field);
        shows::<P>(field, &value).then(|| property::<P>(reader, path, field, &value, names))
    };
    grouped::<P>(reader, shown)
}

/// The groups a practice names, with what is shown of each field; those left empty are left out.
pub(super) fn grouped<P: Pages>(
    reader: &Reader,
    shown: impl Fn(&str) -> Option<Property>,
) -> Vec<PropertyGroup> {
    let words = Words { t: &reader.t, kind: P::KIND };
    let group = |(code, fields): &(&str, &[&str])| PropertyGroup {
        heading: words.text_of("group", code),
        properties: fields.iter().filter_map(|code| shown(code)).collect(),
    };
    P::PROPERTIES.iter().map(group).filter(|group| !group.properties.is_empty()).collect()
}

/// What is empty shows only where somebody could fill it in; a moment that has not come says nothing, and
/// neither does a count of what has never happened.
fn shows<P: Work>(field: &Field, value: &Value) -> bool {
    let counts = matches!(field.kind, FieldKind::Number(0, _)) && *value == Value::Int(0);
    if counts && !can_be_given::<P>(field.code) {
        return false;
    }
    *value != Value::Null || (field.kind != FieldKind::Instant && can_be_given::<P>(field.code))
}

/// Whether opening one or a verb takes a field with this code.
pub(super) fn can_be_given<P: Work>(code: &str) -> bool {
    let of_verbs = P::KIND.lifecycle.verbs.iter().flat_map(|verb| verb.inputs);
    of_verbs.chain(P::CREATE).any(|input| input.code == code)
}

fn property<P: Work>(
    reader: &Reader,
    path: &str,
    field: &Field,
    value: &Value,
    names: &Names,
) -> Property {
    let label = reader.t.text_of("field", field.code);
    let shown = Property {
        past: over_time(reader, path, field, &label),
        ..Property::new(label, cell(reader, P::KIND, field, value, names))
    };
    let mut verbs = P::KIND.lifecycle.verbs.iter();
    match verbs.find(|verb| verb.inputs.iter().any(|input| input.code == field.code)) {
        Some(verb) => shown.changed_by(verb.code),
        None => shown,
    }
}

/// Where the values of a field over time are told; nothing for one the journal does not keep.
pub(super) fn over_time(reader: &Reader, path: &str, field: &Field, label: &str) -> Option<Link> {
    let words = || reader.t.text_with("property-over-time", &[("field", label.into())]);
    field
        .is_journaled()
        .then(|| Link::new(format!("{path}/fields/{}/history", field.code), words()))
}
