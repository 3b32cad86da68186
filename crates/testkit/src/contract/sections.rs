//! The sections of a record's page: each form does what the API does, works without scripts, and is
//! offered to whoever may send it.

use desk::access::Agent;
use desk::work::Work;

use super::browser::Session;
use super::markup::{Form, forms};
use super::organs::{Asker, texts};
use super::trial::Trial;

/// Somebody at the page of a record.
struct Visitor<'t, P> {
    trial: &'t Trial<P>,
    session: Session,
    page: String,
}

impl<'t, P: Work> Visitor<'t, P> {
    fn new(trial: &'t Trial<P>, agent: &Agent, number: &str) -> Self {
        Visitor { trial, session: trial.browser.sign_in(agent), page: trial.page(number) }
    }

    fn text(&self) -> String {
        self.trial.browser.open(&self.session, &self.page).expect(200, "the page").text
    }

    /// The form that asks this of an address below the record, the first if there are several.
    fn find(&self, method: &str, below: &str) -> Option<Form> {
        let begins = format!("{}{below}", self.page);
        let all = forms(&self.text());
        all.into_iter().find(|form| form.action.starts_with(&begins) && form.method() == method)
    }

    /// Fills a form and sends it; it leads back to the record.
    #[track_caller]
    fn send(&self, method: &str, below: &str, values: &[(&str, &str)]) {
        let mut form =
            self.find(method, below).unwrap_or_else(|| panic!("no form {method} {below}"));
        values.iter().for_each(|(name, value)| form.fill(name, value));
        let sent = self.trial.browser.submit(&self.session, &form).expect(303, below);
        assert_eq!(sent.header("location"), self.page, "{below} leads back");
    }

    /// Fills a form that is refused: it stands open with what was typed, and says why.
    #[track_caller]
    fn refused(&self, method: &str, below: &str, values: &[(&str, &str)], why: &str) {
        let mut form =
            self.find(method, below).unwrap_or_else(|| panic!("no form {method} {below}"));
        values.iter().for_each(|(name, value)| form.fill(name, value));
        let sent = self.trial.browser.swap(&self.session, &form).expect(422, below);
        assert!(sent.text.contains(why), "{below}: {why} is not in {}", sent.text);
        let again = forms(&sent.text).into_iter().find(|again| again.action == form.action);
        let again = again.unwrap_or_else(|| panic!("{below} is not offered again"));
        for (name, value) in values {
            assert_eq!(again.value(name), Some(*value), "{below}: what was typed in {name}");
        }
    }
}

pub(super) fn do_what_the_api_does<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let (record, other) = (trial.fresh(), trial.fresh());
    let (ada, api) = (Visitor::new(trial, &desk.agent, &record), Asker::new(trial, &desk.agent));
    ada.refused(
        "POST",
        "/links",
        &[("relation", "blocks"), ("number", "NO42")],
        "none by this name",
    );
    ada.send("POST", "/links", &[("relation", "blocks"), ("number", &other.to_lowercase())]);
    assert_eq!(texts(&api.items(&record, "/links"), "relation"), ["blocks"]);
    assert!(ada.text().contains(&format!("href=\"{}\"", trial.page(&other))), "it leads there");
    ada.send("DELETE", "/links/", &[]);
    assert!(api.items(&record, "/links").is_empty());
    ada.send("POST", "/watch", &[]);
    ada.send("POST", "/watchers", &[("person", "carl@alder.example")]);
    assert_eq!(api.items(&record, "/watchers").len(), 2);
    ada.send("DELETE", "/watch", &[]);
    ada.send("DELETE", "/watchers/", &[]);
    assert!(api.items(&record, "/watchers").is_empty());
    ada.send("POST", "/tags", &[("tag", "50% öl/wasser")]);
    assert_eq!(texts(&api.items(&record, "/tags"), "tag"), ["50% öl/wasser"]);
    ada.send("DELETE", "/tags/", &[]);
    assert!(api.items(&record, "/tags").is_empty());
    tasks(&ada, &api, &record);
    efforts(&ada, &api, &record);
    for key in [">organ-", ">verb-", ">did-", ">field-", ">relation-", ">fact-", ">hint-"] {
        assert!(!ada.text().contains(key), "no words for {key}");
    }
}

fn tasks<P: Work>(ada: &Visitor<'_, P>, api: &Asker<'_, P>, record: &str) {
    let due =
        [("title", "Look <b>closely</b>"), ("due_at", "2026-03-05T08:30"), ("mandatory", "on")];
    ada.send("POST", "/tasks", &due);
    let task = api.items(record, "/tasks").pop().expect("the task");
    // Everybody here is in UTC.
    assert_eq!(
        (&task["due_at"], &task["mandatory"]),
        (&"2026-03-05T08:30:00Z".into(), &true.into())
    );
    assert!(ada.text().contains("Look &#60;b&#62;closely&#60;/b&#62;"), "it stays text");
    ada.send("PATCH", "/tasks/", &[]);
    assert_eq!(api.items(record, "/tasks"), [task], "a form left alone changes nothing");
    ada.send("PATCH", "/tasks/", &[("stage", "4")]);
    assert_eq!(api.items(record, "/tasks")[0]["stage"], 4);
    ada.send("POST", "/tasks/TSK", &[]);
    assert_eq!(texts(&api.items(record, "/tasks"), "state"), ["done"]);
    ada.send("DELETE", "/tasks/", &[]);
    assert_eq!(texts(&api.items(record, "/tasks"), "state"), ["open"]);
}

fn efforts<P: Work>(ada: &Visitor<'_, P>, api: &Asker<'_, P>, record: &str) {
    ada.refused("POST", "/effort", &[("note", "Nothing spent")], "Give minutes");
    let booked = [("minutes", "90"), ("cost", "12,5"), ("currency", "EUR"), ("billable", "on")];
    ada.send("POST", "/effort", &booked);
    let all = api.items(record, "/effort");
    assert_eq!((&all[0]["minutes"], &all[0]["cost"]["minor"]), (&90.into(), &1250.into()));
    assert!(ada.text().contains("12.50 EUR"));
    ada.send("DELETE", "/effort/", &[]);
    assert!(api.items(record, "/effort").is_empty());
}

/// Whoever may not do something is not offered it; the requester sees nothing of the inside.
pub(super) fn offer_what_one_may<P: Work>(trial: &Trial<P>) {
    let (desk, record) = (&trial.desk, trial.fresh());
    let inside = ["/links", "/watchers", "/tags", "/tasks", "/effort"];
    for (person, changes, reads) in [
        (&desk.agent, true, true),
        (&desk.administrator, true, true),
        (&desk.auditor, false, true),
        (&desk.requester, false, false),
    ] {
        let visitor = Visitor::new(trial, person, &record);
        for below in inside {
            assert_eq!(visitor.find("POST", below).is_some(), changes, "{} {below}", person.name);
        }
        assert!(visitor.find("POST", "/watch").is_some(), "{} may watch", person.name);
        assert!(reads || !visitor.text().contains("id=\"effort\""), "{}", person.name);
    }
}
