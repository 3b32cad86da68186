//! Compares what was acknowledged with what is there.

use std::collections::HashMap;

use anyhow::Result;
use db::{Db, ReadTx, params};
use serde_json::Value;

use super::again::Again;
use super::client::titles_of;
use super::ledger::{Deed, Ledger, Opened};
use crate::http::Client;
use crate::report::progress;

db::statements! {
    TITLES = "SELECT number, title FROM record WHERE title >= $1 AND title < $2";
    DEEDS = "SELECT r.number, e.verb, v.value FROM record r JOIN entry e ON e.subject_id = r.subject_id
        LEFT JOIN entry_value v ON v.subject_id = e.subject_id AND v.seq = e.seq
            AND v.field IN ('comment', 'note', 'reason', 'resolution_notes')
        WHERE r.title >= $1 AND r.title < $2";
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) creates: u64,
    pub(crate) verbs: u64,
    pub(crate) unknown: u64,
    pub(crate) unknown_kept: u64,
    pub(crate) lost: u64,
    pub(crate) doubled: u64,
    pub(crate) checks: u64,
    pub(crate) problems: u64,
    pub(crate) again: Again,
}

/// What is in the database of one run.
#[derive(Debug, Default)]
struct There {
    /// Numbers by title.
    titles: HashMap<String, Vec<String>>,
    /// How often each incident has each verb.
    verbs: HashMap<(String, String), u64>,
    /// How often each incident has a verb with a text.
    marks: HashMap<(String, String, String), u64>,
}

/// Looks for everything a run asked for.
pub(crate) fn verify(db: &Db, run: u32, ledger: &Ledger) -> Result<Tally> {
    let there = db.read(|tx| There::read(tx, run))?;
    let mut tally = Tally::default();
    ledger.opened.iter().for_each(|opened| tally.opened(&there, opened));
    ledger.deeds.iter().for_each(|deed| tally.deed(&there, deed));
    tally.strangers(&there, ledger);
    Ok(tally)
}

impl There {
    fn read(tx: &ReadTx<'_>, run: u32) -> db::Result<There> {
        let (from, to) = (titles_of(run), titles_of(run + 1));
        let mut there = There::default();
        for row in tx.rows(TITLES, params![from.as_str(), to.as_str()])? {
            there.titles.entry(row.get(1)?).or_default().push(row.get(0)?);
        }
        for row in tx.rows(DEEDS, params![from, to])? {
            let (number, verb): (String, String) = (row.get(0)?, row.get(1)?);
            if let Some(mark) = row.get::<Option<String>>(2)? {
                *there.marks.entry((number.clone(), verb.clone(), mark)).or_default() += 1;
            }
            *there.verbs.entry((number, verb)).or_default() += 1;
        }
        Ok(there)
    }

    fn times(&self, deed: &Deed) -> u64 {
        let (number, verb) = (deed.number.clone(), deed.verb.to_owned());
        let times = match &deed.mark {
            Some(mark) => self.marks.get(&(number, verb, mark.clone())),
            None => self.verbs.get(&(number, verb)),
        };
        times.copied().unwrap_or(0)
    }
}

impl Tally {
    fn opened(&mut self, there: &There, opened: &Opened) {
        let numbers = there.titles.get(&opened.title).map_or(&[][..], Vec::as_slice);
        match &opened.number {
            Some(number) => {
                self.creates += 1;
                if !numbers.contains(number) {
                    self.lose(format!(
                        "{number} was acknowledged as {:?}; there is {numbers:?}",
                        opened.title
                    ));
                }
            }
            None if opened.certain => {
                self.creates += 1;
                if numbers.is_empty() {
                    self.lose(format!("{:?} was done before, and is not there", opened.title));
                }
            }
            None => self.wonder(numbers.len() == 1),
        }
        if numbers.len() > 1 {
            self.double(format!("{:?} is there as {numbers:?}", opened.title));
        }
    }

    fn deed(&mut self, there: &There, deed: &Deed) {
        let times = there.times(deed);
        match deed.acknowledged {
            true => {
                self.verbs += 1;
                if times == 0 {
                    self.lose(format!(
                        "{} of {} was acknowledged and is not there",
                        deed.verb, deed.number
                    ));
                }
            }
            false => self.wonder(times == 1),
        }
        if times > 1 {
            self.double(format!("{} of {} is there {times} times", deed.verb, deed.number));
        }
    }

