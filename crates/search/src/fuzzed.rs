//! Texts and queries nobody would write, and bytes that are to be sets of documents.

use fuzz::{Kept, fuzz};

use crate::{
    Bits, Postings, Query, Wanted, Words, chunks, decode_members, encode_members, fold, snippet,
};

const WORDS: &[&str] = &[
    "printer",
    "toner",
    "node-7.example.org",
    "v1.2.3",
    "INC0000042",
    "l'eau",
    "Straße",
    "ǅ",
    "ﬁ",
    "日本語",
    "ｶﾞ",
    "한국어",
    "नमस्ते",
    "٣٤",
    "\u{301}",
    "\u{200d}",
    "-",
    "*",
    "\"",
    " ",
    "_",
    "'",
    "’",
    "@",
    "/",
    "\\",
];

/// Words stand within their text and in order; folding twice changes nothing; a piece of the text is
/// a piece of it, and what is marked in it lies within.
#[test]
fn text() {
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "text")
        .and("Printer on node-7.example.org is out of toner (v1.2.3)");
    let query = Query::parse("printer \"out of toner\" node").map(|query| query.terms);
    let wanted: Vec<Wanted> = query.unwrap_or_default().iter().map(Wanted::of).collect();
    fuzz(&kept, WORDS, |input| {
        let text = String::from_utf8_lossy(input);
        let mut end = 0;
        let found = chunks(&text);
        for chunk in &found {
            assert!(chunk.at.start >= end && chunk.at.start < chunk.at.end);
            assert!(text.get(chunk.at.clone()).is_some(), "{:?} splits a letter", chunk.at);
            end = chunk.at.end;
            assert!(!chunk.parts.is_empty());
            for part in &chunk.parts {
                assert!(part.at.start >= chunk.at.start && part.at.end <= chunk.at.end);
                assert!(!part.forms.is_empty() && text.get(part.at.clone()).is_some());
                let plain = part.forms.iter().all(|f| !f.is_empty() && !f.contains([' ', '|']));
                assert!(plain, "{:?}", part.forms);
            }
        }
        let folded = fold(&text);
        assert_eq!(fold(&folded), folded);
        let piece = snippet(&text, &wanted, 60);
        assert!(text.contains(&piece.text) && piece.text.chars().count() <= 60);
        let mut end = 0;
        for hit in &piece.hits {
            assert!(hit.start >= end && piece.text.get(hit.clone()).is_some());
            end = hit.end;
        }
        assert_eq!(
            Words::of(&text).places().count(),
            found.iter().map(|c| c.parts.len()).sum::<usize>()
        );
        (found.len().min(40), piece.hits.len(), found.iter().map(|c| c.parts.len()).max())
    });
}

/// A query says few words however long it is, and finds the text it is taken from.
#[test]
fn query() {
    let kept =
        Kept::of(env!("CARGO_MANIFEST_DIR"), "query").and("printer \"second floor\" -toner node*");
    fuzz(&kept, WORDS, |input| {
        let text = String::from_utf8_lossy(input);
        let query = match Query::parse(&text) {
            Ok(query) => query,
            Err(refusal) => return format!("{refusal:?}"),
        };
        assert!(
            !query.terms.is_empty() && query.terms.len() + query.without.len() <= crate::MOST_WORDS
        );
        for term in &query.terms {
            assert!(text.contains(&term.typed));
            assert!(
                term.any.iter().chain(term.parts.iter().flatten()).all(|form| !form.is_empty())
            );
        }
        let words = Words::of(&text);
        if query.without.is_empty() && query.without_phrases.is_empty() {
            let all = query.terms.iter().all(|term| Wanted::of(term).is_in(&words));
            assert!(all, "{query:?} is not in {words:?}");
        }
        format!(
            "{} {} {} {}",
            query.terms.len(),
            query.phrases.len(),
            query.without.len(),
            query.without_phrases.len()
        )
    });
}

/// Bytes that are taken for a set of documents are written as the same set.
#[test]
fn postings() {
    let mut few = Postings::decode(&encode_members(&Bits::none())).unwrap_or_default();
    for (place, weight) in [(3, 5), (4, 1), (5, 15), (900, 2)] {
        few.set(place, weight);
    }
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "postings");
    let kept =
        kept.and(few.encode()).and(encode_members(few.bits())).and(encode_members(&Bits::all()));
    fuzz(&kept, &["\0", "\u{1}", "\u{2}", "\u{7f}", "\u{10}\u{10}"], |input| {
        let members = decode_members(input);
        if let Some(members) = &members {
            assert!(
                decode_members(&encode_members(members))
                    .is_some_and(|again| again.places().eq(members.places()))
            );
        }
        let postings = Postings::decode(input);
        if let Some(postings) = &postings {
            let again = Postings::decode(&postings.encode());
            assert!(again.is_some_and(|again| again.each().eq(postings.each())));
        }
        (members.map(|m| m.count()), postings.map(|p| p.count()))
    });
}
