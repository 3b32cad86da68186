//! What administrators correct of somebody, and what people choose for themselves.

use db::{Id, Tx};

use super::administer::administered;
use super::link::forget_link;
use crate::access::Agent;
use crate::erasure::person_erased_at;
use crate::foundation::{self, COMPANIES, DEPARTMENT, Item, SITE, Sort};
use crate::input::{RawInput, RawValue};
use crate::people::{Company, Person, change, normalise_email};
use crate::{Context, Error, Fault, Result};

/// What an administrator can say of somebody. What is not mentioned stays as it is.
const OF_OTHERS: &[&str] =
    &["name", "email", "company", "location", "department", "language", "time_zone", "works_for"];
/// What everybody chooses for themselves.
const OF_ONESELF: &[&str] = &["language", "time_zone"];

/// Corrects what is known of somebody. Who changes the company leaves its locations and departments.
///
/// # Errors
/// [`Error::Forbidden`] for who does not administer; [`Error::NotFound`]; [`Error::Refused`] for who is
/// erased; [`Error::Invalid`] with every fault.
pub fn edit_person(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    person: Id<Person>,
    languages: &[String],
    raw: &RawInput,
) -> Result<()> {
    let before = administered(tx, agent, person)?;
    if person_erased_at(tx, person)?.is_some() {
        return Err(Error::Refused("erased_already"));
    }
    edit(tx, ctx, &before, Said { raw, languages, known: OF_OTHERS })
}

/// Keeps what somebody chooses for themselves.
///
/// # Errors
/// [`Error::Invalid`] with every fault.
pub fn edit_oneself(
    tx: &Tx<'_>,
    ctx: &Context,
    person: Id<Person>,
    languages: &[String],
    raw: &RawInput,
) -> Result<()> {
    let before = Person::find(tx, person)?.ok_or(Error::NotFound)?;
    edit(tx, ctx, &before, Said { raw, languages, known: OF_ONESELF })
}

/// What was said, and what may be.
#[derive(Clone, Copy)]
struct Said<'a> {
    raw: &'a RawInput,
    languages: &'a [String],
    known: &'static [&'static str],
}

impl Said<'_> {
    /// A text that was said, empty or not; nothing where it was not mentioned.
    fn text(&self, code: &str) -> Result<Option<String>> {
        match self.raw.values.get(code) {
            None => Ok(None),
            Some(RawValue::Null) => Ok(Some(String::new())),
            Some(RawValue::Text(text)) => Ok(Some(text.trim().to_owned())),
            Some(_) => Err(Error::invalid(code, "not_text")),
        }
    }

    /// Several that were said; nothing where they were not mentioned.
    fn several(&self, code: &str) -> Result<Option<Vec<String>>> {
        Ok(match self.raw.values.get(code) {
            Some(RawValue::List(all)) => Some(all.clone()),
            _ => self.text(code)?.map(|one| if one.is_empty() { Vec::new() } else { vec![one] }),
        })
    }
}

