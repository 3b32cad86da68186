//! The pages: list, new, one record; and on it exactly what this reader may do now.

use std::collections::BTreeSet;

use desk::access::{Action, Agent};
use desk::field::FieldKind;
use desk::lifecycle;
use desk::work::Work;
use web::Door;

use super::browser::Session;
use super::markup::{Form, forms};
use super::trial::Trial;

pub(super) fn show_it<P: Work>(trial: &Trial<P>) {
    let number = trial.fresh();
    let title = trial.load(&number).record().title.clone();
    let ada = trial.browser.sign_in(&trial.desk.agent);
    let list = trial.browser.open(&ada, &trial.list()).expect(200, "the list");
    let page = trial.browser.open(&ada, &trial.page(&number)).expect(200, "the record");
    for (name, shown) in [("list", &list), ("record", &page)] {
        assert!(shown.header("content-type").starts_with("text/html"), "{name}");
        assert!(
            shown.text.contains("<html") && shown.text.trim_end().ends_with("</html>"),
            "{name} is a whole page"
        );
        for words in [number.as_str(), title.as_str()] {
            assert!(shown.text.contains(words), "the {name} does not show {words}");
        }
    }
    assert!(
        list.text.contains(&format!("href=\"{}\"", trial.page(&number))),
        "the list leads to the record"
    );
    let heading = page.text.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next());
    assert!(
        heading.is_some_and(|text| text.contains(&number) && text.contains(&title)),
        "{heading:?}"
    );
    can_be_opened(trial, &ada);
    let nothing = trial.page(&format!("{}9999999", P::KIND.prefix));
    let missing = trial.browser.open(&ada, &nothing).expect(404, "no such record");
    assert!(missing.text.contains("<html"), "a missing record is a page");
    fragments(trial, &number, &ada);
}

/// The form that opens one asks for what opening takes, and opens it.
fn can_be_opened<P: Work>(trial: &Trial<P>, ada: &Session) {
    let page =
        trial.browser.open(ada, &format!("{}/new", trial.list())).expect(200, "the new form");
    let mut form = form_to(&page.text, "POST", &trial.list()).expect("a form that opens one");
    assert_eq!(form.value("csrf"), Some(ada.csrf.as_str()));
    for input in P::CREATE.iter().filter(|input| input.kind != FieldKind::Instant) {
        form.fill(input.code, &trial.samples.text(input.kind, input.code, 0));
    }
    let opened = trial.browser.submit(ada, &form).expect(303, "a new record");
    let path = opened.header("location").to_owned();
    let record = trial.browser.open(ada, &path).expect(200, "the new record");
    let number = path.rsplit('/').next().unwrap_or_default();
    assert!(path == trial.page(number) && record.text.contains(number), "{path}");
}

/// To htmx a verb answers with the part of the page it changed, and with that alone.
fn fragments<P: Work>(trial: &Trial<P>, number: &str, ada: &Session) {
    let page = trial.browser.open(ada, &trial.page(number)).text;
    let verb = trial.verb("comment");
    let mut form =
        form_to(&page, "POST", &trial.page_of(number, verb)).expect("a place for comments");
    for input in verb.inputs {
        form.fill(input.code, "heard and seen");
    }
    let part = trial.browser.swap(ada, &form).expect(200, "a comment by htmx");
    assert!(!part.text.contains("<html") && !part.text.contains("<nav"), "a part, not a page");
    assert!(part.text.contains("id=\"record\"") && part.text.contains("heard and seen"));
}

