//! What a content is, by its bytes alone: what its sender says of it is not believed.

/// How many of the first bytes are looked at.
pub const HEAD: usize = 8 * 1024;

/// A media type, `image/png`.
pub type Media = &'static str;

/// What is sent under its own type. Everything else leaves as plain bytes to be saved: a browser
/// that is told `text/html` or `image/svg+xml` would run what is in it, as if it were a page of ours.
const SENT: [Media; 24] = [
    "application/gzip",
    "application/msword",
    "application/pdf",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/x-7z-compressed",
    "application/x-tar",
    "application/zip",
    "audio/mpeg",
    "audio/ogg",
    "image/bmp",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/webp",
    "video/mp4",
    "video/webm",
];

/// Pictures that are drawn small, and shown in the browser.
const DRAWN: [Media; 4] = ["image/gif", "image/jpeg", "image/png", "image/webp"];

const TEXT: Media = "text/plain";
const BYTES: Media = "application/octet-stream";
const HTML: Media = "text/html";
const SVG: Media = "image/svg+xml";
const XML: Media = "text/xml";

/// What HTML is known by.
const HTML_NAMES: [&[u8]; 16] = [
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<script",
    b"<style",
    b"<title",
    b"<iframe",
    b"<img",
    b"<a ",
    b"<div",
    b"<p>",
    b"<table",
    b"<form",
    b"<h1",
    b"<meta",
];

/// What the bytes that begin like this are. Markup is looked for first and found also where a
/// browser would find it only by guessing.
#[must_use]
pub fn sniff(head: &[u8]) -> Media {
    if let Some(markup) = markup(head) {
        return markup;
    }
    match infer::get(head) {
        Some(found) => found.mime_type(),
        None if is_text(head) => TEXT,
        None => BYTES,
    }
}

/// The type a content is sent under, by what it was found to be.
#[must_use]
pub fn sent_as(media: &str) -> &'static str {
    if media.starts_with("text/") {
        return "text/plain; charset=utf-8";
    }
    SENT.into_iter().find(|known| *known == media).unwrap_or(BYTES)
}

/// Whether it is a picture that can be drawn small and shown.
#[must_use]
pub fn is_drawable(media: &str) -> bool {
    DRAWN.contains(&media)
}

/// HTML, SVG or XML, by how it begins, whatever stands before the first `<` that only looks empty.
fn markup(head: &[u8]) -> Option<Media> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let begin = text.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != 0x0b)?;
    let text = text.get(begin..)?;
    let names = text.strip_prefix(b"<")?.first()?;
    if !names.is_ascii_alphabetic() && !b"!?".contains(names) {
        return None;
    }
    let text = text.to_ascii_lowercase();
    let has = |part: &[u8]| text.windows(part.len()).any(|window| window == part);
    let is_html = HTML_NAMES.iter().any(|name| has(name));
    let begins_as_html = HTML_NAMES.iter().any(|name| text.starts_with(name));
    if has(b"<svg") && !begins_as_html {
        Some(SVG)
    } else if is_html {
        Some(HTML)
    } else {
        Some(XML)
    }
}

/// Text in UTF-8 without characters no text has. The head may end within a character.
fn is_text(head: &[u8]) -> bool {
    let whole = match std::str::from_utf8(head) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_none() && head.len() >= HEAD => {
            head.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok())
        }
        Err(_) => None,
    };
    whole.is_some_and(|text| {
        !text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{1b}'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_say_what_they_are() {
        for (head, media) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "image/png"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
            (b"GIF89a\x01\0\x01\0", "image/gif"),
            (b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp"),
            (b"%PDF-1.7\n", "application/pdf"),
            (b"PK\x03\x04\x14\0\0\0", "application/zip"),
            (b"one,two\n1,2\n", "text/plain"),
            ("Größe".as_bytes(), "text/plain"),
            (b"\x00\x01\x02\x03", "application/octet-stream"),
            (b"MZ\x90\0", "application/vnd.microsoft.portable-executable"),
        ] {
            assert_eq!(sniff(head), media, "{head:?}");
        }
    }

    #[test]
    fn what_a_browser_would_run_is_never_sent_as_what_it_is() {
        for (head, media) in [
            (&b"<!DOCTYPE html><title>x"[..], HTML),
            (b"  \n<HTML>", HTML),
            (b"\xef\xbb\xbf<script>alert(1)</script>", HTML),
            (b"<!-- x --><html>", HTML),
            (b"<?xml version='1.0'?><x/>", XML),
            (b"<?xml version='1.0'?><svg onload='alert(1)'/>", SVG),
            (b"<svg xmlns='http://www.w3.org/2000/svg'>", SVG),
            (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", HTML),
            (b"<a href=x>", HTML),
            (b"<note>", XML),
        ] {
            assert_eq!(sniff(head), media, "{}", String::from_utf8_lossy(head));
            let sent = sent_as(media);
            assert!(["text/plain; charset=utf-8", BYTES].contains(&sent), "{media}: {sent}");
            assert!(!is_drawable(media));
        }
        assert_eq!(sent_as("application/javascript"), BYTES);
        assert_eq!(sent_as("made/up"), BYTES);
    }

    #[test]
    fn less_than_alone_is_no_markup() {
        for text in [&b"< 5 is small"[..], b"<3", b"a <b>"] {
            assert_eq!(sniff(text), TEXT);
        }
    }

    #[test]
    fn a_head_that_ends_within_a_character_is_text_still() {
        let mut head = vec![b'a'; HEAD - 1];
        head.push(0xc3);
        assert_eq!(sniff(&head), TEXT);
        assert_eq!(sniff(b"a\xc3"), BYTES, "a whole content does not end within one");
    }

    #[test]
    fn what_is_drawn_is_sent_as_what_it_is() {
        assert!(DRAWN.iter().all(|media| sent_as(media) == *media));
        assert!(SENT.is_sorted());
    }
}
