//! What a sheet would change, in words.

use desk::access::Action;
use desk::roles::{Effect, Shift};

use super::grid::{kind_in_words, reach_in_words};
use crate::i18n::{Arg, Translator};
use crate::page::{Badge, FormField, Tone, Tried};

/// What came of trying a sheet out.
pub(super) fn tried(
    t: &Translator,
    effect: &Effect,
    path: Option<String>,
    chosen: Vec<FormField>,
) -> Tried {
    let gaps = [("people", Arg::Number(effect.holders))];
    let lead = match effect.shifts.is_empty() {
        true => t.text("roles-no-effect"),
        false => t.text_with("roles-effect", &gaps),
    };
    Tried {
        lead,
        lines: effect.shifts.iter().map(|shift| line(t, effect, shift)).collect(),
        refusal: effect.refusal.map(|code| t.text_of("refused", code)),
        path,
        chosen,
        ..Tried::default()
    }
}

fn line(t: &Translator, effect: &Effect, shift: &Shift) -> (Badge, String, String) {
    let wider = shift.is_wider();
    let (word, tone) = match wider {
        true => ("roles-wider", Tone::Info),
        false => ("roles-narrower", Tone::Warning),
    };
    let (before, after) = (reach_in_words(t, shift.before), reach_in_words(t, shift.after));
    let gaps = [
        ("action", Arg::Text(&t.text_of("permission", shift.action.code()))),
        ("kind", Arg::Text(&kind_in_words(t, &shift.kind))),
        ("before", Arg::Text(&before)),
        ("after", Arg::Text(&after)),
        ("people", Arg::Number(shift.people)),
    ];
    let said = match (shift.people, shift.action, wider) {
        // That nobody holds it is said once, above.
        (0, ..) if effect.holders == 0 => t.text_with("roles-shift-plain", &gaps),
        (0, ..) => t.text_with("roles-shift-nobody", &gaps),
        // What somebody sees is said in full.
        (_, Action::Read, true) => t.text_with("roles-shift-sees-more", &gaps),
        (_, Action::Read, false) => t.text_with("roles-shift-sees-less", &gaps),
        (_, _, true) => t.text_with("roles-shift-gains", &gaps),
        (_, _, false) => t.text_with("roles-shift-loses", &gaps),
    };
    let mind = wider.then(|| t.known("roles-mind", shift.action.code())).flatten();
    (Badge::new(t.text(word), tone), said, mind.unwrap_or_default())
}
