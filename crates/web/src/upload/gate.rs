//! How many uploads are under way: a slow sender holds a file and a connection for a long time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use db::Id;
use desk::people::Person;
use desk::{Error, Result};

/// Uploads of one node at once, of everybody and of one person.
const MOST: usize = 64;
const MOST_OF_ONE: usize = 6;
/// Seconds after which another may be tried.
const AGAIN: u64 = 10;

/// Counts the uploads under way; clones share the count.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gate(Arc<Mutex<Inside>>);

#[derive(Debug, Default)]
struct Inside {
    all: usize,
    each: HashMap<Id<Person>, usize>,
}

/// An upload under way; over when dropped.
#[derive(Debug)]
pub(crate) struct Pass {
    gate: Gate,
    person: Id<Person>,
}

impl Gate {
    /// Lets an upload begin.
    ///
    /// # Errors
    /// [`Error::Throttled`] when too many are under way.
    pub(crate) fn enter(&self, person: Id<Person>) -> Result<Pass> {
        let mut inside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = inside.each.get(&person).copied().unwrap_or(0);
        if inside.all >= MOST || own >= MOST_OF_ONE {
            return Err(Error::Throttled(AGAIN));
        }
        inside.all += 1;
        inside.each.insert(person, own + 1);
        Ok(Pass { gate: self.clone(), person })
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let mut inside = self.gate.0.lock().unwrap_or_else(PoisonError::into_inner);
        inside.all = inside.all.saturating_sub(1);
        if let Some(own) = inside.each.get_mut(&self.person) {
            *own = own.saturating_sub(1);
            if *own == 0 {
                inside.each.remove(&self.person);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_never_takes_all_the_room() {
        let gate = Gate::default();
        let person = |number| Id::<Person>::fixed(number);
        let mut passes: Vec<Pass> =
            (0..MOST_OF_ONE).map(|_| gate.enter(person(1)).unwrap()).collect();
        assert!(matches!(gate.enter(person(1)), Err(Error::Throttled(AGAIN))));
        passes.pop();
        passes.push(gate.enter(person(1)).unwrap());
        for number in 2u16.. {
            let Ok(pass) = gate.enter(person(number)) else { break };
            passes.push(pass);
        }
        assert_eq!(passes.len(), MOST);
        drop(passes);
        assert!(gate.enter(person(1)).is_ok());
        assert!(gate.0.lock().unwrap().each.is_empty());
    }
}