fn edit(tx: &Tx<'_>, ctx: &Context, before: &Person, said: Said<'_>) -> Result<()> {
    let mut faults: Vec<Fault> = Vec::new();
    let unknown = said.raw.values.keys().filter(|name| !said.known.contains(&name.as_str()));
    faults.extend(unknown.map(|name| Fault::new(name.as_str(), "no_such_field")));
    let mut after = before.clone();
    let mut works_for = None;
    for code in said.known {
        match part(tx, before, &mut after, said, code) {
            Ok(Some(companies)) => works_for = Some(companies),
            Ok(None) => {}
            Err(Error::Invalid(found)) => faults.extend(found),
            Err(other) => return Err(other),
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    change(tx, ctx, before, &after)?;
    if before.email != after.email {
        // A link that waits was handed to whoever reads the other address.
        forget_link(tx, before.id)?;
    }
    match works_for {
        Some(companies) => Person::set_works_for(tx, ctx, before.id, &companies),
        None => Ok(()),
    }
}

/// Takes over one thing that was said; the companies somebody works for are handed back.
fn part(
    tx: &Tx<'_>,
    before: &Person,
    after: &mut Person,
    said: Said<'_>,
    code: &str,
) -> Result<Option<Vec<Id<Company>>>> {
    if code == "works_for" {
        return works_for(tx, before, said, code);
    }
    let Some(text) = said.text(code)? else { return Ok(None) };
    let chosen = (!text.is_empty()).then_some(text.as_str());
    match (code, chosen) {
        ("name", _) => after.name = Person::checked_name(&text)?,
        ("email", Some(text)) => after.email = Some(free(tx, before, text)?),
        ("email", None) if before.email.is_some() => return Err(Error::invalid(code, "required")),
        ("company", None) => return Err(Error::invalid(code, "required")),
        // What somebody has already stays, also where nobody could choose it any more.
        ("company", Some(text)) if text == before.company.to_string() => {}
        ("company", Some(text)) => {
            after.company = lies(tx, (&COMPANIES, code), text, None)?;
            if after.company != before.company {
                (after.location, after.department) = (None, None);
            }
        }
        // A form says the old one again; it does not come along to another company.
        ("location", Some(text)) if is(before.location, text) => {}
        ("department", Some(text)) if is(before.department, text) => {}
        ("location", text) => {
            after.location =
                text.map(|text| lies(tx, (&SITE, code), text, Some(after.company))).transpose()?;
        }
        ("department", text) => {
            let of = Some(after.company);
            after.department =
                text.map(|text| lies(tx, (&DEPARTMENT, code), text, of)).transpose()?;
        }
        ("language", Some(text)) if !said.languages.iter().any(|known| known == text) => {
            let fault = Fault::new(code, "option").with("options", said.languages.join(", "));
            return Err(Error::Invalid(vec![fault]));
        }
        ("language", text) => after.language = text.map(str::to_owned),
        ("time_zone", text) => after.zone = text.map(zone).transpose()?,
        _ => {}
    }
    Ok(None)
}

/// The companies somebody is to work for besides their own.
fn works_for(
    tx: &Tx<'_>,
    before: &Person,
    said: Said<'_>,
    code: &str,
) -> Result<Option<Vec<Id<Company>>>> {
    let Some(named) = said.several(code)? else { return Ok(None) };
    let held = Person::works_for(tx, before.id)?;
    let company = |text: &String| match held.iter().find(|one| is(Some(**one), text)) {
        Some(held) => Ok(*held),
        None => lies(tx, (&COMPANIES, code), text, None),
    };
    named.iter().filter(|text| !text.is_empty()).map(company).collect::<Result<_>>().map(Some)
}

/// Whether that is what somebody has.
fn is<T>(held: Option<Id<T>>, text: &str) -> bool {
    held.is_some_and(|held| held.to_string() == text)
}

/// An address nobody else has.
fn free(tx: &Tx<'_>, before: &Person, text: &str) -> Result<String> {
    let email = normalise_email(text)?;
    match Person::find_by_email(tx, &email)? {
        Some(other) if other.id != before.id => Err(Error::invalid("email", "taken")),
        _ => Ok(email),
    }
}

fn zone(text: &str) -> Result<String> {
    match jiff::tz::TimeZone::get(text) {
        Ok(zone) => Ok(zone.iana_name().unwrap_or(text).to_owned()),
        Err(_) => Err(Error::invalid("time_zone", "unknown")),
    }
}

/// Something in use, by its identity or name, of this company where it belongs to one.
fn lies<T>(
    tx: &Tx<'_>,
    (sort, code): (&'static Sort, &str),
    text: &str,
    company: Option<Id<Company>>,
) -> Result<Id<T>> {
    let here = |item: &Item| company.is_none_or(|own| item.id("company") == Some(own));
    let found = match foundation::find(tx, sort, text)?.filter(here) {
        Some(item) => Some(item),
        None => foundation::called(tx, sort, text, company)?,
    };
    match found {
        None => Err(Error::invalid(code, "no_such")),
        Some(item) if !item.active => Err(Error::invalid(code, "retired")),
        Some(item) => item.key.parse().map_err(|_| Error::invalid(code, "no_such")),
    }
}
