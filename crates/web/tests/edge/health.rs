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
fn a_list_of_work_is_asked_for_by_state_and_sort_alone() {
    let house = House::new();
    let desk = &house.desk;
    let admin = house.sign_in(&desk.administrator);
    for wrong in [
        "state=lost",
        "queue=weather",
        "colour=red",
        "after=made-up",
        "q=x",
        "text=x",
        "sort=queue",
        "withdrawn=true",
    ] {
        let refused =
            house.call(&desk.administrator, Method::GET, &format!("/api/v1/jobs?{wrong}"), "");
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}: {}", refused.text);
        let page = format!("/administration/health/jobs?{wrong}");
        let refused = house.get(&page, &[("cookie", &admin.cookie)]);
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}: {}", refused.text);
    }
}

#[test]
fn work_that_waits_is_listed_by_state_and_sort_page_by_page() {
    let house = House::new();
    let desk = &house.desk;
    let (chance, now) = (desk.chance.clone(), desk.clock.now());
    let asked = desk.db.write(move |tx| {
        for minutes in 1..=3 {
            let at = now.plus(std::time::Duration::from_secs(60 * minutes));
            enqueue(tx, &chance, now, &NewJob::new("remind", minutes).at(at))?;
        }
        enqueue(tx, &chance, now, &NewJob::new("bulk", "Rosa's secret"))
    });
    asked.unwrap();
    give_up(&house, "no room");
    let call = |path: &str| house.call(&desk.administrator, Method::GET, path, "");
    let all = call("/api/v1/jobs").json();
    let items = all["items"].as_array().unwrap();
    assert_eq!(
        (items.len(), &items[0]["state"], &items[0]["cause"]),
        (5, &"dead".into(), &"no room".into())
    );
    assert!(all["next"].is_null() && !all.to_string().contains("secret"), "{all}");
    let first = call("/api/v1/jobs?state=waiting&queue=remind&limit=2").json();
    let next = first["next"].as_str().unwrap();
    let second = call(&format!("/api/v1/jobs?state=waiting&queue=remind&limit=2&after={next}"));
    let times = |page: &serde_json::Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap();
        items.iter().map(|job| job["due_at"].as_str().unwrap().to_owned()).collect()
    };
    let (first, second) = (times(&first), times(&second.json()));
    assert_eq!((first.len(), second.len()), (2, 1));
    assert!(first[0] < first[1] && first[1] < second[0], "{first:?} {second:?}");
    let agent = house.call(&desk.agent, Method::GET, "/api/v1/jobs", "");
    assert_eq!(agent.status, StatusCode::FORBIDDEN);

    let admin = house.sign_in(&desk.administrator);
    let page = |path: &str| house.get(path, &[("cookie", &admin.cookie)]);
    let page_of_some = page("/administration/health/jobs?state=waiting&queue=remind&limit=2");
    assert_eq!(page_of_some.status, StatusCode::OK, "{}", page_of_some.text);
    assert!(page_of_some.text.contains("Reminder") && page_of_some.text.contains("after="));
    assert!(!page_of_some.text.contains("no room"));
    let health = page("/administration/health").text;
    assert!(
        health.contains("href=\"/administration/health/jobs\"") && health.contains("3 wait"),
        "{health}"
    );
    let told = call("/metrics").text;
    assert!(told.contains("mainstay_clock_waiting{clock=\"reminder\"} 3"), "{told}");
    assert!(told.contains("mainstay_clock_late{clock=\"reminder\"} 0"), "{told}");
    desk.clock.advance(std::time::Duration::from_secs(150));
    let told = call("/metrics").text;
    assert!(told.contains("mainstay_clock_late{clock=\"reminder\"} 1"), "{told}");
    assert!(told.contains("mainstay_clock_oldest_late_seconds{clock=\"reminder\"} 90"), "{told}");
    let status = call("/api/v1/status").json();
    let clocks = status["waiting_for_a_time"].as_array().unwrap();
    let reminders = clocks.iter().find(|clock| clock["code"] == "reminder").unwrap();
    assert_eq!((&reminders["late"], &reminders["oldest_late_seconds"]), (&1.into(), &90.into()));
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
