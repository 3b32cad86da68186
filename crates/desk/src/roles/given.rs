//! A sheet as it came through a door.

use std::collections::BTreeSet;

use super::Sheet;
use crate::access::{ANY_KIND, Action, Reach};
use crate::kind::Kind;
use crate::{Error, Fault, Result};

/// The word for a cell that allows nothing.
const NONE: &str = "none";

/// One line of a sheet in words, and where a fault of it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawLine {
    /// The name of what was sent, to which `.kind`, `.action` or `.reach` is added where it has parts.
    pub place: String,
    /// A kind of record by its code, or `*`.
    pub kind: String,
    /// An action by its code.
    pub action: String,
    /// A reach by its code; `none` or nothing for none.
    pub reach: String,
}

/// The sheet that some lines say.
///
/// # Errors
/// [`Error::Invalid`] naming every line that cannot be, by its place.
pub fn of_words(kinds: &[&'static Kind], lines: &[RawLine]) -> Result<Sheet> {
    let mut sheet = Sheet::default();
    let mut faults = Vec::new();
    let mut met = BTreeSet::new();
    for line in lines {
        let (kind, action, reach) = (line.kind.trim(), line.action.trim(), line.reach.trim());
        let at = |part: &str| format!("{}.{part}", line.place);
        let is_kind = kind == ANY_KIND || kinds.iter().any(|known| known.code == kind);
        if !is_kind {
            let codes: Vec<&str> = kinds.iter().map(|kind| kind.code).collect();
            let codes = format!("{ANY_KIND}, {}", codes.join(", "));
            faults.push(Fault::new(at("kind"), "option").with("options", codes));
        }
        let known_action = Action::from_code(action);
        if known_action.is_none() {
            let codes = Action::EVERY.map(Action::code).join(", ");
            faults.push(Fault::new(at("action"), "option").with("options", codes));
        }
        let known_reach = Reach::from_code(reach);
        if known_reach.is_none() && !reach.is_empty() && reach != NONE {
            let codes = format!("{NONE}, {}", Reach::EVERY.map(Reach::code).join(", "));
            faults.push(Fault::new(at("reach"), "option").with("options", codes));
        }
        let Some(known_action) = known_action.filter(|_| is_kind) else { continue };
        if !met.insert((kind, known_action)) {
            faults.push(Fault::new(line.place.as_str(), "duplicate"));
        }
        if let Some(reach) = known_reach {
            sheet.allow(kind, known_action, reach);
        }
    }
    if faults.is_empty() { Ok(sheet) } else { Err(Error::Invalid(faults)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: &str, action: &str, reach: &str) -> RawLine {
        let [kind, action, reach] = [kind, action, reach].map(str::to_owned);
        RawLine { place: "p".to_owned(), kind, action, reach }
    }

    #[test]
    fn lines_are_read_or_named() {
        let sheet = of_words(&[], &[line("*", "read", "all"), line("*", "close", "none")]).unwrap();
        let cells: Vec<_> = sheet.cells().collect();
        assert_eq!(cells, [(ANY_KIND, Action::Read, Reach::All)]);
        for (wrong, at, code) in [
            (line("ghost", "read", "all"), "p.kind", "option"),
            (line("*", "fly", "all"), "p.action", "option"),
            (line("*", "read", "galaxy"), "p.reach", "option"),
        ] {
            let Err(Error::Invalid(faults)) = of_words(&[], &[wrong]) else { panic!("{at}") };
            assert_eq!((faults[0].field.as_str(), faults[0].code), (at, code));
        }
        let twice = of_words(&[], &[line("*", "read", "all"), line("*", "read", "none")]);
        let Err(Error::Invalid(faults)) = twice else { panic!("{twice:?}") };
        assert_eq!((faults[0].field.as_str(), faults[0].code), ("p", "duplicate"));
    }
}
