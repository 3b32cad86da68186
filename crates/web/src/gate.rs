//! How many uploads and exports are under way: a slow sender or reader holds a file, a thread or a
//! connection for a long time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use db::Id;
use desk::people::Person;
use desk::{Error, Result};

/// Seconds after which another may be tried.
const AGAIN: u64 = 10;

/// How many of one node may be under way at once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share {
    /// Of everybody.
    pub(crate) all: usize,
    /// Of one person.
    pub(crate) each: usize,
}

/// Counts what is under way; clones share the count.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    most: Share,
    inside: Arc<Mutex<Inside>>,
}

#[derive(Debug, Default)]
struct Inside {
    all: usize,
    each: HashMap<Id<Person>, usize>,
}

/// One that is under way; over when dropped.
#[derive(Debug)]
pub(crate) struct Pass {
    gate: Gate,
    person: Id<Person>,
}

impl Gate {
    /// Lets so many in.
    pub(crate) fn of(most: Share) -> Self {
        Gate { most, inside: Arc::default() }
    }

    /// Lets another one begin.
    ///
    /// # Errors
    /// [`Error::Throttled`] when too many are under way.
    pub(crate) fn enter(&self, person: Id<Person>) -> Result<Pass> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let own = inside.each.get(&person).copied().unwrap_or(0);
        if inside.all >= self.most.all || own >= self.most.each {
            return Err(Error::Throttled(AGAIN));
        }
        inside.all += 1;
        inside.each.insert(person, own + 1);
        Ok(Pass { gate: self.clone(), person })
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let mut inside = self.gate.inside.lock().unwrap_or_else(PoisonError::into_inner);
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
        let most = Share { all: 64, each: 6 };
        let gate = Gate::of(most);
        let person = |number| Id::<Person>::fixed(number);
        let mut passes: Vec<Pass> =
            (0..most.each).map(|_| gate.enter(person(1)).unwrap()).collect();
        assert!(matches!(gate.enter(person(1)), Err(Error::Throttled(AGAIN))));
        passes.pop();
        passes.push(gate.enter(person(1)).unwrap());
        for number in 2u16.. {
            let Ok(pass) = gate.enter(person(number)) else { break };
            passes.push(pass);
        }
        assert_eq!(passes.len(), most.all);
        drop(passes);
        assert!(gate.enter(person(1)).is_ok());
        assert!(gate.inside.lock().unwrap().each.is_empty());
    }
}
