//! The words of one text in the order in which they stand, as they are kept beside it.

use crate::chunk::chunks;

/// Words in order: places are parted by a space, the forms at one place by a bar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(String);

impl Words {
    /// The words of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut kept = String::with_capacity(text.len());
        for chunk in chunks(text) {
            for (place, part) in chunk.parts.iter().enumerate() {
                if !kept.is_empty() {
                    kept.push(' ');
                }
                // A whole stands where its first part stands.
                let wholes = chunk.wholes.iter().filter(|_| place == 0);
                for (n, form) in wholes.chain(&part.forms).enumerate() {
                    if n > 0 {
                        kept.push('|');
                    }
                    kept.push_str(form);
                }
            }
        }
        Words(kept)
    }

    /// Words as they were kept.
    #[must_use]
    pub fn kept(text: String) -> Self {
        Words(text)
    }

    /// As they are to be kept.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every place with its forms.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ').filter(|place| !place.is_empty())
    }

    /// Every form, as often as it stands there.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.places().flat_map(|place| place.split('|'))
    }

    /// Whether these forms stand one after the other; each place of the phrase may have several, of
    /// which one suffices.
    #[must_use]
    pub fn hold_phrase(&self, phrase: &[Vec<String>]) -> bool {
        let places: Vec<&str> = self.places().collect();
        let fits = |window: &[&str]| {
            window.iter().zip(phrase).all(|(place, forms)| {
                place.split('|').any(|form| forms.iter().any(|wanted| wanted == form))
            })
        };
        !phrase.is_empty() && places.windows(phrase.len()).any(fits)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn phrase(text: &str) -> Vec<Vec<String>> {
        chunks(text).into_iter().flat_map(|c| c.parts).map(|p| p.forms).collect()
    }

    #[test]
    fn they_are_kept_in_order() {
        let words = Words::of("Drucker srv-01 gestört");
        assert_eq!(words.as_str(), "drucker srv-01|srv 01 gestort|gestoert");
        assert_eq!(words.forms().count(), 6);
    }

    #[test]
    fn a_phrase_is_found_in_any_spelling_and_in_its_order_only() {
        let words = Words::of("The Müller-Host srv-01 is down");
        for there in ["mueller host", "Müller-Host", "srv-01 is", "SRV 01", "down"] {
            assert!(words.hold_phrase(&phrase(there)), "{there}");
        }
        for not in ["host müller", "is srv", "the host", ""] {
            assert!(!words.hold_phrase(&phrase(not)), "{not}");
        }
    }

    proptest! {
        #[test]
        fn any_piece_of_a_text_between_spaces_is_a_phrase_of_it(
            words in prop::collection::vec("[a-zäöü0-9.-]{1,12}", 1..12), start in 0usize..12, take in 1usize..12,
        ) {
            let some: Vec<String> = words.iter().skip(start).take(take).cloned().collect();
            let wanted = phrase(&some.join(" "));
            prop_assert!(wanted.is_empty() || Words::of(&words.join(" ")).hold_phrase(&wanted));
        }

        #[test]
        fn what_is_kept_reads_the_same(text in "\\PC{0,80}") {
            let words = Words::of(&text);
            prop_assert_eq!(Words::kept(words.as_str().to_owned()), words.clone());
            prop_assert!(words.places().all(|place| place.split('|').all(|form| !form.is_empty())));
        }
    }
}
