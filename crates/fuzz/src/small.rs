//! Makes an input that fails as small as that goes.

/// Times it is tried at most.
const TRIES: usize = 2_000;

/// The input without whatever it fails without.
pub(crate) fn smallest(input: &[u8], fails: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let hook = std::panic::take_hook();
    // Each failure on the way would be told like the first.
    std::panic::set_hook(Box::new(|_| {}));
    let mut small = input.to_vec();
    let (mut piece, mut tries) = (small.len().div_ceil(2).max(1), 0);
    while tries < TRIES {
        let mut at = 0;
        let before = small.len();
        while at < small.len() && tries < TRIES {
            let mut shorter = small.clone();
            shorter.drain(at..(at + piece).min(small.len()));
            tries += 1;
            if fails(&shorter) { small = shorter } else { at += piece }
        }
        if piece == 1 && small.len() == before {
            break;
        }
        piece = (piece / 2).max(1);
    }
    std::panic::set_hook(hook);
    small
}

#[cfg(test)]
mod tests {
    use super::smallest;

    #[test]
    fn only_what_matters_is_left() {
        let fails = |input: &[u8]| input.contains(&b'x') && input.contains(&b'y');
        assert_eq!(smallest(b"aaaaxbbbbbbbbbyccc", fails), b"xy");
    }
}
