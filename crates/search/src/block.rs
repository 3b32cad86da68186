//! Sets of documents, and how much a word weighs in each, in few bytes.
//!
//! A set is written as its runs: for each the gap before it and, where it is longer than one, its
//! length, in bytes of seven bits; or as 4,096 bits where that is shorter. Weights follow, two in a
//! byte, in the order of the documents.

use crate::bits::{BLOCK, Bits};

/// Written as runs.
const RUNS: u8 = 1;
/// Written as bits.
const BITMAP: u8 = 2;
const BITMAP_BYTES: usize = BLOCK / 8;

/// The documents of a block that hold a word, and how much it weighs in each: 1 to 15.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Postings {
    bits: Bits,
    /// One for each document, in their order.
    weights: Vec<u8>,
}

/// A set of documents as bytes.
#[must_use]
pub fn encode_members(bits: &Bits) -> Vec<u8> {
    let mut out = vec![RUNS];
    let runs = runs(bits);
    push(&mut out, runs.len());
    let mut end = 0;
    for (start, length) in &runs {
        let long = *length > 1;
        push(&mut out, (start - end) * 2 + usize::from(long));
        if long {
            push(&mut out, length - 2);
        }
        end = start + length;
    }
    if out.len() > BITMAP_BYTES + 1 {
        out = vec![BITMAP];
        out.extend(bits.bytes());
    }
    out
}

/// The set that these bytes stand for; nothing when they stand for none.
#[must_use]
pub fn decode_members(bytes: &[u8]) -> Option<Bits> {
    let (bits, rest) = members(bytes)?;
    rest.is_empty().then_some(bits)
}

impl Postings {
    /// Whether no document holds the word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// How many documents hold it.
    #[must_use]
    pub fn count(&self) -> usize {
        self.weights.len()
    }

    /// Which documents hold it.
    #[must_use]
    pub fn bits(&self) -> &Bits {
        &self.bits
    }

    /// How much it weighs in a document; 0 where it is not held.
    #[must_use]
    pub fn weight(&self, place: usize) -> u8 {
        if !self.bits.has(place) {
            return 0;
        }
        self.weights.get(self.bits.rank(place)).copied().unwrap_or(0)
    }

    /// Every document with its weight.
    pub fn each(&self) -> impl Iterator<Item = (usize, u8)> + '_ {
        self.bits.places().zip(self.weights.iter().copied())
    }

    /// A document holds the word with this weight, or with 0 no more. Whether that is new.
    pub fn set(&mut self, place: usize, weight: u8) -> bool {
        let (rank, there, weight) = (self.bits.rank(place), self.bits.has(place), weight.min(15));
        if place >= BLOCK || self.weight(place) == weight {
            return false;
        }
        match (there, weight) {
            (true, 0) => {
                self.bits.remove(place);
                self.weights.remove(rank);
            }
            (true, _) => {
                if let Some(own) = self.weights.get_mut(rank) {
                    *own = weight;
                }
            }
            (false, _) => {
                self.bits.add(place);
                self.weights.insert(rank, weight);
            }
        }
        true
    }

    /// As bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = encode_members(&self.bits);
        for pair in self.weights.chunks(2) {
            let (first, second) =
                (pair.first().copied().unwrap_or(0), pair.get(1).copied().unwrap_or(0));
            out.push(first << 4 | second);
        }
        out
    }

    /// From bytes; nothing when they stand for none.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (bits, rest) = members(bytes)?;
        let count = bits.count();
        let mut weights: Vec<u8> = rest.iter().flat_map(|b| [b >> 4, b & 15]).collect();
        if weights.len() != count.next_multiple_of(2) || rest.len() != count.div_ceil(2) {
            return None;
        }
        if count % 2 == 1 && weights.pop() != Some(0) {
            return None;
        }
        (!weights.contains(&0)).then_some(Postings { bits, weights })
    }
}

