//! E-mail addresses, as far as they identify a person.

use crate::{Error, Fault, Result};

/// The longest address mail systems carry (RFC 5321 with its erratum).
const LONGEST: usize = 254;

/// The address in the one form it is kept and compared in: trimmed and in lower case.
///
/// Only what could never be delivered is refused; whether somebody reads it shows when mail is sent.
///
/// # Errors
/// [`Error::Invalid`] on the field `email`.
pub fn normalise_email(address: &str) -> Result<String> {
    let address = address.trim().to_lowercase();
    if address.is_empty() {
        return Err(Error::invalid("email", "required"));
    }
    if address.len() > LONGEST {
        return Err(Error::Invalid(vec![Fault::new("email", "too_long").with("most", LONGEST)]));
    }
    match address.rsplit_once('@') {
        Some((local, domain)) if is_local(local) && is_domain(domain) => Ok(address),
        _ => Err(Error::invalid("email", "email")),
    }
}

fn is_local(local: &str) -> bool {
    const REFUSED: [char; 8] = ['@', '<', '>', '(', ')', ',', ';', '"'];
    !local.is_empty()
        && local.len() <= 64
        && !local.chars().any(|c| c.is_whitespace() || c.is_control() || REFUSED.contains(&c))
}

/// A name without a dot is allowed: many a house has a mail server called `mail`.
fn is_domain(domain: &str) -> bool {
    domain.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_one_spelling() {
        assert_eq!(normalise_email(" Ada.L@Example.COM ").unwrap(), "ada.l@example.com");
        assert_eq!(normalise_email("root@mail").unwrap(), "root@mail");
        assert_eq!(normalise_email("jörg+x@bücher.example").unwrap(), "jörg+x@bücher.example");
    }

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        let long = format!("{}@example.com", "a".repeat(65));
        for bad in [
            "",
            "ada",
            "@example.com",
            "ada@",
            "a b@x.y",
            "a@b@c",
            "a@.x",
            "a@-x.y",
            "a@x..y",
            &long,
        ] {
            assert!(matches!(normalise_email(bad), Err(Error::Invalid(_))), "{bad}");
        }
    }
}
