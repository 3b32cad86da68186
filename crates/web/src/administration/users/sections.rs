//! The sections of somebody's page.

use db::Timestamp;
use desk::Kind;
use desk::access::Role;
use desk::account::{LinkKind, Tie, UserAccount, ties_mark};

use super::list::state;
use super::{PATH, ties};
use crate::account::{Refused, session};
use crate::i18n::Arg;
use crate::identify::Member;
use crate::page::{Cell, FormField, Link, Method, Section, SectionRow, VerbForm};
use crate::work::Reader;

/// The field that says what hung on them when the page was looked at.
pub(super) const SEEN: &str = "seen";

/// Who it is, how they come in, where they are signed in, and what hangs on them.
pub(super) fn all(
    member: &Member,
    reader: &Reader,
    known: &UserAccount,
    (kinds, ties): (&[&'static Kind], &[Tie]),
    (edit, refused): (VerbForm, Option<&Refused>),
) -> Vec<Section> {
    let own = known.user.id == member.agent.person;
    let turn = (!own).then(|| deactivation(reader, known, (kinds, ties), refused));
    let first = [
        who(member, reader, known, (edit, refused)),
        coming_in(reader, known, refused),
        sessions(member, reader, known),
    ];
    first.into_iter().chain(turn).collect()
}

/// What hangs on them, told before they are let in no more; or the way back.
fn deactivation(
    reader: &Reader,
    known: &UserAccount,
    (kinds, all): (&[&'static Kind], &[Tie]),
    refused: Option<&Refused>,
) -> Section {
    let (t, active) = (&reader.t, known.user.active);
    let (verb, word, method) = match active {
        true => ("deactivate", "users-deactivate", Method::Post),
        false => ("activate", "users-activate", Method::Delete),
    };
    let seen = active.then(|| FormField::hidden(SEEN, ties_mark(all)));
    let form = VerbForm {
        method,
        danger: active,
        fields: seen.into_iter().collect(),
        ..VerbForm::button(verb, path(known, "deactivation"), t.text(word))
    };
    let lead = match (active, all.is_empty()) {
        (true, true) => "users-ties-none",
        (true, false) => "users-ties",
        (false, true) => "users-ties-left-none",
        (false, false) => "users-ties-left",
    };
    Section {
        anchor: "deactivation",
        heading: t.text(word),
        lead: t.text(lead),
        rows: ties::rows(t, kinds, &known.user.id.to_string(), all),
        forms: vec![Refused::into_form(refused, form)],
        ..Section::default()
    }
}

fn line(label: String, cell: Cell) -> SectionRow {
    SectionRow { link: Link::new("", label), cells: vec![cell], forms: Vec::new() }
}

fn path(known: &UserAccount, below: &str) -> String {
    format!("{PATH}/{}/{below}", known.user.id)
}

fn who(
    member: &Member,
    reader: &Reader,
    known: &UserAccount,
    (edit, refused): (VerbForm, Option<&Refused>),
) -> Section {
    let (t, user) = (&reader.t, &known.user);
    let listed = |names: Vec<&str>| Cell::text((!names.is_empty()).then(|| names.join(", ")));
    let when = |at: Option<Timestamp>| at.map_or(Cell::Empty, |at| Cell::Time(reader.stamp(at)));
    let department = Cell::text(known.department.as_ref().map(|one| one.name.clone()));
    let role = |role: &Role| {
        let to = format!("{}/{}", super::super::roles::PATH, role.code);
        Cell::Link(Link::new(to, role.name.as_str()))
    };
    let roles = match known.roles.is_empty() {
        true => vec![Cell::Empty],
        false => known.roles.iter().map(role).collect(),
    };
    let teams = known.teams.iter().map(String::as_str).collect();
    let own = user.id == member.agent.person;
    let reason = FormField::text("reason", t.text_of("field", "reason"));
    let take = VerbForm {
        method: Method::Delete,
        danger: true,
        hint: t.text("users-take-factor-hint"),
        fields: vec![reason.required()],
        ..VerbForm::button("take-factor", path(known, "second-factor"), t.text("users-take-factor"))
    };
    let factor = known.second_factor.map(|factor| factor.since);
    // Also where somebody else took it meanwhile: the refusal stands at its form.
    let asked = refused.is_some_and(|refused| refused.is_about("take-factor"));
    let take = (factor.is_some() || asked).then_some(take);
    let forms = std::iter::once(edit).chain(take.filter(|_| !own));
    let works_for = known.works_for.iter().map(|one| one.name.as_str()).collect();
    Section {
        anchor: "who",
        heading: t.text("users-who"),
        rows: vec![
            line(t.text("users-column-state"), Cell::Badge(state(t, user))),
            SectionRow { cells: roles, ..line(t.text("users-column-roles"), Cell::Empty) },
            line(t.text("users-teams"), listed(teams)),
            line(t.text("log-value-department"), department),
            line(t.text_of("person", "works-for"), listed(works_for)),
            line(t.text("users-column-signed-in"), when(user.signed_in_at)),
            line(t.text("users-password-since"), when(user.password_since)),
            line(t.text("users-factor"), when(factor)),
        ],
        forms: forms.map(|form| Refused::into_form(refused, form)).collect(),
        ..Section::default()
    }
}

fn coming_in(reader: &Reader, known: &UserAccount, refused: Option<&Refused>) -> Section {
    let t = &reader.t;
    let (kind, word) = match known.user.password_since {
        Some(_) => (LinkKind::Reset, "users-make-reset"),
        None => (LinkKind::Invitation, "users-make-invitation"),
    };
    let waiting = known.link.as_ref().map(|link| {
        let until = reader.stamp(link.expires_at);
        let gaps = [("until", Arg::Text(&until.full))];
        SectionRow {
            link: Link::new("", t.text_of("users-waiting", link.kind.code())),
            cells: vec![Cell::Text(t.text_with("users-until", &gaps))],
            forms: Vec::new(),
        }
    });
    let form = VerbForm::button(kind.code(), path(known, kind.code()), t.text(word));
    let may = known.user.active && known.user.email.is_some();
    Section {
        anchor: "links",
        heading: t.text("users-links"),
        lead: t.text(if may { "users-links-lead" } else { "users-links-not" }),
        rows: waiting.into_iter().collect(),
        forms: may.then(|| Refused::into_form(refused, form)).into_iter().collect(),
        ..Section::default()
    }
}

fn sessions(member: &Member, reader: &Reader, known: &UserAccount) -> Section {
    let t = &reader.t;
    let end = VerbForm {
        method: Method::Delete,
        danger: true,
        ..VerbForm::button("end-sessions", path(known, "sessions"), t.text("users-end-sessions"))
    };
    let none = known.sessions.is_empty();
    let works = known.tokens.iter().filter(|token| token.works(reader.now)).count();
    let tokens = [("count", Arg::Number(i64::try_from(works).unwrap_or(i64::MAX)))];
    let row = |one| session(t, reader, one, member.proof());
    let to = format!("{}?person={}&state=any", super::super::tokens::PATH, known.user.id);
    let see =
        SectionRow { link: Link::new(to, t.text("users-tokens-see")), ..SectionRow::default() };
    let see = (!known.tokens.is_empty()).then_some(see);
    Section {
        anchor: "sessions",
        heading: t.text("users-sessions"),
        count: if none { String::new() } else { known.sessions.len().to_string() },
        lead: t.text_with(if none { "users-no-sessions" } else { "users-tokens" }, &tokens),
        rows: known.sessions.iter().map(row).chain(see).collect(),
        forms: (!none).then_some(end).into_iter().collect(),
        ..Section::default()
    }
}
