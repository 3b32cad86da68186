//! How a story goes on, step by step, from the report to its end or to the present.

use std::time::Duration;

use db::Timestamp;
use desk::Result;
use incident::lifecycle::verb;

use crate::calendar::{at_work, by_the_minute, later};
use crate::cast::{SERVICE_DESK, Side, Somebody};
use crate::deed::Deed;
use crate::phrases;
use crate::plot::Plot;
use crate::story::{Setting, Step, Story, Words};

/// Minutes of a working day and of a whole one.
const DAY: u64 = 24 * 60;

/// How long it takes from the first look to the repair, in minutes, and how often in a hundred.
/// The last line is what gets stuck.
const SPANS: &[(u64, u64, u64)] = &[
    (5, 90, 28),
    (90, 6 * 60, 22),
    (6 * 60, DAY, 18),
    (DAY, 4 * DAY, 14),
    (4 * DAY, 14 * DAY, 6),
    (14 * DAY, 60 * DAY, 3),
    (45 * DAY, 250 * DAY, 9),
];

/// Tells the story of what was opened at this instant, as far as it has come.
pub(crate) fn tell(plot: &Plot, place: usize, opened_at: Timestamp) -> Result<Story> {
    let matter = plot.matter(place, opened_at)?;
    let alike = if matter.dice.percent(TIED) { plot.alike(place, &matter)? } else { None };
    let mut telling = Telling::begin(plot, Setting::choose(matter, &plot.cast)?, opened_at);
    match plot.families.of(place) {
        Some(family) if family.parent == place => telling.outage(family, plot)?,
        Some(family) => telling.one_of_many(family, plot)?,
        None => telling.whole(alike)?,
    }
    Ok(Story { place, steps: telling.steps(plot.begun.now) })
}

/// Of a hundred incidents so many are linked to one before that was like it.
const TIED: u64 = 3;

/// Teams that others turn to when they get no further.
const ABOVE: &[&str] = &["Network", "Servers and storage", "Business applications", "Databases"];

/// A story as far as it has been told.
pub(crate) struct Telling<'c> {
    pub(crate) setting: Setting<'c>,
    /// The instant it has come to.
    pub(crate) at: Timestamp,
    pub(crate) team: &'static str,
    /// Whose it is; the requester's own until somebody takes it.
    pub(crate) assignee: &'c Somebody,
    /// The present, to which it cannot come.
    pub(crate) now: Timestamp,
    /// When it was opened.
    pub(crate) opened_at: Timestamp,
    steps: Vec<Step>,
}

