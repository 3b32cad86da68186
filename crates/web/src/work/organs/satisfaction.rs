//! How satisfied whoever asked for a record is, on its page: they say it here, others read it.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::ReadTx;
use desk::access::Action;
use desk::satisfaction::{self, INPUTS, RATE, SCORES, Standing};
use desk::{Error, Result};

use super::Seat;
use super::form::{Sent, submit};
use crate::endpoint::{Endpoints, Needs};
use crate::i18n::Arg;
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Choice, FormField, Inputs, RatingForm, SafeHtml, Satisfaction, Section};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::pages::Pages;

/// Where it is, below the record.
const PATH: &str = "/satisfaction";
/// The fields of the form.
const SCORE: &str = "satisfaction";
const WORD: &str = "satisfaction_comment";

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let may = Needs::May(P::KIND.code, Action::Comment);
    endpoints.page(Method::POST, format!("/{}/{{number}}{PATH}", P::KIND.path), may, rate::<P>);
}

pub(super) fn section(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let standing = satisfaction::standing(tx, seat.agent, seat.kind, seat.heading)?;
    if standing.score.is_none() && !standing.open {
        return Ok(None);
    }
    let t = &seat.reader.t;
    let asks = standing.score.is_none();
    let said = standing.score.map(|score| {
        let words = t.text_of("satisfaction", &score.to_string());
        let gaps = [("score", Arg::Number(score)), ("words", Arg::Text(&words))];
        t.text_with("satisfaction-said", &gaps)
    });
    let body = Satisfaction {
        shell: seat.shell.clone(),
        said: said.unwrap_or_default(),
        comment: SafeHtml::of_markdown(&standing.comment),
        form: standing.open.then(|| form(seat, &standing)),
    };
    let drawn = SafeHtml::drawn(&body);
    Ok(Some(Section {
        anchor: "satisfaction",
        heading: t.text(if asks { "satisfaction-ask" } else { "organ-satisfaction" }),
        lead: if asks { t.text("satisfaction-lead") } else { String::new() },
        body: Some(drawn.map_err(|error| Error::Broken(error.to_string()))?),
        ..Section::default()
    }))
}

/// The form as it stands, or as it was sent and refused.
fn form(seat: &Seat<'_>, standing: &Standing) -> RatingForm {
    let t = &seat.reader.t;
    let refused = seat.refused.filter(|refused| refused.form == RATE);
    let held = |code: &str| match (refused, code) {
        (Some(refused), code) => refused.typed().remove(code).unwrap_or_default(),
        (None, SCORE) => standing.score.map(|score| score.to_string()).unwrap_or_default(),
        (None, _) => standing.comment.clone(),
    };
    let problems = refused.map(|refused| refused.problems.clone()).unwrap_or_default();
    let wrong = problems.iter().find(|problem| problem.field != WORD);
    let inputs = Inputs { kind: "organ", problems: problems.clone(), ..Inputs::default() };
    let label = t.text("satisfaction-comment-label");
    let word = INPUTS.iter().find(|input| input.code == WORD);
    let word = word.and_then(|input| inputs.field(t, RATE, input));
    RatingForm {
        path: format!("{}{PATH}", seat.path),
        scores: (SCORES.0..=SCORES.1)
            .map(|score| {
                let score = score.to_string();
                Choice::new(score.clone(), t.text_of("satisfaction", &score))
            })
            .collect(),
        score: held(SCORE),
        wrong: wrong.map(|problem| problem.message.clone()),
        comment: FormField {
            label: label.clone(),
            value: held(WORD),
            ..word.unwrap_or_else(|| FormField::text(WORD, label))
        },
    }
}

async fn rate<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: RATE, of: String::new(), written: &[WORD], typed };
    submit::<P, _>(&site, &member, sent, |tx, ctx, agent, record, raw| {
        satisfaction::rate::<P>(tx, ctx, agent, &record.number, raw).map(drop)
    })
    .await
}
