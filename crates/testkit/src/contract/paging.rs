//! Page by page, forward and back, each record comes once, whatever is opened meanwhile.

use std::time::Duration;

use desk::work::Work;
use serde_json::Value;

use super::trial::Trial;

pub(super) fn loses_and_repeats_nothing<P: Work>(trial: &Trial<P>) {
    let open = || {
        let opened = trial.open(&trial.desk.agent, &trial.samples.required(P::CREATE, 0));
        opened.expect("a new record").number
    };
    let mut newest_first: Vec<String> = (0..7)
        .map(|turn| {
            // Several are opened at the same instant: there the identity decides.
            trial.desk.clock.advance(Duration::from_secs(u64::from(turn % 3 == 0)));
            open()
        })
        .collect();
    let token = trial.desk.token(&trial.desk.administrator);
    let list = format!("/api/v1{}?limit=2", trial.list());
    let all =
        trial.browser.read(&token, &format!("/api/v1{}", trial.list())).expect(200, "all").json();
    let order = numbers(&all);
    newest_first.sort();
    let mut sorted = order.clone();
    sorted.sort();
    assert_eq!(sorted, newest_first, "the whole list");
    let count = trial.browser.read(&token, &format!("{list}&count=exact")).expect(200, "counted");
    assert_eq!(count.header("x-total-count"), "7");
    let uncounted = trial.browser.read(&token, &list).expect(200, "not counted");
    assert_eq!(uncounted.header("x-total-count"), "", "counting costs; it must be asked for");
    let pages = walk(trial, &token, &list, "after", "next", || {});
    assert_eq!(all_of(&pages), order, "forward");
    // What is opened between two pages is newer than all of them and moves none.
    let mut later = Vec::new();
    let pages = walk(trial, &token, &list, "after", "next", || {
        if later.is_empty() {
            trial.desk.clock.advance(Duration::from_secs(1));
            later.push(open());
        }
    });
    assert_eq!(all_of(&pages), order, "forward, while one is opened");
    let last = pages.last().expect("a last page");
    let (below, above) = order.split_last().expect("an oldest");
    assert_eq!(
        numbers(last),
        std::slice::from_ref(below),
        "seven are three pages of two and the oldest"
    );
    let cursor = last["previous"].as_str().expect("a page before the last");
    let mut back =
        walk(trial, &token, &format!("{list}&before={cursor}"), "before", "previous", || {});
    back.reverse();
    assert_eq!(all_of(&back), [later.as_slice(), above].concat(), "backward");
}

fn all_of(pages: &[Value]) -> Vec<String> {
    pages.iter().flat_map(numbers).collect()
}

/// Follows a cursor to its end; `between` happens between two pages.
fn walk<P: Work>(
    trial: &Trial<P>,
    token: &str,
    first: &str,
    name: &str,
    member: &str,
    mut between: impl FnMut(),
) -> Vec<Value> {
    let mut pages = Vec::new();
    let base = first.split(&format!("&{name}=")).next().unwrap_or(first).to_owned();
    let mut path = first.to_owned();
    loop {
        let page = trial.browser.read(token, &path).expect(200, &path);
        let body = page.json();
        assert!(pages.len() < 20, "the pages have no end");
        let cursor = body[member].as_str().map(str::to_owned);
        pages.push(body);
        let Some(cursor) = cursor else { return pages };
        assert!(page.header("link").contains(&cursor), "the Link header leads there too");
        path = format!("{base}&{name}={cursor}");
        between();
    }
}

fn numbers(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().cloned().unwrap_or_default();
    items.iter().map(|item| item["number"].as_str().unwrap_or_default().to_owned()).collect()
}
