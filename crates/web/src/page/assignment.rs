//! The pages of the rules that say who gets a newly opened record.

use askama::Template;

use super::{Badge, Cell, FieldProblem, FormField, Link, QueueLink, Shell, Stamp, Wrong};

/// The rules of a kind, what they would do, and who has how much.
#[derive(Debug, Clone, Template)]
#[template(path = "assignment.html")]
pub struct AssignmentPage {
    /// The frame.
    pub shell: Shell,
    /// The heading.
    pub heading: String,
    /// The kinds of record to switch between; empty for the only one.
    pub tabs: Vec<QueueLink>,
    /// Where a rule is added; nothing for who only reads.
    pub add: Option<Link>,
    /// The rules in order.
    pub rules: Vec<RuleLine>,
    /// What a record is tried out with.
    pub trial: RuleTrial,
    /// The teams that rules give to.
    pub loads: Vec<TeamLoad>,
    /// What was done to the rules last.
    pub history: Vec<RuleChange>,
    /// Where all of it is; nothing for who may not read it.
    pub log: Option<Link>,
}

/// A rule in its list.
#[derive(Debug, Clone, Default)]
pub struct RuleLine {
    /// Its anchor on the page.
    pub anchor: String,
    /// Its place, from 1.
    pub place: usize,
    /// Its form, named by its name; without a path for who only reads.
    pub link: Link,
    /// Its condition; empty when it always holds.
    pub condition: String,
    /// To whom it gives.
    pub goes: String,
    /// Whether it is in use.
    pub state: Badge,
    /// Why it cannot be used.
    pub wrong: Vec<String>,
    /// The version its reader saw.
    pub version: i64,
    /// Whether it is in use.
    pub active: bool,
    /// Whether its reader may change it.
    pub changes: bool,
    /// Whether one stands before it.
    pub can_rise: bool,
    /// Whether one stands after it.
    pub can_sink: bool,
}

/// What the rules would do with one record.
#[derive(Debug, Clone, Default)]
pub struct RuleTrial {
    /// Where the number is sent.
    pub path: String,
    /// The field for the number.
    pub fields: Vec<FormField>,
    /// The record, once it was asked for.
    pub record: Option<Link>,
    /// What comes of it.
    pub said: String,
    /// Each rule and what becomes of it.
    pub rules: Vec<TriedRule>,
}

/// What becomes of a rule with one record.
#[derive(Debug, Clone, Default)]
pub struct TriedRule {
    /// Its name.
    pub name: String,
    /// What becomes of it.
    pub outcome: Badge,
    /// What is said of that; empty when the outcome says enough.
    pub said: String,
    /// The parts of its condition that do not hold.
    pub fails: Vec<String>,
}

/// Who in a team has how many open.
#[derive(Debug, Clone, Default)]
pub struct TeamLoad {
    /// The team's name.
    pub team: String,
    /// Its people by name.
    pub people: Vec<PersonLoad>,
}

/// Somebody with how many they have open.
#[derive(Debug, Clone, Default)]
pub struct PersonLoad {
    /// Their name.
    pub name: Cell,
    /// How many, in words.
    pub open: String,
    /// Whether they are away, or who is next.
    pub state: Option<Badge>,
}

/// What was done to the rules.
#[derive(Debug, Clone)]
pub struct RuleChange {
    /// When.
    pub at: Stamp,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// What was said of it, a line each.
    pub details: Vec<String>,
}

/// The form in which a rule is added or changed.
#[derive(Debug, Clone, Template)]
#[template(path = "assignment_form.html")]
pub struct AssignmentFormPage {
    /// The frame.
    pub shell: Shell,
    /// The heading.
    pub heading: String,
    /// Where the form is sent.
    pub path: String,
    /// Where it is sent to see what it would do.
    pub preview_path: String,
    /// The version its reader saw; nothing for a new rule.
    pub version: Option<i64>,
    /// What is wrong, after a refusal. Each is also at its field.
    pub problems: Vec<FieldProblem>,
    /// Name and condition.
    pub main: Vec<FormField>,
    /// The condition, with the part that something is wrong with.
    pub wrong: Option<Wrong>,
    /// What conditions can ask: codes and labels of the fields.
    pub askable: Vec<(String, String)>,
    /// To whom it gives.
    pub side: Vec<FormField>,
    /// What it would do, once it was asked.
    pub preview: Option<RulePreview>,
    /// The way back.
    pub back: Link,
}

/// What a rule would do.
#[derive(Debug, Clone, Default)]
pub struct RulePreview {
    /// The whole in sentences.
    pub said: Vec<String>,
    /// Records it would get, each with to whom it would go.
    pub examples: Vec<(Link, String)>,
    /// Its team.
    pub people: Vec<PersonLoad>,
}

impl AssignmentFormPage {
    /// Puts each problem at its field. In the list, away from its field, each begins with the
    /// field's label.
    #[must_use]
    pub fn refused(mut self, mut problems: Vec<FieldProblem>) -> Self {
        for field in self.main.iter_mut().chain(&mut self.side) {
            if let Some(problem) = problems.iter_mut().find(|problem| problem.field == field.name) {
                field.error = Some(problem.message.clone());
                problem.message = format!("{}: {}", field.label, problem.message);
            }
        }
        self.problems = problems;
        self
    }
}
