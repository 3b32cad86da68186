//! A short message that shows itself and goes away.

use super::Tone;

/// A message after a verb sent by htmx. A plain browser gets the same words as a
/// [`Notice`](super::Notice) after the redirect.
#[derive(Debug, Clone, Default)]
pub struct Toast {
    /// Its colour.
    pub tone: Tone,
    /// What it says.
    pub text: String,
}

impl Toast {
    /// Something went well.
    #[must_use]
    pub fn success(text: impl Into<String>) -> Self {
        Self { tone: Tone::Success, text: text.into() }
    }

    /// Something was refused.
    #[must_use]
    pub fn refusal(text: impl Into<String>) -> Self {
        Self { tone: Tone::Danger, text: text.into() }
    }

    /// The value of the `HX-Trigger` response header that shows it.
    ///
    /// Headers carry ASCII only, so everything else is written as `\uXXXX`, which JSON allows.
    #[must_use]
    pub fn hx_trigger(&self) -> String {
        let json = serde_json::json!({ "toast": { "tone": self.tone.css(), "text": self.text } });
        let mut header = String::new();
        for unit in json.to_string().encode_utf16() {
            match u8::try_from(unit) {
                Ok(byte) if byte.is_ascii() && !byte.is_ascii_control() => {
                    header.push(char::from(byte))
                }
                _ => header.push_str(&format!("\\u{unit:04x}")),
            }
        }
        header
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failure is a failed test")]

    use super::Toast;

    #[test]
    fn the_header_is_ascii_and_says_the_same() {
        let text = "Gelöst 🎉 \"so\"\r\nX-Evil: 1";
        let header = Toast::success(text).hx_trigger();
        assert!(header.bytes().all(|byte| (0x20..0x7f).contains(&byte)), "{header}");
        let back: serde_json::Value = serde_json::from_str(&header).unwrap();
        assert_eq!(back["toast"]["text"], text);
        assert_eq!(back["toast"]["tone"], "success");
    }
}
