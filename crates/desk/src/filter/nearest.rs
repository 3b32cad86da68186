//! What could have been meant.

/// The candidate nearest to a word, if one is near enough to be a slip of the finger.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let word: Vec<char> = word.chars().take(64).flat_map(char::to_lowercase).collect();
    let most = 1 + word.len() / 4;
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let steps = distance(&word, candidate);
        if steps <= most && best.is_none_or(|(fewest, _)| steps < fewest) {
            best = Some((steps, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.to_owned())
}

/// How many characters must be put in, left out, changed or swapped with their neighbour.
fn distance(word: &[char], candidate: &str) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=word.len()).collect();
    let mut last = None;
    for (line, other) in candidate.chars().enumerate() {
        let mut next = vec![line + 1];
        for (place, own) in word.iter().enumerate() {
            let cell =
                |cells: &[usize], at: usize| cells.get(at).copied().unwrap_or(usize::MAX / 2);
            let changed = cell(&row, place) + usize::from(*own != other);
            let mut least = changed.min(cell(&row, place + 1) + 1).min(cell(&next, place) + 1);
            let neighbour = place.checked_sub(1).and_then(|at| word.get(at));
            if neighbour == Some(&other) && last == Some(*own) {
                least = least.min(cell(&before, place - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(other);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood_and_another_word_is_not() {
        let fields = ["priority", "state", "requester", "opened_at"];
        for (slip, meant) in [
            ("prioriti", Some("priority")),
            ("Priorty", Some("priority")),
            ("satte", Some("state")),
            ("requestor", Some("requester")),
            ("openedat", Some("opened_at")),
            ("colour", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(slip, fields).as_deref(), meant, "{slip}");
        }
    }
}
