//! What is done to people, teams, roles and secrets leaves its entry in the logbook of settings.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::time::Duration;

use db::{Db, Id, Tx, params};
use desk::access::{Action, Reach, Role};
use desk::account::{
    HashedPassword, NewUser, Owner, add_token, add_user, revoke_token, set_password, sign_in,
    sign_out_everywhere,
};
use desk::journal::{self, Entry, Op, Subject, verify};
use desk::people::{
    Category, Choice, Company, Location, NewPerson, Organisation, Person, Service, Team, organise,
};
use desk::{Context, Door, Result};
use mainstay_desk as desk;
use testkit::{Desk, MORNING, PASSWORD, each_engine};

db::statements! {
    BOOK = "SELECT id FROM subject WHERE kind = 'log.settings'";
    TEXTS = "SELECT value FROM entry_value WHERE value IS NOT NULL";
    SECRETS = "SELECT password_hash FROM account UNION ALL SELECT csrf FROM session";
    DIGESTS = "SELECT token_digest FROM api_token UNION ALL SELECT token_digest FROM session";
}

/// The day's page; the clock stands still, so that there is one.
fn page(db: &Db) -> Vec<Entry> {
    db.read(|tx| {
        let book: Id<Subject> = tx.one(BOOK, params![])?.get(0)?;
        journal::timeline(tx, book)
    })
    .unwrap()
}

/// Does something as the administrator; what came of it, and the entries it left.
fn doing<T: Send + 'static>(
    desk: &Desk,
    door: Door,
    verb: impl Fn(&Tx<'_>, &Context) -> Result<T> + Send + 'static,
) -> (T, Vec<Entry>) {
    let before = page(&desk.db).len();
    let ctx = Context { door, ..desk.context(&desk.administrator) };
    let outcome = desk.db.write(move |tx| verb(tx, &ctx)).unwrap();
    (outcome, page(&desk.db).split_off(before))
}

/// Does something that must leave one entry, by the administrator; its verb and its values.
fn once<T: Send + 'static>(
    desk: &Desk,
    verb: impl Fn(&Tx<'_>, &Context) -> Result<T> + Send + 'static,
) -> (T, String, Vec<(String, String)>) {
    let (outcome, entries) = doing(desk, Door::Web, verb);
    let [entry] = &entries[..] else { panic!("one entry was expected, not {entries:?}") };
    assert_eq!(entry.actor, Some(desk.administrator.person));
    assert_eq!((entry.door.as_str(), entry.recorded_at), ("web", MORNING));
    let values = entry.values.iter().map(|value| {
        assert_eq!(value.op, Op::Set, "{}", value.field);
        (value.field.clone(), value.value.clone().unwrap())
    });
    (outcome, entry.verb.clone(), values.collect())
}

/// The entry's verb and values are exactly these.
#[track_caller]
fn says<T>(left: &(T, String, Vec<(String, String)>), verb: &str, values: &[(&str, &str)]) {
    assert_eq!(left.1, verb);
    let found: Vec<(&str, &str)> =
        left.2.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
    assert_eq!(found, values, "{verb}");
}

fn nothing<T: Send + 'static>(
    desk: &Desk,
    verb: impl Fn(&Tx<'_>, &Context) -> Result<T> + Send + 'static,
) {
    let (_, entries) = doing(desk, Door::Web, verb);
    assert!(entries.is_empty(), "nothing was changed: {entries:?}");
}

fn whole(db: &Db) {
    assert_eq!(verify::verify(db).unwrap().broken, None);
}

