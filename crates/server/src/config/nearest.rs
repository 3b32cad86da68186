//! The known name somebody may have meant.

use super::table::TABLE;

/// How unlike two names may be for one to be taken for the other.
pub(super) const ALIKE: f64 = 0.75;

/// The key of the setting most like what was written, if one is like it.
pub(super) fn nearest(written: &str) -> Option<&'static str> {
    let written = written.to_ascii_lowercase().replace('-', "_");
    let keys = TABLE.iter().map(|entry| entry.about());
    // In the wrong section, or in none.
    let name = written.rsplit('.').next().unwrap_or_default();
    if let Some(about) = keys.clone().find(|about| about.name() == name) {
        return Some(about.key);
    }
    // Named as its flag or its variable is.
    let flat = written.replace('.', "_");
    let variable = format!("MAINSTAY_{}", flat.to_ascii_uppercase());
    if let Some(about) = keys.clone().find(|about| about.variable() == variable) {
        return Some(about.key);
    }
    // Where two have names as like, the one whose section is like it too.
    let likeness = |key: &str| {
        let last = key.rsplit('.').next().unwrap_or_default();
        let whole = strsim::normalized_damerau_levenshtein(&written, key);
        (whole.max(strsim::normalized_damerau_levenshtein(name, last)), whole)
    };
    keys.map(|about| (likeness(about.key), about.key))
        .filter(|((likeness, _), _)| *likeness >= ALIKE)
        .max_by(|((a, whole), _), ((b, other), _)| a.total_cmp(b).then(whole.total_cmp(other)))
        .map(|(_, key)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_wrong_sections_and_names_of_flags_are_understood() {
        for (written, meant) in [
            ("lisen", Some("listen")),
            ("Listen", Some("listen")),
            ("rate", Some("api.rate")),
            ("api.rates", Some("api.rate")),
            ("log.clamd", Some("files.clamd")),
            ("api-burst", Some("api.burst")),
            ("file-size", Some("files.size")),
            ("files.inall", Some("files.in_all")),
            ("weather", None),
        ] {
            assert_eq!(nearest(written), meant, "{written}");
        }
    }
}
