//! What makes one document a better answer than another, in whole numbers that every machine and
//! engine computes alike.

/// The most a word weighs in a document.
pub const MOST_WEIGHT: u8 = 15;

/// How much a word weighs in a document: what the best field it stands in weighs, and a little more
/// where it stands there often.
#[must_use]
pub fn weight(of_field: u8, times: usize) -> u8 {
    let often = match times {
        0 => return 0,
        1 => 0,
        2..=3 => 1,
        _ => 2,
    };
    of_field.saturating_add(often).clamp(1, MOST_WEIGHT)
}

/// How much a word tells: 1 where every document holds it, one more each time half as many do.
#[must_use]
pub fn rarity(held_by: u64, documents: u64) -> u64 {
    let times = documents.saturating_add(1) / held_by.saturating_add(1);
    1 + u64::from(times.max(1).ilog2())
}

/// What being new is worth: most for the newest, one less each time twice as many are newer.
#[must_use]
pub fn freshness(newer: u64) -> u64 {
    const MOST: u64 = 20;
    MOST.saturating_sub(u64::from(newer.saturating_add(1).ilog2()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_new_documents_and_good_fields_count_more() {
        assert_eq!(rarity(0, 0), 1);
        assert_eq!(rarity(1_000_000, 1_000_000), 1);
        assert!(rarity(10, 1_000_000) > rarity(200_000, 1_000_000));
        assert_eq!(rarity(u64::MAX, 0), 1);
        assert_eq!(freshness(0), 20);
        assert!(freshness(10) > freshness(10_000));
        assert_eq!(freshness(u64::MAX), 0);
        assert_eq!([weight(4, 0), weight(4, 1), weight(4, 2), weight(4, 90)], [0, 4, 5, 6]);
        assert_eq!([weight(15, 9), weight(0, 1)], [15, 1]);
    }
}
