//! Somebody's page, and what its forms do.

use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use db::{Id, Tx};
use desk::access::Agent;
use desk::account::{
    LinkKind, NewLink, edit_person, end_sessions_of, give_link, let_in, take_second_factor, ties,
    ties_mark, user_account,
};
use desk::input::RawInput;
use desk::people::Person;
use desk::{Context, Error, Fault};

use super::super::lately;
use super::edit::{Choices, FORM};
use super::{PATH, named, once, sections};
use crate::account::{Refused, Shown, draw_sections};
use crate::failure::Result;
use crate::identify::Member;
use crate::input::Typed;
use crate::page::Link;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::{Reader, given_away};

/// What is written down of somebody's account.
const VERBS: &[&str] = &[
    "create_person",
    "change_person",
    "set_active",
    "grant_role",
    "revoke_role",
    "add_member",
    "remove_member",
    "work_for",
    "work_no_more_for",
    "join_department",
    "leave_department",
    "set_password",
    "invite",
    "make_reset_link",
    "set_second_factor",
    "renew_recovery_codes",
    "remove_second_factor",
    "sign_out_everywhere",
    "add_token",
    "revoke_token",
    "erase_person",
];

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    Segment(who): Segment<String>,
) -> Result<Response> {
    let person = site.read(move |tx| Ok(named(tx, &who)?.id)).await?;
    draw(&site, &member, person, None, None).await
}

async fn draw(
    site: &Site,
    member: &Member,
    person: Id<Person>,
    made: Option<(String, NewLink)>,
    refused: Option<Refused>,
) -> Result<Response> {
    let (agent, now, kinds) = (member.agent.clone(), site.now(), site.kinds());
    let of_tx = kinds.clone();
    let (known, hanging, choices, (entries, names)) = site
        .read(move |tx| {
            let known = user_account(tx, &agent, person, now)?;
            let hanging = ties(tx, &agent, &of_tx, person, now)?;
            let choices = Choices::of(tx, &known)?;
            let about = person.to_string();
            let history = lately::read(tx, &agent, VERBS, Some(("person", &about)))?;
            Ok((known, hanging, choices, history))
        })
        .await?;
    let reader = Reader::new(&member.t, now, &member.agent.zone);
    let form = choices.form(&member.t, site.languages(), &known);
    let told = (&*kinds, hanging.as_slice());
    let mut all = sections::all(member, &reader, &known, told, (form, refused.as_ref()));
    all.push(lately::section(&member.agent, &reader, &entries, &names));
    let shown = match (&refused, &made) {
        (Some(_), _) => Shown::Refused,
        (None, Some(_)) => Shown::Done,
        (None, None) => Shown::Plainly,
    };
    if let Some((address, link)) = made {
        let name = known.user.name.as_str();
        all.insert(0, once::section(member.shell(), &reader, name, address, &link)?);
    }
    let place = Some(Link::new(PATH, member.t.text("nav-users")));
    let lead = known.user.email.clone().unwrap_or_default();
    draw_sections(member, (place, known.user.name, lead), all, shown)
}

/// The page with a link that is told this once.
pub(super) async fn with_link(
    site: &Site,
    member: &Member,
    person: Id<Person>,
    address: String,
    link: NewLink,
) -> Result<Response> {
    draw(site, member, person, Some((address, link)), None).await
}

pub(super) async fn invitation(
    State(site): State<Site>,
    member: Member,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Segment(who): Segment<String>,
) -> Result<Response> {
    make(&site, &member, (&headers, &uri), who, LinkKind::Invitation).await
}

pub(super) async fn reset(
    State(site): State<Site>,
    member: Member,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Segment(who): Segment<String>,
) -> Result<Response> {
    make(&site, &member, (&headers, &uri), who, LinkKind::Reset).await
}

async fn make(
    site: &Site,
    member: &Member,
    (headers, uri): (&HeaderMap, &Uri),
    who: String,
    kind: LinkKind,
) -> Result<Response> {
    let person = site.read(move |tx| Ok(named(tx, &who)?.id)).await?;
    let (ctx, agent) = (member.context(), member.agent.clone());
    match site.write(move |tx| give_link(tx, &ctx, &agent, person, kind)).await {
        Ok(link) => {
            let address = once::address(site, headers, uri, &link);
            with_link(site, member, person, address, link).await
        }
        Err(error) => refuse(site, member, person, kind.code(), error).await,
    }
}

