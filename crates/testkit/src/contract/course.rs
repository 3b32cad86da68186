//! The way a record takes to a state.

use std::collections::VecDeque;

use desk::lifecycle::{Lifecycle, Verb};

/// The shortest way from a new record to a state.
///
/// # Panics
/// When no way leads there.
pub(super) fn to(life: &Lifecycle, state: &str) -> Vec<&'static Verb> {
    let mut ways: VecDeque<(&str, Vec<&'static Verb>)> =
        VecDeque::from([(life.initial, Vec::new())]);
    let mut seen = vec![life.initial];
    while let Some((at, way)) = ways.pop_front() {
        if at == state {
            return way;
        }
        for verb in life.allowed(at) {
            let Some(next) = verb.target(at).filter(|next| !seen.contains(next)) else { continue };
            seen.push(next);
            ways.push_back((next, way.iter().copied().chain([verb]).collect()));
        }
    }
    panic!("no way leads from {} to {state}", life.initial)
}

/// A state in which a verb is allowed.
///
/// # Panics
/// When there is none.
pub(super) fn start_of(verb: &Verb) -> &'static str {
    let (from, _) = verb.moves.first().unwrap_or_else(|| panic!("{} is never allowed", verb.code));
    from
}
