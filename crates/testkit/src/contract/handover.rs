//! Whoever gives a record away may be unable to see it afterwards. It is done all the same, and they
//! are told so.

use desk::access::{Action, Reach, Role};
use desk::field::FieldKind;
use desk::lifecycle::Verb;
use desk::people::Team;
use desk::work::Work;

use super::access::method;
use super::course;
use super::forms::json;
use super::pages::{form_to, said};
use super::trial::Trial;

pub(super) fn is_done_also_when_out_of_sight<P: Work>(trial: &Trial<P>) {
    let hands_over = |verb: &&Verb| verb.inputs.iter().any(|input| input.kind == FieldKind::Team);
    let Some(verb) = P::KIND.lifecycle.verbs.iter().find(hands_over) else { return };
    let start = course::start_of(verb);
    let [by_api, by_form, by_htmx] = [(); 3].map(|()| trial.in_state(start));
    if trial.load(&by_api).record().team != Some(trial.desk.service_desk) {
        return;
    }
    let carl = &trial.desk.colleague;
    team_mate(trial, verb);
    let (input, token) = (trial.samples.typed(verb.inputs, 1), trial.desk.token(carl));
    let path = format!("/api/v1{}", trial.page_of(&by_api, verb));
    let given = trial.browser.call(&token, method(verb), &path, Some(&json(&input)));
    assert_eq!(given.expect(204, "handing over by API").text, "");
    let _gone = trial
        .browser
        .read(&token, &format!("/api/v1{}", trial.page(&by_api)))
        .expect(404, "reading it");
    let session = trial.browser.sign_in(carl);
    for (number, scripts) in [(&by_form, false), (&by_htmx, true)] {
        let page = trial.browser.open(&session, &trial.page(number)).expect(200, "before").text;
        let action = trial.page_of(number, verb);
        let mut form = form_to(&page, said(verb.method), &action).expect("a form that hands over");
        input.values.iter().for_each(|(name, value)| form.fill(name, &value.shown()));
        let (answer, status, to) = match scripts {
            false => (trial.browser.submit(&session, &form), 303, "location"),
            true => (trial.browser.swap(&session, &form), 200, "hx-redirect"),
        };
        let answer = answer.expect(status, "handing over by form");
        assert_eq!(answer.header(to), trial.list(), "the way on, with scripts: {scripts}");
    }
    for number in [by_api, by_form, by_htmx] {
        assert_eq!(
            trial.load(&number).record().team,
            Some(trial.desk.network),
            "{number} was handed over"
        );
    }
}

/// Carl joins the service desk and may see and hand over what his team has, and no more.
fn team_mate<P: Work>(trial: &Trial<P>, verb: &'static Verb) {
    let (desk, ctx) = (&trial.desk, trial.desk.context(&trial.desk.administrator));
    let (team, carl) = (desk.service_desk, desk.colleague.person);
    let joined = desk.db.write(move |tx| {
        let role = Role::find_by_code(tx, "requester")?.ok_or(desk::Error::NotFound)?;
        role.permit(tx, &ctx, P::KIND.code, Action::Read, Reach::Team)?;
        role.permit(tx, &ctx, P::KIND.code, verb.action, Reach::Team)?;
        Team::add_member(tx, &ctx, team, carl, false)
    });
    joined.expect("a team mate");
}
