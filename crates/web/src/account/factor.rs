//! The second factor on one's own page: set up, renewed, taken away.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use desk::Error;
use desk::account::{
    NewToken, SecondFactor, TotpSecret, Visitor, begin_second_factor, confirm_second_factor,
    pending_second_factor, prove_both, prove_password, remove_second_factor, renew_recovery_codes,
};
use desk::input::RawInput;

use super::page::{draw, refuse};
use super::sections::secret;
use super::sent::Refused;
use super::{PATH, qr};
use crate::failure::Result;
use crate::i18n::{Arg, Translator};
use crate::identify::{ClientAddress, Member};
use crate::input::Typed;
use crate::page::{
    Badge, Cell, Codes, FormField, InputType, Link, Method, QrCode, SafeHtml, Section, SectionRow,
    Tone, VerbForm,
};
use crate::site::Site;
use crate::work::{Reader, given_away};

/// What is told of it on the page besides what is there.
#[derive(Clone, Default)]
pub(super) enum Telling {
    /// Nothing.
    #[default]
    Nothing,
    /// That a secret waits for its first code. It was shown once, to whoever gave the password for it.
    Waiting,
    /// A secret that goes into an app.
    Secret(TotpSecret),
    /// Recovery codes, this once.
    Codes(Vec<String>),
    /// A token just made, this once.
    Token(NewToken),
}

fn below(path: &str) -> String {
    format!("{PATH}/second-factor{path}")
}

fn present(t: &Translator) -> FormField {
    secret("present", t.text("account-present"), InputType::Password)
}

/// What proves with the password that the app, or a recovery code, is still in their hands.
fn both(t: &Translator) -> Vec<FormField> {
    vec![present(t), code_field(t).with_hint(t.text("factor-code-hint"))]
}

/// The section.
pub(super) fn section(
    member: &Member,
    reader: &Reader,
    has: Option<SecondFactor>,
    telling: &Telling,
    refused: Option<&Refused>,
) -> Result<Section> {
    let t = &member.t;
    let plain =
        Section { anchor: "second-factor", heading: t.text("factor"), ..Section::default() };
    let form = |form: VerbForm| Refused::into_form(refused, form);
    let begin = VerbForm {
        verb: "begin-factor".to_owned(),
        path: below(""),
        label: t.text("factor-begin"),
        hint: t.text("factor-begin-hint"),
        fields: vec![present(t)],
        open: member.must_set_up(),
        ..VerbForm::default()
    };
    let lead = if member.must_set_up() { "factor-demanded" } else { "factor-none" };
    match (telling, has) {
        (Telling::Secret(secret), _) => confirming(member, plain, secret, refused),
        (Telling::Waiting, _) => Ok(Section {
            lead: t.text("factor-waiting"),
            forms: vec![form(confirmation(t)), form(begin)],
            ..plain
        }),
        (Telling::Codes(codes), _) => {
            let codes = Codes { shell: member.shell(), codes: codes.clone() };
            let lead = t.text("factor-codes-lead");
            Ok(Section { lead, body: Some(SafeHtml::drawn(&codes)?), ..plain })
        }
        (Telling::Nothing | Telling::Token(_), Some(has)) => {
            Ok(there(t, reader, plain, has, refused))
        }
        (Telling::Nothing | Telling::Token(_), None) => {
            Ok(Section { lead: t.text(lead), forms: vec![form(begin)], ..plain })
        }
    }
}

/// The picture for the app, and where its first code is typed.
fn confirming(
    member: &Member,
    plain: Section,
    secret: &TotpSecret,
    refused: Option<&Refused>,
) -> Result<Section> {
    let t = &member.t;
    let account = member.agent.email.clone().unwrap_or_else(|| member.agent.name.clone());
    let (size, path) = qr::drawn(&secret.uri(&account));
    let code = QrCode { shell: member.shell(), size, path, text: secret.text() };
    Ok(Section {
        lead: t.text("factor-scan"),
        body: Some(SafeHtml::drawn(&code)?),
        forms: vec![Refused::into_form(refused, confirmation(t))],
        ..plain
    })
}

fn confirmation(t: &Translator) -> VerbForm {
    VerbForm {
        verb: "confirm-factor".to_owned(),
        path: below("/confirmation"),
        label: t.text("factor-confirm"),
        primary: true,
        open: true,
        fields: vec![code_field(t)],
        ..VerbForm::default()
    }
}

/// Where a code of an app is typed.
pub(super) fn code_field(t: &Translator) -> FormField {
    FormField {
        kind: crate::page::FieldKind::Text(InputType::Code),
        ..FormField::text("code", t.text("factor-code")).required()
    }
}

