//! One's own tokens on the page: made, shown once, revoked.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use db::{Id, Timestamp};
use desk::Error;
use desk::account::{
    ApiToken, NewToken, Visitor, check_own_token, make_own_token, prove_all, revoke_own_token,
};
use desk::input::RawInput;

use super::PATH;
use super::factor::{Telling, code_field};
use super::page::{draw, refuse};
use super::sections::{Known, secret};
use super::sent::Refused;
use crate::failure::Result;
use crate::i18n::{Arg, Translator};
use crate::identify::{ClientAddress, Member};
use crate::input::Typed;
use crate::page::{
    Badge, Cell, Choice, FormField, InputType, Link, Method, Once, SafeHtml, Section, SectionRow,
    Tone, VerbForm,
};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::{Reader, given_away};

/// The form that makes one.
const MAKE: &str = "make-token";
/// How many days a token can be said to work on the page; the first is proposed.
const LASTS: [i64; 3] = [90, 30, 365];
/// The names of what proves that it is still them.
pub(super) const PROOF: [&str; 2] = ["present", "code"];

/// The section: those that work, and the form that makes another.
pub(super) fn section(
    member: &Member,
    reader: &Reader,
    known: &Known,
    telling: &Telling,
    refused: Option<&Refused>,
) -> Result<Section> {
    let t = &member.t;
    let works = known.tokens.iter().filter(|token| token.works(reader.now));
    let rows: Vec<SectionRow> = works.map(|token| row(t, reader, token)).collect();
    let may = known.password_since.is_some();
    let make = may.then(|| Refused::into_form(refused, form(t, known.second_factor.is_some())));
    let once = match telling {
        Telling::Token(new) => Some(shown(member, new)?),
        _ => None,
    };
    let lead = match (&once, rows.is_empty()) {
        (Some(_), _) => "account-token-once",
        (None, true) => "account-no-tokens",
        (None, false) => "account-tokens-lead",
    };
    Ok(Section {
        anchor: "tokens",
        heading: t.text("account-tokens"),
        lead: t.text(lead),
        body: once,
        rows,
        forms: make.into_iter().collect(),
        ..Section::default()
    })
}

/// What a script sends, this once.
fn shown(member: &Member, new: &NewToken) -> Result<SafeHtml> {
    let label = [("name", Arg::Text(&new.name))];
    let label = member.t.text_with("account-token-text", &label);
    Ok(SafeHtml::drawn(&Once { shell: member.shell(), label, text: new.text.clone() })?)
}

fn form(t: &Translator, with_code: bool) -> VerbForm {
    let days = |days: i64| {
        let gaps = [("days", Arg::Number(days))];
        Choice::new(days.to_string(), t.text_with("account-token-lasts-days", &gaps))
    };
    let never = Choice::new("", t.text("account-token-lasts-ever"));
    let [first, ..] = LASTS;
    let lasts = LASTS.into_iter().map(days).chain(std::iter::once(never)).collect();
    let name = FormField::text("name", t.text("account-token-name")).required().at_most(100);
    let mut fields = vec![
        name.with_hint(t.text("account-token-name-hint")),
        FormField::select("days", t.text("account-token-lasts"), lasts)
            .with_value(first.to_string()),
        secret("present", t.text("account-present"), InputType::Password),
    ];
    fields.extend(with_code.then(|| code_field(t).with_hint(t.text("factor-code-hint"))));
    VerbForm {
        verb: MAKE.to_owned(),
        path: format!("{PATH}/tokens"),
        label: t.text("account-token-make"),
        hint: t.text("account-token-make-hint"),
        fields,
        ..VerbForm::default()
    }
}

fn row(t: &Translator, reader: &Reader, token: &ApiToken) -> SectionRow {
    let revoke = VerbForm {
        method: Method::Delete,
        danger: true,
        ..VerbForm::button(
            &format!("revoke-{}", token.id),
            format!("{PATH}/tokens/{}", token.id),
            t.text("account-revoke"),
        )
    };
    SectionRow {
        link: Link::new("", token.name.as_str()),
        cells: told(t, reader, token),
        forms: vec![revoke],
    }
}

/// When a token was made and used, until when it works, and what is to be noticed of it.
fn told(t: &Translator, reader: &Reader, token: &ApiToken) -> Vec<Cell> {
    let said = |key: &str, at: Timestamp| {
        Cell::Text(t.text_with(key, &[("when", Arg::Text(&reader.stamp(at).text))]))
    };
    let used = match token.used_at {
        Some(at) => said("account-token-used", at),
        None => Cell::Text(t.text("account-token-unused")),
    };
    let mut cells = vec![said("account-token-made", token.created_at), used];
    cells.extend(token.expires_at.map(|at| said("account-token-ends", at)));
    cells.extend(marks(t, token, reader.now).into_iter().map(Cell::Badge));
    cells
}

/// What is to be noticed of a token that works.
pub(crate) fn marks(t: &Translator, token: &ApiToken, now: Timestamp) -> Vec<Badge> {
    let idle = token.is_idle(now).then(|| Badge::new(t.text("token-idle"), Tone::Warning));
    let endless = token.is_endless(now).then(|| Badge::new(t.text("token-endless"), Tone::Warning));
    idle.into_iter().chain(endless).collect()
}

/// Makes one for whoever proves that it is still them: what makes it must not be a browser left open.
pub(super) async fn made(
    site: &Site,
    (agent, from): (&desk::access::Agent, Visitor),
    context: impl Fn() -> desk::Context,
    input: &RawInput,
) -> desk::Result<NewToken> {
    let (mut asked, now) = (input.clone(), site.now());
    let [present, code] =
        PROOF.map(|name| asked.take(name).map(|value| value.shown()).unwrap_or_default());
    // First what costs nothing: a code works once.
    let (of_check, by) = (asked.clone(), agent.clone());
    site.read(move |tx| check_own_token(tx, &by, &of_check, now).map(drop)).await?;
    let (ctx, sealer, person) = (context(), site.sealer().clone(), agent.person);
    site.sign_in(move |db| prove_all(db, &ctx, &sealer, person, &from, (&present, &code))).await?;
    let (ctx, agent) = (context(), agent.clone());
    site.write(move |tx| make_own_token(tx, &ctx, &agent, &asked)).await
}

pub(super) async fn make(
    State(site): State<Site>,
    member: Member,
    headers: HeaderMap,
    address: ClientAddress,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let did = match faults.is_empty() {
        true => {
            let who = (&member.agent, address.visitor(&headers));
            made(&site, who, || member.context(), &input).await
        }
        false => Err(Error::Invalid(faults)),
    };
    match did {
        Ok(new) => draw(&site, &member, Telling::Token(new), None).await,
        Err(error) => {
            let mut typed = input;
            PROOF.into_iter().for_each(|name| drop(typed.take(name)));
            refuse(&site, &member, MAKE, typed, error).await
        }
    }
}

pub(super) async fn revoke(
    State(site): State<Site>,
    member: Member,
    Segment(token): Segment<String>,
) -> Result<Response> {
    let (ctx, person) = (member.context(), member.agent.person);
    let token: Id<_> = token.parse().map_err(|_| Error::NotFound)?;
    site.write(move |tx| revoke_own_token(tx, &ctx, person, token)).await?;
    Ok(given_away(&member, PATH, &member.t.text("account-revoked")))
}
