//! How many rows of a list hold what.

use desk::field::{Audience, Field, FieldKind, Home, Setting};
use desk::filter::{self, Expr};
use desk::journal::canonical;
use desk::list::Group;

use super::Shown;
use crate::i18n::Translator;
use crate::page::{Choice, FormField, GroupChooser, GroupCount, Link};
use crate::work::groups::asked_for;
use crate::work::{label, words};

/// The field by which rows are counted, to be chosen.
pub(super) fn chooser(t: &Translator, shown: &Shown) -> GroupChooser {
    let look = &shown.look;
    let groupable = |field: &&&'static Field| {
        !matches!(field.kind, FieldKind::Line(_) | FieldKind::Prose(_) | FieldKind::Instant)
    };
    let own = shown.visible.iter().filter(groupable);
    let own = own.map(|field| Choice::new(field.code, label(t, field)));
    let none = Choice::new("", t.text("list-group-none"));
    let mut choices: Vec<Choice> = std::iter::once(none).chain(own).collect();
    let now = look.request.group.as_str();
    if choices.iter().all(|choice| choice.value != now) {
        // A way the interface does not offer, written into the address or the view.
        choices.push(Choice::new(now, now));
    }
    GroupChooser {
        path: format!("/{}", look.kind.path),
        kept: look.kept(&["group"]),
        field: FormField::select("group", t.text("list-group"), choices).with_value(now),
    }
}

/// The groups, each with the list of its rows.
pub(super) fn counts(t: &Translator, shown: &Shown) -> Vec<GroupCount> {
    let (look, names) = (&shown.look, &shown.names);
    let Some((by, grouped)) = &shown.groups else { return Vec::new() };
    let known = shown.visible.iter().find(|field| field.code == by.path);
    let field = known.map_or(Field { kind: by.kind, ..ELSEWHERE }, |field| **field);
    let worded = |text: &str| words(t, look.kind, &field, text, names);
    let one = |group: &Group| {
        let text = canonical(&group.value);
        let label = text.as_deref().map_or_else(|| t.text("value-none"), worded);
        let narrowed = look.changed(|request| {
            request.q = with(&request.q, &asked_for(by, &group.value));
            request.group.clear();
        });
        GroupCount { link: Link::new(narrowed, label), count: group.count.to_string() }
    };
    let others = (grouped.others > 0).then(|| GroupCount {
        link: Link::new(String::new(), t.text("list-group-others")),
        count: grouped.others.to_string(),
    });
    grouped.groups.iter().map(one).chain(others).collect()
}

/// A field of what a record refers to, as far as words go by it.
const ELSEWHERE: Field = Field {
    code: "",
    home: Home::Record(""),
    kind: FieldKind::Flag,
    audience: Audience::Public,
    setting: Setting::Derived,
    always: false,
};

/// A filter with one condition more.
fn with(q: &str, condition: &str) -> String {
    match (filter::parse(q), filter::parse(condition)) {
        (Ok(expr), Ok(one)) => Expr::all(vec![expr, one]).to_string(),
        _ => q.to_owned(),
    }
}
