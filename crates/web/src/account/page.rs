//! The page, and what its forms do.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use db::{Id, Tx};
use desk::Error;
use desk::account::{
    PasswordChange, edit_oneself, end_session, password_since, second_factor_of, sessions_of,
    sign_out_elsewhere, tokens_of,
};
use desk::input::RawInput;
use desk::people::Person;

use super::PATH;
use super::factor::Telling;
use super::sections::{Known, all};
use super::sent::{self, Refused, Shown};
use crate::failure::Result;
use crate::identify::{ClientAddress, Member};
use crate::input::Typed;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::{Reader, given_away};

pub(super) async fn show(State(site): State<Site>, member: Member) -> Result<Response> {
    draw(&site, &member, Telling::Nothing, None).await
}

/// The page, with what it tells this once and what was refused.
pub(super) async fn draw(
    site: &Site,
    member: &Member,
    telling: Telling,
    refused: Option<Refused>,
) -> Result<Response> {
    let (person, now) = (member.agent.person, site.now());
    let known = site
        .read(move |tx| {
            Ok(Known {
                zone: Person::find(tx, person)?.and_then(|person| person.zone),
                password_since: password_since(tx, person)?,
                sessions: sessions_of(tx, person, now)?,
                tokens: tokens_of(tx, person)?,
                second_factor: second_factor_of(tx, person)?,
            })
        })
        .await?;
    let reader = Reader::new(&member.t, now, &member.agent.zone);
    let sections = all(member, &reader, &known, &telling, refused.as_ref())?;
    let lead = member.agent.email.clone().unwrap_or_default();
    let heading = (None, member.t.text("account-heading"), lead);
    let shown = match (&refused, &telling) {
        (Some(_), _) => Shown::Refused,
        (None, Telling::Nothing) => Shown::Plainly,
        (None, _) => Shown::Done,
    };
    sent::sections(member, heading, sections, shown)
}

/// The page with the form that was refused, and why.
pub(super) async fn refuse(
    site: &Site,
    member: &Member,
    form: &str,
    input: RawInput,
    error: Error,
) -> Result<Response> {
    match error {
        Error::Invalid(_) | Error::Refused(_) | Error::Throttled(_) => {
            let refused = Refused::new(member, form, input, &error);
            draw(site, member, Telling::Nothing, Some(refused)).await
        }
        other => Err(other.into()),
    }
}

pub(super) async fn edit(
    State(site): State<Site>,
    member: Member,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let (ctx, person, raw) = (member.context(), member.agent.person, input.clone());
    let languages = site.languages().codes();
    let edit = move |tx: &Tx<'_>| edit_oneself(tx, &ctx, person, &languages, &raw);
    let did = if faults.is_empty() { site.write(edit).await } else { Err(Error::Invalid(faults)) };
    match did {
        Ok(()) => Ok(given_away(&member, PATH, &member.t.text_of("person", "edited"))),
        Err(error) => refuse(&site, &member, "edit", input, error).await,
    }
}

pub(super) async fn change_password(
    State(site): State<Site>,
    member: Member,
    headers: HeaderMap,
    address: ClientAddress,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let change =
        PasswordChange { present: input.shown("present"), password: input.shown("password") };
    let did = if !faults.is_empty() {
        Err(Error::Invalid(faults))
    } else if input.shown("again") != change.password {
        Err(Error::invalid("again", "not_the_same"))
    } else {
        let (ctx, from) = (member.context(), address.visitor(&headers));
        let (person, saving) = (member.agent.person, member.context());
        let ready = site.sign_in(move |db| change.prepare(db, &ctx, person, &from)).await;
        let proof = member.proof();
        match ready {
            Ok(ready) => site.write(move |tx| ready.save(tx, &saving, proof)).await,
            Err(error) => Err(error),
        }
    };
    match did {
        Ok(()) => Ok(given_away(&member, PATH, &member.t.text("account-password-changed"))),
        Err(error) => refuse(&site, &member, "change-password", input, error).await,
    }
}

pub(super) async fn end_others(State(site): State<Site>, member: Member) -> Result<Response> {
    let (ctx, person, proof) = (member.context(), member.agent.person, member.proof());
    site.write(move |tx| sign_out_elsewhere(tx, &ctx, person, proof)).await?;
    Ok(given_away(&member, PATH, &member.t.text("account-others-ended")))
}

pub(super) async fn end_one(
    State(site): State<Site>,
    member: Member,
    Segment(session): Segment<String>,
) -> Result<Response> {
    let (ctx, person) = (member.context(), member.agent.person);
    let session: Id<_> = session.parse().map_err(|_| Error::NotFound)?;
    site.write(move |tx| end_session(tx, &ctx, person, session)).await?;
    Ok(given_away(&member, PATH, &member.t.text("account-ended")))
}
