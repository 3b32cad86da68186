//! The program as it is run: commands, exit codes, serving and stopping.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod installation;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use db::Location;
use serde_json::Value;
use testkit::Engine;

use installation::{Installation, Serving, last_line};

#[test]
fn from_an_empty_directory_to_a_served_answer_on_both_engines() {
    for engine in Engine::BOTH {
        let house = Installation::on(engine);
        let serving = house.serve(&[]);
        assert_eq!(serving.get("/healthz", None), (200, "ok".to_owned()));
        let (status, page) = serving.get("/", None);
        assert!(status == 200 && page.contains("mainstay user add --data"), "{page}");
        assert!(page.contains("action=\"/setup\""), "every page leads to where it is set up");
        let (status, problem) = serving.get("/api/v1/me", None);
        assert!(status == 503 && problem.contains("no-administrator"), "{problem}");

        let added = house.add_user("ada@example.org", "correct horse battery");
        assert_eq!(added.status.code(), Some(0), "{added:?}");
        let made = house.run(&["token", "add", "--user", "ada@example.org", "--name", "test"]);
        let token = last_line(&made.stdout);
        let (status, me) = serving.get("/api/v1/me", Some(&token));
        assert_eq!(status, 200, "{me}");
        let me: Value = serde_json::from_str(&me).unwrap();
        assert_eq!(
            (&me["email"], &me["teams"][0]["name"]),
            (&"ada@example.org".into(), &"Desk".into())
        );
        assert_eq!(serving.get("/api/v1/status", Some(&token)).0, 200);
        assert_eq!(serving.stop(), Some(0), "asked to stop, it ends well");

        let check = house.run(&["check", "--json"]);
        assert_eq!(check.status.code(), Some(0), "{check:?}");
        let found: Value = serde_json::from_slice(&check.stdout).unwrap();
        assert_eq!((&found["ok"], &found["entries"]), (&true.into(), &0.into()));
    }
}

