//! The pages on which administrators say what fields there are.

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use db::{Id, Tx};
use desk::custom::{self, Catalogue, Definition, TYPES};
use desk::input::RawInput;
use desk::{Context, Error, Fault, Kind};
use serde::Deserialize;

use super::form::{About, LIST, usual};
use super::{Kinds, NEEDS, change, overview, typed};
use crate::endpoint::{Endpoints, Place, Region};
use crate::failure::{Failure, Result, explain};
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{FieldPage, FieldProblem};
use crate::reply::{draw, draw_with};
use crate::segment::Segment;
use crate::site::Site;

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let one = format!("{LIST}/{{id}}");
    let retirement = format!("{one}/retirement");
    endpoints
        .page(Method::GET, LIST, NEEDS, list)
        .page(Method::GET, format!("{LIST}/new"), NEEDS, new)
        .page(Method::POST, LIST, NEEDS, create)
        .page(Method::GET, one.clone(), NEEDS, change::show)
        .page(Method::PATCH, one.clone(), NEEDS, change::edit)
        .page(Method::POST, format!("{one}/place"), NEEDS, place)
        .page(Method::POST, retirement.clone(), NEEDS, retire)
        .page(Method::DELETE, retirement, NEEDS, restore)
        .place(Place {
            region: Region::Desk,
            label: "nav-fields".to_owned(),
            path: LIST.to_owned(),
            icon: "sliders-horizontal",
            needs: NEEDS,
        });
}

async fn list(
    State(site): State<Site>,
    member: Member,
    Extension(kinds): Extension<Kinds>,
) -> Result<Response> {
    let all = site.read(custom::list).await?;
    draw(&overview::page(member.shell(), &kinds, &all))
}

/// Of which kind and type a new field is to be.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    kind: String,
    #[serde(default, rename = "type")]
    holds: String,
}

async fn new(
    State(site): State<Site>,
    member: Member,
    Extension(kinds): Extension<Kinds>,
    uri: Uri,
) -> Result<Response> {
    let wanted = Query::<Wanted>::try_from_uri(&uri).map(|query| query.0).unwrap_or_default();
    let first = kinds.0.first().copied();
    let kind = if wanted.kind.is_empty() { first } else { kinds.find(&wanted.kind) };
    let kind = kind.ok_or(Failure::Desk(Error::NotFound))?;
    if !TYPES.contains(&wanted.holds.as_str()) {
        return draw(&overview::types(member.shell(), kind));
    }
    let about = About {
        kind,
        holds: &wanted.holds,
        known: None,
        values: usual(&wanted.holds),
        languages: site.languages().choices(),
    };
    draw(&about.page(member.shell()))
}

async fn create(
    State(site): State<Site>,
    member: Member,
    Extension(kinds): Extension<Kinds>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let kind = kinds.find(&input.shown("kind")).ok_or_else(|| Error::invalid("kind", "no_such"))?;
    let holds = input.shown("type");
    let draft = typed::draft(&input, &codes(&site));
    let done = match faults.is_empty() {
        true => {
            let (ctx, agent) = (member.context(), member.agent.clone());
            site.write(move |tx| custom::create(tx, &ctx, &agent, kind, draft.clone())).await
        }
        false => Err(Error::Invalid(faults)),
    };
    match done {
        Ok(made) => {
            let label = made.label(member.t.language()).to_owned();
            let said = member.t.text_with("fields-added", &[("field", label.as_str().into())]);
            Ok(see_with(&format!("{LIST}/{}", made.id), &said))
        }
        Err(Error::Invalid(faults)) => {
            let about = About {
                kind,
                holds: &holds,
                known: None,
                values: shown(&input),
                languages: site.languages().choices(),
            };
            refused(&member, about.page(member.shell()), faults)
        }
        Err(other) => Err(other.into()),
    }
}