#[test]
fn what_is_made_known_is_written_down() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (alder, birch) = (desk.alder, desk.birch);
        let alders = alder.to_string();

        let left = once(&desk, |tx, ctx| Company::create(tx, ctx, " Cedar Mills "));
        says(
            &left,
            "create_company",
            &[("company", &left.0.id.to_string()), ("name", "Cedar Mills")],
        );

        let left = once(&desk, move |tx, ctx| Service::create(tx, ctx, alder, "Mail"));
        let id = left.0.id.to_string();
        says(&left, "create_service", &[("service", &id), ("name", "Mail"), ("company", &alders)]);

        let left = once(&desk, move |tx, ctx| Team::create(tx, ctx, birch, "Night shift"));
        let (id, company) = (left.0.id.to_string(), birch.to_string());
        says(
            &left,
            "create_team",
            &[("team", &id), ("name", "Night shift"), ("company", &company)],
        );

        let hall = once(&desk, move |tx, ctx| Location::create(tx, ctx, alder, None, "Hall"));
        let (hall_id, place) = (hall.0.id.to_string(), hall.0.id);
        says(
            &hall,
            "create_location",
            &[("location", &hall_id), ("company", &alders), ("name", "Hall")],
        );
        let left =
            once(&desk, move |tx, ctx| Location::create(tx, ctx, alder, Some(place), "Gate"));
        let id = left.0.id.to_string();
        let values =
            [("location", &*id), ("company", &*alders), ("parent", &*hall_id), ("name", "Gate")];
        says(&left, "create_location", &values);

        let root = once(&desk, |tx, ctx| Category::create(tx, ctx, "incident", None, "Network"));
        let (root_id, above) = (root.0.id.to_string(), root.0.id);
        let values = [("category", &*root_id), ("kind", "incident"), ("name", "Network")];
        says(&root, "create_category", &values);
        let left =
            once(&desk, move |tx, ctx| Category::create(tx, ctx, "incident", Some(above), "Wi-Fi"));
        let id = left.0.id.to_string();
        let values =
            [("category", &*id), ("kind", "incident"), ("parent", &*root_id), ("name", "Wi-Fi")];
        says(&left, "create_category", &values);

        let left = once(&desk, |tx, ctx| Choice::create(tx, ctx, &reason("frost")));
        let values = [
            ("kind", "incident"),
            ("list", "hold_reason"),
            ("code", "frost"),
            ("label", "Too cold"),
            ("place", "7"),
            ("active", "1"),
        ];
        says(&left, "create_choice", &values);
        whole(db);
    });
}

fn reason(code: &str) -> Choice {
    Choice {
        kind: "incident".to_owned(),
        list: "hold_reason".to_owned(),
        code: code.to_owned(),
        label: " Too cold ".to_owned(),
        place: 7,
        active: true,
    }
}

#[test]
fn what_is_done_to_a_person_is_written_down_once_and_only_when_something_changes() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (alder, birch, team) = (desk.alder, desk.birch, desk.network);
        let left = once(&desk, move |tx, ctx| {
            let new = NewPerson {
                language: Some("de".to_owned()),
                zone: Some("Europe/Berlin".to_owned()),
                ..NewPerson::named(" Nina New", alder).with_email("Nina@Alder.example")
            };
            Person::create(tx, ctx, &new)
        });
        let (nina, id) = (left.0.id, left.0.id.to_string());
        let values = [
            ("person", &*id),
            ("name", "Nina New"),
            ("email", "nina@alder.example"),
            ("company", &*alder.to_string()),
            ("language", "de"),
            ("time_zone", "Europe/Berlin"),
        ];
        says(&left, "create_person", &values);

        nothing(&desk, move |tx, ctx| Person::set_active(tx, ctx, nina, true));
        let left = once(&desk, move |tx, ctx| Person::set_active(tx, ctx, nina, false));
        says(&left, "set_active", &[("person", &id), ("active", "0")]);
        let left = once(&desk, move |tx, ctx| Person::set_active(tx, ctx, nina, true));
        says(&left, "set_active", &[("person", &id), ("active", "1")]);

        let left = once(&desk, move |tx, ctx| Person::work_for(tx, ctx, nina, birch));
        says(&left, "work_for", &[("person", &id), ("company", &birch.to_string())]);
        nothing(&desk, move |tx, ctx| Person::work_for(tx, ctx, nina, birch));

        let add = move |lead| {
            move |tx: &Tx<'_>, ctx: &Context| Team::add_member(tx, ctx, team, nina, lead)
        };
        let teams = team.to_string();
        let left = once(&desk, add(false));
        says(&left, "add_member", &[("team", &teams), ("person", &id), ("lead", "0")]);
        nothing(&desk, add(false));
        let left = once(&desk, add(true));
        says(&left, "add_member", &[("team", &teams), ("person", &id), ("lead", "1")]);
        let left = once(&desk, move |tx, ctx| Team::remove_member(tx, ctx, team, nina));
        says(&left, "remove_member", &[("team", &teams), ("person", &id)]);
        nothing(&desk, move |tx, ctx| Team::remove_member(tx, ctx, team, nina));
        whole(db);
    });
}

