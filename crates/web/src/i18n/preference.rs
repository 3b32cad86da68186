//! Reading which languages a browser prefers.

/// The language tags of an `Accept-Language` header, the most wanted first.
///
/// A tag with weight 0 is one the reader refuses; a weight that is not a number counts as 0.
pub(super) fn accepted(header: &str) -> Vec<&str> {
    let mut wanted: Vec<(u16, &str)> = header
        .split(',')
        .take(32)
        .filter_map(|part| {
            let (tag, weight) = part.split_once(';').map_or((part, None), |(t, w)| (t, Some(w)));
            let weight = weight.map_or(1000, thousandths);
            (weight > 0).then_some((weight, tag.trim()))
        })
        .filter(|(_, tag)| !tag.is_empty())
        .collect();
    wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    wanted.into_iter().map(|(_, tag)| tag).collect()
}

/// The language part of a tag: `de-AT` is German.
pub(super) fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// `q=0.8` as 800. The header allows three decimals, so that whole numbers carry it exactly.
fn thousandths(weight: &str) -> u16 {
    let Some(number) = weight.trim().strip_prefix("q=") else { return 0 };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole == "1" {
        return 1000;
    }
    let digits = fraction.chars().chain("000".chars()).take(3);
    digits.fold(0, |sum, digit| {
        sum * 10 + u16::try_from(digit.to_digit(10).unwrap_or(0)).unwrap_or(0)
    })
}

#[cfg(test)]
mod tests {
    use super::{accepted, primary};

    #[test]
    fn the_heaviest_comes_first_and_order_breaks_ties() {
        assert_eq!(accepted("fr;q=0.5, de-AT , en;q=0.8"), ["de-AT", "en", "fr"]);
        assert_eq!(accepted("en, de"), ["en", "de"]);
    }

    #[test]
    fn weight_zero_and_nonsense_are_left_out() {
        assert_eq!(accepted("de;q=0, en;q=banana, fr;q=0.001,,;"), ["fr"]);
        assert!(accepted("").is_empty());
    }

    #[test]
    fn the_region_does_not_matter() {
        assert_eq!(primary("de-CH"), "de");
        assert_eq!(primary("en"), "en");
    }
}