#[test]
fn a_worker_works_until_it_is_asked_to_stop() {
    let house = Installation::on(Engine::Sqlite);
    let mut child =
        house.command(&["worker"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().contains("works"));
    let serving = Serving { child, address: String::new(), log: None };
    assert_eq!(serving.stop(), Some(0));
}

#[test]
fn two_nodes_start_at_once_on_an_empty_installation() {
    for engine in Engine::BOTH {
        let house = Installation::on(engine);
        std::thread::scope(|scope| {
            let nodes: Vec<_> = (0..3).map(|_| scope.spawn(|| house.serve(&[]))).collect();
            for node in nodes {
                let node = node.join().unwrap();
                assert_eq!(node.get("/healthz", None).0, 200);
                assert_eq!(node.stop(), Some(0));
            }
        });
    }
}

#[test]
fn json_answers_are_one_object() {
    let house = Installation::on(Engine::Sqlite);
    let migrated: Value =
        serde_json::from_slice(&house.run(&["migrate", "--json"]).stdout).unwrap();
    assert_eq!(migrated["applied"][0], 1);
    let again: Value = serde_json::from_slice(&house.run(&["migrate", "--json"]).stdout).unwrap();
    assert_eq!(
        (again["applied"].as_array().unwrap().len(), &again["schema"]),
        (0, &migrated["schema"])
    );
    assert!(house.add_user("ada@example.org", "correct horse battery").status.success());
    let words =
        ["token", "add", "--user", "ada@example.org", "--name", "t", "--days", "2", "--json"];
    let token: Value = serde_json::from_slice(&house.run(&words).stdout).unwrap();
    assert!(token["token"].as_str().unwrap().starts_with("ms_") && token["expires_at"].is_string());
}

/// A log of two incidents, and a row that cannot be taken.
const LOG: &str = "\
number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,opened_at,sys_created_by,sys_created_at,sys_updated_by,sys_updated_at,contact_type,location,category,subcategory,u_symptom,cmdb_ci,impact,urgency,priority,assignment_group,assigned_to,knowledge,u_priority_confirmation,notify,problem_id,rfc,vendor,caused_by,closed_code,resolved_by,resolved_at,closed_at
INC0000045,New,true,0,0,0,true,Caller 1,Opened by  8,29/2/2016 01:16,Created by 6,29/2/2016 01:23,Updated by 21,29/2/2016 01:23,Phone,Location 143,Category 55,Subcategory 170,?,?,2 - Medium,2 - Medium,3 - Moderate,Group 56,?,true,false,Do Not Notify,?,?,?,?,code 5,Resolved by 149,29/2/2016 11:29,5/3/2016 12:00
INC0000045,Resolved,true,0,0,2,true,Caller 1,Opened by  8,29/2/2016 01:16,Created by 6,29/2/2016 01:23,Updated by 21,29/2/2016 11:29,Phone,Location 143,Category 55,Subcategory 170,?,?,2 - Medium,2 - Medium,3 - Moderate,Group 56,?,true,false,Do Not Notify,?,?,?,?,code 5,Resolved by 149,29/2/2016 11:29,5/3/2016 12:00
INC0000047,New,true,0,0,0,true,Caller 2,Opened by  8,29/2/2016 04:40,Created by 6,29/2/2016 04:57,Updated by 21,29/2/2016 04:57,Phone,Location 165,Category 40,Subcategory 215,?,?,1 - High,1 - High,1 - Critical,Group 70,?,true,false,Do Not Notify,?,?,?,?,code 5,Resolved by 81,1/3/2016 09:52,6/3/2016 10:00
INC0000048,New,true,0,0,0,true,Caller 2,Opened by  8,yesterday,?,?,?,yesterday,Phone,?,?,?,?,?,1 - High,1 - High,1 - Critical,?,?,true,false,Do Not Notify,?,?,?,?,?,?,?,?
";

#[test]
fn a_log_goes_in_and_comes_out_on_both_engines() {
    for engine in Engine::BOTH {
        let house = Installation::on(engine);
        let log = house.data.path().join("log.csv");
        std::fs::write(&log, LOG).unwrap();
        let import = || house.run(&["import", "incident-log", log.to_str().unwrap(), "--json"]);
        let first = import();
        assert_eq!(first.status.code(), Some(0), "{first:?}");
        let report: Value = serde_json::from_str(&last_line(&first.stdout)).unwrap();
        let figures = ["rows", "incidents", "rejected", "added_rows"]
            .map(|figure| report[figure].as_u64().unwrap());
        assert_eq!(figures, [3, 2, 1, 3], "{report}");
        assert_eq!(report["final_priority"]["3"], 1);
        let rejects = std::fs::read_to_string(report["rejects_file"].as_str().unwrap()).unwrap();
        assert!(rejects.contains("yesterday"), "{rejects}");

        let entries = || {
            let check = house.run(&["check", "--json"]);
            assert_eq!(check.status.code(), Some(0), "{check:?}");
            serde_json::from_slice::<Value>(&check.stdout).unwrap()["entries"].clone()
        };
        let before = entries();
        let again: Value = serde_json::from_str(&last_line(&import().stdout)).unwrap();
        assert_eq!(
            (&again["added_rows"], entries()),
            (&0.into(), before),
            "a repeated import adds nothing"
        );

        let out = String::from_utf8(house.run(&["export", "incident-log"]).stdout).unwrap();
        let rows: Vec<&str> = out.lines().collect();
        let source: Vec<&str> = LOG.lines().take(4).collect();
        assert_eq!(rows.len(), source.len());
        let states = |rows: &[&str]| {
            rows.iter().map(|row| row.split(',').take(2).collect::<String>()).collect::<Vec<_>>()
        };
        assert_eq!(states(&rows), states(&source));
    }
}

mod tampering {
    #![allow(dead_code, reason = "the list of statements is for the program's own")]
    db::statements! {
        /// Makes an incident look closed that was opened.
        TAMPER = "UPDATE entry_value SET value = 'closed' WHERE field = 'state' AND value = 'new'
            AND subject_id = (SELECT id FROM subject WHERE number = $1)";
    }
    pub(super) const EDIT: db::Statement = TAMPER;
}

#[test]
fn tampering_is_found_and_named() {
    let house = Installation::on(Engine::Sqlite);
    let log = house.data.path().join("log.csv");
    std::fs::write(&log, LOG).unwrap();
    assert!(house.run(&["import", "incident-log", log.to_str().unwrap()]).status.success());
    assert!(house.run(&["check"]).status.success());
    // Somebody edits a value past the program.
    let db = db::Db::open(&Location::File(house.data.path().join("data/mainstay.db"))).unwrap();
    let edited = db.write(|tx| tx.execute(tampering::EDIT, db::params!["INC0000047"])).unwrap();
    assert_eq!(edited, 1);
    drop(db);
    let check = house.run(&["check", "--json"]);
    assert_eq!(check.status.code(), Some(3), "{check:?}");
    let found: Value = serde_json::from_slice(&check.stdout).unwrap();
    assert_eq!(found["ok"], false);
    assert!(found["problem"].as_str().unwrap().contains("INC0000047"), "{found}");
}

#[test]
fn what_is_wrong_is_one_line_that_names_the_remedy() {
    let house = Installation::on(Engine::Sqlite);
    let cases: [(Vec<&str>, &str); 7] = [
        (vec!["migrate", "--database", "mysql://x"], "postgres://"),
        (vec!["migrate", "--database", "postgres://nobody@127.0.0.1:1/none"], "--database"),
        (vec!["check"], "--data DIR"),
        (vec!["token", "add", "--user", "nobody@example.org", "--name", "x"], "user: "),
        (vec!["serve", "--listen", "256.0.0.1:80"], "--listen HOST:PORT"),
        (vec!["demo", "--listen", "0.0.0.0:0"], "127.0.0.1"),
        (vec!["import", "incident-log", "/no/such/file"], "/no/such/file"),
    ];
    for (words, remedy) in cases {
        let output = house.run(&words);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        let line = last_line(&output.stderr);
        assert!(line.starts_with("mainstay: ") && line.contains(remedy), "{line}");
    }
}

#[test]
fn a_directory_that_cannot_be_made_and_an_address_in_use_are_told() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mainstay"));
    let output = command
        .args(["migrate", "--data", "/dev/null/x"])
        .env_remove("MAINSTAY_DATABASE")
        .output()
        .unwrap();
    assert!(last_line(&output.stderr).contains("--data DIR"), "{output:?}");
    let house = Installation::on(Engine::Sqlite);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = house.run(&["serve", "--listen", &address]);
    assert_eq!(output.status.code(), Some(1));
    assert!(last_line(&output.stderr).contains("in use"), "{output:?}");
}

