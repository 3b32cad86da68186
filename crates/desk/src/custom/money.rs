//! Amounts of money: whole numbers of a currency's smallest unit, and the currency.

use super::currency::digits_of;
use super::decimal;

/// An amount in a currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// How many of the currency's smallest unit.
    pub minor: i64,
    /// The currency's code, like `EUR`.
    pub currency: String,
}

impl Money {
    /// Reads an amount like `12.50 EUR`; without a currency it is in the usual one. Nothing when
    /// the text is none, in another currency than these, finer than the currency's smallest unit
    /// or too large.
    #[must_use]
    pub fn parse<S: AsRef<str>>(text: &str, currencies: &[S]) -> Option<Money> {
        let text = text.trim();
        let is_letter = |c: char| c.is_ascii_alphabetic();
        let (amount, currency) = match text.split_once(' ') {
            Some((first, second)) if first.starts_with(is_letter) => (second, first),
            Some((first, second)) => (first, second),
            None => (text, currencies.first()?.as_ref()),
        };
        let currency = currency.trim().to_ascii_uppercase();
        currencies.iter().find(|known| known.as_ref() == currency)?;
        let minor = decimal::parse(amount.trim(), digits_of(&currency)?)?;
        Some(Money { minor, currency })
    }

    /// Reads the text that [`Money`] writes, in any currency.
    #[must_use]
    pub fn recall(text: &str) -> Option<Money> {
        let (_, currency) = text.split_once(' ')?;
        Money::parse(text, &[currency])
    }

    /// The amount alone, with all the digits of its currency: `12.50`.
    #[must_use]
    pub fn amount(&self) -> String {
        decimal::format(self.minor, digits_of(&self.currency).unwrap_or(0))
    }
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.amount(), self.currency)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::currency::CURRENCIES;
    use super::super::decimal::MOST;
    use super::*;

    const TWO: [&str; 3] = ["EUR", "JPY", "KWD"];

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, minor, currency) in [
            ("12.50 EUR", 1250, "EUR"),
            ("EUR 12.5", 1250, "EUR"),
            ("12", 1200, "EUR"),
            ("  1200   jpy ", 1200, "JPY"),
            ("-0.005 KWD", -5, "KWD"),
        ] {
            let read = Money::parse(text, &TWO);
            assert_eq!(read, Some(Money { minor, currency: currency.to_owned() }), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_of_these_is_none() {
        for text in [
            "",
            "EUR",
            "12.50 USD",
            "12.505 EUR",
            "0.5 JPY",
            "12.50 EUR EUR",
            "1,50 EUR",
            "10000000000000.00 EUR",
            "9223372036854775807 JPY",
            "99999999999999999999999 JPY",
            "12 XXX",
        ] {
            assert_eq!(Money::parse(text, &TWO), None, "{text}");
        }
        assert_eq!(Money::parse::<&str>("12", &[]), None, "no currency at all");
    }

    proptest! {
        #[test]
        fn an_amount_reads_back_what_it_writes(minor in -MOST..=MOST, place in 0..CURRENCIES.len()) {
            let money = Money { minor, currency: CURRENCIES[place].0.to_owned() };
            prop_assert_eq!(Money::recall(&money.to_string()), Some(money.clone()));
        }

        #[test]
        fn no_text_makes_it_stumble(text in "\\PC{0,40}") {
            if let Some(money) = Money::parse(&text, &TWO) {
                prop_assert_eq!(Money::recall(&money.to_string()), Some(money.clone()));
            }
        }
    }
}
