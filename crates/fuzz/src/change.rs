//! What is done to an input to make another.

use crate::dice::Dice;

/// The longest input, in bytes; now and then one is longer.
const LONGEST: usize = 4_096;
const VERY_LONG: usize = 100_000;

/// What many parsers stumble over.
const NASTY: &[&str] = &[
    "\0",
    "\r\n",
    "\u{feff}",
    "\u{202e}",
    "\u{301}",
    "İ",
    "ß",
    "ﬃ",
    "👩‍👩‍👧",
    "\u{10ffff}",
    "\"",
    "'",
    "\\",
    "`",
    "<",
    ">",
    "&",
    "%",
    "%00",
    "%ff",
    "=",
    ",",
    ";",
    ":",
    "-",
    "--",
    "/",
    "..",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "@",
    "#",
    "*",
    "_",
    "|",
    "\t",
    " ",
    "\n",
];

/// Numbers at the edges of others.
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "007",
    "255",
    "256",
    "65536",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "1e999",
    "0.1",
    "999999999999999999999999",
];

/// Ways to change an input, with the words of a language.
pub(crate) struct Changes<'w> {
    words: &'w [&'w str],
}

impl<'w> Changes<'w> {
    pub(crate) fn new(words: &'w [&'w str]) -> Self {
        Changes { words }
    }

    /// One of these, changed a few times.
    pub(crate) fn changed(&self, pool: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
        let mut input = dice.one_of(pool).cloned().unwrap_or_default();
        for _ in 0..=dice.below(6) {
            self.change(&mut input, pool, dice);
        }
        let most = if dice.below(200) == 0 { VERY_LONG } else { LONGEST };
        input.truncate(most);
        input
    }

    fn change(&self, input: &mut Vec<u8>, pool: &[Vec<u8>], dice: &mut Dice) {
        let stretch = dice.stretch(input.len());
        let piece: Vec<u8> = match dice.below(9) {
            0..=2 => dice.one_of(self.words).map(|word| word.as_bytes().to_vec()),
            3 => dice.one_of(NASTY).map(|word| word.as_bytes().to_vec()),
            4 => dice.one_of(NUMBERS).map(|word| word.as_bytes().to_vec()),
            5 => u8::try_from(dice.below(256)).ok().map(|byte| vec![byte]),
            6 => dice.one_of(pool).map(|other| {
                let part = dice.stretch(other.len());
                other.get(part).unwrap_or_default().to_vec()
            }),
            7 => input.get(stretch.clone()).map(|own| {
                let most = if dice.below(20) == 0 { 12 } else { 4 };
                let times = 1 << dice.below(most);
                own.iter().copied().cycle().take((own.len() * times).min(VERY_LONG)).collect()
            }),
            _ => None,
        }
        .unwrap_or_default();
        // In its place, or before it.
        let taken = if dice.below(2) == 0 { stretch.start..stretch.start } else { stretch };
        input.splice(taken, piece);
    }
}