/// Each verb that is possible has its form, with version and token; no other has.
pub(super) fn offer_what_is_possible<P: Work>(trial: &Trial<P>) {
    let readers = [
        &trial.desk.administrator,
        &trial.desk.agent,
        &trial.desk.manager,
        &trial.desk.requester,
        &trial.desk.auditor,
    ];
    let readers = readers.map(|person| (person, trial.browser.sign_in(person)));
    for state in P::KIND.lifecycle.states {
        let number = trial.in_state(state.code);
        for (person, session) in &readers {
            let page = trial.browser.open(session, &trial.page(&number)).expect(200, state.code);
            says_all_in_words::<P>(&page.text, state.code);
            let offered = offers(trial, &page.text, &number, session);
            assert_eq!(
                offered,
                possible(trial, person, &number),
                "{} when {}",
                person.name,
                state.code
            );
        }
    }
}

/// A text that is missing shows as its key; no reader should meet one.
fn says_all_in_words<P: Work>(page: &str, what: &str) {
    for family in ["state", "verb", "verb-hint", "did", "done", "ask", "hint", "none", "submit"] {
        let key = format!(">{family}-{}-", P::KIND.code);
        assert!(!page.contains(&key), "when {what}: no words for {key}…");
    }
    assert!(!page.contains(">field-"), "when {what}: a field without words");
}

fn offers<P: Work>(
    trial: &Trial<P>,
    page: &str,
    number: &str,
    session: &Session,
) -> BTreeSet<(String, String)> {
    let version = trial.load(number).record().version.to_string();
    // What hangs on any record has forms of its own beside the lifecycle's, without a version.
    let of_record: Vec<Form> =
        forms(page).into_iter().filter(|f| f.action.starts_with(&trial.page(number))).collect();
    for form in &of_record {
        let (method, action) = (form.method(), &form.action);
        assert!(is_served(trial, &method, action), "nothing answers {method} {action}");
        assert_eq!(form.value("csrf"), Some(session.csrf.as_str()), "the token of {action}");
    }
    let verbs = P::KIND.lifecycle.verbs.iter();
    let of_verbs: BTreeSet<(String, String)> =
        verbs.map(|verb| (said(verb.method).to_owned(), trial.page_of(number, verb))).collect();
    let of_record = of_record
        .into_iter()
        .filter(|form| of_verbs.contains(&(form.method(), form.action.clone())));
    of_record
        .map(|form| {
            let said = form.value("version");
            assert_eq!(said, Some(version.as_str()), "the version of {}", form.action);
            (form.method(), form.action)
        })
        .collect()
}

/// Whether a page's endpoint takes this method at this path.
fn is_served<P: Work>(trial: &Trial<P>, method: &str, path: &str) -> bool {
    let fits = |pattern: &str| {
        let (ours, theirs) = (pattern.split('/'), path.split('/'));
        pattern.matches('/').count() == path.matches('/').count()
            && ours.zip(theirs).all(|(own, given)| own.starts_with('{') || own == given)
    };
    let mut pages = trial.browser.endpoints.iter().filter(|one| one.door == Door::Page);
    pages.any(|endpoint| endpoint.method.as_str() == method && fits(&endpoint.path))
}

fn possible<P: Work>(trial: &Trial<P>, person: &Agent, number: &str) -> BTreeSet<(String, String)> {
    let record = trial.load(number);
    let (state, facts) = (record.record().state.code, record.record().facts());
    assert!(person.may_with(P::KIND.code, Action::Read, &facts));
    let verbs = P::KIND.lifecycle.allowed(state);
    let may = verbs.filter(|verb| person.may_with(P::KIND.code, verb.action, &facts));
    may.map(|verb| (said(verb.method).to_owned(), trial.page_of(number, verb))).collect()
}

/// A method as HTTP says it.
pub(super) const fn said(method: lifecycle::Method) -> &'static str {
    match method {
        lifecycle::Method::Post => "POST",
        lifecycle::Method::Delete => "DELETE",
        lifecycle::Method::Patch => "PATCH",
    }
}

/// The form of a page that asks this of that address.
pub(super) fn form_to(page: &str, method: &str, action: &str) -> Option<Form> {
    forms(page).into_iter().find(|form| form.action == action && form.method() == method)
}