    /// What is there must have been asked for.
    fn strangers(&mut self, there: &There, ledger: &Ledger) {
        let titles =
            there.titles.keys().filter(|title| !ledger.opened.iter().any(|o| o.title == **title));
        let strangers: Vec<&String> = titles.collect();
        for title in strangers {
            self.problem(format!("{title:?} is there and nobody asked for it"));
        }
    }

    fn wonder(&mut self, kept: bool) {
        self.unknown += 1;
        self.unknown_kept += u64::from(kept);
    }

    fn lose(&mut self, what: String) {
        self.lost += 1;
        self.problem(what);
    }

    fn double(&mut self, what: String) {
        self.doubled += 1;
        self.problem(what);
    }

    /// Tells of something that must not be; the first few in words.
    pub(crate) fn problem(&mut self, what: String) {
        self.problems += 1;
        if self.problems <= 10 {
            progress(&format!("PROBLEM: {what}"));
        }
    }

    /// Reads incidents through HTTP and compares their titles.
    pub(crate) fn read_again(&mut self, http: &mut Client, opened: &[Opened]) -> Result<()> {
        for one in opened {
            let number = one.number.as_deref().unwrap_or_default();
            let answer = http.get(&format!("/api/v1/incidents/{number}"))?;
            if answer.status != 200
                || answer.json().get("title").and_then(Value::as_str) != Some(&one.title)
            {
                self.problem(format!("{number} was answered {}: {}", answer.status, answer.json()));
            }
        }
        Ok(())
    }

    /// Adds what a run found.
    pub(crate) fn absorb(&mut self, other: Tally) {
        self.creates += other.creates;
        self.verbs += other.verbs;
        self.unknown += other.unknown;
        self.unknown_kept += other.unknown_kept;
        self.again(other);
    }

    /// Adds what a second look at a run found: only what is wrong counts twice.
    pub(crate) fn again(&mut self, other: Tally) {
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.problems += other.problems;
    }

    /// Adds what was learnt by asking again.
    pub(crate) fn asked_again(&mut self, again: Again) {
        self.again.asked += again.asked;
        self.again.before += again.before;
    }

    /// Whether anything was wrong.
    pub(crate) fn failed(&self) -> bool {
        self.problems > 0
    }

    /// One line for whoever watches.
    pub(crate) fn told(&self) -> String {
        let Tally { creates, verbs, unknown, unknown_kept, lost, doubled, .. } = self;
        format!(
            "{creates} creates, {verbs} verbs acknowledged; {unknown} without answer ({unknown_kept} kept); {lost} lost, {doubled} doubled"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there() -> There {
        let mut there = There::default();
        there.titles.insert("a".to_owned(), vec!["INC1".to_owned()]);
        there.verbs.insert(("INC1".to_owned(), "start".to_owned()), 1);
        there.marks.insert(("INC1".to_owned(), "comment".to_owned(), "hello".to_owned()), 2);
        there
    }

    fn opened(title: &str, number: Option<&str>) -> Opened {
        let (title, number) = (title.to_owned(), number.map(ToOwned::to_owned));
        Opened { title, number, unanswered: None, certain: false }
    }

    fn deed(verb: &'static str, mark: Option<&str>, acknowledged: bool) -> Deed {
        let (number, mark) = ("INC1".to_owned(), mark.map(ToOwned::to_owned));
        Deed { number, verb, mark, acknowledged, unanswered: None }
    }

    #[test]
    fn what_is_there_once_is_fine() {
        let mut tally = Tally::default();
        tally.opened(&there(), &opened("a", Some("INC1")));
        tally.deed(&there(), &deed("start", None, true));
        tally.deed(&there(), &deed("resolve", Some("never kept"), false));
        tally.opened(&there(), &opened("never kept", None));
        assert_eq!(tally, Tally { creates: 1, verbs: 1, unknown: 2, ..Tally::default() });
    }

    #[test]
    fn what_is_missing_doubled_or_under_another_number_is_found() {
        let mut tally = Tally::default();
        tally.opened(&there(), &opened("b", Some("INC2")));
        tally.opened(&there(), &opened("a", Some("INC7")));
        tally.deed(&there(), &deed("close", None, true));
        tally.deed(&there(), &deed("comment", Some("other words"), true));
        assert_eq!((tally.lost, tally.doubled), (4, 0));
        tally.deed(&there(), &deed("comment", Some("hello"), true));
        assert_eq!((tally.lost, tally.doubled, tally.problems), (4, 1, 5));
        assert!(tally.failed());
    }

    #[test]
    fn what_nobody_asked_for_is_found() {
        let mut tally = Tally::default();
        tally.strangers(&there(), &Ledger::default());
        assert_eq!(tally.problems, 1);
    }
}