fn there(
    t: &Translator,
    reader: &Reader,
    plain: Section,
    has: SecondFactor,
    refused: Option<&Refused>,
) -> Section {
    let renew = VerbForm {
        verb: "renew-codes".to_owned(),
        path: below("/codes"),
        label: t.text("factor-renew"),
        hint: t.text("factor-renew-hint"),
        fields: both(t),
        ..VerbForm::default()
    };
    let remove = VerbForm {
        verb: "remove-factor".to_owned(),
        path: below(""),
        method: Method::Delete,
        label: t.text("factor-remove"),
        hint: t.text("factor-remove-hint"),
        danger: true,
        fields: both(t),
        ..VerbForm::default()
    };
    let left = [("count", Arg::Number(has.codes_left))];
    let row = SectionRow {
        link: Link::new("", t.text("factor-app")),
        cells: vec![
            Cell::Badge(Badge::new(t.text("factor-on"), Tone::Success)),
            Cell::Time(reader.stamp(has.since)),
            Cell::Text(t.text_with("factor-left", &left)),
        ],
        forms: Vec::new(),
    };
    let forms = [renew, remove].map(|form| Refused::into_form(refused, form));
    Section { rows: vec![row], forms: forms.into(), ..plain }
}

/// By what somebody proves that it is still them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Password,
    PasswordAndCode,
}

/// Refuses whoever does not prove by what they typed that it is still them.
async fn proven(
    site: &Site,
    member: &Member,
    from: Visitor,
    Typed(input, faults): &Typed,
    by: By,
) -> desk::Result<()> {
    if !faults.is_empty() {
        return Err(Error::Invalid(faults.clone()));
    }
    let (ctx, person) = (member.context(), member.agent.person);
    let (present, code) = (input.shown("present"), input.shown("code"));
    let sealer = site.sealer().clone();
    site.sign_in(move |db| match by {
        By::Password => prove_password(db, &ctx, person, &from, &present),
        By::PasswordAndCode => prove_both(db, &ctx, &sealer, person, &from, (&present, &code)),
    })
    .await
}

pub(super) async fn begin(
    State(site): State<Site>,
    member: Member,
    headers: HeaderMap,
    address: ClientAddress,
    typed: Typed,
) -> Result<Response> {
    let did = match proven(&site, &member, address.visitor(&headers), &typed, By::Password).await {
        Ok(()) => {
            let (ctx, person) = (member.context(), member.agent.person);
            let sealer = site.sealer().clone();
            site.write(move |tx| begin_second_factor(tx, &ctx, &sealer, person)).await
        }
        Err(error) => Err(error),
    };
    match did {
        Ok(secret) => draw(&site, &member, Telling::Secret(secret), None).await,
        Err(error) => refuse(&site, &member, "begin-factor", RawInput::default(), error).await,
    }
}

pub(super) async fn confirm(
    State(site): State<Site>,
    member: Member,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let (ctx, own) = (member.context(), (member.agent.person, member.proof()));
    let (sealer, code) = (site.sealer().clone(), input.shown("code"));
    let did = if faults.is_empty() {
        site.sign_in(move |db| confirm_second_factor(db, &ctx, &sealer, own, &code)).await
    } else {
        Err(Error::Invalid(faults))
    };
    match did {
        Ok(codes) => draw(&site, &member, Telling::Codes(codes), None).await,
        Err(error @ (Error::Invalid(_) | Error::Throttled(_))) => {
            // The picture is not shown again: who found this browser open gave no password for it.
            let (sealer, person, now) = (site.sealer().clone(), member.agent.person, site.now());
            let pending = site.read(move |tx| pending_second_factor(tx, &sealer, person, now));
            let telling = pending.await?.map_or(Telling::Nothing, |_| Telling::Waiting);
            let refused = Refused::new(&member, "confirm-factor", RawInput::default(), &error);
            draw(&site, &member, telling, Some(refused)).await
        }
        Err(error) => refuse(&site, &member, "confirm-factor", RawInput::default(), error).await,
    }
}

pub(super) async fn renew(
    State(site): State<Site>,
    member: Member,
    headers: HeaderMap,
    address: ClientAddress,
    typed: Typed,
) -> Result<Response> {
    let did = match proven(&site, &member, address.visitor(&headers), &typed, By::PasswordAndCode)
        .await
    {
        Ok(()) => {
            let (ctx, person) = (member.context(), member.agent.person);
            site.write(move |tx| renew_recovery_codes(tx, &ctx, person)).await
        }
        Err(error) => Err(error),
    };
    match did {
        Ok(codes) => draw(&site, &member, Telling::Codes(codes), None).await,
        Err(error) => refuse(&site, &member, "renew-codes", RawInput::default(), error).await,
    }
}

pub(super) async fn remove(
    State(site): State<Site>,
    member: Member,
    headers: HeaderMap,
    address: ClientAddress,
    typed: Typed,
) -> Result<Response> {
    let did = match proven(&site, &member, address.visitor(&headers), &typed, By::PasswordAndCode)
        .await
    {
        Ok(()) => {
            let (ctx, person) = (member.context(), member.agent.person);
            site.write(move |tx| remove_second_factor(tx, &ctx, person, None)).await
        }
        Err(error) => Err(error),
    };
    match did {
        Ok(()) => Ok(given_away(&member, PATH, &member.t.text("factor-removed"))),
        Err(error) => refuse(&site, &member, "remove-factor", RawInput::default(), error).await,
    }
}
