//! What the buttons and forms of a record's page do.

use axum::extract::State;
use axum::response::Response;
use desk::input::RawInput;
use desk::lifecycle::{InputField, Verb};
use desk::people::Person;
use desk::work::Asked;
use desk::{Error, find_visible};

use super::choices::is_typed_person;
use super::own::Pages;
use super::panel::{done, refuse};
use super::words::Words;
use super::{Refused, conflict, list_path};
use crate::failure::Result;
use crate::identify::Member;
use crate::input::Typed;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::{given_away, still_seen};

pub(super) async fn act<P: Pages>(
    verb: &'static Verb,
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let meant = without_shown_people::<P>(&site, &member, verb, &number, &input).await?;
    let asked = Asked { number: number.clone(), verb, input: meant, if_match: None };
    let did = if faults.is_empty() {
        let (ctx, agent) = (member.context(), member.agent.clone());
        crate::work::act::<P, _, _>(&site, ctx, agent, asked, still_seen::<P>).await
    } else {
        Err(Error::Invalid(faults))
    };
    let said = || Words { t: &member.t, kind: P::KIND }.said(verb.code, &number);
    match did {
        Ok(true) => done::<P>(&site, &member, number.clone(), &said()).await,
        Ok(false) => Ok(given_away(&member, &list_path(P::KIND), &said())),
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            let refused = Refused::verb(&member.t, verb, input, &error);
            refuse::<P>(&site, &member, number, refused).await
        }
        Err(Error::Conflict(clashes)) => {
            conflict::page::<P>(&site, &member, verb, number, &input, &clashes).await
        }
        Err(other) => Err(other.into()),
    }
}

/// A form shows people by name, and two may share one: the name that the form itself showed is no
/// choice anybody made, and nobody is asked which of the two is meant.
async fn without_shown_people<P: Pages>(
    site: &Site,
    member: &Member,
    verb: &'static Verb,
    number: &str,
    input: &RawInput,
) -> Result<RawInput> {
    let mut meant = input.clone();
    let sent =
        |field: &&InputField| is_typed_person(field) && input.values.contains_key(field.code);
    let typed: Vec<&'static str> = verb.inputs.iter().filter(sent).map(|f| f.code).collect();
    if typed.is_empty() {
        return Ok(meant);
    }
    let (agent, number, codes) = (member.agent.clone(), number.to_owned(), typed.clone());
    let shown = site
        .read(move |tx| {
            let found = find_visible::<P>(tx, &agent, &number)?;
            let held = |code: &&str| {
                let value = found.value(P::KIND.field(code)?);
                desk::journal::canonical(&value)?.parse::<db::Id<Person>>().ok()
            };
            let people: Vec<_> = codes.iter().map(held).collect();
            let known: Vec<_> = people.iter().flatten().copied().collect();
            let names = Person::names(tx, &known)?;
            let name = |person: Option<db::Id<Person>>| names.get(&person?).cloned();
            Ok(people.into_iter().map(name).collect::<Vec<_>>())
        })
        .await?;
    for (code, name) in typed.into_iter().zip(shown) {
        if name.is_some_and(|name| name == input.shown(code)) {
            meant.take(code);
        }
    }
    Ok(meant)
}
