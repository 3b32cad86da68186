//! Files of a record: given as they were taken, to whom they are for, and to nobody else.

use axum::http::Method;
use db::sea_query::{Alias, Query};
use desk::access::Agent;
use desk::journal::verify::verify;
use desk::work::Work;
use serde_json::{Value, json};

use super::answer::Answer;
use super::browser::escaped;
use super::markup::{Form, forms};
use super::organs::Asker;
use super::trial::Trial;

/// A page, if a browser could be brought to take it for one.
const HOSTILE: &str = "<!doctype html><script>alert(document.cookie)</script>";
const SECRET: &str = "between ourselves: the cellar is flooded";

/// A form with files, as a browser sends it: name, file name if it is one, content.
fn form(parts: &[(&str, Option<&str>, &str)]) -> (String, String) {
    let mut body = String::new();
    for (name, file, content) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body += &format!("--boundary\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n");
        body += &format!("Content-Type: text/html\r\n\r\n{content}\r\n");
    }
    ("multipart/form-data; boundary=boundary".to_owned(), body + "--boundary--\r\n")
}

/// Adds one file in the API.
pub(super) fn put<P: Work>(
    trial: &Trial<P>,
    by: &Agent,
    number: &str,
    name: &str,
    text: &str,
    internal: bool,
) -> Answer {
    let bearer = format!("Bearer {}", trial.desk.token(by));
    let path =
        format!("/api/v1{}/files?name={}&internal={internal}", trial.page(number), escaped(name));
    let headers = [("authorization", bearer.as_str()), ("content-type", "text/html")];
    trial.browser.send(Method::POST, &path, &headers, text.to_owned())
}

/// The one file of an answer.
fn one(answer: &Answer) -> Value {
    answer.json()["items"][0].clone()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

pub(super) fn are_given_as_they_were_taken<P: Work>(trial: &Trial<P>) {
    let (number, desk) = (trial.fresh(), &trial.desk);
    let rosa = desk.token(&desk.requester);
    let added =
        put(trial, &desk.requester, &number, "../scr\u{202e}een \"1\".html", HOSTILE, false);
    let file = one(&added.expect(201, "a file"));
    assert_eq!((text(&file["name"]), text(&file["media_type"])), ("screen _1_.html", "text/html"));
    assert_eq!(file["size"], HOSTILE.len());
    let read = |path: &str, more: &[(&str, &str)]| {
        trial.browser.call_with(&rosa, Method::GET, path, None, more)
    };
    let content = text(&file["content"]);
    let whole = read(content, &[("accept-encoding", "gzip")]).expect(200, content);
    assert_eq!(whole.text, HOSTILE);
    for (header, value) in [
        ("content-type", "text/plain; charset=utf-8"),
        ("content-disposition", "attachment; filename=\"screen _1_.html\""),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "private, no-cache"),
        ("content-encoding", ""),
        ("content-length", &HOSTILE.len().to_string()),
    ] {
        assert_eq!(whole.header(header), value, "{header}");
    }
    assert!(whole.header("content-security-policy").contains("sandbox"));
    assert_eq!(whole.header("etag"), format!("\"{}\"", text(&file["sha256"])));
    let part = read(content, &[("range", "bytes=2-8")]).expect(206, "a part");
    assert_eq!(
        (part.text.as_str(), part.header("content-range")),
        (&HOSTILE[2..9], format!("bytes 2-8/{}", HOSTILE.len()).as_str())
    );
    read(content, &[("range", "bytes=999-")]).expect(416, "beyond its end");
    assert!(
        read(content, &[("if-none-match", whole.header("etag"))])
            .expect(304, "known")
            .text
            .is_empty()
    );
    read(&content.replace("/content", "/thumbnail"), &[]).expect(404, "a text has no picture");
    let asker = Asker::new(trial, &desk.requester);
    assert_eq!(asker.items(&number, "/files"), std::slice::from_ref(&file));
    let below = format!("/files/{}", text(&file["id"]));
    assert_eq!(
        asker.ask(Method::GET, &number, &below, &Value::Null).expect(200, "one").json(),
        file
    );
    asker.ask(Method::DELETE, &number, &below, &Value::Null).expect(204, "withdrawn");
    asker.ask(Method::DELETE, &number, &below, &Value::Null).expect(404, "withdrawn already");
    read(content, &[]).expect(404, "withdrawn");
    assert_eq!(asker.items(&number, "/files"), Vec::<Value>::new());
    assert!(asker.told(&number).ends_with(&["attach".to_owned(), "detach".to_owned()]));
    assert_eq!(verify(&desk.db).expect("a readable journal").broken, None);
}

