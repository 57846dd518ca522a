//! Where a reader can open a match: the report's address with a text fragment
//! (<https://wicg.github.io/scroll-to-text-fragment/>).

use std::fmt::Write;
use variorum_model::{Match, Report};

/// Words at each end that name a long passage.
const END_WORDS: usize = 5;

/// The address; `None` where the report has none.
pub(super) fn address(found: &Match, report: &Report) -> Option<String> {
    let url = report.url.as_deref()?;
    let first = found.spans.first()?.of(&report.text);
    let words: Vec<&str> = first.split_whitespace().collect();
    let page = url.split('#').next().unwrap_or(url);
    let mut out = format!("{page}#:~:text=");
    if words.len() > 2 * END_WORDS {
        encode(&words[..END_WORDS].join(" "), &mut out);
        out.push(',');
        encode(&words[words.len() - END_WORDS..].join(" "), &mut out);
    } else {
        encode(&words.join(" "), &mut out);
    }
    Some(out)
}

/// RFC 3986, with the dash, which parts a fragment's prefix, encoded as well.
fn encode(words: &str, out: &mut String) {
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("a String takes every write");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_the_fragment_are_encoded() {
        let mut out = String::new();
        encode("a-b, “c” & d", &mut out);
        assert_eq!(out, "a%2Db%2C%20%E2%80%9Cc%E2%80%9D%20%26%20d");
    }
}
