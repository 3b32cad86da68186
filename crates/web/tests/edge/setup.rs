//! The first run, as a browser meets it.

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, Method, header};
use desk::people::{Organisation, Person};
use desk::setup::Code;
use desk::{Context, Door};
use http_body_util::BodyExt;
use testkit::{Database, Engine};
use tower::ServiceExt;
use web::{Settings, Site};

use crate::browser::{FORM, request};

/// An installation nobody administers yet, and the nodes that serve it.
struct Empty {
    database: Database,
    runtime: tokio::runtime::Runtime,
}

struct Node {
    router: Router,
    code: String,
}

impl Empty {
    fn new(engine: Engine) -> Self {
        let database = Database::migrated(engine);
        let ctx = Context::new(None, Door::Command, testkit::MORNING, &testkit::chance());
        database.write(move |tx| desk::people::organise(tx, &ctx, "My organisation")).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Empty { database, runtime }
    }

    fn node(&self, seed: u64) -> Node {
        let (code, shown) = Code::draw(&db::Chance::seeded(seed));
        let settings = Settings { setup: Some(Arc::new(code)), ..Settings::default() };
        let endpoints = web::endpoints();
        let (clock, chance) = (testkit::clock(), db::Chance::seeded(seed));
        let navigation = endpoints.navigation();
        let site = Site::new(self.database.clone(), clock, chance, settings, navigation);
        Node { router: web::app(&site, endpoints), code: shown }
    }

    fn ask(&self, node: &Node, method: Method, path: &str, body: &str) -> (u16, HeaderMap, String) {
        let request = request(method, path, &[("content-type", FORM)], body);
        self.runtime.block_on(async {
            let response = node.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = body.collect().await.unwrap().to_bytes();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            (parts.status.as_u16(), parts.headers, text)
        })
    }

    fn administered(&self) -> bool {
        self.database.read(desk::people::has_administrator).unwrap()
    }
}

fn form(code: &str, more: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("code", code),
        ("organisation", "Alder Works"),
        ("time_zone", "Europe/Berlin"),
        ("language", "de"),
        ("name", "Ada Keller"),
        ("email", "ada@example.org"),
        ("password", "a long walk by the river"),
        ("password_again", "a long walk by the river"),
        ("catalogue", "samples"),
    ];
    for (name, value) in more {
        fields.retain(|(own, _)| own != name);
        fields.push((name, value));
    }
    let encode = |text: &str| text.replace(' ', "+").replace('@', "%40");
    let fields = fields.iter().map(|(name, value)| format!("{name}={}", encode(value)));
    fields.collect::<Vec<_>>().join("&")
}

fn location(headers: &HeaderMap) -> &str {
    headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
}

#[test]
fn every_page_leads_to_it_and_whoever_has_the_code_is_let_in() {
    for engine in Engine::BOTH {
        let empty = Empty::new(engine);
        let node = empty.node(1);
        for path in ["/", "/sign-in", "/incidents", "/nothing"] {
            let (status, headers, _) = empty.ask(&node, Method::GET, path, "");
            assert_eq!((status, location(&headers)), (303, "/setup"), "{path}");
        }
        let (status, _, text) = empty.ask(&node, Method::GET, "/api/v1/me", "");
        assert!(status == 503 && text.contains("no-administrator"), "{text}");
        assert_eq!(empty.ask(&node, Method::GET, "/healthz", "").0, 200);
        let (status, _, page) = empty.ask(&node, Method::GET, "/setup", "");
        assert!(status == 200 && page.contains("Europe/Berlin") && !page.contains(&node.code));

        let sent = form(&node.code.to_lowercase(), &[]);
        let (status, headers, text) = empty.ask(&node, Method::POST, "/setup", &sent);
        assert_eq!(status, 303, "{text}");
        assert!(headers[header::SET_COOKIE].to_str().unwrap().starts_with("mainstay_session="));
        let organisation = empty.database.read(Organisation::find).unwrap().unwrap();
        assert_eq!(organisation.name, "Alder Works");

        let (status, headers, _) = empty.ask(&node, Method::GET, "/setup", "");
        assert_eq!((status, location(&headers)), (303, "/"), "there is none any more");
        let eve = form(&node.code, &[("email", "eve@example.org")]);
        let (status, headers, _) = empty.ask(&node, Method::POST, "/setup", &eve);
        assert_eq!((status, location(&headers)), (303, "/"));
        let eve = empty.database.read(|tx| Person::find_by_email(tx, "eve@example.org"));
        assert!(eve.unwrap().is_none());
    }
}

#[test]
fn without_the_code_nothing_happens_and_whoever_guesses_waits() {
    let empty = Empty::new(Engine::Sqlite);
    let node = empty.node(1);
    for bad in ["", "AAAA-AAAA-AAAA-AAAA", "AAAA", "x", "y"] {
        let (status, _, page) = empty.ask(&node, Method::POST, "/setup", &form(bad, &[]));
        assert_eq!(status, 422, "{bad}");
        assert!(page.contains("Ada Keller"), "what was typed stays");
        assert!(!page.contains("walk by the river"), "but for the password");
    }
    let (status, headers, _) = empty.ask(&node, Method::POST, "/setup", &form(&node.code, &[]));
    assert_eq!(status, 429);
    assert!(headers.contains_key(header::RETRY_AFTER));
    assert!(!empty.administered());
}

#[test]
fn another_nodes_code_is_none_here_and_only_one_node_finishes() {
    for engine in Engine::BOTH {
        let empty = Empty::new(engine);
        let (one, other) = (empty.node(1), empty.node(2));
        assert_eq!(empty.ask(&one, Method::POST, "/setup", &form(&other.code, &[])).0, 422);
        let sent = form(&other.code, &[]);
        assert_eq!(empty.ask(&other, Method::POST, "/setup", &sent).0, 303);
        let late = form(&one.code, &[("email", "eve@example.org")]);
        let (status, headers, _) = empty.ask(&one, Method::POST, "/setup", &late);
        assert_eq!((status, location(&headers)), (303, "/"));
        let eve = empty.database.read(|tx| Person::find_by_email(tx, "eve@example.org"));
        assert!(eve.unwrap().is_none());
    }
}

#[test]
fn everything_wrong_is_told_by_its_field_and_nothing_is_kept() {
    let empty = Empty::new(Engine::Sqlite);
    let node = empty.node(1);
    let wrong = [
        ("organisation", ""),
        ("time_zone", "Europe/Atlantis"),
        ("language", "tlh"),
        ("name", ""),
        ("email", "nonsense"),
        ("password", "short"),
        ("password_again", "other"),
        ("catalogue", "all"),
    ];
    let (status, _, page) = empty.ask(&node, Method::POST, "/setup", &form(&node.code, &wrong));
    assert_eq!(status, 422);
    for (field, _) in wrong {
        assert!(page.contains(&format!("setup-{field}-error")), "{field}: {page}");
    }
    assert!(!empty.administered());
    // Another site's page cannot send it.
    let forged = request(
        Method::POST,
        "/setup",
        &[("content-type", FORM), ("origin", "https://evil.example"), ("host", "desk")],
        &form(&node.code, &[]),
    );
    let status = empty
        .runtime
        .block_on(async { node.router.clone().oneshot(forged).await.unwrap().status().as_u16() });
    assert_eq!((status, empty.administered()), (403, false));
}
