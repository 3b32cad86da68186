//! Choices that repeat with a seed.

use db::Chance;
use desk::{Error, Result};

/// Makes the choices of one story or one list.
#[derive(Debug, Clone)]
pub(crate) struct Dice(Chance);

impl Dice {
    /// Dice that fall the same way for the same seed and place.
    pub(crate) fn new(seed: u64, place: u64) -> Self {
        Dice(Chance::seeded(mix(seed, place)))
    }

    /// A number from `least` to `most`, both possible.
    pub(crate) fn between(&self, least: u64, most: u64) -> u64 {
        least + self.0.below(most.saturating_sub(least) + 1)
    }

    /// Whether something that happens this often in a hundred happens now.
    pub(crate) fn percent(&self, often: u64) -> bool {
        self.0.below(100) < often
    }

    /// One of them.
    pub(crate) fn one_of<'a, T>(&self, all: &'a [T]) -> Result<&'a T> {
        let place =
            usize::try_from(self.0.below(u64::try_from(all.len()).unwrap_or(0))).unwrap_or(0);
        all.get(place).ok_or_else(|| Error::Broken("nothing to choose from".to_owned()))
    }

    /// One of them, each as often as its weight says.
    pub(crate) fn weighed<'a, T>(&self, all: &'a [T], weight: impl Fn(&T) -> u64) -> Result<&'a T> {
        let mut left = self.0.below(all.iter().map(&weight).sum());
        for one in all {
            match left.checked_sub(weight(one)) {
                None => return Ok(one),
                Some(rest) => left = rest,
            }
        }
        Err(Error::Broken("nothing to choose from".to_owned()))
    }
}

impl Dice {
    /// One of what lies in an urn.
    pub(crate) fn draw<T: Copy>(&self, urn: &Urn<T>) -> Result<T> {
        let place = self.0.below(urn.total);
        let at = urn.all.partition_point(|(_, up_to)| *up_to <= place);
        let drawn = urn.all.get(at).map(|(one, _)| *one);
        drawn.ok_or_else(|| Error::Broken("nothing to choose from".to_owned()))
    }
}

/// Many things with their weights, from which is drawn again and again.
#[derive(Debug)]
pub(crate) struct Urn<T> {
    /// Each with the sum of the weights up to it.
    all: Vec<(T, u64)>,
    total: u64,
}

impl<T> Urn<T> {
    /// Everything with its weight.
    pub(crate) fn filled(all: impl Iterator<Item = (T, u64)>) -> Urn<T> {
        let mut total = 0;
        let all = all.map(|(one, weight)| {
            total += weight;
            (one, total)
        });
        let all = all.collect();
        Urn { all, total }
    }
}

/// A seed of its own for each place (SplitMix64's finishing steps), so that a story told again
/// comes out the same whatever was told before it.
pub(crate) fn mix(seed: u64, place: u64) -> u64 {
    let mut z = seed.wrapping_add(place.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_kept_and_nothing_of_weight_zero_is_chosen() {
        let dice = Dice::new(1, 0);
        let all = [("never", 0), ("seldom", 1), ("often", 9)];
        let mut often = 0;
        for _ in 0..1_000 {
            let (name, _) = dice.weighed(&all, |(_, w)| *w).unwrap();
            assert_ne!(*name, "never");
            often += u32::from(*name == "often");
        }
        assert!((850..950).contains(&often), "{often}");
        assert!(dice.one_of::<u8>(&[]).is_err());
        let urn = Urn::filled(all.into_iter());
        let often = (0..1_000).filter(|_| dice.draw(&urn).unwrap() == "often").count();
        assert!((850..950).contains(&often), "{often}");
        assert!((0..1_000).all(|_| dice.draw(&urn).unwrap() != "never"));
        assert!(dice.draw(&Urn::<u8>::filled(std::iter::empty())).is_err());
    }

    #[test]
    fn places_do_not_repeat_each_other() {
        assert_ne!(Dice::new(1, 0).between(0, 1 << 40), Dice::new(1, 1).between(0, 1 << 40));
        assert_eq!(Dice::new(1, 7).between(0, 1 << 40), Dice::new(1, 7).between(0, 1 << 40));
    }
}