async fn retire(
    State(site): State<Site>,
    member: Member,
    Extension(kinds): Extension<Kinds>,
    Segment(id): Segment<Id<Definition>>,
    Typed(input, _): Typed,
) -> Result<Response> {
    let seen = input.version;
    let retired = act(&site, &member, &kinds, id, move |tx, ctx, member, kind| {
        custom::retire(tx, ctx, &member.agent, kind, (id, seen))
    });
    Ok(said(&member, "fields-retired-now", &retired.await?))
}

async fn restore(
    State(site): State<Site>,
    member: Member,
    Extension(kinds): Extension<Kinds>,
    Segment(id): Segment<Id<Definition>>,
    Typed(input, _): Typed,
) -> Result<Response> {
    let seen = input.version;
    let restored = act(&site, &member, &kinds, id, move |tx, ctx, member, kind| {
        custom::restore(tx, ctx, &member.agent, kind, (id, seen))
    });
    Ok(said(&member, "fields-restored-now", &restored.await?))
}

/// Moves a field one place up or down among those of its kind.
async fn place(
    State(site): State<Site>,
    member: Member,
    Extension(kinds): Extension<Kinds>,
    Segment(id): Segment<Id<Definition>>,
    Typed(input, _): Typed,
) -> Result<Response> {
    let up = input.shown("direction") == "up";
    let moved = act(&site, &member, &kinds, id, move |tx, ctx, member, kind| {
        let catalogue = Catalogue::of(tx, kind)?;
        let ids = catalogue.custom().iter().filter_map(|field| Some(field.definition()?.id));
        let mut ids: Vec<Id<Definition>> = ids.collect();
        let at = ids.iter().position(|one| *one == id).ok_or(Error::NotFound)?;
        let to = if up { at.saturating_sub(1) } else { (at + 1).min(ids.len() - 1) };
        ids.swap(at, to);
        custom::order(tx, ctx, &member.agent, kind, &ids)?;
        custom::find(tx, id).cloned()
    });
    moved.await?;
    Ok(see_with(LIST, &member.t.text("fields-ordered")))
}

/// Does something to the definition, of whichever kind it is.
async fn act(
    site: &Site,
    member: &Member,
    kinds: &Kinds,
    id: Id<Definition>,
    what: impl Fn(&Tx<'_>, &Context, &Member, &Kind) -> desk::Result<Definition> + Send + 'static,
) -> desk::Result<Definition> {
    let (member, kinds) = (member.clone(), kinds.clone());
    site.write(move |tx| {
        let kind = kinds.find(&custom::find(tx, id)?.kind).ok_or(Error::NotFound)?;
        what(tx, &member.context(), &member, kind)
    })
    .await
}

pub(super) fn codes(site: &Site) -> Vec<&'static str> {
    site.languages().choices().iter().map(|(code, _)| *code).collect()
}

pub(super) fn shown(input: &RawInput) -> std::collections::BTreeMap<String, String> {
    input.values.keys().map(|name| (name.clone(), input.shown(name))).collect()
}

pub(super) fn said(member: &Member, key: &str, definition: &Definition) -> Response {
    let label = definition.label(member.t.language());
    let text = member.t.text_with(key, &[("field", label.into())]);
    see_with(&format!("{LIST}/{}", definition.id), &text)
}

/// The form again, with what was typed and what is wrong with it.
pub(super) fn refused(member: &Member, page: FieldPage, faults: Vec<Fault>) -> Result<Response> {
    let problem = |(fault, line): (Fault, Option<usize>)| {
        let why = explain(&member.t, &fault);
        let message = match line {
            Some(line) => member.t.text_with(
                "fields-options-line",
                &[("line", line.into()), ("why", why.as_str().into())],
            ),
            None => why,
        };
        FieldProblem { field: fault.field, message }
    };
    let problems = typed::at_the_form(faults).into_iter().map(problem).collect();
    draw_with(StatusCode::UNPROCESSABLE_ENTITY, &page.refused(problems))
}
