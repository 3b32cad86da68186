//! The health of the installation, and work that was given up.

use axum::http::{Method, StatusCode};
use jobs::{NewJob, Registry, Worker, enqueue};
use testkit::Engine;
use web::Settings;

use crate::browser::House;

/// Work that fails at once and for good, for this reason.
fn give_up(house: &House, cause: &'static str) -> String {
    let desk = &house.desk;
    let (chance, now) = (desk.chance.clone(), desk.clock.now());
    let job = NewJob::new("test-mail", "a letter to Rosa").attempts(1);
    let id = desk.db.write(move |tx| enqueue(tx, &chance, now, &job)).unwrap();
    let registry = Registry::new().on("test-mail", move |_, _: String| anyhow::bail!("{cause}"));
    let worker = Worker::new(&desk.db, &desk.clock, &desk.chance, registry);
    assert_eq!(worker.run_due().unwrap(), 1);
    id.to_string()
}

#[test]
fn what_was_given_up_is_shown_with_its_cause_and_tried_again_or_discarded() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let house = House::on(engine, Settings::default());
        let (first, second) = (give_up(&house, "the <server> is away"), give_up(&house, "no room"));
        let admin = house.sign_in(&house.desk.administrator);
        let page = house.get("/administration/health", &[("cookie", &admin.cookie)]);
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("the &#60;server&#62; is away"), "{}", page.text);
        assert!(page.text.contains("Not well") && !page.text.contains("Rosa"), "{}", page.text);

        let call = |method, path: &str| house.call(&house.desk.administrator, method, path, "");
        let listed = call(Method::GET, "/api/v1/jobs").json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 2, "{listed}");
        let status = call(Method::GET, "/api/v1/status").json();
        assert_eq!((&status["jobs"]["dead"], &status["verdict"]), (&2.into(), &"not_well".into()));
        assert_eq!(status["clock_ahead_micros"].is_i64(), engine == Engine::Postgres, "{status}");
        assert!(status["database_bytes"].as_i64().unwrap() > 0, "{status}");

        let form = format!("/administration/health/jobs/{first}/retry");
        let sent = house.submit(&admin, &form, "");
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let retry = format!("/api/v1/jobs/{first}/retry");
        assert_eq!(call(Method::POST, &retry).status, StatusCode::NOT_FOUND, "it waits again");
        let discard = format!("/api/v1/jobs/{second}/discard");
        assert_eq!(call(Method::POST, &discard).status, StatusCode::NO_CONTENT);
        assert_eq!(call(Method::POST, &discard).status, StatusCode::NOT_FOUND);
        assert_eq!(call(Method::POST, "/api/v1/jobs/none/retry").status, StatusCode::NOT_FOUND);
        let status = call(Method::GET, "/api/v1/status").json();
        assert_eq!((&status["jobs"]["dead"], &status["jobs"]["waiting"]), (&0.into(), &1.into()));

        let log = house.call(
            &house.desk.auditor,
            Method::GET,
            "/api/v1/administration/audit/settings",
            "",
        );
        for (verb, job) in [("retry_job", &first), ("discard_job", &second)] {
            let entries = log.json()["items"].as_array().unwrap().clone();
            let entry = entries.iter().find(|entry| entry["verb"] == verb);
            let entry = entry.unwrap_or_else(|| panic!("no {verb} in {}", log.text));
            assert_eq!(entry["values"]["job"], **job, "{entry}");
            assert_eq!(entry["values"]["queue"], "test-mail", "{entry}");
        }
    }
}

#[test]
fn measures_are_not_told_to_strangers_or_to_whoever_does_not_administer() {
    let house = House::new();
    assert_eq!(house.get("/metrics", &[]).status, StatusCode::UNAUTHORIZED);
    let made_up = [("authorization", "Bearer ms_made_up")];
    assert_eq!(house.get("/metrics", &made_up).status, StatusCode::UNAUTHORIZED);
    let ask = |agent| house.call(agent, Method::GET, "/metrics", "");
    assert_eq!(ask(&house.desk.agent).status, StatusCode::FORBIDDEN);
    let told = ask(&house.desk.administrator);
    assert_eq!(told.status, StatusCode::OK, "{}", told.text);
    assert_eq!(told.header("content-type"), "text/plain; version=0.0.4");
    assert!(told.text.contains("mainstay_http_requests_under_way 1"), "{}", told.text);
}
