//! What the forms on a role's page do.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use db::Id;
use desk::Error;
use desk::input::RawInput;
use desk::roles::{self, HOLDER};

use super::super::Kinds;
use super::PATH;
use super::page::{Telling, draw};
use super::sent::typed;
use crate::account::Refused;
use crate::failure::{Result, said};
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::given_away;

fn path(code: &str) -> String {
    format!("{PATH}/{code}")
}

/// Shows what a sheet would change, and sets nothing.
pub(super) async fn preview(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    if !faults.is_empty() {
        return Err(Error::Invalid(faults).into());
    }
    // Whatever the selects do not offer was made up by hand.
    let (sheet, _) = typed(&kinds.0, &input)?;
    let telling = Telling { sheet: Some(sheet), ..Telling::default() };
    draw(&site, &member, &kinds, code, telling).await
}

pub(super) async fn set(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    if !faults.is_empty() {
        return Err(Error::Invalid(faults).into());
    }
    let (sheet, seen) = typed(&kinds.0, &input)?;
    let (ctx, agent, all) = (member.context(), member.agent.clone(), kinds.0.clone());
    let (of_write, wanted) = (code.clone(), sheet.clone());
    let did = site
        .write(move |tx| roles::set(tx, &ctx, &agent, &all, &of_write, (&wanted, seen.as_deref())))
        .await;
    match did {
        Ok(_) => Ok(see_with(&path(&code), &member.t.text("tried-saved"))),
        Err(Error::Refused(why)) => {
            let error = Some(said(&member.t, why));
            let telling = Telling { sheet: Some(sheet), error, ..Telling::default() };
            draw(&site, &member, &kinds, code, telling).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The page with the form that was refused, and why.
async fn refuse(
    site: &Site,
    member: &Member,
    kinds: &Kinds,
    code: String,
    (form, input, error): (&str, RawInput, Error),
) -> Result<Response> {
    match error {
        Error::Invalid(_) | Error::Refused(_) => {
            let refused = Some(Refused::new(member, form, input, &error));
            draw(site, member, kinds, code, Telling { refused, ..Telling::default() }).await
        }
        other => Err(other.into()),
    }
}

pub(super) async fn rename(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let (ctx, agent) = (member.context(), member.agent.clone());
    let (of_write, name) = (code.clone(), input.shown("name"));
    let did = match faults.is_empty() {
        true => site.write(move |tx| roles::rename(tx, &ctx, &agent, &of_write, &name)).await,
        false => Err(Error::Invalid(faults)),
    };
    match did {
        Ok(_) => Ok(given_away(&member, &path(&code), &member.t.text("roles-renamed"))),
        Err(error) => refuse(&site, &member, &kinds, code, ("rename", input, error)).await,
    }
}

pub(super) async fn delete(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
) -> Result<Response> {
    let (ctx, agent, of_write) = (member.context(), member.agent.clone(), code.clone());
    match site.write(move |tx| roles::delete(tx, &ctx, &agent, &of_write)).await {
        Ok(()) => Ok(given_away(&member, PATH, &member.t.text("roles-deleted"))),
        Err(error) => {
            refuse(&site, &member, &kinds, code, ("delete", RawInput::default(), error)).await
        }
    }
}

pub(super) async fn grant(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let (ctx, agent) = (member.context(), member.agent.clone());
    let (of_write, who) = (code.clone(), input.shown(HOLDER));
    let did = match faults.is_empty() {
        true => site.write(move |tx| roles::grant(tx, &ctx, &agent, &of_write, &who)).await,
        false => Err(Error::Invalid(faults)),
    };
    match did {
        Ok(_) => Ok(given_away(&member, &path(&code), &member.t.text("roles-given"))),
        Err(error) => refuse(&site, &member, &kinds, code, ("give", input, error)).await,
    }
}

pub(super) async fn revoke(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment((code, person)): Segment<(String, String)>,
) -> Result<Response> {
    let person: Id<_> = person.parse().map_err(|_| Error::NotFound)?;
    let (ctx, agent, all) = (member.context(), member.agent.clone(), kinds.0.clone());
    let of_write = code.clone();
    let did =
        site.write(move |tx| roles::revoke(tx, &ctx, &agent, &all, (&of_write, person))).await;
    match did {
        Ok(()) => Ok(given_away(&member, &path(&code), &member.t.text("roles-taken"))),
        Err(error) => {
            let form = format!("take-{person}");
            refuse(&site, &member, &kinds, code, (&form, RawInput::default(), error)).await
        }
    }
}
