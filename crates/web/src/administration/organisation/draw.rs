//! Small things that the pages draw alike.

use desk::foundation::{Holds, Item, Sort, Usage, lists_of};
use desk::retention::Count;

use super::super::Kinds;
use super::super::counted::shown;
use super::of::label;
use super::present::{kind_called, list_called};
use crate::i18n::Translator;
use crate::page::{Badge, Choice, FormField, Tone};
use crate::query::ListRequest;

/// Whether it can be chosen.
pub(super) fn state(t: &Translator, active: bool) -> Badge {
    match active {
        true => Badge::new(t.text("organisation-active"), Tone::Success),
        false => Badge::new(t.text("organisation-retired"), Tone::Muted),
    }
}

/// How many have it, as text.
pub(super) fn counted(usage: &Usage) -> String {
    shown(Count { number: usage.number, more: usage.more })
}

/// What the list can be narrowed by.
pub(super) fn filters(
    t: &Translator,
    sort: &Sort,
    request: &ListRequest,
    kinds: &Kinds,
    companies: &[Item],
) -> Vec<FormField> {
    let given = |name: &str| request.equals.get(name).cloned().unwrap_or_default();
    let any = || Choice::new("", t.text("organisation-any"));
    let select = |code: &str, choices: Vec<Choice>| {
        let all = std::iter::once(any()).chain(choices).collect();
        FormField::select(code, label(t, code), all).with_value(given(code))
    };
    let mut fields =
        vec![FormField::text("text", t.text("organisation-search")).with_value(&request.text)];
    if sort.holding(Holds::Company).is_some() && companies.len() > 1 {
        let company = |item: &Item| Choice::new(item.key.as_str(), item.name.as_str());
        fields.push(select("company", companies.iter().map(company).collect()));
    }
    if sort.holding(Holds::Kind).is_some() && kinds.0.len() > 1 {
        let kind = |kind: &&'static desk::Kind| Choice::new(kind.code, kind_called(t, kind));
        fields.push(select("kind", kinds.0.iter().map(kind).collect()));
    }
    if sort.holding(Holds::List).is_some() {
        let mut lists: Vec<&str> = kinds.0.iter().flat_map(|kind| lists_of(kind)).collect();
        lists.sort_unstable();
        lists.dedup();
        let list = |list: &&str| Choice::new(*list, list_called(t, list));
        fields.push(select("list", lists.iter().map(list).collect()));
    }
    let states = ["true", "false"].map(|value| {
        let word = if value == "true" { "organisation-active" } else { "organisation-retired" };
        Choice::new(value, t.text(word))
    });
    let active = std::iter::once(any()).chain(states).collect();
    let state = FormField::select("active", t.text("organisation-state"), active);
    fields.push(state.with_value(given("active")));
    fields
}
