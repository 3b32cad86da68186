//! The feed and the streams tell what the records' own histories tell, to the same people, and
//! nothing else.

use std::collections::BTreeMap;
use std::time::Duration;

use desk::access::{Action, Agent, Reach, Role};
use desk::field::FieldKind;
use desk::input::{RawInput, RawValue};
use desk::lifecycle::InputField;
use desk::people::Team;
use desk::work::Work;
use serde_json::{Value, json};

use super::listening::Event;
use super::schema::fits;
use super::trial::Trial;

/// What only the inside may read.
const SECRET: &str = "between ourselves: the attic is on fire";

/// What somebody hears of one entry: the fields and facts with their values.
type Heard = BTreeMap<(String, i64), (String, BTreeMap<String, Value>)>;

/// How long nothing may be told before it counts as never.
const SILENCE: Duration = Duration::from_millis(1_500);

/// A record in every state, with words for the outside and the inside.
fn lived<P: Work>(trial: &Trial<P>) -> Vec<String> {
    let states = P::KIND.lifecycle.states.iter();
    let numbers: Vec<String> = states.map(|state| trial.in_state(state.code)).collect();
    let number = numbers.first().expect("a lifecycle with a state").clone();
    say(trial, &number, "comment", "for everybody");
    say(trial, &number, "work_note", SECRET);
    tie(trial, &number, numbers)
}

/// The record is linked to one that some of its readers do not see, and watched by somebody who
/// sees it for no other reason.
fn tie<P: Work>(trial: &Trial<P>, number: &str, numbers: Vec<String>) -> Vec<String> {
    let desk = &trial.desk;
    let theirs = trial.open(&desk.birch_agent, &trial.samples.required(P::CREATE, 0));
    let theirs = theirs.expect("a record of another company").number;
    let token = desk.token(&desk.administrator);
    let post = |below: &str, body: Value| {
        let path = format!("/api/v1{}/{below}", trial.page(number));
        trial.browser.call(&token, axum::http::Method::POST, &path, Some(&body))
    };
    let ours = numbers.last().cloned().unwrap_or_default();
    for other in [&theirs, &ours] {
        post("links", json!({ "relation": "blocks", "number": other })).expect(201, "a link");
    }
    let carl = desk.colleague.email.clone().unwrap_or_default();
    let watches = post("watchers", json!({ "person": carl }));
    assert!(watches.status.is_success(), "a watcher: {}", watches.text);
    numbers.into_iter().chain([theirs]).collect()
}

fn say<P: Work>(trial: &Trial<P>, number: &str, verb: &str, words: &str) {
    let mut input = RawInput::default();
    input.values.insert("body".to_owned(), RawValue::Text(words.to_owned()));
    trial.act(&trial.desk.agent, number, trial.verb(verb), input).expect("something said");
}

/// Gives positions to what has none yet, as a worker does.
fn place<P: Work>(trial: &Trial<P>) {
    desk::journal::sequence(&trial.desk.db).expect("positions");
}

pub(super) fn tells_what_the_histories_tell<P: Work>(trial: &Trial<P>) {
    let numbers = lived(trial);
    place(trial);
    for (name, person) in trial.desk.everybody() {
        let heard = feed(trial, person, "");
        assert_eq!(heard, histories(trial, person, &numbers), "{name}");
        let none_of_a_kind = feed(trial, person, &format!("&kind={}", P::KIND.code));
        assert_eq!(none_of_a_kind, heard, "{name}: of this kind alone");
        let told = streamed(trial, person, heard.len());
        assert_eq!(told, heard, "{name}: over a stream from the beginning");
    }
    refuses_what_it_cannot_take(trial);
}

