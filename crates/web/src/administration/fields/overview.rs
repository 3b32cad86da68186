//! The list of custom fields, and the choice of what a new one is to hold.

use desk::Kind;
use desk::custom::{Definition, TYPES};
use desk::work::CREATE;

use super::Kinds;
use super::form::{LIST, holds_of};
use crate::i18n::Translator;
use crate::page::{FieldLine, FieldTypesPage, FieldsOfKind, FieldsPage, Link, Shell};

/// Every custom field.
pub(super) fn page(shell: Shell, kinds: &Kinds, all: &[&'static Definition]) -> FieldsPage {
    let t = shell.t.clone();
    let kinds = kinds.0.iter().map(|kind| of_kind(&t, kind, all)).collect();
    FieldsPage { shell, kinds }
}

fn of_kind(t: &Translator, kind: &'static Kind, all: &[&'static Definition]) -> FieldsOfKind {
    let own = || all.iter().filter(|definition| definition.kind == kind.code);
    let used: Vec<_> = own().filter(|definition| definition.active).collect();
    let last = used.len().saturating_sub(1);
    let in_order = used.iter().enumerate().map(|(place, definition)| FieldLine {
        can_rise: place > 0,
        can_sink: place < last,
        ..line(t, kind, definition)
    });
    FieldsOfKind {
        heading: t.text_of("nav", kind.path),
        add: Link::new(format!("{LIST}/new?kind={}", kind.code), t.text("fields-add")),
        used: in_order.collect(),
        retired: own().filter(|d| !d.active).map(|d| line(t, kind, d)).collect(),
    }
}

fn line(t: &Translator, kind: &'static Kind, definition: &Definition) -> FieldLine {
    let (verb, state) = (format!("verb-{}", kind.code), format!("state-{}", kind.code));
    let form = |code: &String| match code.as_str() {
        CREATE => t.text_of("new", kind.code),
        code => t.text_of(&verb, code),
    };
    let rules = definition.rules.iter().map(|(at, rule)| {
        format!("{}: {}", t.text_of(&state, at), t.text_of("fields-rule", rule.code()))
    });
    FieldLine {
        link: Link::new(format!("{LIST}/{}", definition.id), definition.label(t.language())),
        code: definition.code.clone(),
        holds: t.text_of("fields-type", holds_of(definition)),
        audience: t.text_of("fields-audience", definition.audience.code()),
        forms: definition.forms.iter().map(form).collect::<Vec<_>>().join(", "),
        rules: rules.collect::<Vec<_>>().join("; "),
        ..FieldLine::default()
    }
}

/// The types a new field of a kind can have.
pub(super) fn types(shell: Shell, kind: &'static Kind) -> FieldTypesPage {
    let t = shell.t.clone();
    let of_kind = t.text_of("nav", kind.path);
    let one = |code: &str| {
        let href = format!("{LIST}/new?kind={}&type={code}", kind.code);
        let link = Link::new(href, t.text_of("fields-type", code));
        (link, t.text_of("fields-type-hint", code))
    };
    FieldTypesPage {
        heading: t.text_with("fields-new-of", &[("kind", of_kind.as_str().into())]),
        types: TYPES.map(one).into(),
        back: Link::new(LIST, t.text("fields-heading")),
        shell,
    }
}
