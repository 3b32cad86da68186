//! What a browser says of itself, in two words.

use crate::i18n::{Arg, Translator};

/// Browsers by what only they say; many say what others say too, so that the order counts.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// "Firefox on Windows" and the like, as far as it says so.
pub(super) fn device(t: &Translator, said: &str) -> String {
    let of = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| said.contains(mark)).map(|(_, name)| *name)
    };
    match (of(&BROWSERS), of(&SYSTEMS)) {
        (Some(browser), Some(system)) => t.text_with(
            "account-device",
            &[("browser", Arg::Text(browser)), ("system", Arg::Text(system))],
        ),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => t.text("account-device-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::device;
    use crate::i18n::Languages;

    #[test]
    fn the_commonest_browsers_are_told_apart() {
        let t = Languages::embedded().translator(Some("en"), None);
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        for (said, told) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
                "Firefox on Linux",
            ),
            (
                &format!(
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0"
                ),
                "Edge on Windows",
            ),
            (
                &format!(
                    "Mozilla/5.0 (Linux; Android 16) {webkit} Chrome/142.0.0.0 Mobile Safari/537.36"
                ),
                "Chrome on Android",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
                "Safari on macOS",
            ),
            ("curl/8.17", "Unknown device"),
            ("", "Unknown device"),
        ] {
            assert_eq!(device(&t, said), told);
        }
    }
}
