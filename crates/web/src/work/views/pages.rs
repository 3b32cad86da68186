//! The pages of saved views: all of them, one of them, and what the forms about them do.

use axum::Extension;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use db::Id;
use desk::input::{RawInput, RawValue};
use desk::view::{self, INPUTS, View};
use desk::{Error, Kind};

use super::form::{Offered, filled, shared_words};
use super::{Kinds, fields_for, found, named, shape};
use crate::endpoint::{Endpoints, Needs};
use crate::failure::{Result, problems};
use crate::identify::{Member, see, see_with};
use crate::input::Typed;
use crate::page::{FormField, Link, ViewPage, ViewRow, ViewsPage};
use crate::query::ListRequest;
use crate::reply::{draw, draw_with};
use crate::segment::Segment;
use crate::session::local;
use crate::site::Site;
use crate::work::pages::view_address;

const VIEWS: &str = "/views";

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let one = format!("{VIEWS}/{{view}}");
    let pin = format!("{one}/pin");
    endpoints
        .page(Method::GET, VIEWS, Needs::SignedIn, list)
        .page(Method::POST, VIEWS, Needs::SignedIn, create)
        .page(Method::GET, one.as_str(), Needs::SignedIn, form)
        .page(Method::PATCH, one.as_str(), Needs::SignedIn, edit)
        .page(Method::DELETE, one, Needs::SignedIn, delete)
        .page(Method::POST, pin.as_str(), Needs::SignedIn, pin_it)
        .page(Method::DELETE, pin, Needs::SignedIn, unpin_it);
}

async fn list(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    mut request: ListRequest,
) -> Result<Response> {
    let code = request.take("kind");
    request.nothing_else()?;
    let agent = member.agent.clone();
    let views = site
        .read(move |tx| {
            let views = view::list(tx, &agent, code.as_deref())?;
            let names = Offered::of(tx, &agent, &views)?;
            Ok((views, names))
        })
        .await?;
    let (views, names) = views;
    let row = |view: &View| {
        let kind = kinds.find(&view.kind)?;
        Some(ViewRow {
            link: Link::new(view_address(kind, view), view.name.as_str()),
            kind: member.t.text_of("nav", kind.path),
            owner: names.owner(view),
            shared: shared_words(&member.t, view, &names),
            q: view.q.clone(),
            edit: view.is_changed_by(&member.agent).then(|| format!("{VIEWS}/{}", view.id)),
        })
    };
    let views = views.iter().filter_map(row).collect();
    draw(&ViewsPage { shell: member.shell(), views })
}

