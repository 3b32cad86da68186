//! Texts full of @.

use fuzz::{Kept, fuzz};

use super::mention::{has_mention, mentions};

/// Few are found in a text however long, and each says what stands there.
#[test]
fn names() {
    let kept =
        Kept::of(env!("CARGO_MANIFEST_DIR"), "names").and("Ask @Ada Lovelace, or @bo@example.org.");
    fuzz(&kept, &["@", "@Ada Lovelace", "@ada@example.org", " ", ".", "İ", "'s"], |input| {
        let text = String::from_utf8_lossy(input);
        let found = mentions(&text);
        assert!(found.len() <= 20);
        assert_eq!(has_mention(&text), !found.is_empty());
        let lower = text.to_lowercase();
        for mention in &found {
            let shown = mention.shown().to_lowercase();
            assert!(!shown.is_empty() && lower.contains(&shown), "{shown:?} is not in {text:?}");
        }
        found.len()
    });
}
