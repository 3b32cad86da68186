//! An operation as a line of a shell.

use axum::http::Method;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::openapi::Told;

/// What a part of a path keeps as it is.
const KEPT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'@');

/// The line that does it with its examples, at this address.
pub(super) fn line(origin: &str, told: &Told) -> String {
    let mut words = vec!["curl".to_owned()];
    if told.method != Method::GET {
        words.push(format!("-X {}", told.method));
    }
    let contents = told.document.pointer("/requestBody/content").unwrap_or(&Value::Null);
    let sends_file = contents.get("application/octet-stream").is_some();
    if answers_bytes(&told.document) {
        words.push("-OJ".to_owned());
    }
    let named = if sends_file { "?name=screenshot.png" } else { "" };
    words.push(quoted(&format!("{origin}{}{named}", filled(told))));
    let mut lines = vec![words.join(" ")];
    if told.document.get("security").is_none() {
        lines.push("-H \"Authorization: Bearer $TOKEN\"".to_owned());
    }
    if sends_file {
        lines.push("--data-binary @screenshot.png".to_owned());
    } else if let Some(example) = contents.pointer("/application~1json/example") {
        lines.push("-H 'Content-Type: application/json'".to_owned());
        lines.push(format!("-d {}", quoted(&example.to_string())));
    }
    lines.join(" \\\n  ")
}

/// The path with its gaps filled.
fn filled(told: &Told) -> String {
    let parameters = told.document.get("parameters").and_then(Value::as_array);
    parameters.into_iter().flatten().filter(|one| one["in"] == "path").fold(
        told.path.clone(),
        |path, one| {
            let gap = format!("{{{}}}", one["name"].as_str().unwrap_or_default());
            let example = match &one["example"] {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            path.replace(&gap, &utf8_percent_encode(&example, KEPT).to_string())
        },
    )
}

fn answers_bytes(document: &Value) -> bool {
    document.pointer("/responses/200/content").is_some_and(|content| content.get("*/*").is_some())
}

/// One word of a shell, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Map, json};

    use super::*;
    use crate::endpoint::Needs;

    fn told(method: Method, path: &str, document: Value) -> Told {
        let needs = Needs::SignedIn;
        let (path, schemas, headers) = (path.to_owned(), BTreeMap::new(), Map::new());
        Told { method, path, needs, document, schemas, headers }
    }

    #[test]
    fn a_quote_ends_nothing() {
        let document = json!({
            "parameters": [{ "in": "path", "name": "tag", "example": "a b/c" }],
            "requestBody": { "content": { "application/json": { "example": { "a": "it's; $(x)" } } } },
        });
        assert_eq!(
            line("https://d", &told(Method::POST, "/tags/{tag}", document)),
            "curl -X POST 'https://d/tags/a%20b%2Fc' \\\n  -H \"Authorization: Bearer $TOKEN\" \\\n  \
             -H 'Content-Type: application/json' \\\n  -d '{\"a\":\"it'\\''s; $(x)\"}'"
        );
    }

    #[test]
    fn what_anybody_may_ask_takes_no_token_and_files_are_kept() {
        let document =
            json!({ "security": [], "responses": { "200": { "content": { "*/*": {} } } } });
        assert_eq!(line("http://d", &told(Method::GET, "/f", document)), "curl -OJ 'http://d/f'");
    }
}
