//! Letters that somebody decoded wrongly before the text came here: UTF-8 that was read as windows-1252, so that `“`
//! became `â€œ` and `é` became `Ã©`.
//!
//! Mended is only what is certain. The three signs of a curly mark or a dash (`â€œ`) stand in no text of their own. The
//! two signs of a letter (`Ã©`) are two letters of Portuguese or French as well: they count where every letter beyond
//! ASCII in the whole text is part of such a group, as it is when a whole text was decoded wrongly.

use encoding_rs::WINDOWS_1252;

/// Times that a text may have been decoded wrongly.
const MOST_ROUNDS: usize = 3;

/// The text with what was decoded wrongly mended, and the number of characters that were.
pub(crate) fn mend(text: String) -> (String, usize) {
    let (mut text, mut n_mended) = (text, 0);
    for _ in 0..MOST_ROUNDS {
        let Some((mended, n)) = once(&text) else { break };
        (text, n_mended) = (mended, n_mended + n);
    }
    (text, n_mended)
}

/// What a group of characters that was one is.
struct Group {
    letter: Option<char>,
    /// Bytes of the text that it takes.
    length: usize,
    is_sure: bool,
}

/// One round; `None` where nothing is mended.
fn once(text: &str) -> Option<(String, usize)> {
    // the first letters of all groups that are looked for
    if !["â", "Ã", "Â", "ðŸ"].iter().any(|lead| text.contains(lead)) {
        return None;
    }
    let opens = text.contains("â€œ");
    let is_whole = is_whole(text, opens);
    let (mut mended, mut n_mended, mut at) = (String::with_capacity(text.len()), 0, 0);
    while let Some(c) = text[at..].chars().next() {
        let group = if c.is_ascii() { None } else { group(&text[at..], opens) };
        match group.filter(|group| group.is_sure || is_whole) {
            Some(group) => {
                mended.extend(group.letter);
                n_mended += 1;
                at += group.length;
            }
            None => {
                mended.push(c);
                at += c.len_utf8();
            }
        }
    }
    (n_mended > 0).then_some((mended, n_mended))
}

/// True where every character beyond ASCII is part of a group, and there are two or a sure one.
fn is_whole(text: &str, opens: bool) -> bool {
    let (mut n_groups, mut any_sure, mut at) = (0, false, 0);
    while let Some(c) = text[at..].chars().next() {
        if c.is_ascii() || c == '\u{feff}' || c == '\u{fffd}' {
            at += c.len_utf8();
            continue;
        }
        let Some(group) = group(&text[at..], opens) else { return false };
        n_groups += 1;
        any_sure |= group.is_sure;
        at += group.length;
    }
    n_groups >= 2 || any_sure
}

/// The group that the text begins with. `opens`: a mark that opens a quotation was found decoded wrongly, so that one
/// that closes is known although windows-1252 has no character for its last byte.
fn group(text: &str, opens: bool) -> Option<Group> {
    let mut chars = text.chars();
    let lead = byte(chars.next()?)?;
    let n_more = match lead {
        0xc2..=0xdf => 1,
        0xe2..=0xef => 2,
        0xf0..=0xf4 => 3,
        _ => return None,
    };
    if text.starts_with("â€")
        && !text["â€".len()..]
            .starts_with(|c| byte(c).is_some_and(|byte| (0x80..0xc0).contains(&byte)))
    {
        // the third byte is gone, or a sign for what cannot be read: only 0x9d is lost so often
        let rest = &text["â€".len()..];
        let lost = rest.chars().next().filter(|c| *c == '\u{fffd}').map_or(0, char::len_utf8);
        return opens.then_some(Group {
            letter: Some('”'),
            length: "â€".len() + lost,
            is_sure: true,
        });
    }
    let (mut bytes, mut length) = (vec![lead], text.chars().next().map_or(0, char::len_utf8));
    for _ in 0..n_more {
        let c = chars.next()?;
        bytes.push(byte(c).filter(|byte| (0x80..0xc0).contains(byte))?);
        length += c.len_utf8();
    }
    let letter = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    // not "â‚¬": it stands inside what was decoded wrongly twice
    let is_sure = text.starts_with("â€") || text.starts_with("ðŸ");
    Some(Group { letter: (letter != '\u{feff}').then_some(letter), length, is_sure })
}

/// The byte that windows-1252 has for a character beyond ASCII, its holes filled as browsers do.
fn byte(c: char) -> Option<u8> {
    match c {
        '\u{80}'..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
        c if c.is_ascii() => None,
        c => {
            let mut buffer = [0; 4];
            let (bytes, _, failed) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
            (!failed && bytes.len() == 1).then(|| bytes[0])
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;
    use proptest::prelude::{prop_assert_eq, prop_assume, proptest};

    use super::mend;

    #[test]
    fn what_is_certain_is_mended() {
        for (wrong, right) in [
            (
                "â€œWe wait,â€\u{9d} she said â€“ the mayorâ€™s word.",
                "“We wait,” she said – the mayor’s word.",
            ),
            ("â€œWe wait,â€ she said.", "“We wait,” she said."),
            ("â€œWe wait,â€\u{fffd} she said.", "“We wait,” she said."),
            ("The cafÃ© in MÃ¼nchen", "The café in München"),
            ("cafÃ©, â‚¬5", "café, €5"),
            ("Ã¢â‚¬Å“NoÃ¢â‚¬Â\u{9d}", "“No”"),
            ("It is 5Â°C and Â£4", "It is 5°C and £4"),
            // a text of two hands: the mark is certain, the letter is not
            ("“No” â€“ cafÃ©", "“No” – cafÃ©"),
        ] {
            assert_eq!(mend(wrong.to_owned()).0, right, "{wrong}");
        }
    }

    #[test]
    fn what_may_be_meant_is_left() {
        for text in [
            "“CAFÉ” and “ALEMÔ, SÃO PAULO",
            "L’âge d’or, château, Âge",
            "the mayor’s café – £4",
            "Ã© alone",
            "plain",
            "â alone, €5",
            "NÃO â€",
        ] {
            assert_eq!(mend(text.to_owned()), (text.to_owned(), 0), "{text}");
        }
        assert_eq!(mend("â€œ".to_owned()).0, "“");
    }

    proptest! {
        #[test]
        fn a_text_decoded_wrongly_comes_back(text in "[a-z “”‘’–—…éüñçÅ£°]{2,60}") {
            let n_marks = text.chars().filter(|c| "“”‘’–—…".contains(*c)).count();
            prop_assume!(n_marks > 0);
            let (wrong, ..) = WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
            prop_assert_eq!(mend(wrong.into_owned()).0, text);
        }

        #[test]
        fn any_text_is_looked_at(text in "(\\PC|â|€|œ|Ã|©|\u{9d}|ð|Ÿ|˜|€){0,40}") {
            mend(text);
        }
    }
}
