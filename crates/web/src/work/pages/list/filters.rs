//! The plain filters of a list: words, and fields that must equal a value.

use desk::field::{Field, FieldKind};

use super::super::own::Pages;
use super::Shown;
use super::look::Look;
use crate::i18n::Translator;
use crate::page::{Choice, FieldKind as Entered, FormField, InputType, Inputs, Link};
use crate::work::{label, words};

/// Filters in the words of the interface, with what is set in them: words first.
pub(super) fn filters<P: Pages>(t: &Translator, shown: &Shown) -> Vec<FormField> {
    let look = &shown.look;
    let text = FormField {
        kind: Entered::Text(InputType::Search),
        ..FormField::text("text", t.text("list-find"))
    };
    let field = |code: &&str| {
        let field = shown.visible.iter().find(|field| field.code == *code)?;
        drawn(t, look, field)
    };
    let chosen = P::FILTERS.iter().filter_map(field);
    std::iter::once(text.with_value(look.request.text.as_str())).chain(chosen).collect()
}

fn drawn(t: &Translator, look: &Look, field: &Field) -> Option<FormField> {
    let state = format!("state-{}", look.kind.code);
    let inputs = Inputs { kind: look.kind.code, ..Inputs::default() };
    let choices: Vec<Choice> = match field.kind {
        FieldKind::State => {
            let states = look.kind.lifecycle.states.iter();
            states.map(|one| Choice::new(one.code, t.text_of(&state, one.code))).collect()
        }
        FieldKind::Number(least, most) => inputs.levels(t, field.code, least, most),
        FieldKind::Options(codes) => {
            codes.iter().map(|code| Choice::new(*code, t.text_of(field.code, code))).collect()
        }
        _ => return None,
    };
    let any = Choice::new("", t.text("list-filter-any"));
    let set = look.request.equals.get(field.code).cloned().unwrap_or_default();
    let choices = std::iter::once(any).chain(choices).collect();
    Some(FormField::select(field.code, label(t, field), choices).with_value(set))
}

/// What goes along with the filters: all but what they ask themselves.
pub(super) fn kept<P: Pages>(look: &Look) -> Vec<FormField> {
    let own: Vec<&str> = std::iter::once("text").chain(P::FILTERS.iter().copied()).collect();
    look.kept(&own)
}

/// What is set beyond the filters that show it themselves, each with the list without it.
pub(super) fn set<P: Pages>(t: &Translator, shown: &Shown) -> Vec<Link> {
    let (look, names) = (&shown.look, &shown.names);
    let mut set = Vec::new();
    let kept = look.view.as_ref().map(|view| view.q.as_str());
    if !look.request.q.is_empty() && kept != Some(look.request.q.as_str()) {
        let without = look.changed(|request| request.q.clear());
        set.push(Link::new(without, look.request.q.as_str()));
    }
    for (code, text) in
        look.request.equals.iter().filter(|(c, _)| !P::FILTERS.contains(&c.as_str()))
    {
        let Some(field) = shown.visible.iter().find(|field| field.code == code) else { continue };
        let value = match text.as_str() {
            "" => t.text("value-none"),
            text => words(t, P::KIND, field, text, names),
        };
        let said = format!("{}: {value}", label(t, field));
        let without = look.changed(|request| drop(request.equals.remove(code)));
        set.push(Link::new(without, said));
    }
    set
}
