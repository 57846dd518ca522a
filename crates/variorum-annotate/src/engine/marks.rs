//! Whether a place lies inside quotation marks, and how a word is written: what the network sees beside the pieces.

use super::characters::Characters;

/// One state a byte: 0 outside marks, 1 inside, 2 an opening mark, 3 a closing mark. A line starts outside; an
/// unclosed quotation runs to its end.
pub(super) fn mark_states(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = vec![0; bytes.len()];
    let mut inside = false;
    let mut at = 0;
    while at < bytes.len() {
        let (len, becomes) = match &bytes[at..] {
            [b'\n', ..] => {
                inside = false;
                at += 1;
                continue;
            }
            [b'"', ..] => (1, Some(!inside)),
            [b'`', b'`', ..] => (2, Some(true)),
            [b'\'', b'\'', ..] => (2, Some(!inside)),
            // “ and ”, « and »
            [0xe2, 0x80, 0x9c, ..] => (3, Some(true)),
            [0xe2, 0x80, 0x9d, ..] => (3, Some(false)),
            [0xc2, 0xab, ..] => (2, Some(true)),
            [0xc2, 0xbb, ..] => (2, Some(false)),
            _ => (1, None),
        };
        let state = match becomes {
            Some(true) => 2,
            Some(false) => 3,
            None => u8::from(inside),
        };
        out[at..at + len].fill(state);
        inside = becomes.unwrap_or(inside);
        at += len;
    }
    out
}

/// 0 none of these, 1 Capitalised, 2 ALL CAPITALS, 3 begins with a digit.
pub(super) fn shape(word: &str, characters: &Characters) -> u8 {
    let Some(initial) = word.chars().next() else { return 0 };
    if initial.is_ascii_lowercase() {
        return 0;
    }
    if word.len() > initial.len_utf8() && in_capitals(word) {
        2
    } else if initial.is_uppercase() {
        1
    } else if characters.is_digit(initial) {
        3
    } else {
        0
    }
}

/// At least one capital, and nothing in lower or title case.
fn in_capitals(word: &str) -> bool {
    let mut any = false;
    for c in word.chars() {
        if c.is_lowercase() || is_titlecase(c) {
            return false;
        }
        any |= c.is_uppercase();
    }
    any
}

/// "ǅ" and the like: neither in upper nor in lower case, and yet it has both.
fn is_titlecase(c: char) -> bool {
    !c.is_ascii()
        && !c.is_uppercase()
        && c.to_lowercase().next() != Some(c)
        && c.to_uppercase().next() != Some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let states = mark_states(text);
        let found: String =
            text.char_indices().map(|(at, _)| char::from(b'0' + states[at])).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn states_of_marks() {
        check("a “b c” d", "002111300");
        check("\"b\" \"c\"", "2130213");
        check("``b'' c", "2213300");
        check("“b\nc”", "21003");
        check("it's", "0000");
        check("«é»", "213");
    }

    #[test]
    fn shapes_of_words() {
        let characters = Characters::embedded();
        let shapes = ["", "a", "A", "An", "AN", "aN", "3", "3A", "Ä2", "\u{1c5}", "½"]
            .map(|word| shape(word, &characters));
        assert_eq!(shapes, [0, 0, 1, 1, 2, 0, 3, 2, 2, 0, 0]);
    }
}
