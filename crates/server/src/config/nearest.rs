//! The known name somebody may have meant.

use super::table::TABLE;

/// How unlike two names may be for one to be taken for the other.
const ALIKE: f64 = 0.75;

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

/// Variables that look like settings and are none, each with the one that may be meant.
pub(super) fn mistaken<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    let known: Vec<String> = TABLE.iter().map(|entry| entry.about().variable()).collect();
    let unknown = names.filter(|name| {
        name.starts_with("MAINSTAY_") && *name != super::FILE && !known.iter().any(|k| k == name)
    });
    let meant = unknown.filter_map(|name| {
        let likeness = |known: &String| strsim::normalized_damerau_levenshtein(name, known);
        let near = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
        (likeness(near) >= 0.85).then(|| (name.to_owned(), near.clone()))
    });
    meant.collect()
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

    #[test]
    fn a_variable_that_is_nearly_a_setting_is_noticed_and_others_are_not() {
        let names = ["MAINSTAY_LISEN", "MAINSTAY_SERVICE_HOST", "MAINSTAY_LISTEN", "PATH"];
        let told = mistaken(names.into_iter());
        assert_eq!(told, [("MAINSTAY_LISEN".to_owned(), "MAINSTAY_LISTEN".to_owned())]);
    }
}
