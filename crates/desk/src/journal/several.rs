//! Fields of several values: the journal says what was added and what was taken away, so what they
//! hold is what is left of all of it.

use std::collections::BTreeSet;

use super::EntryValue;
use super::entry::Op;
use crate::custom::together;

/// What a field of several values holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Several {
    members: BTreeSet<String>,
    /// Whether one of the values was erased: then nobody can say any more what it holds.
    pub erased: bool,
}

impl Several {
    /// What is left of some values, in the order in which they were written.
    pub fn of<'a>(values: impl IntoIterator<Item = &'a EntryValue>) -> Self {
        let mut several = Several::default();
        values.into_iter().for_each(|value| several.take(value));
        several
    }

    /// Takes one more value, in the order in which they were written.
    pub fn take(&mut self, value: &EntryValue) {
        if value.erased_at.is_some() {
            self.erased = true;
            return;
        }
        match (value.op, &value.value) {
            (Op::Add, Some(member)) => {
                self.members.insert(member.clone());
            }
            (Op::Remove, Some(member)) => {
                self.members.remove(member);
            }
            _ => {}
        }
    }

    /// What it holds, in canonical text; nothing when it holds none or it cannot be told.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        let held = together(self.members.iter().cloned().collect());
        if self.erased { None } else { super::canonical(&held) }
    }
}
