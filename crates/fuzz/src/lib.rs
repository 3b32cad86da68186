//! Inputs nobody thought of, for the tests of parsers.
//!
//! A target is a test that calls [`fuzz`] with the inputs it keeps, words its language knows, and what
//! has to hold for any input. What was kept is tried first, each time. Then it is cut, joined, doubled
//! and filled with words, for [`SECONDS`] seconds where that variable says so (`cargo xtask fuzz`
//! does), and a few hundred times otherwise. What a target answers is a trait of the input, such as
//! the code of its fault: an input with a trait nobody has seen is changed further, and so deeper
//! places are reached without looking into the compiled program.
//!
//! An input for which something does not hold is made as small as that goes, and kept beside the
//! others, to be tried from then on.
#![expect(
    clippy::panic,
    clippy::print_stdout,
    reason = "a failure is a failed test, and how far it went is told"
)]

mod change;
mod dice;
mod kept;
mod small;

use std::collections::HashSet;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use change::Changes;
use dice::Dice;
pub use kept::Kept;

/// For how long each target is tried.
pub const SECONDS: &str = "MAINSTAY_FUZZ_SECONDS";
/// Another number makes other inputs.
pub const SEED: &str = "MAINSTAY_FUZZ_SEED";
/// Inputs that are tried where nobody says for how long.
const USUAL: usize = 400;
/// Inputs that are changed further, at most.
const POOL: usize = 4_000;
/// The longest one input may take, in a program that is not optimised.
const LONGEST: Duration = Duration::from_secs(5);

/// Tries a target on what is kept and on what comes of it.
///
/// # Panics
/// When it panics for some input, or takes longer than five seconds; the input is kept then.
pub fn fuzz<T: Debug>(kept: &Kept, words: &[&str], target: impl Fn(&[u8]) -> T) {
    let (mut pool, mut seen) = (kept.inputs(), HashSet::new());
    for input in &pool {
        seen.insert(tried(kept, &target, input));
    }
    if pool.is_empty() {
        pool.push(Vec::new());
    }
    let mut dice = Dice::new(said(SEED).unwrap_or(1));
    let changes = Changes::new(words);
    let until = said(SECONDS).map(Duration::from_secs_f64);
    let (began, mut count) = (now(), 0);
    while until.map_or(count < USUAL, |until| began.elapsed() < until) {
        let input = changes.changed(&pool, &mut dice);
        let is_new = seen.insert(tried(kept, &target, &input));
        if is_new && pool.len() < POOL {
            pool.push(input);
        }
        count += 1;
    }
    println!("{}: {count} inputs, {} traits", kept.name(), seen.len());
}

/// The trait of an input.
fn tried<T: Debug>(kept: &Kept, target: &impl Fn(&[u8]) -> T, input: &[u8]) -> String {
    let began = now();
    let outcome = catch_unwind(AssertUnwindSafe(|| target(input)));
    let took = began.elapsed();
    match outcome {
        Ok(answer) if took < LONGEST => format!("{answer:?}"),
        Ok(_) => panic!("{} takes {took:?} for {}", kept.name(), kept.keep(input).display()),
        Err(panicked) => {
            let fails =
                |input: &[u8]| catch_unwind(AssertUnwindSafe(|| drop(target(input)))).is_err();
            let place = kept.keep(&small::smallest(input, fails));
            println!("{} fails for {}", kept.name(), place.display());
            std::panic::resume_unwind(panicked)
        }
    }
}

fn said<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

#[expect(clippy::disallowed_methods, reason = "targets are tried for a time, and bounded by one")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_behind_three_words_is_found_made_small_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::in_folder(folder.path(), "nested");
        let words = ["let ", "me ", "in"];
        let target = |input: &[u8]| {
            let text = String::from_utf8_lossy(input);
            let depth = words.iter().scan(&*text, |rest, word| {
                *rest = rest.split_once(word)?.1;
                Some(())
            });
            let depth = depth.count();
            assert!(depth < 3, "it is in");
            depth
        };
        let found = (0..200)
            .any(|_| catch_unwind(AssertUnwindSafe(|| fuzz(&kept, &words, target))).is_err());
        assert!(found, "three words in a row are never tried");
        assert_eq!(kept.inputs(), [b"let me in".to_vec()]);
    }
}
