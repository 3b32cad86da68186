//! Effort and cost of a record on its page.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::ReadTx;
use desk::Result;
use desk::access::Action;
use desk::effort::{self, Effort, Money, Totals};
use desk::input::RawValue;
use desk::people::Person;

use super::Seat;
use super::api::identity;
use super::form::{Form, Sent, submit};
use crate::endpoint::{Endpoints, Needs};
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Badge, Cell, Link, Section, SectionRow, Tone};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::pages::Pages;

/// Entries shown at most; the API has them all.
const SHOWN: usize = 20;

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let may = |action| Needs::May(P::KIND.code, action);
    let effort = format!("/{}/{{number}}/effort", P::KIND.path);
    let one = format!("{effort}/{{effort}}");
    endpoints.page(Method::POST, effort, may(Action::Work), add::<P>).page(
        Method::DELETE,
        one,
        may(Action::ReadInternal),
        remove::<P>,
    );
}

pub(super) fn section(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let (t, record) = (&seat.reader.t, seat.heading);
    if !record.shows_inside(seat.agent) {
        return Ok(None);
    }
    let all = effort::efforts(tx, seat.agent, record)?;
    let may = record.admits(seat.agent, Action::Work);
    if all.is_empty() && !may {
        return Ok(None);
    }
    let totals = effort::totals(tx, seat.agent, record)?;
    let people: Vec<_> = all.iter().take(SHOWN).map(|effort| effort.person).collect();
    let people = Person::names(tx, &people)?;
    let row = |effort: &Effort| SectionRow {
        link: Link::new("", spent(t, effort)),
        cells: cells(t, effort, people.get(&effort.person).cloned()),
        forms: effort
            .is_open_to(seat.agent, record, seat.reader.now)
            .then(|| {
                let id = effort.id.to_string();
                Form::removing("remove_booking", &id, format!("/effort/{id}")).drawn(seat)
            })
            .into_iter()
            .collect(),
    };
    Ok(Some(Section {
        anchor: "effort",
        heading: t.text("organ-effort"),
        count: if all.is_empty() { String::new() } else { all.len().to_string() },
        lead: if all.is_empty() { t.text("organ-none-effort") } else { summed(t, &totals) },
        rows: all.iter().take(SHOWN).map(row).collect(),
        forms: may
            .then(|| Form::new("book", "/effort", effort::INPUTS).drawn(seat))
            .into_iter()
            .collect(),
        ..Section::default()
    }))
}

/// What was spent, and what for.
fn spent(t: &Translator, effort: &Effort) -> String {
    let time = (effort.minutes > 0).then(|| duration(t, effort.minutes));
    let money = effort.cost.as_ref().map(amount);
    let spent: Vec<String> = time.into_iter().chain(money).collect();
    match effort.note.as_str() {
        "" => spent.join(", "),
        note => format!("{}: {note}", spent.join(", ")),
    }
}

fn cells(t: &Translator, effort: &Effort, person: Option<String>) -> Vec<Cell> {
    let billable = || Cell::Badge(Badge::new(t.text("effort-billable"), Tone::Info));
    [Cell::person(person), Cell::Text(effort.spent_on.to_string())]
        .into_iter()
        .chain(effort.billable.then(billable))
        .collect()
}

/// The sums in one line.
fn summed(t: &Translator, totals: &Totals) -> String {
    let mut parts = vec![duration(t, totals.minutes)];
    if totals.billable_minutes > 0 {
        let billable = duration(t, totals.billable_minutes);
        parts.push(t.text_with("effort-of-it-billable", &[("time", Arg::Text(&billable))]));
    }
    parts.extend(totals.costs.iter().map(amount));
    parts.join(" · ")
}

/// Minutes as hours and minutes.
pub(super) fn duration(t: &Translator, minutes: i64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    t.text_with("effort-time", &[("hours", Arg::Number(hours)), ("minutes", Arg::Number(rest))])
}

/// An amount with its currency: most have a hundredth as their minor unit.
pub(super) fn amount(money: &Money) -> String {
    match digits(&money.currency) {
        0 => format!("{} {}", money.minor, money.currency),
        places => {
            let unit = 10_i64.pow(places);
            let width = usize::try_from(places).unwrap_or(2);
            let (whole, rest) = (money.minor / unit, (money.minor % unit).abs());
            format!("{whole}.{rest:0width$} {}", money.currency)
        }
    }
}

/// How many decimal places a currency has (ISO 4217).
fn digits(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// The minor units of an amount as people write it: `12.5` or `12,50` of euros are 1250.
fn minor(text: &str, currency: &str) -> Option<i64> {
    let text = text.trim().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((text.as_str(), ""));
    let places = usize::try_from(digits(currency)).ok()?;
    let plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if part.len() > places || whole.is_empty() || !plain(whole) || !plain(part) {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

async fn add<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "book", of: String::new(), written: &["note"], typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, raw| {
        let mut raw = raw.clone();
        let currency = raw.shown("currency").to_ascii_uppercase();
        let typed = raw.shown("cost");
        if !typed.is_empty() {
            // What is no amount goes on as it is, to be refused with the field's own words.
            let cost = minor(&typed, &currency).map_or(RawValue::Text(typed), RawValue::Number);
            raw.values.insert("cost".to_owned(), cost);
        }
        effort::add(tx, ctx, agent, P::KIND, record, &raw).map(drop)
    })
    .await
}

async fn remove<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment((number, id)): Segment<(String, String)>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: "remove_booking", of: id.clone(), written: &[], typed };
    submit::<P, _>(&site, &member, sent, move |tx, ctx, agent, record, _| {
        effort::remove(tx, ctx, agent, record, identity(&id)?)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_back_as_they_are_written() {
        for (text, currency, expected) in [
            ("12.50", "EUR", Some(1250)),
            ("12,5", "EUR", Some(1250)),
            ("12", "EUR", Some(1200)),
            ("0.05", "EUR", Some(5)),
            ("1200", "JPY", Some(1200)),
            ("1.234", "KWD", Some(1234)),
            ("1.5", "JPY", None),
            ("1.234", "EUR", None),
            ("-1", "EUR", None),
            (".5", "EUR", None),
            ("a", "EUR", None),
            ("99999999999999999999", "EUR", None),
        ] {
            assert_eq!(minor(text, currency), expected, "{text} {currency}");
        }
        let money = |minor, currency: &str| Money { minor, currency: currency.to_owned() };
        assert_eq!(amount(&money(1250, "EUR")), "12.50 EUR");
        assert_eq!(amount(&money(5, "EUR")), "0.05 EUR");
        assert_eq!(amount(&money(1200, "JPY")), "1200 JPY");
        assert_eq!(amount(&money(1234, "KWD")), "1.234 KWD");
    }
}
