//! A desk with an incident and a shelf of its own.

use db::{Db, Id};
use desk::access::Agent;
use desk::file::{self, Asked, File, Incoming, Shelf, attach};
use desk::input::{RawInput, RawValue};
use desk::work;
use desk::{Context, Result};
use files::{Place, Received, Store};
use mainstay_incident::{Incident, KIND};
use tempfile::TempDir;
use testkit::Desk;

/// The incident every test begins with.
pub(crate) const NUMBER: &str = "INC0000001";

pub(crate) struct House {
    pub(crate) desk: Desk,
    pub(crate) shelf: Shelf,
    pub(crate) place: TempDir,
}

impl House {
    pub(crate) fn on(db: &Db) -> House {
        let place = tempfile::tempdir().unwrap();
        let folder = Place::Folder(place.path().join("kept"));
        let store = Store::open(&folder, &place.path().join("incoming"), &[]).unwrap();
        let house = House { desk: Desk::set_up(db), shelf: Shelf::new(store), place };
        house.open(NUMBER);
        house
    }

    /// Opens an incident that Rosa asked for.
    pub(crate) fn open(&self, number: &str) {
        let given = [("title", "No network"), ("impact", "2"), ("urgency", "2")];
        let values = given.map(|(name, text)| (name.to_owned(), RawValue::Text(text.to_owned())));
        let input = RawInput { values: values.into_iter().collect(), version: None };
        let (ctx, by) = (self.context(&self.desk.requester), self.desk.requester.clone());
        let number = number.to_owned();
        let done = self
            .desk
            .db
            .write(move |tx| work::create::<Incident>(tx, &ctx, &by, number.clone(), &input));
        done.unwrap();
    }

    pub(crate) fn context(&self, agent: &Agent) -> Context {
        self.desk.context(agent)
    }

    /// A content as it is received.
    pub(crate) fn receive(&self, content: &[u8]) -> Received {
        let name = self.desk.chance.id::<()>(self.desk.clock.now()).to_string();
        let mut receiving = self.shelf.store.inbox().receive(&name, u64::MAX).unwrap();
        receiving.write(content).unwrap();
        receiving.finish().unwrap()
    }

    pub(crate) fn incoming(&self, name: &str, content: &[u8]) -> Incoming {
        Incoming { name: name.to_owned(), content: self.receive(content) }
    }

    pub(crate) fn asked(&self, by: &Agent, internal: bool) -> Asked {
        Asked {
            ctx: self.context(by),
            agent: by.clone(),
            kind: &KIND,
            number: NUMBER.to_owned(),
            internal,
        }
    }

    /// Adds one file.
    pub(crate) fn add(
        &self,
        by: &Agent,
        internal: bool,
        name: &str,
        content: &[u8],
    ) -> Result<File> {
        let incoming = [self.incoming(name, content)];
        let added = attach(&self.desk.db, &self.shelf, &self.asked(by, internal), &incoming)?;
        Ok(added[0].clone())
    }

    /// The names of the files somebody reads on the incident.
    pub(crate) fn names(&self, agent: &Agent) -> Vec<String> {
        let read = self.desk.db.read(|tx| {
            let record = file::record(tx, agent, &KIND, NUMBER)?;
            file::list(tx, agent, &record)
        });
        read.unwrap().into_iter().map(|file| file.name).collect()
    }

    pub(crate) fn withdraw(&self, by: &Agent, id: Id<File>) -> Result<()> {
        let (ctx, by) = (self.context(by), by.clone());
        self.desk.db.write(move |tx| file::withdraw(tx, &ctx, &by, &KIND, NUMBER, id))
    }

    pub(crate) fn sweep(&self) -> file::Swept {
        file::sweep(&self.desk.db, &self.shelf, self.desk.clock.now()).unwrap()
    }

    /// How many contents lie in the store.
    pub(crate) fn kept(&self) -> usize {
        let directories = std::fs::read_dir(self.place.path().join("kept")).unwrap();
        let count =
            |directory: std::fs::DirEntry| std::fs::read_dir(directory.path()).unwrap().count();
        directories.map(|directory| count(directory.unwrap())).sum()
    }

    /// Where a file's content lies.
    pub(crate) fn path(&self, file: &File) -> std::path::PathBuf {
        let key = file.kept.key;
        self.place.path().join("kept").join(key.directory()).join(key.name())
    }

    /// Everything holds: contents, their digests, the journal.
    pub(crate) fn check(&self) {
        let found = file::check(&self.desk.db, &self.shelf.store, true).unwrap();
        assert_eq!(found.told, Vec::<String>::new());
        let verified = desk::journal::verify::verify(&self.desk.db).unwrap();
        assert_eq!(verified.broken, None);
    }
}
