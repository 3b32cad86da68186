//! Links are read from both ends, and only by those who see both.

use axum::http::Method;
use desk::access::Agent;
use desk::journal::verify::verify;
use desk::work::Work;
use serde_json::{Value, json};

use super::answer::Answer;
use super::trial::Trial;

/// Somebody who links things.
struct Linker<'t, P> {
    trial: &'t Trial<P>,
    token: String,
}

impl<'t, P: Work> Linker<'t, P> {
    fn new(trial: &'t Trial<P>, agent: &Agent) -> Self {
        Linker { trial, token: trial.desk.token(agent) }
    }

    fn path(&self, number: &str) -> String {
        format!("/api/v1{}/links", self.trial.page(number))
    }

    fn link(&self, number: &str, relation: &str, other: &str) -> Answer {
        let body = json!({ "relation": relation, "number": other });
        self.trial.browser.call(&self.token, Method::POST, &self.path(number), Some(&body))
    }

    fn refused(&self, number: &str, relation: &str, other: &str) -> Vec<(String, String)> {
        self.link(number, relation, other).expect(422, relation).faults()
    }

    /// What it is linked to, as (relation, number).
    fn links(&self, number: &str) -> Vec<(String, String)> {
        let read = self.trial.browser.read(&self.token, &self.path(number)).expect(200, number);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let items = read.json()["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|l| (text(&l["relation"]), text(&l["record"]["number"]))).collect()
    }

    /// The links its history tells of.
    fn told(&self, number: &str) -> Vec<(String, String)> {
        let path = format!("/api/v1{}/timeline?limit=200", self.trial.page(number));
        let items = self.trial.browser.read(&self.token, &path).expect(200, number).json();
        let items = items["items"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let of_links = items.iter().filter(|i| i["verb"] == "link" || i["verb"] == "unlink");
        of_links.map(|i| (text(&i["verb"]), text(&i["facts"]["link"]))).collect()
    }
}

fn one(relation: &str, number: &str) -> Vec<(String, String)> {
    vec![(relation.to_owned(), number.to_owned())]
}

pub(super) fn are_read_from_both_ends<P: Work>(trial: &Trial<P>) {
    let (a, b, c) = (trial.fresh(), trial.fresh(), trial.fresh());
    let agent = Linker::new(trial, &trial.desk.agent);
    let version = trial.load(&a).record().version;
    let made = agent.link(&a, "causes", &b).expect(201, "a link").json();
    assert_eq!(agent.links(&a), one("causes", &b));
    assert_eq!(agent.links(&b), one("caused_by", &a));
    for (number, relation, other) in [(&a, "causes", &b), (&b, "caused_by", &a)] {
        assert_eq!(agent.refused(number, relation, other), one("/number", "linked"));
    }
    assert_eq!(agent.refused(&a, "blocks", &a), one("/number", "itself"));
    assert_eq!(agent.refused(&a, "hates", &b), one("/relation", "option"));
    for relation in ["follows_up", "blocks", "duplicates"] {
        agent.link(&a, relation, &b).expect(201, relation);
        agent.link(&b, relation, &c).expect(201, relation);
        assert_eq!(agent.refused(&c, relation, &a), one("/number", "circle"), "{relation}");
        assert_eq!(agent.refused(&b, relation, &a), one("/number", "circle"), "{relation}");
    }
    agent.link(&c, "relates_to", &a).expect(201, "without direction");
    assert_eq!(agent.refused(&a, "relates_to", &c), one("/number", "linked"));
    assert!(agent.links(&a).contains(&("relates_to".to_owned(), c.clone())));
    assert!(agent.links(&c).contains(&("relates_to".to_owned(), a.clone())));
    let gone = format!("{}/{}", agent.path(&b), made["id"].as_str().unwrap_or_default());
    trial.browser.call(&agent.token, Method::DELETE, &gone, None).expect(204, "from the other end");
    trial.browser.call(&agent.token, Method::DELETE, &gone, None).expect(404, "twice");
    assert!(!agent.links(&a).contains(&("causes".to_owned(), b.clone())));
    let told = |verb: &str, text: String| (verb.to_owned(), text);
    assert_eq!(agent.told(&a).first(), Some(&told("link", format!("causes {b}"))));
    assert_eq!(agent.told(&a).last(), Some(&told("unlink", format!("causes {b}"))));
    assert_eq!(agent.told(&b).last(), Some(&told("unlink", format!("caused_by {a}"))));
    assert_eq!(trial.load(&a).record().version, version, "links raise no version");
    assert_eq!(verify(&trial.desk.db).expect("a readable journal").broken, None);
}

/// A link to a record one may not see cannot be made, and one that is there is not told of.
pub(super) fn tell_nothing_of_what_is_unseen<P: Work>(trial: &Trial<P>) {
    let desk = &trial.desk;
    let ours = trial.fresh();
    let theirs = trial.open(&desk.birch_agent, &trial.samples.required(P::CREATE, 0));
    let theirs = theirs.expect("a record of another company").number;
    let missing = format!("{}9999999", P::KIND.prefix);
    let agent = Linker::new(trial, &desk.agent);
    for number in [&theirs, &missing] {
        assert_eq!(agent.refused(&ours, "blocks", number), one("/number", "no_such"));
    }
    let all = Linker::new(trial, &desk.administrator);
    let made = all.link(&ours, "blocks", &theirs).expect(201, "a link between companies").json();
    let id = made["id"].as_str().unwrap_or_default();
    assert_eq!(all.links(&ours), one("blocks", &theirs));
    assert_eq!(all.told(&ours), one("link", &format!("blocks {theirs}")));
    let birch = Linker::new(trial, &desk.birch_agent);
    for (who, number) in [(&agent, &ours), (&birch, &theirs)] {
        assert_eq!(who.links(number), []);
        assert_eq!(who.told(number), []);
        let path = format!("{}/{id}", who.path(number));
        trial.browser.call(&who.token, Method::DELETE, &path, None).expect(404, "an unseen link");
    }
    let requester = Linker::new(trial, &desk.requester);
    let second = trial.fresh();
    requester.link(&ours, "blocks", &second).expect(403, "who only asks links nothing");
    agent.link(&ours, "blocks", &second).expect(201, "a link");
    assert_eq!(requester.links(&ours), one("blocks", &second), "who sees both reads it");
    assert_eq!(requester.told(&ours), one("link", &format!("blocks {second}")));
    for (name, person) in desk.everybody() {
        let sees = super::access::SEE.contains(&name);
        let read = trial.browser.read(&desk.token(person), &agent.path(&ours));
        assert_eq!(read.status.as_u16(), if sees { 200 } else { 404 }, "{name}");
    }
}