#[test]
fn whoever_gets_or_loses_a_role_leaves_a_trace() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let rosa = desk.requester.person;
        let role = db.read(|tx| Role::find_by_code(tx, "administrator")).unwrap().unwrap();
        let (person, id) = (rosa.to_string(), role.id.to_string());
        let values = [("person", &*person), ("role", &*id), ("role_code", "administrator")];
        let grant = {
            let role = role.clone();
            move |tx: &Tx<'_>, ctx: &Context| role.grant(tx, ctx, rosa)
        };
        let revoke = {
            let role = role.clone();
            move |tx: &Tx<'_>, ctx: &Context| role.revoke(tx, ctx, rosa)
        };
        says(&once(&desk, grant.clone()), "grant_role", &values);
        nothing(&desk, grant);
        says(&once(&desk, revoke.clone()), "revoke_role", &values);
        nothing(&desk, revoke);

        let permit = move |reach| {
            let role = role.clone();
            move |tx: &Tx<'_>, ctx: &Context| {
                role.permit(tx, ctx, "problem", Action::ReadRestricted, reach)
            }
        };
        let values = |reach| {
            let role = [("role", id.as_str()), ("role_code", "administrator")];
            let what = [("kind", "problem"), ("action", "read_restricted"), ("reach", reach)];
            [role.as_slice(), &what].concat()
        };
        says(&once(&desk, permit(Reach::Team)), "permit", &values("team"));
        nothing(&desk, permit(Reach::Team));
        says(&once(&desk, permit(Reach::All)), "permit", &values("all"));
        whole(db);
    });
}

#[test]
fn passwords_sessions_and_tokens_are_written_down_without_their_secrets() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let ada = desk.agent.person;
        let id = ada.to_string();
        let enter = |password: &str| {
            let (email, from) = ("ada@alder.example", "192.0.2.1");
            sign_in(db, &desk.clock, &desk.chance, email, password, from).unwrap()
        };
        let mut secrets = vec![PASSWORD.to_owned(), "quite another one".to_owned()];
        let mut keep =
            |session: desk::account::NewSession| secrets.extend([session.token, session.csrf]);
        keep(enter(PASSWORD));
        let hashed =
            HashedPassword::new("quite another one", &Owner::default(), &desk.chance).unwrap();
        let left = once(&desk, move |tx, ctx| set_password(tx, ctx, ada, &hashed));
        says(&left, "set_password", &[("person", &id)]);

        nothing(&desk, move |tx, ctx| sign_out_everywhere(tx, ctx, ada));
        keep(enter("quite another one"));
        keep(enter("quite another one"));
        let left = once(&desk, move |tx, ctx| sign_out_everywhere(tx, ctx, ada));
        says(&left, "sign_out_everywhere", &[("person", &id), ("sessions", "2")]);
        keep(enter("quite another one"));

        let end = MORNING.plus(Duration::from_secs(60));
        let email = "Ada@alder.example";
        let left = once(&desk, move |tx, ctx| add_token(tx, ctx, email, " nightly ", Some(end)));
        let (token, token_id, until) = (left.0.id, left.0.id.to_string(), end.micros().to_string());
        let values =
            [("token", &*token_id), ("person", &*id), ("name", "nightly"), ("expires_at", &*until)];
        says(&left, "add_token", &values);
        let left_open = once(&desk, move |tx, ctx| add_token(tx, ctx, email, "daily", None));
        let open_id = left_open.0.id.to_string();
        says(&left_open, "add_token", &[("token", &open_id), ("person", &id), ("name", "daily")]);
        secrets.extend([left.0.text, left_open.0.text]);
        let left = once(&desk, move |tx, ctx| revoke_token(tx, ctx, token));
        says(&left, "revoke_token", &[("token", &token_id), ("person", &id), ("name", "nightly")]);
        nothing(&desk, move |tx, ctx| revoke_token(tx, ctx, token));

        keeps_no_secret(db, &secrets);
        whole(db);
    });
}

