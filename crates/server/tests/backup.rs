//! Backups of the program as it is run: taken beside a server, restored on either engine, refused
//! when torn or changed, and made every day.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod installation;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::Duration;

use serde_json::Value;
use testkit::Engine;

use installation::{Installation, Serving, last_line};

/// An installation with people, incidents, files and a seal.
struct House {
    installation: Installation,
    serving: Serving,
    token: String,
}

impl House {
    fn on(engine: Engine) -> House {
        let installation = Installation::on(engine);
        let serving = installation.serve(&[]);
        assert!(installation.add_user("ada@example.org", "correct horse battery").status.success());
        let words = ["token", "add", "--user", "ada@example.org", "--name", "test"];
        let token = last_line(&installation.run(&words).stdout);
        let house = House { installation, serving, token };
        for n in 1..=20 {
            let body =
                format!(r#"{{"title":"Nº {n}: ‘quotes’, \\ and \t","impact":2,"urgency":2}}"#);
            house.post("/api/v1/incidents", "application/json", body.as_bytes());
        }
        house
    }

    fn post(&self, path: &str, kind: &str, body: &[u8]) -> Value {
        let agent = ureq::Agent::new_with_defaults();
        let request = agent
            .post(format!("http://{}{path}", self.serving.address))
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", kind);
        let mut response = request.send(body).unwrap();
        assert!(response.status().is_success());
        serde_json::from_str(&response.body_mut().read_to_string().unwrap()).unwrap()
    }

    /// Adds a file to the first incident.
    fn attach(&self, name: &str, content: &[u8]) {
        let mut body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: text/plain\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--b--\r\n");
        let path = "/api/v1/incidents/INC0000001/files";
        self.post(path, "multipart/form-data; boundary=b", &body);
    }
}

/// Waits until something is so; there is no other sign of it from another process.
#[expect(clippy::disallowed_methods, reason = "polls another process")]
fn until(what: &str, so: impl Fn() -> bool) {
    for _ in 0..3_000 {
        if so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("never: {what}");
}

fn json(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_str(&last_line(&output.stdout)).unwrap()
}

fn checked(installation: &Installation) -> Value {
    json(&installation.run(&["check", "--hashes", "--json"]))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The journal as it is exported, line by line; when it was exported is told in it.
fn journal(installation: &Installation) -> Vec<String> {
    let file = tempfile::NamedTempFile::new().unwrap();
    let exported = installation.run(&["export", "journal", text(file.path())]);
    assert_eq!(exported.status.code(), Some(0), "{exported:?}");
    let text = fs::read_to_string(file.path()).unwrap();
    text.lines().filter(|line| !line.contains("exported_at")).map(str::to_owned).collect()
}

/// What every table holds, as another backup of it tells.
fn rows(backup: &Value) -> u64 {
    backup["rows"].as_u64().unwrap()
}

/// Takes a backup with its keys.
fn backed_up(installation: &Installation, place: &Path, name: &str) -> (PathBuf, PathBuf, Value) {
    let (to, keys) = (place.join(format!("{name}.tar")), place.join(format!("{name}.keys")));
    let words = ["backup", text(&to), "--keys-to", text(&keys), "--json"];
    let told = json(&installation.run(&words));
    (to, keys, told)
}

fn restored(from: &Path, keys: &Path, engine: Engine) -> Installation {
    let installation = Installation::on(engine);
    let words = ["restore", text(from), "--keys-from", text(keys), "--json"];
    json(&installation.run(&words));
    installation
}

#[test]
fn an_installation_goes_from_engine_to_engine_and_back_and_is_the_same() {
    let place = tempfile::tempdir().unwrap();
    for (there, back) in [(Engine::Postgres, Engine::Sqlite), (Engine::Sqlite, Engine::Postgres)] {
        let house = House::on(back);
        house.attach("note.txt", "as they are: é\0\u{1}".as_bytes());
        house.attach("large.txt", &vec![b'x'; 3_000_000]);
        let name = format!("{back:?}");
        let beside = backed_up(&house.installation, place.path(), &format!("{name}-beside")).2;
        assert!(rows(&beside) > 500 && beside["files"] == 2, "beside a running server: {beside}");
        assert_eq!(house.serving.stop(), Some(0));
        let (first, keys, told) = backed_up(&house.installation, place.path(), &name);
        let before = checked(&house.installation);
        assert_eq!((&before["ok"], &before["files"]["files"]), (&true.into(), &2.into()));

        let other = restored(&first, &keys, there);
        assert_eq!(checked(&other), before);
        assert_eq!(journal(&other), journal(&house.installation));
        let (second, keys, again) = backed_up(&other, place.path(), &format!("{name}-there"));
        assert_eq!(rows(&again), rows(&told));

        let home = restored(&second, &keys, back);
        assert_eq!(checked(&home), before);
        assert_eq!(journal(&home), journal(&house.installation));
        // People go on with what they had.
        let serving = home.serve(&[]);
        let (status, list) = serving.get("/api/v1/incidents?limit=50", Some(&house.token));
        let list: Value = serde_json::from_str(&list).unwrap();
        assert_eq!((status, list["items"].as_array().unwrap().len()), (200, 20));
        let (status, found) = serving.get("/api/v1/search?q=quotes", Some(&house.token));
        assert!(status == 200 && found.contains("INC00000"), "{found}");
    }
}

#[test]
fn what_is_torn_changed_or_none_is_refused_and_leaves_nothing() {
    let place = tempfile::tempdir().unwrap();
    let house = House::on(Engine::Sqlite);
    house.attach("note.txt", &vec![b'y'; 20_000]);
    let (whole, _, _) = backed_up(&house.installation, place.path(), "whole");
    json(&house.installation.run(&["restore", "--verify", text(&whole), "--json"]));
    let bytes = fs::read(&whole).unwrap();
    let damaged = place.path().join("damaged.tar");
    let mut attempts: Vec<(&str, Vec<u8>)> = vec![
        ("this is no backup", b"nothing of the kind".to_vec()),
        ("this is no backup", Vec::new()),
    ];
    for part in [2, 3, 5, 9] {
        attempts.push(("the backup is torn", bytes[..bytes.len() * (part - 1) / part].to_vec()));
    }
    // One bit of a file's content, of rows, and of the manifest.
    let content = bytes.windows(64).position(|w| w == [b'y'; 64]).unwrap();
    let rows = bytes.windows(4).position(|w| w == [0x28, 0xb5, 0x2f, 0xfd]).unwrap() + 40;
    for at in [content, rows] {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        attempts.push(("the backup was changed", changed));
    }
    for (refusal, attempt) in attempts {
        fs::write(&damaged, attempt).unwrap();
        for engine in Engine::BOTH {
            let target = Installation::on(engine);
            let refused = target.run(&["restore", text(&damaged)]);
            assert_eq!(refused.status.code(), Some(1), "{refusal}");
            assert!(last_line(&refused.stderr).contains(refusal), "{refusal}: {refused:?}");
            assert!(!target.data.path().join("data/mainstay.db").exists());
            // The target is as empty as before: a whole backup goes into it.
            json(&target.run(&["restore", text(&whole), "--json"]));
        }
    }
}

#[test]
fn nothing_is_restored_over_an_installation_and_nothing_written_over_a_file() {
    let place = tempfile::tempdir().unwrap();
    for engine in Engine::BOTH {
        let house = House::on(engine);
        let (file, keys, _) = backed_up(&house.installation, place.path(), &format!("{engine:?}"));
        let refused = house.installation.run(&["restore", text(&file)]);
        assert!(last_line(&refused.stderr).contains("something in this database already"));
        let again = house.installation.run(&["backup", text(&file)]);
        assert!(last_line(&again.stderr).contains("is there already"), "{again:?}");
        let again =
            house.installation.run(&["backup", text(place.path()), "--keys-to", text(&keys)]);
        assert!(last_line(&again.stderr).contains("is there already"), "{again:?}");
        assert_eq!(checked(&house.installation)["ok"], true);
    }
}

#[test]
fn without_its_keys_it_gets_new_ones_and_says_so() {
    let place = tempfile::tempdir().unwrap();
    let house = House::on(Engine::Sqlite);
    let (file, _, _) = backed_up(&house.installation, place.path(), "keyless");
    assert_eq!(house.serving.stop(), Some(0));
    let target = Installation::on(Engine::Sqlite);
    json(&target.run(&["restore", text(&file), "--json"]));
    assert_eq!(checked(&target)["ok"], true);
    assert_eq!(target.serve(&[]).stop(), Some(0));
    let told = journal(&target).join("\n");
    assert!(
        told.matches("change_signing_key").count()
            > journal(&house.installation).join("\n").matches("change_signing_key").count()
    );
    assert_eq!(checked(&target)["ok"], true);
}

#[test]
fn a_server_makes_a_backup_by_itself_that_can_be_restored() {
    let place = tempfile::tempdir().unwrap();
    let backups = place.path().join("backups");
    let house = Installation::on(Engine::Sqlite);
    let serving = house.serve(&["--backups", text(&backups), "--backup-at", "02:30"]);
    let made = || -> Vec<PathBuf> {
        let entries = fs::read_dir(&backups).into_iter().flatten();
        entries
            .map(|e| e.unwrap().path())
            .filter(|p| p.extension() == Some("tar".as_ref()))
            .collect()
    };
    until("a backup", || !made().is_empty());
    let made = made();
    assert_eq!(made.len(), 1);
    json(&house.run(&["restore", "--verify", text(&made[0]), "--json"]));
    assert_eq!(serving.stop(), Some(0));
    for (words, said) in
        [(["--backup-at", "25:00"], "02:30"), (["--backups-kept", "some"], "7d,4w,12m")]
    {
        let refused = house.run(&[&["serve"], &words[..]].concat());
        assert!(String::from_utf8_lossy(&refused.stderr).contains(said), "{refused:?}");
    }
}