pub(super) fn come_together_or_not_at_all<P: Work>(trial: &Trial<P>) {
    let (number, desk) = (trial.fresh(), &trial.desk);
    let bearer = format!("Bearer {}", desk.token(&desk.agent));
    let path = format!("/api/v1{}/files", trial.page(&number));
    let send = |parts: &[(&str, Option<&str>, &str)]| {
        let (kind, body) = form(parts);
        let headers = [("authorization", bearer.as_str()), ("content-type", kind.as_str())];
        trial.browser.send(Method::POST, &path, &headers, body)
    };
    let two = [
        ("file", Some("a.txt"), "one"),
        ("internal", None, "true"),
        ("file", Some("b.txt"), "two"),
    ];
    let added = send(&two).expect(201, "two files").json();
    assert_eq!(added["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        added["items"][0]["internal"],
        json!(true),
        "said after the first file, and meant for both"
    );
    for (parts, field, code) in [
        (
            vec![("file", Some("c.txt"), "three"), ("file", Some("d.txt"), "")],
            "/file",
            "file_empty",
        ),
        (
            vec![("file", Some("c.txt"), "three"), ("colour", None, "red")],
            "/colour",
            "no_such_field",
        ),
        (vec![("file", Some("c.txt"), "three"), ("internal", None, "maybe")], "/internal", "flag"),
        (vec![("paper", Some("c.txt"), "three")], "/paper", "no_such_field"),
        (vec![], "/file", "required"),
    ] {
        let refused = send(&parts).expect(422, code).faults();
        assert_eq!(refused, [(field.to_owned(), code.to_owned())]);
    }
    let (kind, body) = form(&[("file", Some("c.txt"), "three")]);
    let headers = [("authorization", bearer.as_str()), ("content-type", kind.as_str())];
    for cut in [body.len() - 20, 40, 1] {
        let broken = trial.browser.send(Method::POST, &path, &headers, body[..cut].to_owned());
        assert_eq!(broken.expect(400, "cut short").json()["code"], "malformed");
    }
    let asker = Asker::new(trial, &desk.agent);
    assert_eq!(asker.items(&number, "/files").len(), 2, "nothing of what was refused");
    let unnamed =
        trial.browser.send(Method::POST, &path, &[("authorization", &bearer)], "x".to_owned());
    assert_eq!(
        unnamed.expect(400, "a file without a name").faults(),
        [("name".to_owned(), "required".to_owned())]
    );
}

/// Who sees a record that Rosa asked for, and who the inside of it. Written down, so that a mistake
/// in the rules cannot excuse itself.
const READ: [&str; 7] =
    ["requester", "agent", "network_agent", "team_lead", "manager", "administrator", "auditor"];
const READ_INSIDE: [&str; 6] =
    ["agent", "network_agent", "team_lead", "manager", "administrator", "auditor"];

pub(super) fn are_kept_from_whom_they_are_not_for<P: Work>(trial: &Trial<P>) {
    let (number, desk) = (trial.fresh(), &trial.desk);
    let public =
        one(&put(trial, &desk.requester, &number, "public.txt", "for all", false)
            .expect(201, "public"));
    let inside =
        one(&put(trial, &desk.agent, &number, "inside.txt", SECRET, true).expect(201, "inside"));
    for (name, person) in desk.everybody() {
        let (token, session) = (desk.token(person), trial.browser.sign_in(person));
        for (file, readers) in [(&public, READ.as_slice()), (&inside, READ_INSIDE.as_slice())] {
            let (reads, id) = (readers.contains(&name), text(&file["id"]));
            let status = if reads { 200 } else { 404 };
            let page = format!("{}/files/{id}", trial.page(&number));
            let api = format!("/api/v1{page}");
            for below in ["", "/content"] {
                let answer = trial.browser.read(&token, &format!("{api}{below}"));
                assert_eq!(answer.status, status, "{name}: {api}{below}: {}", answer.text);
            }
            let answer = trial.browser.open(&session, &format!("{page}/content"));
            assert_eq!(answer.status, status, "{name}: {page}: {}", answer.text);
            let listed =
                trial.browser.read(&token, &format!("/api/v1{}/files", trial.page(&number)));
            assert_eq!(listed.text.contains(id), reads, "{name} in the list");
            let told =
                trial.browser.read(&token, &format!("/api/v1{}/timeline", trial.page(&number)));
            assert_eq!(told.text.contains(id), reads, "{name} in the history: {}", told.text);
            let shown = trial.browser.open(&session, &trial.page(&number));
            assert_eq!(shown.text.contains(id), reads, "{name} on the page");
            if !reads {
                unseen_is_missing(trial, &token, &api);
            }
        }
    }
    let another = trial.fresh();
    let elsewhere = format!("/api/v1{}/files/{}", trial.page(&another), text(&public["id"]));
    let token = desk.token(&desk.administrator);
    trial.browser.read(&token, &elsewhere).expect(404, "a file is on its own record only");
}

/// What one may not see looks like what is not there, whatever is asked of it.
fn unseen_is_missing<P: Work>(trial: &Trial<P>, token: &str, path: &str) {
    let missing = path.rsplit_once('/').map(|(files, _)| format!("{files}/{}", "0".repeat(32)));
    let missing = missing.unwrap_or_default();
    for (method, below) in [
        (Method::GET, ""),
        (Method::GET, "/content"),
        (Method::GET, "/thumbnail"),
        (Method::DELETE, ""),
        (Method::POST, "/erasure"),
    ] {
        let told = [path, &missing].map(|path| {
            let path = format!("{path}{below}");
            let answer = trial.browser.call(token, method.clone(), &path, None);
            let mut problem = answer.json();
            problem.as_object_mut().expect("a problem").remove("instance");
            (answer.status, problem)
        });
        assert_eq!(told[0], told[1], "{method} {path}{below}");
    }
}

pub(super) fn are_added_on_its_page<P: Work>(trial: &Trial<P>) {
    let (number, desk) = (trial.fresh(), &trial.desk);
    let session = trial.browser.sign_in(&desk.agent);
    let found = |what: &str| -> Form {
        let page = trial.browser.open(&session, &trial.page(&number)).expect(200, "the page");
        let ends = |form: &Form| form.action.contains("/files") && form.action.ends_with(what);
        forms(&page.text).into_iter().find(ends).unwrap_or_else(|| panic!("no form {what}"))
    };
    let adding = found("/files");
    let send = |csrf: &str, more: &[(&str, Option<&str>, &str)], htmx: bool| {
        let (kind, body) = form(&[&[("csrf", None, csrf)], more].concat());
        let mut headers = vec![("cookie", session.cookie.as_str()), ("content-type", &kind)];
        headers.extend(htmx.then_some(("hx-request", "true")));
        trial.browser.send(Method::POST, &adding.action, &headers, body)
    };
    let token = adding.value("csrf").unwrap_or_default();
    let file = ("file", Some("note.txt"), SECRET);
    send("forged", &[file], false).expect(403, "another token");
    send("", &[file], true).expect(403, "no token");
    let refused = send(token, &[("internal", None, "on"), ("file", Some(""), "")], false);
    let refused = refused.expect(422, "no file chosen");
    assert!(refused.text.contains("<h1"), "a whole page");
    let added = send(token, &[("internal", None, "on"), file], false).expect(303, "added");
    assert_eq!(added.header("location"), trial.page(&number));
    let panel = send(token, &[("file", Some("two.txt"), "two")], true).expect(200, "added by htmx");
    assert!(!panel.text.contains("<!doctype") && panel.text.contains("two.txt"), "the panel alone");
    let asker = Asker::new(trial, &desk.agent);
    let items = asker.items(&number, "/files");
    let of =
        |name: &str| items.iter().find(|item| item["name"] == name).cloned().unwrap_or_default();
    assert_eq!(
        (&of("note.txt")["internal"], &of("two.txt")["internal"]),
        (&json!(true), &json!(false))
    );
    let removing = found(text(&of("two.txt")["id"]));
    assert_eq!(removing.method(), "DELETE");
    trial.browser.submit(&session, &removing).expect(303, "removed");
    assert_eq!(asker.items(&number, "/files").len(), 1);
    let auditor = trial.browser.sign_in(&desk.auditor);
    let page = trial.browser.open(&auditor, &trial.page(&number)).expect(200, "the page");
    assert!(
        forms(&page.text).iter().all(|form| !form.action.contains("/files")),
        "nothing to do there"
    );
}

pub(super) fn are_erased_without_a_trace_of_what_they_held<P: Work>(trial: &Trial<P>) {
    let (number, desk) = (trial.fresh(), &trial.desk);
    let file =
        one(&put(trial, &desk.requester, &number, "Diagnosis.txt", SECRET, false)
            .expect(201, "a file"));
    let twin = one(
        &put(trial, &desk.requester, &number, "Copy.txt", SECRET, false).expect(201, "another")
    );
    let adam = Asker::new(trial, &desk.administrator);
    let erase = |file: &Value| {
        let below = format!("/files/{}/erasure", text(&file["id"]));
        adam.ask(Method::POST, &number, &below, &Value::Null)
    };
    assert_eq!(erase(&file).expect(200, "erased").json(), json!({ "others": 1 }));
    assert_eq!(erase(&twin).expect(200, "erased").json(), json!({ "others": 0 }));
    erase(&twin).expect(404, "erased before");
    let told =
        adam.ask(Method::GET, &number, "/timeline?limit=200", &Value::Null).expect(200, "history");
    assert!(
        !told.text.contains("Diagnosis") && !told.text.contains(text(&file["sha256"])),
        "{}",
        told.text
    );
    assert_eq!(verify(&desk.db).expect("a readable journal").broken, None);
}

/// What is refused is kept nowhere, not even for a while: it would lie beyond every limit.
pub(super) fn refused_are_not_kept<P: Work>(trial: &Trial<P>) {
    let (number, desk) = (trial.fresh(), &trial.desk);
    let path = format!("/api/v1{}/files", trial.page(&number));
    let parts = [("file", Some("a.txt"), "held against them"), ("internal", None, "true")];
    for (who, status) in [
        // Whoever may add files for all, and says only after them that these are for the inside.
        (&desk.requester, 403),
        (&desk.auditor, 403),
        (&desk.colleague, 404),
    ] {
        let bearer = format!("Bearer {}", desk.token(who));
        for parts in [parts, [parts[1], parts[0]]] {
            let (kind, body) = form(&parts);
            let headers = [("authorization", bearer.as_str()), ("content-type", kind.as_str())];
            let refused = trial.browser.send(Method::POST, &path, &headers, body);
            refused.expect(status, &who.name);
        }
    }
    let mut kept = Query::select();
    kept.column(Alias::new("id")).from(Alias::new("blob"));
    let kept = desk.db.read(|tx| tx.select(&kept)).expect("readable contents");
    assert_eq!(kept.len(), 0, "contents of what was refused");
    put(trial, &desk.agent, &number, "a.txt", "held against them", true).expect(201, "a file");
}