/// The set at the beginning of these bytes, and what follows.
fn members(bytes: &[u8]) -> Option<(Bits, &[u8])> {
    let (form, mut rest) = bytes.split_first()?;
    if *form == BITMAP {
        let (bitmap, rest) = rest.split_first_chunk::<BITMAP_BYTES>()?;
        return Some((Bits::from_bytes(bitmap), rest));
    }
    if *form != RUNS {
        return None;
    }
    let mut bits = Bits::none();
    let mut end = 0_usize;
    for _ in 0..pull(&mut rest)? {
        let gap = pull(&mut rest)?;
        let length = if gap % 2 == 1 { pull(&mut rest)?.checked_add(2)? } else { 1 };
        let start = end.checked_add(gap / 2)?;
        end = start.checked_add(length)?;
        if end > BLOCK {
            return None;
        }
        (start..end).for_each(|place| bits.add(place));
    }
    Some((bits, rest))
}

/// Start and length of every run.
fn runs(bits: &Bits) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for place in bits.places() {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == place => *length += 1,
            _ => runs.push((place, 1)),
        }
    }
    runs
}

/// Seven bits a byte, the least first.
fn push(out: &mut Vec<u8>, number: usize) {
    let mut left = number;
    loop {
        let low = u8::try_from(left & 127).unwrap_or(0);
        left >>= 7;
        out.push(if left == 0 { low } else { low | 128 });
        if left == 0 {
            return;
        }
    }
}

fn pull(rest: &mut &[u8]) -> Option<usize> {
    let mut number = 0_usize;
    for shift in [0_u32, 7, 14] {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= usize::from(byte & 127) << shift;
        if byte & 128 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn of(held: &BTreeMap<usize, u8>) -> Postings {
        let mut postings = Postings::default();
        held.iter().for_each(|(place, weight)| assert!(postings.set(*place, *weight)));
        postings
    }

    #[test]
    fn what_many_hold_is_short() {
        let every: Bits = (0..BLOCK).collect();
        assert!(encode_members(&every).len() < 8);
        let every_other: Bits = (0..BLOCK).step_by(2).collect();
        assert_eq!(encode_members(&every_other).len(), 513);
        let mut rare = Postings::default();
        rare.set(4_000, 7);
        assert_eq!(rare.encode().len(), 5);
    }

    proptest! {
        #[test]
        fn bytes_read_back(held in prop::collection::btree_map(0..BLOCK, 1u8..=15, 0..600)) {
            let postings = of(&held);
            let again = Postings::decode(&postings.encode());
            prop_assert_eq!(again.as_ref(), Some(&postings));
            prop_assert_eq!(postings.each().collect::<BTreeMap<_, _>>(), held.clone());
            prop_assert_eq!(postings.count(), held.len());
            prop_assert_eq!(decode_members(&encode_members(postings.bits())), Some(postings.bits().clone()));
        }

        #[test]
        fn setting_is_what_a_map_does(
            steps in prop::collection::vec((0usize..80, 0u8..=15), 0..200),
        ) {
            let (mut postings, mut map) = (Postings::default(), BTreeMap::new());
            for (place, weight) in steps {
                let before = map.get(&place).copied().unwrap_or(0);
                if weight == 0 { map.remove(&place); } else { map.insert(place, weight); }
                prop_assert_eq!(postings.set(place, weight), before != weight);
            }
            prop_assert_eq!(postings.each().collect::<BTreeMap<_, _>>(), map.clone());
            for place in 0..80 {
                prop_assert_eq!(postings.weight(place), map.get(&place).copied().unwrap_or(0));
            }
        }

        #[test]
        fn any_bytes_are_taken_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..700)) {
            if let Some(postings) = Postings::decode(&bytes) {
                prop_assert_eq!(Postings::decode(&postings.encode()), Some(postings));
            }
            let _either = decode_members(&bytes);
        }
    }
}