/// The same as the histories of the records tell, each read by itself.
fn histories<P: Work>(trial: &Trial<P>, person: &Agent, numbers: &[String]) -> Heard {
    let token = trial.desk.token(person);
    let mut all = Heard::new();
    for number in numbers {
        let path = format!("/api/v1{}/timeline?limit=200", trial.page(number));
        let answer = trial.browser.read(&token, &path);
        if answer.status.as_u16() == 404 {
            continue;
        }
        let items = answer.expect(200, "a history").json()["items"].take();
        for event in items.as_array().expect("a list") {
            let mut said = BTreeMap::new();
            for change in event["changes"].as_array().expect("changes") {
                said.insert(text(&change["field"]), change["new"].clone());
            }
            let facts = event["facts"].as_object().expect("facts").clone();
            said.extend(facts);
            let seq = event["seq"].as_i64().expect("a place");
            all.insert((number.clone(), seq), (text(&event["verb"]), said));
        }
    }
    all
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// What the feed tells somebody, from the beginning, in small helpings.
fn feed<P: Work>(trial: &Trial<P>, person: &Agent, more: &str) -> Heard {
    let token = trial.desk.token(person);
    place(trial);
    let (mut all, mut after, mut last) = (Heard::new(), 0, 0);
    loop {
        let path = format!("/api/v1/events?after={after}&limit=3{more}");
        let answer = trial.browser.read(&token, &path).expect(200, "the feed").json();
        let root = &trial.browser.description;
        let operation = &root["paths"]["/api/v1/events"]["get"];
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        if let Err(misfit) = fits(root, schema, &answer, "") {
            panic!("{path}: {misfit}");
        }
        let items = answer["items"].as_array().expect("a list");
        assert!(items.len() <= 3, "{path}: more than asked for");
        for item in items {
            let position = item["position"].as_i64().expect("a position");
            assert!(position > last, "{path}: {position} comes after {last}");
            last = position;
            assert!(take(&mut all, item).is_none(), "{path}: {item} comes twice");
        }
        let next = answer["next"].as_i64().expect("where to go on");
        assert!(next >= last && next >= after, "{path}: {next} leads back");
        if next == after {
            return all;
        }
        after = next;
    }
}

fn take(all: &mut Heard, item: &Value) -> Option<(String, BTreeMap<String, Value>)> {
    let said = |list: &str, name: &str| {
        let list = item[list].as_array().cloned().unwrap_or_default();
        list.into_iter().map(|one| (text(&one[name]), one["value"].clone())).collect::<Vec<_>>()
    };
    let told = said("changes", "field").into_iter().chain(said("facts", "fact")).collect();
    let key = (text(&item["number"]), item["seq"].as_i64().expect("a place"));
    all.insert(key, (text(&item["verb"]), told))
}

fn streamed<P: Work>(trial: &Trial<P>, person: &Agent, count: usize) -> Heard {
    let token = trial.desk.token(person);
    let mut stream = trial.browser.listen(&token, "/api/v1/events/stream?after=0", &[]);
    let hello = stream.next_named("hello");
    assert_eq!(hello.id, None, "nobody is moved past what they have not been told");
    let mut all = Heard::new();
    for _ in 0..count {
        let event = stream.next_named("entry");
        assert_eq!(event.id, event.data["position"].as_i64());
        assert!(take(&mut all, &event.data).is_none(), "{} comes twice", event.data);
    }
    assert!(stream.is_quiet_for(Duration::from_millis(200)), "more than the feed tells");
    all
}

fn refuses_what_it_cannot_take<P: Work>(trial: &Trial<P>) {
    let token = trial.desk.token(&trial.desk.agent);
    for (query, parameter, code) in [
        ("after=-1", "after", "number"),
        ("after=x", "after", "number"),
        ("after=999999999", "after", "ahead"),
        ("limit=0", "limit", "number"),
        ("limit=1001", "limit", "number"),
        ("kind=nonsense", "kind", "option"),
        ("state=new", "state", "unknown"),
        ("after=1&after=2", "after", "duplicate"),
    ] {
        let refused = trial.browser.read(&token, &format!("/api/v1/events?{query}"));
        let faults = refused.expect(400, query).faults();
        assert_eq!(faults, [(parameter.to_owned(), code.to_owned())], "{query}");
    }
}

/// What happens is told while it happens: to programs and to pages, and to nobody who may not hear.
pub(super) fn is_told_while_it_happens<P: Work>(trial: &Trial<P>) {
    let number = trial.fresh();
    place(trial);
    let seen = trial.history(&number).len();
    let (browser, desk) = (&trial.browser, &trial.desk);
    let open = |person: &Agent| browser.listen(&desk.token(person), "/api/v1/events/stream", &[]);
    let mut agent = open(&desk.agent);
    let mut requester = open(&desk.requester);
    let mut stranger = open(&desk.birch_agent);
    let ada = browser.sign_in(&desk.agent);
    let address = format!("/events?record={number}&seen={seen}&list={}", P::KIND.path);
    let mut page = browser.watch(&ada, &address);
    for stream in [&mut agent, &mut requester, &mut stranger, &mut page] {
        stream.next_named("hello");
    }
    say(trial, &number, "work_note", SECRET);
    place(trial);
    let heard = agent.next_named("entry");
    assert!(heard.data.to_string().contains(SECRET), "{}", heard.data);
    let shown = page.next_named("change").data;
    assert_eq!(shown["record"][0]["verb"], "work_note", "{shown}");
    assert_eq!(shown["list"], json!([number]), "{shown}");
    say(trial, &number, "comment", "for everybody");
    place(trial);
    // Had the note been told, it would have come first.
    let heard = requester.next_named("entry");
    assert_eq!(heard.data["verb"], "comment", "{}", heard.data);
    assert_eq!(agent.next_named("entry").data["verb"], "comment");
    assert!(stranger.is_quiet_for(SILENCE), "somebody hears of what they may not see");
    goes_on_where_it_broke(trial, &heard, &number);
    tells_a_page_what_it_missed(trial, &number, seen);
}

/// After a broken connection nothing is missed and nothing comes twice.
fn goes_on_where_it_broke<P: Work>(trial: &Trial<P>, heard: &Event, number: &str) {
    let position = heard.id.expect("a position").to_string();
    say(trial, number, "comment", "while nobody listened");
    place(trial);
    let token = trial.desk.token(&trial.desk.requester);
    let last = [("last-event-id", position.as_str())];
    let mut again = trial.browser.listen(&token, "/api/v1/events/stream", &last);
    again.next_named("hello");
    let missed = again.next_named("entry");
    assert!(missed.data.to_string().contains("while nobody listened"), "{}", missed.data);
    say(trial, number, "comment", "while somebody listens");
    place(trial);
    let live = again.next_named("entry");
    assert!(live.data.to_string().contains("while somebody listens"), "{}", live.data);
}

fn tells_a_page_what_it_missed<P: Work>(trial: &Trial<P>, number: &str, seen: usize) {
    let rosa = trial.browser.sign_in(&trial.desk.requester);
    let address = format!("/events?record={number}&seen={seen}");
    let mut page = trial.browser.watch(&rosa, &address);
    page.next_named("hello");
    let missed = page.next_named("change").data;
    let verbs: Vec<String> =
        missed["record"].as_array().expect("events").iter().map(|e| text(&e["verb"])).collect();
    assert_eq!(verbs, ["comment"; 3], "what she may not read is not even counted");
    let stranger = trial.browser.sign_in(&trial.desk.birch_agent);
    let hidden = trial.browser.open(&stranger, &address);
    assert_eq!(hidden.status.as_u16(), 404, "a page of what one may not see");
}

/// Whoever may see less from now on hears less from now on; whoever is signed out hears nothing.
pub(super) fn is_told_to_whoever_may_hear_now<P: Work>(trial: &Trial<P>) {
    let (browser, desk) = (&trial.browser, &trial.desk);
    let number = trial.fresh();
    place(trial);
    let lena = browser.sign_in(&desk.team_lead);
    let address = format!("/events?list={}", P::KIND.path);
    let mut leaves = browser.watch(&lena, &address);
    let mut loses = browser.listen(&desk.token(&desk.manager), "/api/v1/events/stream", &[]);
    for stream in [&mut leaves, &mut loses] {
        stream.next_named("hello");
    }
    let out = [("cookie", lena.cookie.as_str()), ("x-csrf-token", lena.csrf.as_str())];
    browser
        .send(axum::http::Method::POST, "/sign-out", &out, String::new())
        .expect(303, "sign-out");
    assert_eq!(leaves.next_named("end").data["reason"], "unknown");
    assert_eq!(leaves.next_within(SILENCE), None, "a stream that has ended goes on");
    let (ctx, person) = (desk.context(&desk.administrator), desk.manager.person);
    let revoked = desk.db.write(move |tx| {
        for role in Role::of_person(tx, person)? {
            role.revoke(tx, &ctx, person)?;
        }
        Ok::<_, desk::Error>(())
    });
    revoked.expect("a manager no more");
    place(trial);
    // Roles are looked at again soon after they have changed, not at every entry.
    assert!(loses.is_quiet_for(Duration::from_secs(4)));
    say(trial, &number, "comment", "behind closed doors");
    place(trial);
    assert!(loses.is_quiet_for(SILENCE), "a role taken away is still heard");
    vanishes_when_handed_over(trial);
}

/// What a record is now decides: given away, its whole past is out of sight.
fn vanishes_when_handed_over<P: Work>(trial: &Trial<P>) {
    let hands_over = |input: &InputField| input.kind == FieldKind::Team;
    let verbs = P::KIND.lifecycle.verbs;
    let Some(verb) = verbs.iter().find(|verb| verb.inputs.iter().any(hands_over)) else { return };
    let number = trial.in_state(super::course::start_of(verb));
    if trial.load(&number).record().team != Some(trial.desk.service_desk) {
        return;
    }
    let (desk, ctx) = (&trial.desk, trial.desk.context(&trial.desk.administrator));
    let (team, carl) = (desk.service_desk, desk.colleague.person);
    let joined = desk.db.write(move |tx| {
        let role = Role::find_by_code(tx, "requester")?.ok_or(desk::Error::NotFound)?;
        role.permit(tx, &ctx, P::KIND.code, Action::Read, Reach::Team)?;
        Team::add_member(tx, &ctx, team, carl, false)
    });
    joined.expect("a team mate");
    let told = || feed(trial, &desk.colleague, "").keys().any(|(of, _)| *of == number);
    assert!(told(), "it is his team's");
    trial
        .act(&desk.administrator, &number, verb, trial.samples.whole(verb.inputs, 1))
        .expect("handed over");
    assert!(!told(), "it is another team's now, with its past");
}
