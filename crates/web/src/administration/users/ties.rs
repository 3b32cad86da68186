//! What hangs on somebody who is let in no more, in words and in JSON.

use desk::Kind;
use desk::account::Tie;
use desk::foundation::TEAM;
use desk::retention::Count;
use serde_json::{Value, json};

use super::super::counted::worded;
use super::super::{assignment, organisation, views};
use crate::i18n::{Arg, Translator};
use crate::page::{Link, SectionRow};
use crate::query::encode;

/// A row each, which leads to what it is about.
pub(super) fn rows(
    t: &Translator,
    kinds: &[&'static Kind],
    person: &str,
    ties: &[Tie],
) -> Vec<SectionRow> {
    let row = |tie: &Tie| SectionRow {
        link: Link::new(place(kinds, person, tie), sentence(t, kinds, tie)),
        ..SectionRow::default()
    };
    ties.iter().map(row).collect()
}

fn sentence(t: &Translator, kinds: &[&'static Kind], tie: &Tie) -> String {
    let (shown, number) = worded(Count { number: tie.number, more: tie.more });
    let team = tie.team.as_ref().map_or("", |(_, name)| name.as_str());
    let gaps =
        [("count", Arg::Number(number)), ("shown", Arg::Text(&shown)), ("team", Arg::Text(team))];
    let said = t.text_of_with("users-tie", tie.code, &gaps);
    match kind_of(kinds, tie) {
        Some(kind) => format!("{}: {said}", t.text_of("nav", kind.path)),
        None => said,
    }
}

/// The kind of record it is about.
fn kind_of(kinds: &[&'static Kind], tie: &Tie) -> Option<&'static Kind> {
    kinds.iter().copied().find(|kind| Some(kind.code) == tie.kind)
}

/// The filter of a list that shows the records it is about.
fn filter(person: &str, tie: &Tie) -> Option<String> {
    let field = match tie.code {
        "assigned" => "assignee",
        "requested" => "requester",
        _ => return None,
    };
    Some(format!("{field} = \"{person}\" and open = true"))
}

/// Where it is looked after; empty where there is no such place.
fn place(kinds: &[&'static Kind], person: &str, tie: &Tie) -> String {
    let list = kind_of(kinds, tie).zip(filter(person, tie));
    match (tie.code, list, &tie.team) {
        (_, Some((kind, q)), _) => format!("/{}?q={}", kind.path, encode(&q)),
        ("last_of", _, Some((team, _))) => {
            format!("{}/{}/{team}", organisation::PATH, TEAM.path)
        }
        ("rules" | "rules_naming", ..) => assignment::PATH.to_owned(),
        ("shared_views", ..) => format!("{}?owner={person}", views::PATH),
        ("views_naming", ..) => views::PATH.to_owned(),
        _ => String::new(),
    }
}

/// As the API gives them.
pub(super) fn present(
    t: &Translator,
    kinds: &[&'static Kind],
    person: &str,
    ties: &[Tie],
) -> Value {
    let one = |tie: &Tie| {
        let team = tie.team.as_ref().map(|(id, name)| json!({ "id": id, "name": name }));
        json!({
            "code": tie.code,
            "kind": tie.kind,
            "team": team,
            "number": tie.number,
            "more": tie.more,
            "filter": filter(person, tie),
            "detail": sentence(t, kinds, tie),
        })
    };
    ties.iter().map(one).collect()
}
