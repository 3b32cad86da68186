//! Slips of the finger: letters left out, doubled, swapped or mistaken.
//!
//! Two words with one slip between them become the same when at most one letter is left out of
//! each. So every word that is kept is found by itself and by what is left without each of its
//! letters, and a typed word is looked for in the same way.

/// Shortest word in which a slip is allowed for, in letters.
const SHORTEST: usize = 4;
/// From this length on two slips are.
const LONG: usize = 8;
/// Longest word that is looked for by its slips.
const LONGEST: usize = 24;

/// How many slips a typed word may have; none in short ones and in whatever is not all letters.
#[must_use]
pub fn allowed_slips(word: &str) -> usize {
    let length = word.chars().count();
    let is_word = word.chars().all(char::is_alphabetic);
    match length {
        _ if !is_word || !(SHORTEST..=LONGEST).contains(&length) => 0,
        _ if length < LONG => 1,
        _ => 2,
    }
}

/// The keys under which a kept word is found; none for what nobody mistypes a word for.
#[must_use]
pub fn keys_of_term(term: &str) -> Vec<i64> {
    // A letter shorter than a typed word may be.
    let length = term.chars().count();
    let is_word = term.chars().all(char::is_alphabetic);
    if !is_word || !(SHORTEST - 1..=LONGEST).contains(&length) {
        return Vec::new();
    }
    keys(without_one(term).chain(std::iter::once(term.to_owned())))
}

/// The keys under which to look for what was meant by a typed word.
#[must_use]
pub fn keys_of_typed(word: &str) -> Vec<i64> {
    let typed = std::iter::once(word.to_owned());
    match allowed_slips(word) {
        0 => Vec::new(),
        1 => keys(without_one(word).chain(typed)),
        _ => {
            let one: Vec<String> = without_one(word).collect();
            let two: Vec<String> = one.iter().flat_map(|w| without_one(w)).collect();
            keys(one.into_iter().chain(two).chain(typed))
        }
    }
}

/// Slips between two words: a letter more, a letter less, another letter, two neighbours swapped.
/// Nothing when there are more than `most`.
#[must_use]
pub fn slips_between(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    // Rows of the table of distances between beginnings: two ago, one ago, this one.
    let mut two_ago: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, other) in b.iter().enumerate() {
            let at =
                |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX - 1);
            let changed = at(&last, j) + usize::from(letter != other);
            let mut best = changed.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped =
                i > 0 && j > 0 && a.get(i - 1) == Some(other) && b.get(j - 1) == Some(letter);
            if swapped {
                best = best.min(at(&two_ago, j - 1) + 1);
            }
            row.push(best);
        }
        if row.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        two_ago = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|slips| *slips <= most)
}

/// The word without each of its letters.
fn without_one(word: &str) -> impl Iterator<Item = String> + '_ {
    word.char_indices().map(|(at, c)| {
        let (before, after) = word.split_at(at);
        let mut shorter = before.to_owned();
        shorter.push_str(after.get(c.len_utf8()..).unwrap_or_default());
        shorter
    })
}

fn keys(words: impl Iterator<Item = String>) -> Vec<i64> {
    let mut keys: Vec<i64> = words.filter(|w| !w.is_empty()).map(|word| key_of(&word)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// 64 bits that stand for a word (FNV-1a). Two words may share them; whoever finds one by them
/// compares the words.
fn key_of(word: &str) -> i64 {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    i64::from_be_bytes(word.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, mix).to_be_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slips_are_counted() {
        for (a, b, slips) in [
            ("printer", "printer", 0),
            ("printer", "pritner", 1),
            ("printer", "printr", 1),
            ("printer", "printter", 1),
            ("printer", "prunter", 1),
            ("störung", "storung", 1),
            ("certificate", "certifcaet", 2),
            ("abc", "cab", 2),
        ] {
            assert_eq!(slips_between(a, b, 2), Some(slips), "{a} {b}");
            assert_eq!(slips_between(b, a, 2), Some(slips), "{b} {a}");
        }
        assert_eq!(slips_between("printer", "scanner", 2), None);
        assert_eq!(slips_between("", "abc", 2), None);
    }

    #[test]
    fn short_words_and_numbers_are_meant_as_typed() {
        assert_eq!(
            ["vpn", "wifi", "password", "4711", "srv-01"].map(allowed_slips),
            [0, 1, 2, 0, 0]
        );
        assert!(keys_of_typed("vpn").is_empty() && keys_of_term("srv01").is_empty());
    }

    /// The textbook's table, whole, with swapped neighbours.
    fn by_the_book(a: &[char], b: &[char]) -> usize {
        let mut d = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                d[i][j] = match (i, j) {
                    (0, n) | (n, 0) => n,
                    _ => {
                        let same = usize::from(a[i - 1] != b[j - 1]);
                        let mut best =
                            (d[i - 1][j] + 1).min(d[i][j - 1] + 1).min(d[i - 1][j - 1] + same);
                        if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                            best = best.min(d[i - 2][j - 2] + 1);
                        }
                        best
                    }
                };
            }
        }
        d[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn they_are_counted_as_the_textbook_does(a in "[abc]{0,8}", b in "[abc]{0,8}", most in 0usize..4) {
            let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let slips = by_the_book(&x, &y);
            prop_assert_eq!(slips_between(&a, &b, most), (slips <= most).then_some(slips));
        }

        #[test]
        fn every_word_one_slip_away_shares_a_key(word in "[a-eä]{4,12}", at in 0usize..12, kind in 0u8..4, letter in "[a-eä]") {
            let mut letters: Vec<char> = word.chars().collect();
            let (at, letter) = (at % letters.len(), letter.chars().next().unwrap());
            match kind {
                0 => { letters.remove(at); }
                1 => letters.insert(at, letter),
                2 => letters[at] = letter,
                _ if at + 1 < letters.len() => letters.swap(at, at + 1),
                _ => {}
            }
            let typed: String = letters.into_iter().collect();
            prop_assume!(allowed_slips(&typed) > 0);
            prop_assert!(slips_between(&typed, &word, 1).is_some());
            let kept = keys_of_term(&word);
            prop_assert!(keys_of_typed(&typed).iter().any(|key| kept.contains(key)), "{typed} {word}");
        }
    }
}
