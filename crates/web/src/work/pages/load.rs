//! What the page of a record needs to know, read in one snapshot.

use db::ReadTx;
use desk::access::Action;
use desk::closing;
use desk::custody::Withdrawal;
use desk::custom::Catalogue;
use desk::field::Field;
use desk::history::{Event, History, Part, history_seen_by};
use desk::lifecycle::{InputField, Verb};
use desk::merge;
use desk::notification::{Sighting, sighting};
use desk::watch::is_watched_by;
use desk::{Heading, Result, find_visible};

use super::added::Added;
use super::choices::{self, Choices};
use super::own::{Pages, Told};
use super::{Names, Reader, Refused, record_path};
use crate::identify::Member;
use crate::page::{Section, Shell};
use crate::work::custody::withdrawal;
use crate::work::organs::{self, Seat};
use crate::work::{fields_of, names_of};

/// The last entries, as a page shows them at first.
pub(super) const LATEST: Part = Part { before: None, limit: 50 };

/// A record with all its page shows.
pub(super) struct Loaded<P> {
    pub(super) found: P,
    pub(super) events: Vec<Event>,
    /// Whether these are the last events, among them how it came to be as it is now.
    latest: bool,
    /// Whether it was merged into another record, where whatever is to be done is done.
    pub(super) merged: bool,
    /// Whether it was closed too long ago to be reopened.
    late: bool,
    /// Where the part of the history before this one ends.
    pub(super) before: Option<i64>,
    pub(super) names: Names,
    pub(super) choices: Choices,
    pub(super) matrix: Vec<(u8, u8, u8)>,
    /// The fields this reader may read on it.
    pub(super) visible: Vec<&'static Field>,
    pub(super) sections: Vec<Section>,
    /// What is to be noted of its reader having seen it.
    pub(super) sighting: Option<Sighting>,
    /// The fields administrators added.
    pub(super) added: Added,
    /// How it came to be withdrawn, if it was.
    pub(super) withdrawal: Option<(Withdrawal, Option<String>)>,
}

impl<P: Pages> Loaded<P> {
    /// Whether a verb that its state allows is refused all the same: opening again what was closed too
    /// long ago.
    pub(super) fn refuses(&self, verb: &Verb) -> bool {
        let to = verb.target(self.found.record().state.code);
        let to = to.and_then(|code| P::KIND.lifecycle.state(code));
        self.late && to.is_some_and(|state| state.class.is_open())
    }

    /// What the practice is told besides the record itself.
    pub(super) fn told<'a>(&'a self, reader: &'a Reader) -> Told<'a> {
        let latest = if self.latest { self.events.as_slice() } else { &[] };
        Told { reader, names: &self.names, latest }
    }
}

/// Loads a record as its reader may see it.
pub(super) fn load<P: Pages>(
    tx: &ReadTx<'_>,
    member: &Member,
    reader: &Reader,
    number: &str,
    part: Part,
    refused: Option<&Refused>,
) -> Result<Loaded<P>> {
    let agent = &member.agent;
    let found = find_visible::<P>(tx, agent, number)?;
    let facts = found.record().facts();
    let internal = agent.may_with(P::KIND.code, Action::ReadInternal, &facts);
    let id = found.record().id;
    let History { events, before } = history_seen_by(tx, P::KIND, id, agent, internal, part)?;
    let added = Added::of(tx, agent, &found)?;
    let names = names_of(tx, &found, &added.held, &events)?;
    let works = agent.may_with(P::KIND.code, Action::Work, &facts);
    let taken: Vec<InputField> =
        P::KIND.lifecycle.verbs.iter().flat_map(|verb| added.taken(agent, &found, verb)).collect();
    let mut choices = if works {
        choices::to_work::<P>(tx, agent, &taken)?
    } else {
        choices::to_open::<P>(tx, agent, false, &taken)?
    };
    choices::with_present(&mut choices, &found, &added, &names);
    let merged = merge::target_of(tx, id)?.is_some();
    let seat = Seat {
        kind: P::KIND,
        agent,
        member,
        heading: &Heading::of(&found, is_watched_by(tx, id, agent.person)?),
        reader,
        shell: &Shell::anonymous(member.t.clone(), member.csrf()),
        path: &record_path(P::KIND, number),
        refused,
    };
    Ok(Loaded {
        sections: {
            let organs = organs::sections::<P>(tx, &seat, merged)?;
            added.sections(reader, &found).into_iter().chain(organs).collect()
        },
        withdrawal: withdrawal(tx, found.record())?,
        visible: fields_of(&Catalogue::built_in(P::KIND), agent, &facts),
        matrix: P::matrix(tx)?,
        sighting: match (events.iter().map(|event| event.seq).max(), part.before) {
            (Some(last), None) => sighting(tx, agent.person, id.cast(), last)?,
            _ => None,
        },
        late: closing::is_late(tx, P::KIND, found.record(), reader.now)?,
        latest: part.before.is_none(),
        merged,
        found,
        events,
        before,
        names,
        choices,
        added,
    })
}
