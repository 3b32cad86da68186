//! What a writer is told of the names in their text that reached nobody.

use db::ReadTx;
use desk::access::Agent;
use desk::input::RawInput;
use desk::notification;
use desk::work::Work;
use desk::{Committed, Result};
use serde_json::{Value as Json, json};

use crate::i18n::{Arg, Translator};

/// Whether it is worth asking, by what was sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unheard(bool);

impl Unheard {
    pub(super) fn of(sent: &RawInput) -> Self {
        Unheard(notification::may_name(sent))
    }

    /// The names that reached nobody, after the text was saved.
    pub(super) fn find<P: Work>(
        self,
        tx: &ReadTx<'_>,
        writer: &Agent,
        done: &Committed,
    ) -> Result<Vec<String>> {
        if self.0 { notification::unheard::<P>(tx, writer, done) } else { Ok(Vec::new()) }
    }
}

/// What was said of a verb, and of the names that reached nobody.
pub(super) fn with_unheard(t: &Translator, said: String, unheard: &[String]) -> String {
    if unheard.is_empty() {
        return said;
    }
    let names: Vec<String> = unheard.iter().map(|name| format!("@{name}")).collect();
    let names = names.join(", ");
    format!("{said} {}", t.text_with("inbox-unheard", &[("names", Arg::Text(&names))]))
}

/// The same in the record the API answers with.
pub(super) fn put(body: &mut Json, unheard: Vec<String>) {
    if let (Json::Object(members), false) = (body, unheard.is_empty()) {
        members.insert("unheard".to_owned(), json!(unheard));
    }
}
