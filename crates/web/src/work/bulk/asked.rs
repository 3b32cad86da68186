//! What a program asks of a bulk edit, from JSON.

use db::{ReadTx, Timestamp};
use desk::access::Agent;
use desk::bulk::Chosen;
use desk::input::RawInput;
use desk::lifecycle::Verb;
use desk::{Error, Fault, Kind};
use serde_json::{Map, Value};

use crate::cursors::Cursors;
use crate::endpoint::Door;
use crate::failure::Result;
use crate::input::plain;
use crate::query::ListRequest;
use crate::work::Listing;
use crate::work::views::with_view;

/// What the body of a new one holds.
const KNOWN: &str = "verb, input, numbers, q, text, view, preview, wait";

/// A bulk edit asked for.
pub(in crate::work) struct Asked {
    pub(in crate::work) verb: &'static Verb,
    pub(in crate::work) input: RawInput,
    pub(in crate::work) which: Which,
    /// Whether it is only looked at what it would do.
    pub(in crate::work) preview: bool,
    /// Whether whoever asks waits until it is done.
    pub(in crate::work) wait: bool,
}

/// Which records.
#[derive(Debug, Clone)]
pub(in crate::work) enum Which {
    Numbers(Vec<String>),
    List(Box<ListRequest>),
}

/// The members of an object, taken one by one.
struct Members {
    left: Map<String, Value>,
    faults: Vec<Fault>,
}

/// Reads what was sent.
pub(in crate::work) fn asked(
    kind: &'static Kind,
    body: Map<String, Value>,
    cursors: &Cursors,
) -> Result<Asked> {
    let mut members = Members { left: body, faults: Vec::new() };
    let verb = members.verb(kind);
    let input = members.input()?;
    let which = members.which(cursors)?;
    let (preview, wait) = (members.flag("preview"), members.flag("wait"));
    members.nothing_else(KNOWN);
    match (verb, which) {
        (Some(verb), Some(which)) if members.faults.is_empty() => {
            Ok(Asked { verb, input, which, preview, wait })
        }
        _ => Err(Error::Invalid(members.faults).into()),
    }
}

/// Reads what a verb is given, and nothing else: for one whose records are chosen already.
pub(in crate::work) fn given(body: Map<String, Value>) -> Result<RawInput> {
    let mut members = Members { left: body, faults: Vec::new() };
    let input = members.input()?;
    members.nothing_else("input");
    if members.faults.is_empty() { Ok(input) } else { Err(Error::Invalid(members.faults).into()) }
}

/// Whether whoever runs one waits until it is done.
pub(in crate::work) fn waits(body: Map<String, Value>) -> Result<bool> {
    let mut members = Members { left: body, faults: Vec::new() };
    let wait = members.flag("wait");
    members.nothing_else("wait");
    if members.faults.is_empty() { Ok(wait) } else { Err(Error::Invalid(members.faults).into()) }
}

impl Members {
    fn take(&mut self, name: &str) -> Option<Value> {
        self.left.remove(name).filter(|value| !value.is_null())
    }

    fn fault<T>(&mut self, name: &str, code: &'static str) -> Option<T> {
        self.faults.push(Fault::new(name, code));
        None
    }

    fn text(&mut self, name: &str) -> Option<String> {
        match self.take(name)? {
            Value::String(text) if text.contains(char::is_control) => self.fault(name, "control"),
            Value::String(text) => Some(text),
            _ => self.fault(name, "not_text"),
        }
    }

    fn flag(&mut self, name: &str) -> bool {
        match self.take(name) {
            None => false,
            Some(Value::Bool(flag)) => flag,
            Some(_) => self.fault(name, "flag").unwrap_or_default(),
        }
    }

