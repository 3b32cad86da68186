//! A set of documents of one block.

/// Documents of one block.
pub const BLOCK: usize = 4_096;

const WORDS: usize = BLOCK / 64;

/// Which of the documents of a block are meant.
#[derive(Clone, PartialEq, Eq)]
pub struct Bits([u64; WORDS]);

impl Default for Bits {
    fn default() -> Self {
        Bits([0; WORDS])
    }
}

impl Bits {
    /// None of them.
    #[must_use]
    pub fn none() -> Self {
        Bits::default()
    }

    /// All of them.
    #[must_use]
    pub fn all() -> Self {
        Bits([u64::MAX; WORDS])
    }

    /// Adds one; a place outside the block is none.
    pub fn add(&mut self, place: usize) {
        if let Some(word) = self.0.get_mut(place / 64) {
            *word |= 1 << (place % 64);
        }
    }

    /// Takes one away.
    pub fn remove(&mut self, place: usize) {
        if let Some(word) = self.0.get_mut(place / 64) {
            *word &= !(1 << (place % 64));
        }
    }

    /// Whether it is among them.
    #[must_use]
    pub fn has(&self, place: usize) -> bool {
        self.0.get(place / 64).is_some_and(|word| word & (1 << (place % 64)) != 0)
    }

    /// Also those of the other.
    pub fn unite(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    /// Only those that are in the other too.
    pub fn keep(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= other);
    }

    /// Without those of the other.
    pub fn drop_all(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= !other);
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// How many.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.iter().map(|word| ones(*word)).sum()
    }

    /// Their places, the first first.
    pub fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = Some(left.trailing_zeros()).filter(|bit| *bit < 64)?;
                left &= left - 1;
                Some(index * 64 + place_of(bit))
            })
        })
    }

    /// How many places before this one are among them.
    #[must_use]
    pub(crate) fn rank(&self, place: usize) -> usize {
        let whole: usize = self.0.iter().take(place / 64).map(|word| ones(*word)).sum();
        let last = self.0.get(place / 64).map_or(0, |word| ones(word & ((1 << (place % 64)) - 1)));
        whole + last
    }

    /// Their places, the last first.
    pub fn newest(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().rev().flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = 63_u32.checked_sub(left.leading_zeros())?;
                left &= !(1 << bit);
                Some(index * 64 + place_of(bit))
            })
        })
    }

    pub(crate) fn bytes(&self) -> impl Iterator<Item = u8> + '_ {
        self.0.iter().flat_map(|word| word.to_le_bytes())
    }

    pub(crate) fn from_bytes(bytes: &[u8; BLOCK / 8]) -> Self {
        let mut bits = Bits::none();
        for (word, eight) in bits.0.iter_mut().zip(bytes.chunks_exact(8)) {
            *word = u64::from_le_bytes(eight.try_into().unwrap_or_default());
        }
        bits
    }
}

fn ones(word: u64) -> usize {
    place_of(word.count_ones())
}

/// A number of bits fits whatever a machine counts places with.
fn place_of(bits: u32) -> usize {
    usize::try_from(bits).unwrap_or(0)
}

impl std::fmt::Debug for Bits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.places()).finish()
    }
}

impl FromIterator<usize> for Bits {
    fn from_iter<I: IntoIterator<Item = usize>>(places: I) -> Self {
        let mut bits = Bits::none();
        places.into_iter().for_each(|place| bits.add(place));
        bits
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn they_are_sets(
            a in prop::collection::btree_set(0..BLOCK, 0..200),
            b in prop::collection::btree_set(0..BLOCK, 0..200),
        ) {
            let of = |set: &BTreeSet<usize>| set.iter().copied().collect::<Bits>();
            let back = |bits: &Bits| bits.places().collect::<BTreeSet<usize>>();
            let (mut united, mut kept, mut dropped) = (of(&a), of(&a), of(&a));
            united.unite(&of(&b));
            kept.keep(&of(&b));
            dropped.drop_all(&of(&b));
            prop_assert_eq!(back(&united), &a | &b);
            prop_assert_eq!(back(&kept), &a & &b);
            prop_assert_eq!(back(&dropped), &a - &b);
            prop_assert_eq!(united.count(), (&a | &b).len());
            prop_assert_eq!(of(&a).is_empty(), a.is_empty());
            let newest: Vec<usize> = of(&a).newest().collect();
            prop_assert_eq!(newest, a.iter().rev().copied().collect::<Vec<_>>());
        }
    }
}
