//! What every answer carries, files, health, lists and versions.

use axum::http::{Method, StatusCode};
use testkit::{Database, Engine};
use web::{Settings, Site};

use crate::browser::House;

#[test]
fn every_answer_has_the_headers_of_a_strict_site() {
    let house = House::new();
    let ada = house.sign_in(&house.desk.agent);
    let answers = [
        house.get("/sign-in", &[]),
        house.get("/echo", &[("cookie", &ada.cookie)]),
        house.get("/nothing", &[]),
        house.get("/api/v1/me", &[]),
        house.get("/healthz", &[]),
        house.call(&house.desk.agent, Method::GET, "/api/v1/fail/panic", ""),
    ];
    for answer in answers {
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-request-id").len(), 32);
    }
}

#[test]
fn the_requests_identity_is_the_one_it_came_with_where_that_is_one() {
    let house = House::new();
    let answer = house.get("/healthz", &[("x-request-id", "proxy-42.a")]);
    assert_eq!(answer.header("x-request-id"), "proxy-42.a");
    let problem = house.get("/api/v1/me", &[("x-request-id", "proxy-43")]);
    assert!(problem.text.contains("urn:mainstay:request:proxy-43"), "{}", problem.text);
    let forged = house.get("/healthz", &[("x-request-id", "a\"b c")]);
    assert_eq!(forged.header("x-request-id").len(), 32);
}

#[test]
fn a_node_is_ready_until_it_stops() {
    let house = House::new();
    let ready = house.get("/readyz", &[]);
    assert_eq!((ready.status, ready.text.as_str()), (StatusCode::OK, "ready"));
    house.site().begin_to_stop();
    let stopping = house.get("/readyz", &[("accept", "application/json")]);
    assert_eq!(stopping.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(stopping.text.contains("stopping"), "{}", stopping.text);
    assert_eq!(house.get("/healthz", &[]).status, StatusCode::OK, "it is alive all the same");
}

#[test]
fn files_may_be_kept_for_ever_and_come_compressed() {
    let house = House::new();
    let plain = house.get(assets::url("app.css"), &[]);
    assert_eq!(plain.status, StatusCode::OK);
    assert!(plain.header("cache-control").contains("immutable"));
    assert!(plain.header("content-type").starts_with("text/css"));
    let zipped = house.get(assets::url("app.css"), &[("accept-encoding", "gzip")]);
    assert_eq!(zipped.header("content-encoding"), "gzip");
    let known = house.get(assets::url("app.css"), &[("if-none-match", plain.header("etag"))]);
    assert_eq!((known.status, known.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    for path in
        ["/assets/app.css", "/assets/../Cargo.toml", "/assets/%2e%2e/Cargo.toml", "/assets/"]
    {
        assert_eq!(house.get(path, &[]).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn pages_and_json_are_compressed_for_who_takes_it() {
    let house = House::new();
    let page = house.get("/sign-in", &[("accept-encoding", "gzip")]);
    assert_eq!(page.header("content-encoding"), "gzip");
    assert_eq!(house.get("/sign-in", &[]).header("content-encoding"), "");
}

#[test]
fn health_is_told_to_people_and_machines() {
    let house = House::new();
    assert_eq!(house.get("/healthz", &[]).text, "ok");
    let json = house.get("/healthz", &[("accept", "application/json")]);
    assert_eq!(json.json(), serde_json::json!({ "ok": true }));
}

#[test]
fn without_an_administrator_everything_says_how_to_make_one() {
    let database = Database::migrated(Engine::Sqlite);
    let endpoints = web::endpoints();
    let settings = Settings {
        add_administrator: "mainstay user add --data /x".to_owned(),
        ..Settings::default()
    };
    let site = Site::new(
        database.clone(),
        testkit::clock(),
        testkit::chance(),
        settings,
        endpoints.navigation(),
    );
    let router = web::app(&site, endpoints);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let ask = |path: &str| {
        use tower::ServiceExt;
        let request = crate::browser::request(Method::GET, path, &[], "");
        runtime.block_on(async {
            let response = router.clone().oneshot(request).await.unwrap();
            let status = response.status().as_u16();
            let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
            (status, String::from_utf8_lossy(&bytes).into_owned())
        })
    };
    for path in ["/", "/sign-in", "/nothing"] {
        let (status, text) = ask(path);
        assert_eq!(status, 503, "{path}");
        assert!(text.contains("mainstay user add --data /x"), "{text}");
    }
    let (status, text) = ask("/api/v1/me");
    assert!(status == 503 && text.contains("no-administrator"), "{text}");
    assert_eq!(ask("/healthz"), (200, "ok".to_owned()));
    assert_eq!(ask(assets::url("app.css")).0, 200);
    drop(testkit::Desk::set_up(&database));
    assert_eq!(ask("/sign-in").0, 200, "found out without a restart");
}

#[test]
fn lists_refuse_what_they_cannot_take_by_name() {
    let house = House::new();
    let list = |query: &str| {
        house.call(&house.desk.agent, Method::GET, &format!("/api/v1/list?{query}"), "")
    };
    let answer = list("limit=2&priority=3");
    assert_eq!(answer.header("x-total-count"), "7");
    assert_eq!(answer.json(), serde_json::json!({ "limit": 2, "equals": { "priority": "3" } }));
    for (query, parameter, code) in [
        ("limit=100000000000", "limit", "number"),
        ("after=a&before=b", "before", "exclusive"),
        ("at=2026-03-02", "at", "reserved"),
        ("a=1&a=2", "a", "duplicate"),
    ] {
        let answer = list(query);
        assert_eq!(answer.problem(), (400, "bad-request".to_owned()), "{query}");
        let error = answer.json()["errors"][0].clone();
        assert_eq!(
            (error["parameter"].as_str(), error["code"].as_str()),
            (Some(parameter), Some(code))
        );
    }
    assert_eq!(list("a=%ff").problem().1, "malformed");
}

#[test]
fn versions_travel_in_headers() {
    let house = House::new();
    let bearer = format!("Bearer {}", house.desk.token(&house.desk.agent));
    let patch = |tag: &str| {
        let headers = [("authorization", bearer.as_str()), ("if-match", tag)];
        house.send(crate::browser::request(Method::PATCH, "/api/v1/versioned", &headers, ""))
    };
    let answer = patch("\"v7\"");
    assert_eq!(
        (answer.header("etag"), &answer.json()["if_match"]),
        ("\"v8\"", &serde_json::json!(7))
    );
    assert_eq!(patch("*").json()["if_match"], serde_json::Value::Null);
    let refused = patch("seven");
    assert_eq!(refused.problem().0, 400);
    assert_eq!(refused.json()["errors"][0]["header"], "If-Match");
}
