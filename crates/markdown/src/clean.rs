//! The list of what may stay in the markup.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

/// What the text may become; anything else is taken out.
const TAGS: [&str; 26] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];
/// Where our own files are; a picture from anywhere else would tell its host who reads what, and when.
const FILES: &str = "/files/";

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("img", HashSet::from(["src", "alt", "title"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .url_schemes(HashSet::from(SCHEMES))
        .link_rel(Some("nofollow noopener noreferrer"))
        .attribute_filter(only_our_pictures);
    cleaner
});

pub(crate) fn clean(markup: &str) -> String {
    CLEANER.clean(markup).to_string()
}

fn only_our_pictures<'u>(element: &str, attribute: &str, value: &'u str) -> Option<Cow<'u, str>> {
    (element != "img" || attribute != "src" || is_our_file(value)).then_some(Cow::Borrowed(value))
}

/// Whether an address is that of a file kept here.
pub(crate) fn is_our_file(address: &str) -> bool {
    address.starts_with(FILES) && !address.contains(['\\', '%']) && !address.contains("..")
}
