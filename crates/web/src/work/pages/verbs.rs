//! What the buttons and forms of a record's page do.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use db::{Id, ReadTx, Value};
use desk::access::Agent;
use desk::custom::{Catalogue, PREFIX, values};
use desk::family::SPREADS;
use desk::field::{Field, FieldKind};
use desk::input::RawInput;
use desk::lifecycle::{InputField, Verb};
use desk::work::Asked;
use desk::{Committed, Error, find_visible};

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
use crate::work::Known;
use crate::work::spread::{spread, told_of_children};
use crate::work::unheard::{Unheard, with_unheard};
use crate::work::{given_away, names_in, still_seen};

pub(super) async fn act<P: Pages>(
    verb: &'static Verb,
    (State(site), Extension(known)): (State<Site>, Extension<Known>),
    member: Member,
    Segment(number): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let spreads = input.values.contains_key(SPREADS);
    let names = Unheard::of(&input);
    let meant = without_shown_people::<P>(&site, &member, verb, &number, &input).await?;
    let asked = Asked { number: number.clone(), verb, input: meant, if_match: None };
    let did = if faults.is_empty() {
        let (ctx, agent) = (member.context(), member.agent.clone());
        let answer = move |tx: &ReadTx<'_>, agent: &Agent, done: Committed| {
            let unheard = names.find::<P>(tx, agent, &done)?;
            Ok((still_seen::<P>(tx, agent, done)?, unheard))
        };
        crate::work::act::<P, _, _>(&site, ctx, agent, asked, answer).await
    } else {
        Err(Error::Invalid(faults))
    };
    let said = || Words { t: &member.t, kind: P::KIND }.said(verb.code, &number);
    match did {
        Ok((true, unheard)) => {
            let mut said = with_unheard(&member.t, said(), &unheard);
            if spreads && let Some(bulk) = spread(&site, &known, &member.agent, &number).await? {
                said = format!("{said} {}", told_of_children(&member.t, &bulk));
            }
            done::<P>(&site, &member, number.clone(), &said).await
        }
        Ok((false, _)) => Ok(given_away(&member, &list_path(P::KIND), &said())),
        Err(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Merged(_))) => {
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
    let added: Vec<String> =
        input.values.keys().filter(|name| name.starts_with(PREFIX)).cloned().collect();
    if typed.is_empty() && added.is_empty() {
        return Ok(meant);
    }
    let (agent, number) = (member.agent.clone(), number.to_owned());
    let shown = site.read(move |tx| {
        let found = find_visible::<P>(tx, &agent, &number)?;
        shown_people(tx, &found, (&typed, &added))
    });
    for (code, name) in shown.await? {
        if name == input.shown(code) {
            meant.take(code);
        }
    }
    Ok(meant)
}

/// The names that a record's page shows where people, or companies, are typed in by name: those of
/// some fields of its kind, and those of fields that administrators added.
fn shown_people<P: Pages>(
    tx: &ReadTx<'_>,
    found: &P,
    (own, added): (&[&'static str], &[String]),
) -> desk::Result<Vec<(&'static str, String)>> {
    let catalogue = Catalogue::of(tx, P::KIND)?;
    let by_name = |field: &&'static Field| {
        let typed = matches!(field.kind, FieldKind::Person | FieldKind::Company);
        typed && field.definition().is_some()
    };
    let added = added.iter().filter_map(|code| catalogue.field(code)).filter(by_name);
    let added: Vec<&'static Field> = added.collect();
    let own = own.iter().filter_map(|code| P::KIND.field(code));
    let mut held: Vec<_> = own.map(|field| (field, found.value(field))).collect();
    held.extend(values(tx, found.record().id, &added)?);
    let names = names_in(tx, P::KIND, &held)?;
    let name = |(field, value): &(&'static Field, Value)| {
        let Value::Bytes(id) = value else { return None };
        let id = Id::<()>::from_bytes(id.as_slice().try_into().ok()?);
        Some((field.code, names.name(Some(id))?))
    };
    Ok(held.iter().filter_map(name).collect())
}
