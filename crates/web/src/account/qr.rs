//! A QR code as a path of SVG, which needs nothing that the content policy forbids.

use qrcode::{Color, EcLevel, QrCode};

/// Squares left light around it; readers need four.
const QUIET: usize = 4;

/// How many squares a side has, and the path over the dark ones; nothing for a text that is too long.
pub(super) fn drawn(text: &str) -> (usize, String) {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return (0, String::new());
    };
    let width = code.width().max(1);
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (at % width + QUIET, at / width + QUIET);
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    (width + 2 * QUIET, path)
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn a_code_is_a_square_with_its_three_eyes_and_a_margin() {
        let (size, path) = drawn("otpauth://totp/Mainstay:ada@example.org?secret=GEZDGNBV");
        assert!(size > 29 && (size - 8 - 21) % 4 == 0, "{size}");
        let far = size - 4 - 1;
        for (x, y) in [(4, 4), (far, 4), (4, far)] {
            assert!(path.contains(&format!("M{x} {y}h1")), "no eye at {x} {y}");
        }
        assert!(!path.contains("M3 ") && !path.contains(" 3h"));
    }

    #[test]
    fn what_is_too_long_is_not_drawn() {
        assert_eq!(drawn(&"x".repeat(5_000)), (0, String::new()));
    }
}
