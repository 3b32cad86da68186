//! The sections of somebody's page.

use db::Timestamp;
use desk::access::Role;
use desk::account::{LinkKind, UserAccount};

use super::PATH;
use super::list::state;
use crate::account::{Refused, session};
use crate::i18n::Arg;
use crate::identify::Member;
use crate::page::{Cell, FormField, Link, Method, Section, SectionRow, VerbForm};
use crate::work::Reader;

/// Who it is, how they come in, where they are signed in.
pub(super) fn all(
    member: &Member,
    reader: &Reader,
    known: &UserAccount,
    (edit, refused): (VerbForm, Option<&Refused>),
) -> Vec<Section> {
    vec![
        who(member, reader, known, (edit, refused)),
        coming_in(reader, known, refused),
        sessions(member, reader, known),
    ]
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
    let (verb, word, method) = match user.active {
        true => ("deactivate", "users-deactivate", Method::Post),
        false => ("activate", "users-activate", Method::Delete),
    };
    let form = VerbForm {
        method,
        danger: user.active,
        ..VerbForm::button(verb, path(known, "deactivation"), t.text(word))
    };
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
    let forms = [take, Some(form)].into_iter().flatten().filter(|_| !own);
    let forms = std::iter::once(edit).chain(forms);
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
