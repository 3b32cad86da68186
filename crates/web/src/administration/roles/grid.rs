//! What a role allows, drawn as a grid.

use desk::Kind;
use desk::access::{ANY_KIND, Action, Reach};
use desk::roles::{Sheet, Standing};

use super::PATH;
use super::sent::cell as name_of;
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::page::{
    Choice, FormField, PermissionCell, PermissionGrid, PermissionRow, PermissionRows, Tried,
};

/// The actions, those that belong together under one heading.
const GROUPS: &[(&str, &[Action])] = &[
    ("see", &[Action::Read, Action::ReadInternal, Action::ReadRestricted]),
    ("say", &[Action::Create, Action::Comment, Action::Note]),
    (
        "work",
        &[
            Action::Update,
            Action::Assign,
            Action::Work,
            Action::Hold,
            Action::Resolve,
            Action::Close,
            Action::Cancel,
            Action::Reopen,
        ],
    ),
    ("steer", &[Action::Prioritise, Action::Correct, Action::Plan]),
    ("installation", &[Action::Administer, Action::Audit]),
];

/// A kind of record in words.
pub(super) fn kind_in_words(t: &Translator, kind: &str) -> String {
    match kind {
        ANY_KIND => t.text("access-every-kind"),
        kind => t.text_of("names", kind),
    }
}

/// A reach in a word or two; `none` for none.
pub(super) fn reach_in_words(t: &Translator, reach: Option<Reach>) -> String {
    t.text_of("reach-short", reach.map_or("none", Reach::code))
}

/// The grid of a role, showing `shown`, which may be what was tried out.
pub(super) fn grid(
    member: &Member,
    kinds: &[&'static Kind],
    standing: &Standing,
    shown: &Sheet,
    tried: Option<Tried>,
) -> PermissionGrid {
    let t = &member.t;
    let codes: Vec<&str> =
        std::iter::once(ANY_KIND).chain(kinds.iter().map(|kind| kind.code)).collect();
    let ready = Sheet::ready(&standing.role.code);
    let sheets = Sheets { present: &standing.sheet, shown, ready: ready.as_ref() };
    let row = |action: &Action| PermissionRow {
        label: t.text_of("permission", action.code()),
        about: t.text_of("permission-about", action.code()),
        cells: codes.iter().map(|kind| cell(t, &sheets, kind, *action)).collect(),
    };
    let groups = GROUPS.iter().map(|(code, actions)| PermissionRows {
        heading: t.text_of("permissions", code),
        rows: actions.iter().map(row).collect(),
    });
    let path = format!("{PATH}/{}", standing.role.code);
    let administers = member.agent.administers();
    PermissionGrid {
        shell: member.shell(),
        reaches: Reach::EVERY
            .map(|reach| (reach_in_words(t, Some(reach)), t.text_of("reach-about", reach.code())))
            .into(),
        kinds: codes.iter().map(|kind| kind_in_words(t, kind)).collect(),
        groups: groups.collect(),
        seen: standing.sheet.seen(),
        restore: (!standing.differs.is_empty()).then(|| format!("{path}?as=ready")),
        path: administers.then(|| format!("{path}/preview")),
        tried,
    }
}

/// What there is, what is shown, and how it came.
struct Sheets<'a> {
    present: &'a Sheet,
    shown: &'a Sheet,
    ready: Option<&'a Sheet>,
}

fn cell(t: &Translator, sheets: &Sheets<'_>, kind: &str, action: Action) -> PermissionCell {
    let value = sheets.shown.cell(kind, action);
    // In the column of a kind, nothing chosen means what holds for every kind.
    let none = match kind {
        ANY_KIND => t.text_of("reach-short", "none"),
        _ => t.text("reach-short-as-every"),
    };
    let word = |reach: Option<Reach>| match reach {
        None => none.clone(),
        reach => reach_in_words(t, reach),
    };
    let reaches = Reach::EVERY.map(|reach| Choice::new(reach.code(), word(Some(reach))));
    let choices = std::iter::once(Choice::new("", word(None))).chain(reaches).collect();
    let came = sheets.ready.map(|ready| ready.cell(kind, action));
    let came = came
        .filter(|came| *came != value)
        .map(|came| t.text_with("roles-came", &[("reach", Arg::Text(&word(came)))]));
    let said = kind_in_words(t, kind);
    let gaps = [
        ("action", Arg::Text(&t.text_of("permission", action.code()))),
        ("kind", Arg::Text(&said)),
    ];
    PermissionCell {
        name: name_of(kind, action.code()),
        label: t.text_with("roles-cell", &gaps),
        kind: said,
        value: value.map_or_else(String::new, |reach| reach.code().to_owned()),
        said: word(value),
        choices,
        came,
        changed: value != sheets.present.cell(kind, action),
    }
}

/// What is sent along with the button that sets a sheet.
pub(super) fn chosen(sheet: &Sheet, seen: String) -> Vec<FormField> {
    let cells = sheet.cells().map(|(kind, action, reach)| {
        FormField::hidden(&name_of(kind, action.code()), reach.code())
    });
    std::iter::once(FormField::hidden(super::sent::SEEN, seen)).chain(cells).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_stands_in_the_grid_once() {
        let mut shown: Vec<Action> =
            GROUPS.iter().flat_map(|(_, actions)| *actions).copied().collect();
        shown.sort_unstable();
        let mut every = Action::EVERY.to_vec();
        every.sort_unstable();
        assert_eq!(shown, every);
    }
}
