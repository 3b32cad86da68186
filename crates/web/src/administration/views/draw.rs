//! How a shared view is told of.

use desk::Error;
use desk::list::Count;
use desk::view::SharedView;

use super::PATH;
use super::list::owner;
use super::page::Known;
use crate::account::Refused;
use crate::identify::Member;
use crate::page::{Cell, FormField, Link, Method, Section, SectionRow, VerbForm};
use crate::work::pages::view_address;
use crate::work::views::shared_words;
use crate::work::{Reader, counted_words};

/// What there is to know of it, and what can be done. `holds` is how many records it lists for the reader
/// now, as far as that could be counted.
pub(super) fn itself(
    member: &Member,
    reader: &Reader,
    (known, holds): (&Known, &desk::Result<Count>),
    refused: Option<&Refused>,
) -> Section {
    let (t, one) = (&reader.t, &known.one);
    let view = &one.view;
    let line = |key: &str, cell: Cell| SectionRow {
        link: Link::new("", t.text_of("shared-views-column", key)),
        cells: vec![cell],
        forms: Vec::new(),
    };
    let said =
        |key: &str, text: &str| (!text.is_empty()).then(|| line(key, Cell::Text(text.to_owned())));
    let people = match known.people {
        Some(count) => t.text_with("shared-views-people", &[("count", count.into())]),
        None => t.text("shared-views-everybody"),
    };
    let holds = match holds {
        Ok(count) => Some(counted_words(Some(*count))),
        // It names what there is no more.
        Err(Error::Invalid(_)) => Some(t.text("shared-views-holds-nothing")),
        // It takes too long to count.
        Err(_) => None,
    };
    let open = Link::new(view_address(known.kind, view), t.text("shared-views-open"));
    let change = Link::new(format!("/views/{}", view.id), t.text("view-edit"));
    let change = view.is_changed_by(&member.agent).then_some(Cell::Link(change));
    let ways = std::iter::once(Cell::Link(open)).chain(change).collect();
    let rows = [
        Some(SectionRow { cells: ways, ..line("list", Cell::Empty) }),
        Some(line("owner", owner(t, one))),
        Some(line("shared", Cell::Text(shared_words(t, view, &known.names)))),
        Some(line("people", Cell::Text(people))),
        Some(line("pins", Cell::Text(one.pins.to_string()))),
        holds.map(|holds| line("holds", Cell::Text(holds))),
        said("q", &view.q),
        said("columns", &view.columns.join(", ")),
        said("sort", &view.sort),
        said("group", &view.group),
        Some(line("changed", Cell::Time(reader.stamp(view.updated_at)))),
    ];
    Section {
        anchor: "view",
        heading: t.text("shared-views-one"),
        rows: rows.into_iter().flatten().collect(),
        forms: forms(member, one, refused),
        ..Section::default()
    }
}

fn forms(member: &Member, one: &SharedView, refused: Option<&Refused>) -> Vec<VerbForm> {
    if !member.agent.administers() {
        return Vec::new();
    }
    let (t, id) = (&member.t, one.view.id);
    let version = || FormField::hidden("version", one.view.version.to_string());
    let to = FormField::text("owner", t.text("shared-views-new-owner"));
    let to = FormField { hint: t.text("shared-views-new-owner-hint"), ..to.required() };
    let give = VerbForm {
        fields: vec![to, version()],
        hint: t.text("shared-views-hand-over-hint"),
        ..VerbForm::button(
            "hand_over",
            format!("{PATH}/{id}/owner"),
            t.text("shared-views-hand-over"),
        )
    };
    let delete = VerbForm {
        method: Method::Delete,
        danger: true,
        fields: vec![version()],
        ..VerbForm::button("delete", format!("{PATH}/{id}"), t.text("view-delete"))
    };
    [give, delete].map(|form| Refused::into_form(refused, form)).into()
}
