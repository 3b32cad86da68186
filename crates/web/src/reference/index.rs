//! The page that lists every operation.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

use super::{PATH, address};
use crate::api::Document;
use crate::failure::Result;
use crate::identify::Member;
use crate::live::Asked;
use crate::openapi::Operation;
use crate::page::{ReferenceGroup, ReferenceLine, ReferencePage};
use crate::reply::draw;
use crate::site::Site;

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    Extension(document): Extension<Document>,
    headers: HeaderMap,
    uri: Uri,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let asked = Asked::parse(query.as_deref(), &["q"])?;
    let asked = asked.text("q").unwrap_or_default().trim();
    draw(&ReferencePage {
        shell: member.shell(),
        path: PATH,
        asked: asked.to_owned(),
        origin: address::origin(&site.settings().origins, &headers, &uri),
        groups: groups(document.operations(), asked),
    })
}

/// What is looked for, by group; groups by name.
fn groups<'a>(all: impl Iterator<Item = &'a Operation>, asked: &str) -> Vec<ReferenceGroup> {
    let words: Vec<String> = asked.split_whitespace().map(str::to_lowercase).collect();
    let mut groups: BTreeMap<String, Vec<ReferenceLine>> = BTreeMap::new();
    for operation in all.filter(|operation| is_meant(operation, &words)) {
        groups.entry(name(operation.group())).or_default().push(ReferenceLine {
            href: format!("{PATH}/{}", operation.id()),
            method: operation.method.to_string(),
            path: operation.path.clone(),
            summary: operation.told_as().to_owned(),
        });
    }
    groups.into_iter().map(|(name, lines)| ReferenceGroup { name, lines }).collect()
}

/// Whether every word is somewhere in what is shown of it.
fn is_meant(operation: &Operation, words: &[String]) -> bool {
    let parts = [
        operation.method.as_str(),
        &operation.path,
        operation.told_as(),
        operation.group(),
        operation.id(),
    ];
    let text = parts.join(" ").to_lowercase();
    words.iter().all(|word| text.contains(word.as_str()))
}

/// The name of a group, as a heading.
fn name(group: &str) -> String {
    let mut letters = group.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use axum::http::Method;

    use super::*;
    use crate::endpoint::Needs;

    #[test]
    fn every_word_must_be_there_somewhere() {
        let operation = |path: &str, group: &str| {
            Operation::new(Method::POST, path, format!("do_{group}"), Needs::SignedIn)
                .summary("Say it")
                .tag(group)
        };
        let all = [operation("/b", "views"), operation("/a", "incidents"), operation("/c", "Bulk")];
        let found = |asked: &str| -> Vec<String> {
            let groups = groups(all.iter(), asked).into_iter();
            groups.map(|group| format!("{} {}", group.name, group.lines[0].path)).collect()
        };
        assert_eq!(found(""), ["Bulk /c", "Incidents /a", "Views /b"]);
        assert_eq!(found("POST  incid say"), ["Incidents /a"]);
        assert_eq!(found("do_views"), ["Views /b"]);
        assert!(found("get").is_empty());
    }
}