/// No value of the journal holds one of these, nor anything the database keeps of a secret.
fn keeps_no_secret(db: &Db, secrets: &[String]) {
    db.read(|tx| {
        let texts: Vec<String> =
            tx.rows(TEXTS, params![])?.iter().map(|row| row.get(0)).collect::<db::Result<_>>()?;
        let mut kept: Vec<String> =
            tx.rows(SECRETS, params![])?.iter().map(|row| row.get(0)).collect::<db::Result<_>>()?;
        for row in tx.rows(DIGESTS, params![])? {
            let digest: Vec<u8> = row.get(0)?;
            kept.push(digest.iter().map(|byte| format!("{byte:02x}")).collect());
        }
        assert!(kept.len() > 10 + 1 + 2, "accounts, a session's two secrets, two tokens");
        assert!(texts.len() > 100);
        for secret in secrets.iter().chain(&kept) {
            assert!(!texts.iter().any(|text| text.contains(secret.as_str())), "{secret}");
        }
        Ok::<_, db::Error>(())
    })
    .unwrap();
}

#[test]
fn a_new_user_leaves_an_entry_for_each_thing_done() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let new = NewUser {
            email: "nina@alder.example".to_owned(),
            name: "Nina New".to_owned(),
            roles: vec!["agent".to_owned(), "auditor".to_owned()],
            password: HashedPassword::new(PASSWORD, &Owner::default(), &desk.chance).unwrap(),
            company: desk.alder,
        };
        let (_, entries) = doing(&desk, Door::Command, move |tx, ctx| add_user(tx, ctx, &new));
        let verbs: Vec<&str> = entries.iter().map(|entry| entry.verb.as_str()).collect();
        assert_eq!(verbs, ["create_person", "grant_role", "grant_role", "set_password"]);
    });
}

#[test]
fn setting_up_is_one_entry_that_tells_what_every_role_allows() {
    each_engine(|db| {
        let ctx = Context::new(None, Door::Command, MORNING, &testkit::chance());
        let again = ctx.clone();
        db.write(move |tx| organise(tx, &ctx, " Alder Works ")).unwrap();
        db.write(move |tx| organise(tx, &again, "Another name")).unwrap();
        let [entry] = &page(db)[..] else { panic!("set up once, written down once") };
        assert_eq!((entry.verb.as_str(), entry.actor), ("organise", None));
        let (set, added): (Vec<_>, Vec<_>) =
            entry.values.iter().partition(|value| value.op == Op::Set);
        let set: Vec<(&str, &str)> =
            set.iter().map(|v| (v.field.as_str(), v.value.as_deref().unwrap())).collect();
        let (organisation, company) = (Organisation::ID.to_string(), Company::DEFAULT.to_string());
        let expected =
            [("organisation", &*organisation), ("name", "Alder Works"), ("company", &*company)];
        assert_eq!(set, expected);
        let lines: Vec<&str> = added.iter().map(|value| value.value.as_deref().unwrap()).collect();
        assert!(added.iter().all(|value| value.field == "permission" && value.op == Op::Add));
        let ready = desk::access::READY_ROLES.iter().flat_map(|role| role.grants());
        assert_eq!(lines.len(), ready.count());
        assert!(lines.contains(&"administrator * administer all"), "{lines:?}");
        assert!(lines.contains(&"requester * read own"), "{lines:?}");
        whole(db);
    });
}

#[test]
fn an_import_writes_down_who_may_what_but_not_everybody_it_meets() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (alder, rosa) = (desk.alder, desk.requester.person);
        let made = move |tx: &Tx<'_>, ctx: &Context| {
            Person::create(tx, ctx, &NewPerson::named("Nina New", alder))?;
            Team::create(tx, ctx, alder, "Night shift")?;
            Location::create(tx, ctx, alder, None, "Hall")?;
            Category::create(tx, ctx, "incident", None, "Network")?;
            Choice::create(tx, ctx, &reason("frost"))
        };
        assert_eq!(doing(&desk, Door::Import, made).1, []);
        let (_, entries) = doing(&desk, Door::Import, move |tx, ctx| {
            Role::named(tx, &["auditor"])?[0].grant(tx, ctx, rosa)
        });
        assert_eq!(entries.len(), 1);
        assert_eq!((entries[0].verb.as_str(), entries[0].door.as_str()), ("grant_role", "import"));
        let (_, entries) = doing(&desk, Door::Demo, move |tx, ctx| {
            Person::create(tx, ctx, &NewPerson::named("Otis Other", alder))
        });
        assert_eq!(entries.len(), 1);
    });
}
