//! From the forms of a bulk edit to what is asked for.

use desk::access::Agent;
use desk::custom::PREFIX;
use desk::field::FieldKind;
use desk::input::{RawInput, RawValue};
use desk::lifecycle::{Method, Verb};
use desk::work::Work;
use desk::{Error, Fault, Kind};

use super::super::queue::Queue;
use crate::cursors::Cursors;
use crate::endpoint::Door;
use crate::failure::Result;
use crate::query::{ListRequest, PageFrom};
use crate::work::bulk::Which;

/// What the name of a row's tick begins with; its number follows.
const PICK: &str = "pick.";
/// What the name of a tick begins with that empties a field; the field's code follows.
pub(super) const EMPTY: &str = "empty.";

/// Which records were chosen in a list, and the filter of the queue they are in.
pub(super) fn which<P: Work>(
    agent: &Agent,
    input: &RawInput,
    cursors: &Cursors,
) -> Result<(Which, &'static str)> {
    if !input.values.contains_key("all") {
        let picked = input.values.keys().filter_map(|name| name.strip_prefix(PICK));
        return Ok((Which::Numbers(picked.map(str::to_owned).collect()), ""));
    }
    let mut request = ListRequest::parse(&input.shown("list"), Door::Page, cursors)?;
    request.from = PageFrom::Start;
    let asked = request.take("queue").and_then(|code| Queue::from_code(&code));
    let offered = Queue::offered::<P>(agent);
    let queue = asked.filter(|queue| offered.contains(queue));
    let queue = queue.filter(|_| request.view.is_empty()).map_or("", Queue::filter);
    Ok((Which::List(Box::new(request)), queue))
}

/// What the verb is given. A field of many records that is left empty stays as it is in each, unless
/// it is ticked to be emptied; where a verb asks for its fields anew, empty means none.
pub(super) fn given(verb: &Verb, input: &RawInput) -> desk::Result<RawInput> {
    let mut raw = RawInput::default();
    let mut faults = Vec::new();
    for (name, value) in &input.values {
        if name.starts_with(EMPTY) {
            continue;
        }
        let kept = *value == RawValue::Null && leaves(verb, name);
        if !kept {
            raw.values.insert(name.clone(), value.clone());
        }
    }
    for code in input.values.keys().filter_map(|name| name.strip_prefix(EMPTY)) {
        match raw.values.get(code) {
            Some(RawValue::Null) | None => {
                raw.values.insert(code.to_owned(), RawValue::Null);
            }
            Some(_) => faults.push(Fault::new(code, "given_and_emptied")),
        }
    }
    if faults.is_empty() { Ok(raw) } else { Err(Error::Invalid(faults)) }
}

/// Whether a field that is left empty stays as it is.
pub(super) fn leaves(verb: &Verb, code: &str) -> bool {
    verb.method == Method::Patch || code.starts_with(PREFIX)
}

/// Whether a field can hold nothing, so that it can be emptied.
pub(super) fn can_be_empty(kind: &Kind, code: &str) -> bool {
    code.starts_with(PREFIX)
        || kind.field(code).is_some_and(|field| !field.always && field.kind != FieldKind::Person)
}