async fn refuse(
    site: &Site,
    member: &Member,
    person: Id<Person>,
    form: &str,
    error: Error,
) -> Result<Response> {
    if !matches!(error, Error::Refused(_)) {
        return Err(error.into());
    }
    let refused = Refused::new(member, form, RawInput::default(), &error);
    draw(site, member, person, None, Some(refused)).await
}

/// Does something about somebody, and goes back to their page.
async fn act<F>(
    site: &Site,
    member: &Member,
    who: String,
    form: &str,
    (said, act): (&str, F),
) -> Result<Response>
where
    F: Fn(&Tx<'_>, &Context, &Agent, Id<Person>) -> desk::Result<()> + Send + 'static,
{
    let person = site.read(move |tx| Ok(named(tx, &who)?.id)).await?;
    let (ctx, agent) = (member.context(), member.agent.clone());
    match site.write(move |tx| act(tx, &ctx, &agent, person)).await {
        Ok(()) => Ok(given_away(member, &format!("{PATH}/{person}"), said)),
        Err(error) => refuse(site, member, person, form, error).await,
    }
}

pub(super) async fn end_sessions(
    State(site): State<Site>,
    member: Member,
    Segment(who): Segment<String>,
) -> Result<Response> {
    let said = member.t.text("users-sessions-ended");
    act(&site, &member, who, "end-sessions", (&said, end_sessions_of)).await
}

/// Nobody is let out over what came to hang on them since that was looked at, nor by who has not looked: the
/// form says what was seen. The API takes no such word.
pub(super) async fn deactivate(
    State(site): State<Site>,
    member: Member,
    Segment(who): Segment<String>,
    Typed(input, _): Typed,
) -> Result<Response> {
    let said = member.t.text("users-deactivated");
    let (seen, kinds) = (input.shown(sections::SEEN), site.kinds());
    let out = move |tx: &Tx<'_>, ctx: &Context, agent: &Agent, person| {
        let hanging = ties(tx, agent, &kinds, person, ctx.now)?;
        if seen != ties_mark(&hanging) {
            return Err(Error::Refused("ties_changed"));
        }
        let_in(tx, ctx, agent, person, false)
    };
    act(&site, &member, who, "deactivate", (&said, out)).await
}

pub(super) async fn activate(
    State(site): State<Site>,
    member: Member,
    Segment(who): Segment<String>,
) -> Result<Response> {
    let said = member.t.text("users-activated");
    let back =
        |tx: &Tx<'_>, ctx: &Context, agent: &Agent, person| let_in(tx, ctx, agent, person, true);
    act(&site, &member, who, "activate", (&said, back)).await
}

pub(super) async fn edit(
    State(site): State<Site>,
    member: Member,
    Segment(who): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let languages = site.languages().codes();
    let edit = move |tx: &Tx<'_>, ctx: &Context, agent: &Agent, person, raw: &RawInput| {
        edit_person(tx, ctx, agent, person, &languages, raw)
    };
    let said = member.t.text_of("person", "edited");
    take(&site, &member, who, (FORM, &said), (input, faults), edit).await
}

pub(super) async fn take_factor(
    State(site): State<Site>,
    member: Member,
    Segment(who): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let said = member.t.text("users-factor-taken");
    take(&site, &member, who, ("take-factor", &said), (input, faults), take_second_factor).await
}

/// Does what a form with fields says about somebody, and goes back to their page; what is wrong with it is
/// told in the form.
async fn take<F>(
    site: &Site,
    member: &Member,
    who: String,
    (form, said): (&str, &str),
    (input, faults): (RawInput, Vec<Fault>),
    act: F,
) -> Result<Response>
where
    F: Fn(&Tx<'_>, &Context, &Agent, Id<Person>, &RawInput) -> desk::Result<()> + Send + 'static,
{
    let person = site.read(move |tx| Ok(named(tx, &who)?.id)).await?;
    let (ctx, agent, raw) = (member.context(), member.agent.clone(), input.clone());
    let did = match faults.is_empty() {
        true => site.write(move |tx| act(tx, &ctx, &agent, person, &raw)).await,
        false => Err(Error::Invalid(faults)),
    };
    match did {
        Ok(()) => Ok(given_away(member, &format!("{PATH}/{person}"), said)),
        Err(error @ Error::Invalid(_)) => {
            let refused = Refused::new(member, form, input, &error);
            draw(site, member, person, None, Some(refused)).await
        }
        Err(error) => refuse(site, member, person, form, error).await,
    }
}
