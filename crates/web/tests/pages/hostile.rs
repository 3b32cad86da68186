//! What people type is text on every page, whatever it looks like.

use super::samples::{pages, suggestions};

const HOSTILE: &str =
    r#"</textarea><script>alert(1)</script>" onfocus=alert(2) x='<img src=x onerror=alert(3)>&lt;"#;

#[test]
fn markup_in_any_text_is_shown_and_never_obeyed() {
    let plain: Vec<(&str, String)> = pages("en", "word");
    for ((name, page), (_, harmless)) in pages("en", HOSTILE).iter().zip(&plain) {
        assert!(!page.contains("<script>alert"), "{name}");
        assert!(!page.contains("<img"), "{name}");
        assert!(!page.contains("\" onfocus"), "{name}: a quote ends an attribute");
        assert_eq!(
            page.matches('<').count(),
            harmless.matches('<').count(),
            "{name}: a tag more or less"
        );
        assert_eq!(
            page.matches('"').count(),
            harmless.matches('"').count(),
            "{name}: a quote more or less"
        );
    }
}

#[test]
fn suggestions_are_text_too() {
    assert!(!suggestions(HOSTILE).contains("<script>"));
    assert_eq!(suggestions(HOSTILE).matches('<').count(), suggestions("word").matches('<').count());
}

#[test]
fn what_was_typed_comes_back_whole_except_a_password() {
    let pages = pages("en", "a & b <c>");
    let (_, form) = pages.iter().find(|(name, _)| *name == "refused form").unwrap();
    assert!(form.contains("\na &#38; b &#60;c&#62;</textarea>"), "the text of the text area");
    let password = form.split("type=\"password\"").nth(1).unwrap();
    assert!(password.contains("value=\"\""), "a password is never sent back");
}

#[test]
fn cleaned_html_and_only_that_is_markup() {
    let pages = pages("en", "word");
    let (_, record) = pages.iter().find(|(name, _)| *name == "record").unwrap();
    // The description, the callout and six entries; the erased one shows nothing of its text.
    assert_eq!(record.matches("<p>clean</p>").count(), 8);
    assert!(record.contains("erased"));
}