impl<'c> Telling<'c> {
    /// Nothing has happened yet.
    pub(crate) fn begin(plot: &Plot, setting: Setting<'c>, at: Timestamp) -> Telling<'c> {
        let (team, assignee, now) = (setting.desk, setting.requester, plot.begun.now);
        Telling { setting, at, team, assignee, now, opened_at: at, steps: Vec::new() }
    }

    /// What has happened until now.
    pub(crate) fn steps(mut self, now: Timestamp) -> Vec<Step> {
        self.steps.retain(|step| step.at <= now);
        self.steps
    }

    fn whole(&mut self, alike: Option<usize>) -> Result<()> {
        self.open()?;
        if self.setting.dice.percent(4) {
            return self.withdraw();
        }
        self.dispatch()?;
        self.mark(alike)?;
        if self.setting.dice.percent(12) {
            self.go_astray()?;
        }
        self.work()?;
        self.book()?;
        self.resolve(self.setting.slots.fill(self.setting.case.fix), self.setting.case.code);
        let comes_back = self.setting.dice.percent(5);
        if comes_back {
            self.come_back()?;
        }
        let resolved_at = self.at;
        self.end()?;
        self.judge(resolved_at, comes_back)
    }

    /// Lets time pass; what does not press waits for somebody to be at work.
    pub(crate) fn pass(&mut self, least: u64, most: u64) {
        let dice = &self.setting.dice;
        let at = later(dice, self.at, least, most);
        self.at = if self.setting.presses() { at } else { at_work(dice, at) };
    }

    /// The program does something now.
    pub(crate) fn by_itself(&mut self, deed: Deed, words: Words) {
        self.steps.push(Step { at: self.at, by: None, deed, words });
    }

    /// Somebody does something now.
    pub(crate) fn step(&mut self, by: &Somebody, deed: impl Into<Deed>, words: Words) {
        let (at, by) = (self.at, Some(by.email.clone()));
        self.steps.push(Step { at, by, deed: deed.into(), words });
    }

    /// Reported by oneself in the portal, which knows how it came in, or told to the desk by
    /// telephone or mail.
    pub(crate) fn open(&mut self) -> Result<()> {
        let mut words = self.setting.report();
        if self.setting.dice.percent(55) {
            self.step(self.setting.requester, verb::CREATE, words);
            return Ok(());
        }
        let channels = [("phone", 55), ("email", 35), ("walk_in", 10)];
        let (channel, _) = self.setting.dice.weighed(&channels, |(_, often)| *often)?;
        words.push(("channel", (*channel).to_owned()));
        words.push(("requester", self.setting.requester.email.clone()));
        words.push(("team", self.setting.desk.to_owned()));
        let clerk = self.setting.cast.member(&self.setting.dice, self.setting.desk)?;
        self.step(clerk, verb::CREATE, words);
        Ok(())
    }

    fn withdraw(&mut self) -> Result<()> {
        self.pass(10, 400);
        let by_desk = self.setting.dice.percent(40);
        let reasons = if by_desk { phrases::REFUSED } else { phrases::WITHDRAWN };
        let reason = vec![("reason", self.setting.phrase(reasons)?)];
        let who = match by_desk {
            true => self.setting.cast.member(&self.setting.dice, self.setting.desk)?,
            false => self.setting.requester,
        };
        self.step(who, verb::CANCEL, reason);
        Ok(())
    }

    /// The desk sends it to whom it believes it belongs, with a person's name or without.
    fn dispatch(&mut self) -> Result<()> {
        let wait = if self.setting.presses() { (2, 12) } else { (5, 110) };
        self.pass(wait.0, wait.1);
        self.give_to(self.setting.expert)
    }

    fn give_to(&mut self, team: &'static str) -> Result<()> {
        let clerk = self.setting.cast.member(&self.setting.dice, self.setting.desk)?;
        let to = self.setting.cast.member(&self.setting.dice, team)?;
        self.assignee = to;
        self.team = team;
        let mut words = vec![("team", team.to_owned())];
        if self.setting.dice.percent(60) {
            words.push(("assignee", to.email.clone()));
        }
        self.step(clerk, verb::ASSIGN, words);
        Ok(())
    }

    /// It turns out to be another team's matter, and on a second look this one's again.
    fn go_astray(&mut self) -> Result<()> {
        let other = if self.setting.desk == SERVICE_DESK { "Workplace" } else { self.setting.desk };
        if other == self.team {
            return Ok(());
        }
        let back = self.team;
        for team in [other, back] {
            self.pass(20, 300);
            let note = vec![("body", self.setting.phrase(phrases::MISROUTED)?)];
            self.step(self.assignee, verb::NOTE, note);
            self.pass(1, 15);
            self.give_to(team)?;
        }
        Ok(())
    }

    /// From the first look to the repair, with what happens on the way.
    fn work(&mut self) -> Result<()> {
        self.pass(3, 180);
        self.step(self.assignee, verb::START, Vec::new());
        let (least, most, _) = *self.setting.dice.weighed(SPANS, |(.., often)| *often)?;
        let span =
            self.setting.dice.between(least, most) / if self.setting.presses() { 6 } else { 1 };
        let events = match span {
            0..=30 => self.setting.dice.between(0, 1),
            31..=1_440 => self.setting.dice.between(1, 3),
            _ => self.setting.dice.between(2, 6),
        };
        let part = span / (events + 1);
        let mut tasks = self.plan_tasks(span)?;
        for _ in 0..events {
            self.pass(part / 2, part * 3 / 2);
            self.happen(part)?;
            if tasks > 0 {
                self.finish_task();
                tasks -= 1;
            }
        }
        for _ in 0..tasks {
            self.pass(5, 60);
            self.finish_task();
        }
        self.pass(part / 2, part * 3 / 2);
        Ok(())
    }

    fn happen(&mut self, part: u64) -> Result<()> {
        let kinds = [
            ("ask", 26),
            ("note", 26),
            ("own_note", 14),
            ("tell", 12),
            ("hold", 18),
            ("pass_on", 7),
            ("escalate", 2),
            ("weigh", 4),
        ];
        let (kind, _) = *self.setting.dice.weighed(&kinds, |(_, often)| *often)?;
        match kind {
            "ask" => self.ask(),
            "hold" => self.hold(part),
            "pass_on" => self.pass_on(),
            "escalate" => self.escalate(),
            "weigh" => self.weigh(),
            "own_note" => {
                let note = self.setting.slots.fill(self.setting.case.note);
                self.say(self.assignee, verb::NOTE, note)
            }
            "note" => self.say(self.assignee, verb::NOTE, self.setting.phrase(phrases::NOTES)?),
            _ => self.say(self.assignee, verb::COMMENT, self.setting.phrase(phrases::PROGRESS)?),
        }
    }

    /// Somebody says something.
    pub(crate) fn say(&mut self, who: &Somebody, verb: &'static str, text: String) -> Result<()> {
        self.step(who, verb, vec![("body", text)]);
        Ok(())
    }

    fn ask(&mut self) -> Result<()> {
        let asked = if self.setting.dice.percent(40) { phrases::TAKEN } else { phrases::QUESTIONS };
        self.say(self.assignee, verb::COMMENT, self.setting.phrase(asked)?)?;
        self.pass(4, 200);
        self.say(self.setting.requester, verb::COMMENT, self.setting.phrase(phrases::ANSWERS)?)
    }

    fn hold(&mut self, part: u64) -> Result<()> {
        let (reason, note) = self.setting.hold()?;
        let mut words = vec![("reason", reason.to_owned()), ("note", note)];
        if self.setting.dice.percent(50) {
            let until = self.at.plus(Duration::from_secs(60 * part.max(60)));
            words.push(("until", by_the_minute(until).to_string()));
        }
        self.step(self.assignee, verb::HOLD, words);
        self.pass(part.max(20) / 2, part.max(60) * 2);
        self.step(self.assignee, verb::RESUME, Vec::new());
        Ok(())
    }

    /// Gives it to a colleague of the same team.
    fn pass_on(&mut self) -> Result<()> {
        let colleague = self.setting.cast.member(&self.setting.dice, self.team)?;
        if colleague.email == self.assignee.email {
            return Ok(());
        }
        self.say(self.assignee, verb::NOTE, self.setting.phrase(phrases::HANDOVERS)?)?;
        self.pass(1, 10);
        self.step(self.assignee, verb::ASSIGN, vec![("assignee", colleague.email.clone())]);
        self.assignee = colleague;
        Ok(())
    }

    /// Gives it to a team that can do more, which takes it up; a customer's matters stay with those
    /// who work for it.
    fn escalate(&mut self) -> Result<()> {
        let above = *self.setting.dice.one_of(ABOVE)?;
        if above == self.team || self.setting.requester.side == Side::Customer {
            return Ok(());
        }
        let reason = self.setting.phrase(phrases::BEYOND)?;
        let words = vec![("team", above.to_owned()), ("reason", reason)];
        self.step(self.assignee, verb::ESCALATE, words);
        (self.team, self.assignee) = (above, self.setting.cast.member(&self.setting.dice, above)?);
        self.pass(5, 120);
        self.step(self.assignee, verb::ASSIGN, vec![("assignee", self.assignee.email.clone())]);
        self.pass(1, 30);
        self.step(self.assignee, verb::START, Vec::new());
        Ok(())
    }

    /// The team's lead sets the priority by hand, one above the usual.
    fn weigh(&mut self) -> Result<()> {
        let Some(lead) = self.setting.cast.lead(self.team) else { return Ok(()) };
        let reason = self.setting.phrase(phrases::RAISED)?;
        let words = match self.setting.urgency {
            3 => vec![("urgency", "2".to_owned())],
            _ => vec![("priority", "2".to_owned()), ("reason", reason)],
        };
        self.step(lead, verb::PRIORITISE, words);
        Ok(())
    }

    pub(crate) fn resolve(&mut self, notes: String, code: &str) {
        self.step(self.assignee, verb::RESOLVE, vec![("code", code.to_owned()), ("notes", notes)]);
    }

    /// It was not solved after all.
    fn come_back(&mut self) -> Result<()> {
        self.pass(60, 2 * DAY);
        let reason = self.setting.phrase(phrases::REOPENED)?;
        self.step(self.setting.requester, verb::REOPEN, vec![("reason", reason)]);
        self.pass(30, 3 * DAY);
        let notes = self.setting.phrase(phrases::AGAIN)?;
        self.resolve(notes, "fixed");
        Ok(())
    }

    /// Closed when the requester says it works, else by the program after some days.
    pub(crate) fn end(&mut self) -> Result<()> {
        if self.setting.dice.percent(30) {
            self.pass(15, DAY);
            self.say(self.setting.requester, verb::COMMENT, self.setting.phrase(phrases::THANKS)?)?;
            self.pass(5, 120);
            self.step(self.assignee, verb::CLOSE, Vec::new());
        } else {
            self.at = self.at.plus(Duration::from_secs(60 * 5 * DAY));
            self.by_itself(Deed::Verb(verb::CLOSE), Vec::new());
        }
        Ok(())
    }
}