async fn create(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Typed(mut raw, faults): Typed,
) -> Result<Response> {
    let kind = match raw.take("kind") {
        Some(RawValue::Text(code)) => named(&kinds, &code)?,
        _ => return Err(Error::invalid("kind", "required").into()),
    };
    let done = if faults.is_empty() {
        let (ctx, agent, input) = (member.context(), member.agent.clone(), raw.clone());
        site.write(move |tx| {
            let fields = fields_for(tx, kind, &agent)?;
            view::create(tx, &ctx, &agent, shape(kind, &fields), &input)
        })
        .await
    } else {
        Err(Error::Invalid(faults))
    };
    match done {
        Ok(view) => Ok(kept(&member, kind, &view)),
        Err(error @ Error::Invalid(_)) => {
            let hidden = FormField::hidden("kind", kind.code);
            let page = page(&site, &member, kind, None, &raw).await?;
            let fields = page.fields.iter().cloned().chain([hidden]).collect();
            let page = ViewPage { fields, ..page };
            let page = page.refused(problems(&member.t, &error));
            draw_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

async fn form(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(id): Segment<String>,
) -> Result<Response> {
    let (view, kind) = one(&site, &member, kinds, identity(&id)?).await?;
    if !view.is_changed_by(&member.agent) {
        return Ok(see(&view_address(kind, &view)));
    }
    draw(&page(&site, &member, kind, Some(&view), &as_kept(&view)).await?)
}

async fn edit(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(id): Segment<String>,
    Typed(raw, faults): Typed,
) -> Result<Response> {
    let id = identity(&id)?;
    let (view, kind) = one(&site, &member, kinds, id).await?;
    let done = if faults.is_empty() {
        let (ctx, agent, input) = (member.context(), member.agent.clone(), raw.clone());
        site.write(move |tx| {
            let fields = fields_for(tx, kind, &agent)?;
            let seen = (id, input.version);
            view::edit(tx, &ctx, &agent, shape(kind, &fields), seen, &input)
        })
        .await
    } else {
        Err(Error::Invalid(faults))
    };
    match done {
        Ok(view) => Ok(kept(&member, kind, &view)),
        Err(error @ Error::Invalid(_)) => {
            let mut typed = as_kept(&view);
            typed.values.extend(raw.values);
            let page = page(&site, &member, kind, Some(&view), &typed).await?;
            let page = page.refused(problems(&member.t, &error));
            draw_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

async fn delete(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(id): Segment<String>,
) -> Result<Response> {
    let id = identity(&id)?;
    let (view, kind) = one(&site, &member, kinds, id).await?;
    let (ctx, agent) = (member.context(), member.agent.clone());
    site.write(move |tx| view::delete(tx, &ctx, &agent, (id, None))).await?;
    let said = member.t.text_with("view-deleted", &[("name", view.name.as_str().into())]);
    Ok(see_with(&format!("/{}", kind.path), &said))
}

async fn pin_it(
    site: State<Site>,
    kinds: Extension<Kinds>,
    member: Member,
    id: Segment<String>,
    typed: Typed,
) -> Result<Response> {
    pinning(true, site, kinds, member, id, typed).await
}

async fn unpin_it(
    site: State<Site>,
    kinds: Extension<Kinds>,
    member: Member,
    id: Segment<String>,
    typed: Typed,
) -> Result<Response> {
    pinning(false, site, kinds, member, id, typed).await
}

async fn pinning(
    pins: bool,
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(id): Segment<String>,
    Typed(raw, _): Typed,
) -> Result<Response> {
    let id = identity(&id)?;
    let (view, kind) = one(&site, &member, kinds, id).await?;
    let (ctx, agent) = (member.context(), member.agent.clone());
    site.write(move |tx| match pins {
        true => view::pin(tx, &ctx, &agent, id),
        false => view::unpin(tx, &ctx, &agent, id),
    })
    .await?;
    let back = raw.shown("back");
    Ok(see(local(&back).unwrap_or(&view_address(kind, &view))))
}

/// Back to the list, where it is said that it is kept.
fn kept(member: &Member, kind: &'static Kind, view: &View) -> Response {
    let said = member.t.text_with("view-kept", &[("name", view.name.as_str().into())]);
    see_with(&view_address(kind, view), &said)
}

async fn one(
    site: &Site,
    member: &Member,
    kinds: Kinds,
    id: Id<View>,
) -> desk::Result<(View, &'static Kind)> {
    let agent = member.agent.clone();
    site.read(move |tx| found(tx, &agent, &kinds, id)).await
}

/// The page of a view with what was typed, or with what it holds.
async fn page(
    site: &Site,
    member: &Member,
    kind: &'static Kind,
    view: Option<&View>,
    typed: &RawInput,
) -> Result<ViewPage> {
    let (agent, seen) = (member.agent.clone(), view.cloned());
    let offered = site.read(move |tx| Offered::of(tx, &agent, seen.as_slice())).await?;
    let t = &member.t;
    let version = view.map(|view| FormField::hidden("version", view.version.to_string()));
    let list = Link::new(format!("/{}", kind.path), t.text_of("nav", kind.path));
    Ok(ViewPage {
        shell: member.shell(),
        heading: view.map_or_else(|| t.text("view-keep"), |view| view.name.clone()),
        path: view.map_or_else(|| VIEWS.to_owned(), |view| format!("{VIEWS}/{}", view.id)),
        method: if view.is_some() { "patch" } else { "" },
        problems: Vec::new(),
        fields: filled(member, kind, &offered, typed).into_iter().chain(version).collect(),
        submit: t.text("view-keep-submit"),
        deletable: view.is_some(),
        cancel: view
            .map_or(list, |view| Link::new(view_address(kind, view), t.text_of("nav", kind.path))),
    })
}

/// What a view holds, as a form would send it.
fn as_kept(view: &View) -> RawInput {
    let value = |code: &str| match code {
        "name" => view.name.clone(),
        "shared_with" => view.sharing.code().to_owned(),
        "team" => view.sharing.team().map(|id| id.to_string()).unwrap_or_default(),
        "company" => view.sharing.company().map(|id| id.to_string()).unwrap_or_default(),
        "q" => view.q.clone(),
        "columns" => view.columns.join(","),
        "sort" => view.sort.clone(),
        "group" => view.group.clone(),
        _ => String::new(),
    };
    let values =
        INPUTS.iter().map(|input| (input.code.to_owned(), RawValue::Text(value(input.code))));
    RawInput { values: values.collect(), version: Some(view.version) }
}

/// An identity in a path; what is none names nothing.
fn identity(text: &str) -> desk::Result<Id<View>> {
    text.parse().map_err(|_| Error::NotFound)
}
