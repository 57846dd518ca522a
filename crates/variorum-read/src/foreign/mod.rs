//! What is no report, told by its content: a picture, a spreadsheet, a table, source code, a list of addresses.
//!
//! Each is refused by name in one line that says what to do, since a report made of it would be noise in an edition.
//! A text that is refused is a report lost, so everything here is sure or silent: bytes are told by their first ones,
//! and a text only by lines that no prose has.

mod addresses;
mod code;
mod magic;
mod table;

pub(crate) use addresses::addresses;
pub(crate) use magic::{Kind, of_zip};

use variorum_model::{Notice, Rule};

use crate::capture::remark;

/// What bytes are, where they are nothing that is read.
pub(crate) fn foreign_bytes(head: &[u8]) -> Option<Kind> {
    magic::of_bytes(head)
}

/// What a text is, where it is no report; for one that is neither JSON nor markup.
pub(crate) fn foreign_text(name: &str, text: &str) -> Option<Kind> {
    magic::of_text(text).or_else(|| table::table(text)).or_else(|| code::code(name, text))
}

/// Why the input is left out, in one line.
pub(crate) fn refusal(at: &str, kind: Kind) -> Notice {
    remark(
        Rule::NoReport,
        format!("{at} is {}, which is not read; {}; left out", kind.name, kind.hint),
    )
}

/// A list of addresses in a folder: nothing is fetched that was not named.
pub(crate) fn address_list(path: &str, n_addresses: usize) -> Notice {
    let message = format!(
        "`{path}` is a list of {n_addresses} addresses, which are not fetched; name the list itself to fetch them; left out"
    );
    remark(Rule::AddressList, message)
}

#[cfg(test)]
mod tests {
    use super::{foreign_bytes, foreign_text};

    fn check(name: &str, head: &[u8], expected: Option<&str>) {
        let text = String::from_utf8_lossy(head);
        let found = foreign_bytes(head).or_else(|| foreign_text(name, &text)).map(|kind| kind.name);
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn bytes_are_told_whatever_their_name() {
        check("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some("a PNG picture"));
        check("a.html", b"\xff\xd8\xff\xe0\0\x10JFIF", Some("a JPEG picture"));
        check("a", b"GIF89a\x01\0", Some("a GIF picture"));
        check("a", b"RIFF\x10\0\0\0WEBPVP8 ", Some("a WebP picture"));
        check("a", b"SQLite format 3\0", Some("an SQLite database"));
        check("a", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Some("an old Office document"));
        check("a", b"{\\rtf1\\ansi Hello}", Some("an RTF document"));
        check("a", b"PAR1\x15\x04", Some("a Parquet table"));
    }

    #[test]
    fn prose_is_nothing_else() {
        for text in [
            "BMW stops, mayor says\n\nThe ferry stopped, the mayor said.",
            "ID3 is a town, and II* a mark.",
            "%Change: the index fell.\n\nThe ferry stopped.",
            "Ferry, bus, train\n\nOn Monday, the mayor, a sailor, spoke.\nOn Tuesday, she, too, left.",
            "import duties rise; the ferry stops;\nclass actions follow;",
            "var is French for a river. The function of the ferry is clear.",
            "Name: Jane Roe\nAge: 45\nTown: Elmstead",
            "# Ferry stops\n\n    let it be known\n",
        ] {
            check("a.txt", text.as_bytes(), None);
        }
    }
}
