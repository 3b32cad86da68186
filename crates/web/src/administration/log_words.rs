//! What a logbook keeps in codes, in words.

use desk::access::ANY_KIND;

use crate::i18n::{Arg, Translator};

/// A value of an entry in words, where it is kept in codes; nothing for any other, and for codes of a newer
/// program.
pub(super) fn in_words(t: &Translator, field: &str, text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(' ').collect();
    match (field, parts.as_slice()) {
        ("permission" | "permission_before", [role, kind, action, reach]) => {
            let kind = match *kind {
                ANY_KIND => t.text("access-every-kind"),
                kind => t.known("names", kind)?,
            };
            let gaps = [
                ("role", Arg::Text(role)),
                ("action", Arg::Text(&t.known("permission", action)?)),
                ("kind", Arg::Text(&kind)),
                ("reach", Arg::Text(&t.known("reach-short", reach)?)),
            ];
            Some(t.text_with("access-rule", &gaps))
        }
        ("matrix_cell" | "matrix_cell_before", [impact, urgency, priority]) => {
            let gaps = [
                ("impact", Arg::Text(&t.known("impact", impact)?)),
                ("urgency", Arg::Text(&t.known("urgency", urgency)?)),
            ];
            let cell = t.text_with("priority-cell", &gaps);
            Some(format!("{cell}: {}", t.known("priority", priority)?))
        }
        ("shared_with", ["nobody"]) => Some(t.text("log-shared-with-nobody")),
        ("shared_with", [code]) => t.known("shared-with", code),
        ("kind", [code]) => t.known("names", code),
        ("scope", [code]) => t.known("names", code).or_else(|| t.known("logbook", code)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;
    use crate::i18n::Languages;

    #[test]
    fn codes_are_told_in_words_and_what_is_unknown_as_it_stands() {
        let t = Languages::embedded().translator(Some("en"), None);
        let told = |field, text| in_words(&t, field, text);
        assert_eq!(
            told("permission", "agent * read company").as_deref(),
            Some("agent: See records, records of every kind, their companies")
        );
        assert_eq!(told("permission", "agent * fly company"), None);
        assert_eq!(
            told("matrix_cell_before", "1 3 2").as_deref(),
            Some("High impact, Low urgency: High")
        );
        assert_eq!(told("scope", "sign_ins").as_deref(), Some("Sign-ins"));
        assert_eq!(told("name", "a b c"), None);
    }
}
