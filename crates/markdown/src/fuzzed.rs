//! Markdown of somebody who means harm.

use fuzz::{Kept, fuzz};

use crate::{plain, render, unquoted};

const WORDS: &[&str] = &[
    "<script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "<a href=\"javascript:alert(1)\">",
    "[x](javascript:alert(1))",
    "[x](JaVa\tScript:x)",
    "![x](http://elsewhere/y.png)",
    "![x](/files/y)",
    "[x](data:text/html,x)",
    "<style>",
    "<math>",
    "<mtext>",
    "<table>",
    "<noscript>",
    "<title>",
    "<textarea>",
    "<template>",
    "&#106;",
    "&colon;",
    "&Tab;",
    "`",
    "```\n",
    "> ",
    "* ",
    "1. ",
    "| a | b |\n|---|---|\n",
    "**",
    "~~",
    "[",
    "](",
    ")",
    "<https://x>",
    "# ",
    "---\n",
    "\\",
    "style=",
    "class=",
    "=\"",
    "'",
    "\n\n",
    "[^1]",
    "[^1]: x",
];

const TAGS: &str = " a blockquote br code del em h3 h4 h5 h6 hr img li ol p pre strong sub sup table tbody td th thead tr ul ";

/// What may stand in a tag, by name.
const ATTRIBUTES: &str = " href title rel src alt start ";

/// What comes out holds nothing but what is listed, by the eyes of a second reader that knows HTML only
/// as far as a browser must; and cleaning it again changes nothing.
#[test]
fn markdown() {
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "markdown")
        .and(
            "# A\n\n* b <b>c</b> [d](https://e \"f\")\n* ![g](/files/h)\n\n| i |\n|---|\n| `j` |\n",
        )
        .and("<svg><style><img src=x onerror=alert(1)></style></svg>");
    fuzz(&kept, WORDS, |input| {
        let text = String::from_utf8_lossy(input);
        let html = render(&text);
        let mut tags = 0;
        for piece in html.as_str().split('<').skip(1) {
            harmless(piece);
            tags += 1;
        }
        let again = crate::clean::clean(html.as_str());
        assert_eq!(again, html.as_str(), "cleaned again it is another");
        // Neither may grow without end.
        assert!(
            html.as_str().len() <= 40 * text.len() + 1_000,
            "{} from {}",
            html.as_str().len(),
            text.len()
        );
        let words = plain(&text);
        assert!(!words.contains('\0') && words.len() <= 3 * text.len() + 100);
        assert!(unquoted(&text).len() <= 3 * text.len() + 100);
        (tags.min(50), words.len().min(40))
    });
}

/// A tag as it was written, up to the next: its name and attributes are listed, and where it leads is
/// the web, a mail address, a telephone, or our own.
fn harmless(piece: &str) {
    let Some((tag, _)) = piece.split_once('>') else { panic!("a tag that does not end: <{piece}") };
    let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
    assert!(TAGS.contains(&format!(" {name} ")), "<{tag}>");
    let mut left = tag.trim_start_matches('/').strip_prefix(name).unwrap_or_default();
    while let Some((key, rest)) = left.split_once("=\"") {
        let key = key.trim();
        let Some((value, rest)) = rest.split_once('"') else { panic!("<{tag}>") };
        assert!(ATTRIBUTES.contains(&format!(" {key} ")), "{key} in <{tag}>");
        if key == "href" || key == "src" {
            leads_nowhere_bad(value, key == "src");
        }
        left = rest;
    }
    assert!(left.trim().trim_end_matches('/').is_empty(), "{left:?} in <{tag}>");
}

fn leads_nowhere_bad(value: &str, ours: bool) {
    let seen: String =
        value.chars().filter(|c| !c.is_ascii_whitespace() && !c.is_control()).collect();
    let seen = seen.to_ascii_lowercase();
    if ours {
        assert!(seen.starts_with("/files/"), "a picture from {value:?}");
        return;
    }
    let before = seen.split(['/', '?', '#']).next().unwrap_or_default();
    // What is empty or holds other signs is no scheme, and the whole leads to a page of ours.
    let is_scheme = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    if let Some((scheme, _)) = before.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        let listed = ["http", "https", "mailto", "tel"].contains(&scheme);
        assert!(listed, "a link to {value:?}");
    }
    assert!(!before.contains("&colon") && !before.contains("&#58"), "{value:?}");
}
