//! What a password must be: long enough, nobody's first guess, and not its owner's name. NIST SP
//! 800-63B asks for no more, and advises against rules about kinds of characters.

use icu_normalizer::ComposingNormalizerBorrowed;

use super::breached::is_common;
use crate::people::Person;
use crate::text::fold;
use crate::{Error, Fault, Result};

/// The shortest password, in characters.
pub const SHORTEST_PASSWORD: usize = 12;

/// The longest password, in characters; longer ones only cost time.
pub const LONGEST_PASSWORD: usize = 256;

/// What must be left of a password without its owner's names.
const LEFT: usize = 6;

/// Shorter parts of a name are in too many words.
const SHORTEST_NAME: usize = 3;

/// The names a password must not be made of.
#[derive(Debug, Clone, Default)]
pub struct Owner(Vec<String>);

impl Owner {
    /// Somebody with this address and this name.
    #[must_use]
    pub fn new(email: &str, name: &str) -> Self {
        let (email, name) = (fold(email.trim()), fold(name.trim()));
        let mut names = vec!["mainstay".to_owned()];
        names.extend(email.split_once('@').map(|(local, _)| local.to_owned()));
        names.extend(name.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
        names.extend([name.split_whitespace().collect(), name, email]);
        names.retain(|name| name.chars().count() >= SHORTEST_NAME);
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        Owner(names)
    }

    /// A known person.
    #[must_use]
    pub fn of(person: &Person) -> Self {
        Owner::new(person.email.as_deref().unwrap_or_default(), &person.name)
    }

    /// Whether hardly anything is left of a password without their names.
    fn is_all_of(&self, password: &str) -> bool {
        let folded = fold(password);
        let left = self.0.iter().fold(folded.clone(), |left, name| left.replace(name, ""));
        left.len() < folded.len() && left.chars().filter(|c| c.is_alphanumeric()).count() < LEFT
    }
}

/// A password in the one form in which it is hashed, however it was typed: an accent and its letter
/// come as one character from one keyboard and as two from another.
pub(super) fn normal(password: &str) -> String {
    ComposingNormalizerBorrowed::new_nfkc().normalize(password).into_owned()
}

/// Refuses a password, in its normal form, that does not keep the rule.
pub(super) fn check(password: &str, owner: &Owner) -> Result<()> {
    let length = password.chars().count();
    let fault = if length == 0 {
        Fault::new("password", "required")
    } else if length < SHORTEST_PASSWORD {
        Fault::new("password", "too_short").with("least", SHORTEST_PASSWORD)
    } else if length > LONGEST_PASSWORD {
        Fault::new("password", "too_long").with("most", LONGEST_PASSWORD)
    } else if password.contains('\0') {
        Fault::new("password", "control_character")
    } else if owner.is_all_of(password) {
        Fault::new("password", "own_name")
    } else if is_common(password) {
        Fault::new("password", "common_password")
    } else {
        return Ok(());
    };
    Err(Error::Invalid(vec![fault]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fault(password: &str) -> Option<&'static str> {
        match check(&normal(password), &Owner::new("ada.keller@example.org", "Ada Keller")) {
            Ok(()) => None,
            Err(Error::Invalid(faults)) => {
                assert_eq!(faults[0].field, "password");
                Some(faults[0].code)
            }
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(fault(""), Some("required"));
        assert_eq!(fault("short"), Some("too_short"));
        assert_eq!(fault("elf letters"), Some("too_short"));
        assert_eq!(fault(&"ö9x".repeat(86)), Some("too_long"));
        assert_eq!(fault("zwölf Münzen"), None);
        assert_eq!(fault(&"zwölf Münz9".repeat(23)), None);
        assert_eq!(fault("zwölf\0Münzen"), Some("control_character"));
    }

    #[test]
    fn nobody_is_called_like_their_password() {
        for own in [
            "ada.keller@example.org",
            "Ada.Keller2026",
            "adakelleradakeller",
            "KELLER ada 123",
            "Mainstay2026!",
            "mainstaymainstay",
        ] {
            assert_eq!(fault(own), Some("own_name"), "{own}");
        }
        assert_eq!(fault("the ada who lives by the sea"), None);
        assert_eq!(fault("nobody hides in keller nine"), None);
    }

    #[test]
    fn a_first_guess_is_refused() {
        assert_eq!(fault("password1234"), Some("common_password"));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_judged_alike_in_every_form(typed in "\\PC{0,40}") {
            prop_assert_eq!(normal(&normal(&typed)), normal(&typed));
            let (once, again) = (fault(&typed), fault(&normal(&typed)));
            prop_assert_eq!(once, again);
        }
    }
}
