//! A shared view's page: whose it is, whom it is offered to, what it lists, what was done to it.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use desk::filter;
use desk::input::RawInput;
use desk::list::Count;
use desk::view::{self, HAND_OVER, SharedView};
use desk::{Error, Kind, audit};

use super::super::Kinds;
use super::super::lately::{self, LATELY};
use super::super::log_names::LogNames;
use super::list::owner;
use super::{PATH, VERBS, named};
use crate::account::{Refused, Shown, draw_sections};
use crate::failure::Result;
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{Cell, FormField, Link, Method, Section, SectionRow, VerbForm};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::pages::view_address;
use crate::work::views::{Offered, shared_words};
use crate::work::{COUNTED, Reader, counted_words, given_away};

/// What the page tells.
struct Known {
    one: SharedView,
    kind: &'static Kind,
    names: Offered,
    /// How many people it is offered to; nothing for everybody.
    people: Option<i64>,
    /// How many records it lists for the reader now; nothing where they may read none, or its filter
    /// holds no more.
    holds: Option<Count>,
    history: (Vec<desk::journal::Entry>, LogNames),
}

pub(super) async fn show(
    site: State<Site>,
    kinds: Extension<Kinds>,
    member: Member,
    Segment(text): Segment<String>,
) -> Result<Response> {
    draw(site, kinds, &member, &text, None).await
}

async fn draw(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: &Member,
    text: &str,
    refused: Option<Refused>,
) -> Result<Response> {
    let id = named(text)?;
    let (agent, now) = (member.agent.clone(), site.now());
    let known = site
        .read(move |tx| {
            let one = view::shared_view(tx, &agent, id)?;
            let kind = kinds.find(&one.view.kind).ok_or(Error::NotFound)?;
            let about = id.to_string();
            let entries = audit::lately(tx, &agent, VERBS, Some(("view", &about)), LATELY)?;
            let history = LogNames::of(tx, &entries)?;
            Ok(Known {
                names: Offered::of(tx, &agent, std::slice::from_ref(&one.view))?,
                people: view::audience(tx, &one.view)?,
                holds: view::holds(
                    tx,
                    filter::Reader { kind, agent: &agent, now },
                    &one.view,
                    COUNTED,
                )?,
                history: (entries, history),
                one,
                kind,
            })
        })
        .await?;
    let reader = Reader::new(&member.t, now, &member.agent.zone);
    let (entries, names) = &known.history;
    let sections = vec![
        itself(member, &reader, &known, refused.as_ref()),
        lately::section(&member.agent, &reader, entries, names),
    ];
    let place = Some(Link::new(PATH, member.t.text("nav-shared-views")));
    let lead = member.t.text("shared-views-one-lead");
    let shown = if refused.is_some() { Shown::Refused } else { Shown::Plainly };
    draw_sections(member, (place, known.one.view.name.clone(), lead), sections, shown)
}

fn itself(member: &Member, reader: &Reader, known: &Known, refused: Option<&Refused>) -> Section {
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
    let holds = match known.holds {
        Some(count) => counted_words(Some(count)),
        None => t.text("shared-views-holds-nothing"),
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
        Some(line("holds", Cell::Text(holds))),
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
    let to = FormField::text("owner", t.text("shared-views-new-owner"));
    let to = FormField { hint: t.text("shared-views-new-owner-hint"), ..to.required() };
    let give = VerbForm {
        fields: vec![to, FormField::hidden("version", one.view.version.to_string())],
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
        ..VerbForm::button("delete", format!("{PATH}/{id}"), t.text("view-delete"))
    };
    [Refused::into_form(refused, give), delete].into()
}

pub(super) async fn hand_over(
    site: State<Site>,
    kinds: Extension<Kinds>,
    member: Member,
    Segment(text): Segment<String>,
    Typed(raw, faults): Typed,
) -> Result<Response> {
    let id = named(&text)?;
    let done = match faults.is_empty() {
        true => give(&site, &kinds, &member, id, &raw).await,
        false => Err(Error::Invalid(faults)),
    };
    match done {
        Ok(view) => {
            let said =
                member.t.text_with("shared-views-handed", &[("name", view.name.as_str().into())]);
            Ok(given_away(&member, &format!("{PATH}/{id}"), &said))
        }
        Err(error @ (Error::Invalid(_) | Error::Stale { .. })) => {
            let refused = Refused::new(&member, "hand_over", raw, &error);
            draw(site, kinds, &member, &text, Some(refused)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn give(
    site: &Site,
    kinds: &Kinds,
    member: &Member,
    id: db::Id<view::View>,
    raw: &RawInput,
) -> desk::Result<view::View> {
    let (ctx, agent) = (member.context(), member.agent.clone());
    let (kinds, mut raw) = (kinds.clone(), raw.clone());
    raw.values.retain(|name, _| HAND_OVER.iter().any(|input| input.code == name));
    site.write(move |tx| {
        let one = view::shared_view(tx, &agent, id)?;
        let kind = kinds.find(&one.view.kind).ok_or(Error::NotFound)?;
        view::hand_over(tx, &ctx, &agent, kind, (id, raw.version), &raw)
    })
    .await
}

pub(super) async fn delete(
    State(site): State<Site>,
    member: Member,
    Segment(text): Segment<String>,
) -> Result<Response> {
    let id = named(&text)?;
    let (ctx, agent) = (member.context(), member.agent.clone());
    let view = site.write(move |tx| view::delete(tx, &ctx, &agent, (id, None))).await?;
    let said = member.t.text_with("view-deleted", &[("name", view.name.as_str().into())]);
    Ok(see_with(PATH, &said))
}