    fn verb(&mut self, kind: &'static Kind) -> Option<&'static Verb> {
        if !self.left.contains_key("verb") {
            return self.fault("verb", "required");
        }
        let code = self.text("verb")?;
        let found = kind.lifecycle.verb(&code);
        if found.is_none() {
            let codes: Vec<&str> = kind.lifecycle.verbs.iter().map(|verb| verb.code).collect();
            self.faults.push(Fault::new("verb", "option").with("options", codes.join(", ")));
        }
        found
    }

    /// What the verb is given; a field of it is named below `input`.
    fn input(&mut self) -> Result<RawInput> {
        let values = match self.take("input") {
            None => return Ok(RawInput::default()),
            Some(Value::Object(object)) => {
                let (values, faults) = plain(&object)?;
                self.faults.extend(faults.into_iter().map(below_input));
                values
            }
            Some(_) => {
                self.faults.push(Fault::new("input", "object"));
                return Ok(RawInput::default());
            }
        };
        Ok(RawInput { values, version: None })
    }

    fn which(&mut self, cursors: &Cursors) -> Result<Option<Which>> {
        let numbers = self.take("numbers");
        let mut request = ListRequest::parse("", Door::Api, cursors)?;
        let mut asked = false;
        for (name, place) in
            [("q", &mut request.q), ("text", &mut request.text), ("view", &mut request.view)]
        {
            if self.left.contains_key(name) {
                asked = true;
                *place = self.text(name).unwrap_or_default();
            }
        }
        Ok(match (numbers, asked) {
            (Some(_), true) => {
                let fault = Fault::new("numbers", "exclusive").with("other", "q, text, view");
                self.faults.push(fault);
                None
            }
            (None, false) => self.fault("numbers", "nothing_chosen"),
            (None, true) => Some(Which::List(Box::new(request))),
            (Some(numbers), false) => {
                let texts = numbers.as_array().and_then(|items| {
                    items.iter().map(|item| item.as_str().map(str::to_owned)).collect()
                });
                match texts {
                    Some(texts) => Some(Which::Numbers(texts)),
                    None => self.fault("numbers", "list"),
                }
            }
        })
    }

    fn nothing_else(&mut self, known: &'static str) {
        for name in self.left.keys().take(20) {
            let name: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
            self.faults.push(Fault::new(name, "unknown").with("known", known));
        }
    }
}

/// A fault of what the verb is given, as it stands in the body.
pub(in crate::work) fn below_input(fault: Fault) -> Fault {
    let field = if fault.field == "input" { fault.field } else { format!("input.{}", fault.field) };
    Fault { field, ..fault }
}

impl Which {
    /// The records themselves, of a list those the agent sees in it.
    pub(in crate::work) fn chosen(
        self,
        tx: &ReadTx<'_>,
        kind: &'static Kind,
        agent: &Agent,
        queue: &str,
        now: Timestamp,
    ) -> desk::Result<Chosen> {
        match self {
            Which::Numbers(numbers) => Ok(Chosen::Numbers(numbers)),
            Which::List(request) => {
                let mut request = with_view(tx, agent, kind, *request)?;
                // The newest first, whatever order they were looked at in: that takes no sorting.
                request.sort.clear();
                request.group.clear();
                let listing = Listing { kind, agent, request: &request, queue, now };
                Ok(Chosen::List(Box::new(listing.query(tx)?)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_fault_of_the_input_is_told_below_it() {
        assert_eq!(below_input(Fault::new("team", "no_such")).field, "input.team");
        assert_eq!(below_input(Fault::new("input", "nothing_to_change")).field, "input");
    }

    #[test]
    fn what_is_given_alone_is_an_object_of_plain_values() {
        let body = |value: Value| value.as_object().cloned().unwrap_or_default();
        let input = given(body(json!({ "input": { "team": "Network", "x.a": ["p"] } }))).unwrap();
        assert_eq!(input.values.len(), 2);
        assert!(given(body(json!({ "input": [] }))).is_err());
        assert!(given(body(json!({ "input": { "team": {} } }))).is_err());
        assert!(given(body(json!({ "other": 1 }))).is_err());
        assert!(waits(body(json!({ "wait": true }))).unwrap());
        assert!(waits(body(json!({ "wait": "yes" }))).is_err());
    }
}