#[test]
fn a_user_is_refused_by_field() {
    let house = Installation::on(Engine::Sqlite);
    for (email, password, field) in [
        ("ada@example.org", "short", "password: "),
        ("ada@example.org", "iloveyou1234", "password: "),
        ("nonsense", "correct horse battery", "email: "),
    ] {
        let output = house.add_user(email, password);
        assert_eq!(output.status.code(), Some(1));
        assert!(last_line(&output.stderr).contains(field), "{output:?}");
    }
    assert!(house.add_user("ada@example.org", "correct horse battery").status.success());
    let twice = house.add_user("Ada@Example.org", "correct horse battery");
    assert!(last_line(&twice.stderr).contains("email: "), "{twice:?}");
}

#[test]
fn the_command_line_is_explained() {
    let house = Installation::on(Engine::Sqlite);
    assert_eq!(house.run(&["fly"]).status.code(), Some(2));
    let words = ["user", "add", "--email", "a@b.c", "--name", "A", "--role", "agent"];
    let without_password = house.run(&words);
    assert_eq!(without_password.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&without_password.stderr).contains("--password-stdin"));
    for command in [&["--help"][..], &["serve", "--help"], &["user", "add", "--help"]] {
        let output = house.run(command);
        assert_eq!(output.status.code(), Some(0));
        assert!(String::from_utf8_lossy(&output.stdout).contains("Example"), "{command:?}");
    }
}

#[cfg(unix)]
#[test]
fn the_data_directory_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let house = Installation::on(Engine::Sqlite);
    assert!(house.run(&["migrate"]).status.success());
    let mode = std::fs::metadata(house.data.path().join("data")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn a_stream_is_told_that_the_node_stops() {
    let house = Installation::on(Engine::Sqlite);
    assert!(house.add_user("ada@example.org", "correct horse battery").status.success());
    let made = house.run(&["token", "add", "--user", "ada@example.org", "--name", "test"]);
    let token = last_line(&made.stdout);
    let serving = house.serve(&[]);
    let mut stream = std::net::TcpStream::connect(&serving.address).unwrap();
    write!(
        stream,
        "GET /api/v1/events/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n"
    )
    .unwrap();
    let mut lines = BufReader::new(stream).lines().map(|line| line.unwrap_or_default());
    assert!(lines.any(|line| line == "event: hello"), "it never began");
    let stopping = std::thread::spawn(move || serving.stop());
    assert!(lines.any(|line| line == "event: end"), "it broke off without a word");
    assert!(lines.any(|line| line.contains("stopping")));
    // Were the stream waited for, this would take until the program gives up waiting, and the last
    // line says that it closed well: a chunk of no bytes.
    assert!(lines.any(|line| line == "0"), "the answer has no end");
    assert_eq!(stopping.join().unwrap(), Some(0));
}

#[test]
fn a_request_under_way_is_answered_before_the_end() {
    let house = Installation::on(Engine::Sqlite);
    let serving = house.serve(&["--no-jobs"]);
    let mut stream = std::net::TcpStream::connect(&serving.address).unwrap();
    // The head has arrived, the body has not: the request is under way.
    write!(stream, "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\nConnection: close\r\n\r\na=").unwrap();
    assert_eq!(serving.get("/healthz", None).0, 200);
    let stopping = std::thread::spawn(move || serving.stop());
    stream.write_all(b"b").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    assert_eq!(stopping.join().unwrap(), Some(0));
}
