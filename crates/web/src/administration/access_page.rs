//! The page that explains access.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::Error;
use desk::access::{ANY_KIND, Action, Explained, Explanation, Held, Right, Rule};

use super::access::{Question, ask};
use super::{ACCESS_PATH, Kinds};
use crate::failure::{Result, problems};
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::page::{
    AccessAnswer, AccessPage, AccessPart, Badge, Choice, FieldProblem, FormField, Tone,
};
use crate::query::ListRequest;
use crate::reply::draw_with;
use crate::site::Site;

/// Asks, and answers what was asked.
pub(super) async fn show(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    mut request: ListRequest,
) -> Result<Response> {
    let question = Question::of(&mut request)?;
    if question.is_empty() {
        return draw_with(StatusCode::OK, &page(&member, &question, None, Vec::new()));
    }
    let (agent, asked) = (member.agent.clone(), question.clone());
    let answered = site.read(move |tx| ask(tx, &agent, &kinds.0, &asked)).await;
    match answered {
        Ok(explained) => {
            let answer = answer(&member.t, &explained);
            draw_with(StatusCode::OK, &page(&member, &question, Some(answer), Vec::new()))
        }
        Err(error @ Error::Invalid(_)) => {
            let problems = problems(&member.t, &error);
            let page = page(&member, &question, None, problems);
            draw_with(StatusCode::BAD_REQUEST, &page)
        }
        Err(other) => Err(other.into()),
    }
}

fn page(
    member: &Member,
    question: &Question,
    answer: Option<AccessAnswer>,
    problems: Vec<FieldProblem>,
) -> AccessPage {
    let t = &member.t;
    let actions = Action::EVERY.map(|a| Choice::new(a.code(), t.text_of("action", a.code())));
    let asked = if question.action.is_empty() { "read" } else { question.action.as_str() };
    let fields = vec![
        FormField::text("person", t.text("access-person")).with_value(question.person.clone()),
        FormField::text("number", t.text("access-number")).with_value(question.number.clone()),
        FormField::select("action", t.text("access-action"), actions.into())
            .with_value(asked.to_owned()),
    ];
    let with_problem = |field: FormField| {
        let own = problems.iter().find(|problem| problem.field == field.name);
        FormField { error: own.map(|problem| problem.message.clone()), ..field }
    };
    AccessPage {
        shell: member.shell(),
        path: ACCESS_PATH.to_owned(),
        fields: fields.into_iter().map(with_problem).collect(),
        answer,
    }
}

fn answer(t: &Translator, of: &Explained) -> AccessAnswer {
    let asked = &of.asked;
    let mut parts = vec![part(t, &asked.right, t.text("access-right"))];
    parts.extend(asked.grant.as_ref().map(|right| part(t, right, t.text("access-grant"))));
    parts.extend(asked.finding.as_ref().map(|right| part(t, right, t.text("access-finding"))));
    AccessAnswer {
        may: asked.verdict,
        verdict: verdict(t, of),
        because: t.text_of("because", asked.because.code()),
        parts,
        every: of.every.iter().map(|one| every(t, one)).collect(),
        hidden: of.hidden.iter().map(|field| t.text_of("field", field.code)).collect(),
    }
}

/// The answer in one sentence.
fn verdict(t: &Translator, of: &Explained) -> String {
    let gaps = [
        ("person", Arg::Text(&of.holder.name)),
        ("number", Arg::Text(&of.record.number)),
        ("action", Arg::Text(&t.text_of("action", of.asked.action.code()))),
    ];
    t.text_with(if of.asked.verdict { "access-may" } else { "access-may-not" }, &gaps)
}

fn part(t: &Translator, of: &Right, heading: String) -> AccessPart {
    let rules: Vec<String> = of.rules.iter().map(|rule| rule_in_words(t, rule)).collect();
    let there = |held: &&Held| held.there;
    let ties = of.ties.iter().filter(there).map(|held| tie_in_words(t, held)).collect();
    AccessPart { heading, holds: of.holds, rules, ties }
}

/// "Agent: incidents, company" and the like.
fn rule_in_words(t: &Translator, rule: &Rule) -> String {
    let kind = match rule.kind.as_str() {
        ANY_KIND => t.text("access-every-kind"),
        kind => t.text_of("names", kind),
    };
    t.text_with(
        "access-rule",
        &[
            ("role", Arg::Text(&rule.role_name)),
            ("action", Arg::Text(&t.text_of("action", rule.action.code()))),
            ("kind", Arg::Text(&kind)),
            ("reach", Arg::Text(&t.text_of("reach", rule.reach.code()))),
        ],
    )
}

fn tie_in_words(t: &Translator, held: &Held) -> Badge {
    let words = t.text_of("tie", held.tie.code());
    if held.counts {
        Badge::new(words, Tone::Success)
    } else {
        Badge::new(t.text_with("tie-too-far", &[("tie", Arg::Text(&words))]), Tone::Muted)
    }
}

fn every(t: &Translator, one: &Explanation) -> (String, Badge, String) {
    let (word, tone) = match one.verdict {
        true => ("access-yes", Tone::Success),
        false => ("access-no", Tone::Muted),
    };
    let because = t.text_of("because", one.because.code());
    (t.text_of("action", one.action.code()), Badge::new(t.text(word), tone), because)
}
