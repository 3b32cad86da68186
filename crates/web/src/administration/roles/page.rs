//! A role's page.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use desk::Kind;
use desk::journal::Entry;
use desk::roles::{Effect, HolderPage, Sheet, Standing, holders, preview, standing};

use super::super::Kinds;
use super::super::lately;
use super::super::log_names::LogNames;
use super::{PATH, VERBS, sections};
use crate::account::{Refused, Shown, draw_sections};
use crate::failure::{Failure, Result};
use crate::identify::Member;
use crate::page::Link;
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::Reader;

/// People who hold it, on one page.
const HOLDERS: u32 = 20;
/// What cursors of the people who hold a role belong to.
pub(super) const LIST: &str = "role_holders";

/// Everything the page tells.
pub(super) struct Known {
    pub(super) standing: Standing,
    pub(super) holders: HolderPage,
    /// The cursor of the people after.
    pub(super) next: Option<String>,
    pub(super) effect: Option<Effect>,
    pub(super) entries: Vec<Entry>,
    pub(super) names: LogNames,
}

/// What is shown besides what holds.
#[derive(Default)]
pub(super) struct Telling {
    /// What was tried out.
    pub(super) sheet: Option<Sheet>,
    /// Why it was not set.
    pub(super) error: Option<String>,
    /// Another form that was refused.
    pub(super) refused: Option<Refused>,
    /// Where the people who hold it begin.
    pub(super) after: Vec<u8>,
}

pub(super) async fn show(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
    mut request: ListRequest,
) -> Result<Response> {
    let sheet = match request.take("as").as_deref() {
        None => None,
        Some("ready") => Some(Sheet::ready(&code).ok_or_else(|| Failure::query("as", "no_such"))?),
        Some(_) => return Err(Failure::query("as", "no_such")),
    };
    request.nothing_else()?;
    let after = place(&request, &member.agent).map_err(Failure::in_query)?;
    draw(&site, &member, &kinds, code, Telling { sheet, after, ..Telling::default() }).await
}

/// Where the people who hold a role are to begin.
pub(super) fn place(request: &ListRequest, agent: &desk::access::Agent) -> desk::Result<Vec<u8>> {
    Ok(request.onward(LIST, agent.person)?.unwrap_or_default())
}

pub(super) async fn draw(
    site: &Site,
    member: &Member,
    kinds: &Kinds,
    code: String,
    telling: Telling,
) -> Result<Response> {
    let (agent, all) = (member.agent.clone(), kinds.0.clone());
    let (wanted, after, cursors) =
        (telling.sheet.clone(), telling.after.clone(), site.cursors().clone());
    let known = site
        .read(move |tx| {
            let page = holders(tx, &agent, &code, &after, HOLDERS)?;
            let effect = wanted.as_ref().map(|sheet| preview(tx, &agent, &all, &code, sheet));
            let about = Some(("role_code", code.as_str()));
            let (entries, names) = lately::read(tx, &agent, VERBS, about)?;
            let next = page.next.as_deref();
            Ok(Known {
                standing: standing(tx, &agent, &all, &code)?,
                next: next.map(|place| cursors.seal(LIST, agent.person, place)),
                names,
                holders: page,
                effect: effect.transpose()?,
                entries,
            })
        })
        .await?;
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    let kinds: &[&'static Kind] = &kinds.0;
    let sections = sections::all(member, &reader, kinds, &known, &telling)?;
    let shown = match telling.error.is_some() || telling.refused.is_some() {
        true => Shown::Refused,
        false => Shown::Plainly,
    };
    let place = Some(Link::new(PATH, member.t.text("nav-roles")));
    let held = super::list::held_by(&member.t, &known.standing);
    let lead = format!("{}: {held}", member.t.text("roles-column-holders"));
    draw_sections(member, (place, known.standing.role.name.clone(), lead), sections, shown)
}
