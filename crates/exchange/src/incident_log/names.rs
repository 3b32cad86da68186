//! What the log calls the things of ours that its entries point at.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use db::{Id, ReadTx};
use desk::Result;
use desk::people::{Category, Choice, Location, Person, Team};

use super::directory::TAB;
use super::label::MISSING;
use super::replay::NOT_RECORDED;
use super::source::{Book, Family};

/// Looks names up once each. What the log did not bring is called by its own name.
#[derive(Default)]
pub(super) struct Names {
    known: RefCell<HashMap<(Book, String), Rc<str>>>,
}

impl Names {
    pub(super) fn person(&self, tx: &ReadTx<'_>, family: Family, id: &str) -> Result<Rc<str>> {
        self.of(tx, Book::people(family.source()), id, |id: Id<Person>| {
            let found = Person::find(tx, id)?.filter(|person| person.id != Person::UNKNOWN);
            Ok(found.map(|person| person.name))
        })
    }

    pub(super) fn team(&self, tx: &ReadTx<'_>, id: &str) -> Result<Rc<str>> {
        self.of(tx, Book::TEAMS, id, |id| Ok(Team::find(tx, id)?.map(|team| team.name)))
    }

    pub(super) fn location(&self, tx: &ReadTx<'_>, id: &str) -> Result<Rc<str>> {
        self.of(tx, Book::LOCATIONS, id, |id| {
            Ok(Location::find(tx, id)?.map(|location| location.name))
        })
    }

    /// A category and, after a tab, its subcategory.
    pub(super) fn category(&self, tx: &ReadTx<'_>, id: &str) -> Result<Rc<str>> {
        self.of(tx, Book::CATEGORIES, id, |id| {
            let path = Category::path(tx, id)?.unwrap_or_default();
            let names: Vec<String> = path.into_iter().map(|category| category.name).collect();
            let below = names.get(1..).unwrap_or_default().join(Category::BETWEEN);
            Ok(names.first().map(|root| {
                if below.is_empty() { root.clone() } else { format!("{root}{TAB}{below}") }
            }))
        })
    }

    pub(super) fn code(&self, tx: &ReadTx<'_>, code: &str) -> Result<Rc<str>> {
        self.known_or(Book::CODES, code, || {
            if code == NOT_RECORDED {
                return Ok(None);
            }
            if let Some(outside) = Book::CODES.outside(tx, code.as_bytes())? {
                return Ok(Some(outside));
            }
            Ok(Choice::find(tx, incident::KIND.code, "resolution_code", code)?
                .map(|choice| choice.label))
        })
    }

    fn of<T>(
        &self,
        tx: &ReadTx<'_>,
        book: Book,
        id: &str,
        own_name: impl Fn(Id<T>) -> Result<Option<String>>,
    ) -> Result<Rc<str>> {
        self.known_or(book, id, || {
            let Ok(id) = id.parse::<Id<T>>() else { return Ok(None) };
            match book.outside(tx, id.bytes())? {
                Some(outside) => Ok(Some(outside)),
                None => own_name(id),
            }
        })
    }

    fn known_or(
        &self,
        book: Book,
        key: &str,
        find: impl Fn() -> Result<Option<String>>,
    ) -> Result<Rc<str>> {
        let key = (book, key.to_owned());
        if let Some(name) = self.known.borrow().get(&key) {
            return Ok(Rc::clone(name));
        }
        let name: Rc<str> = find()?.as_deref().unwrap_or(MISSING).into();
        self.known.borrow_mut().insert(key, Rc::clone(&name));
        Ok(name)
    }
}
