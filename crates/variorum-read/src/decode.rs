//! Bytes to text: UTF-8 first and strictly, a guess only where that fails.
//! The text is the decoded file without its byte-order mark; nothing is changed but letters that certainly had been
//! decoded wrongly before (`mend`).

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use crate::html::declared_encoding;
use crate::mend::mend;

/// A decoded file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub text: String,
    /// Name of the encoding where it is not UTF-8.
    pub other_encoding: Option<&'static str>,
    /// True where some bytes meant nothing in that encoding and were replaced.
    pub lossy: bool,
    /// Characters that had been decoded wrongly before, and are mended.
    pub n_mended: usize,
}

impl Decoded {
    fn new(text: String, other_encoding: Option<&'static str>, lossy: bool) -> Self {
        let (text, n_mended) = mend(text);
        Self { text, other_encoding, lossy, n_mended }
    }
}

/// Bytes that say which encoding is likely; more of them would not tell more.
const GUESS_BYTES: usize = 1 << 20;

/// Well-formed letters beyond ASCII, for each broken one, of a text that is UTF-8 all the same.
const WELL_FORMED: usize = 4;

/// The text of the bytes; `None` where they are no text.
pub(crate) fn decode(bytes: &[u8]) -> Option<Decoded> {
    let decoded = match Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding != encoding_rs::UTF_8 => {
            with(encoding, &bytes[length..])
        }
        Some((_, length)) => decode_unmarked(&bytes[length..]),
        None => decode_unmarked(bytes),
    };
    if is_binary(&decoded.text) { None } else { Some(decoded) }
}

/// The text of a page: UTF-8 where it is that, whatever it declares, since labels are copied from page to page;
/// then what the server says, then what the page says, then a guess.
pub(crate) fn decode_page(bytes: &[u8], label: Option<&'static Encoding>) -> Decoded {
    let mut decoded = match Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding != encoding_rs::UTF_8 => {
            with(encoding, &bytes[length..])
        }
        marked => {
            let bytes = &bytes[marked.map_or(0, |(_, length)| length)..];
            let declared = || label.or_else(|| declared_encoding(&bytes[..bytes.len().min(4096)]));
            match std::str::from_utf8(bytes) {
                Err(_) if !is_broken_utf8(bytes) => {
                    let said = declared().filter(|encoding| *encoding != encoding_rs::UTF_8);
                    with(said.unwrap_or_else(|| guess(bytes)), bytes)
                }
                _ => decode_unmarked(bytes),
            }
        }
    };
    // a browser drops them, and no article needs them
    if decoded.text.contains('\0') {
        decoded.text.retain(|c| c != '\0');
    }
    decoded
}

/// The text of an input's first bytes, for telling what it is; broken and cut letters are replaced.
pub(crate) fn decode_head(head: &[u8]) -> Cow<'_, str> {
    match Encoding::for_bom(head) {
        Some((encoding, length)) => encoding.decode_without_bom_handling(&head[length..]).0,
        None => String::from_utf8_lossy(head),
    }
}

fn decode_unmarked(bytes: &[u8]) -> Decoded {
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded::new(text.to_owned(), None, false),
        Err(_) if is_broken_utf8(bytes) => with(encoding_rs::UTF_8, bytes),
        Err(_) => with(guess(bytes), bytes),
    }
}

/// True where the bytes are UTF-8 but for a few: a file cut or glued in the middle of a letter.
/// Another encoding has hardly a letter that is well-formed UTF-8, so each broken one must be outweighed
/// by [`WELL_FORMED`] good ones.
fn is_broken_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_broken) = (0_usize, 0_usize);
    for chunk in bytes[..bytes.len().min(GUESS_BYTES)].utf8_chunks() {
        n_good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_broken += usize::from(!chunk.invalid().is_empty());
    }
    n_good >= n_broken * WELL_FORMED
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(GUESS_BYTES)], true);
    detector.guess(None, Utf8Detection::Allow)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    Decoded::new(text.into_owned(), Some(encoding.name()), lossy)
}

/// A NUL anywhere, or more than one control character in twenty at the beginning.
fn is_binary(text: &str) -> bool {
    if text.as_bytes().contains(&0) {
        return true;
    }
    let control = |c: char| {
        c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1b}' | '\u{85}')
    };
    let (mut n_chars, mut n_controls) = (0_usize, 0_usize);
    for c in text.chars().take(4096) {
        n_chars += 1;
        n_controls += usize::from(control(c));
    }
    n_controls * 20 > n_chars
}

#[cfg(test)]
mod tests {
    use super::{Decoded, decode};

    fn utf8(text: &str) -> Option<Decoded> {
        Some(Decoded { text: text.to_owned(), other_encoding: None, lossy: false, n_mended: 0 })
    }

    #[test]
    fn utf8_is_kept_as_it_is() {
        assert_eq!(decode("a\r\n b\u{a0}".as_bytes()), utf8("a\r\n b\u{a0}"));
        assert_eq!(decode("\u{feff}a".as_bytes()), utf8("a"));
        assert_eq!(decode(b""), utf8(""));
    }

    #[test]
    fn other_encodings_are_guessed_and_named() {
        let latin = decode(b"The caf\xe9 said \x93no\x94 on Monday.").expect("text");
        assert_eq!(latin.text, "The café said “no” on Monday.");
        assert_eq!(latin.other_encoding, Some("windows-1252"));
        let wide = decode(b"\xff\xfeh\0i\0").expect("text");
        assert_eq!((wide.text.as_str(), wide.other_encoding), ("hi", Some("UTF-16LE")));
    }

    #[test]
    fn a_few_broken_bytes_do_not_make_another_encoding() {
        let mut bytes = "“Nej,” sa borgmästaren. “Vi väntar på båten.”".as_bytes().to_vec();
        bytes.push(b'\xff');
        let decoded = decode(&bytes).expect("text");
        assert!(decoded.text.starts_with("“Nej,” sa borgmästaren"), "{}", decoded.text);
        assert!(decoded.text.ends_with('\u{fffd}') && decoded.lossy);
    }

    #[test]
    fn binary_is_no_text() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), None);
        assert_eq!(decode(&[1, 2, 3, 4, 5, 6]), None);
    }
}
