//! Server-sent events as bytes on the wire.

use axum::body::Bytes;
use serde_json::Value as Json;

/// Something that happened, at a position: the browser sends it back after a broken connection.
pub(super) fn event(name: &str, position: Option<i64>, data: &Json) -> Bytes {
    // JSON as serde writes it has no line breaks, which would end the field.
    let id = position.map(|position| format!("id: {position}\n")).unwrap_or_default();
    Bytes::from(format!("{id}event: {name}\ndata: {data}\n\n"))
}

/// A sign of life that moves the reader's position on without telling anything.
pub(super) fn beat(position: i64) -> Bytes {
    Bytes::from(format!(":\nid: {position}\n\n"))
}

/// How long a reader waits before it comes back, in milliseconds.
pub(super) fn retry(millis: u64) -> String {
    format!("retry: {millis}\n\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_people_wrote_cannot_end_an_event() {
        let frame = event("entry", Some(7), &json!({ "said": "a\n\nevent: forged\r\ndata: b" }));
        let text = String::from_utf8(frame.to_vec()).unwrap();
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(lines.len(), 5, "{text:?}");
        assert_eq!((lines[0], lines[1]), ("id: 7", "event: entry"));
        assert!(lines[2].starts_with("data: {") && lines[3].is_empty() && lines[4].is_empty());
        assert!(!text.contains('\r'));
    }
}
