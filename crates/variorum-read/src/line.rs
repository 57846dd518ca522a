//! The shape of a line: what its form alone says, before any list of words is asked.
//! Every measure looks at a bounded beginning, so that a line of any length costs the same.

/// Longest line that furniture is looked for in, in bytes.
pub(crate) const LONGEST_LABEL_BYTES: usize = 400;

/// The beginning of a line, at most `bytes` long, on a character boundary.
pub(crate) fn beginning(line: &str, bytes: usize) -> &str {
    &line[..line.floor_char_boundary(bytes)]
}

/// True where the line holds a quotation mark that is not an apostrophe.
pub(crate) fn has_quote(line: &str) -> bool {
    let line = beginning(line, 4_000);
    let bytes = line.as_bytes();
    let mut n_apostrophes = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => return true,
            b'\'' => n_apostrophes += 1,
            // the first bytes of all other marks: most text has few of them
            0xc2 | 0xe2 | 0xe3 | 0xef if opens_with_mark(&bytes[at..]) => return true,
            _ => {}
        }
    }
    n_apostrophes > 1 && has_apostrophe_quote(line)
}

/// True where the first character is one of `“”„«»‘‹›「『《＂`.
fn opens_with_mark(bytes: &[u8]) -> bool {
    match bytes {
        [0xc2, 0xab | 0xbb, ..] => true,
        [0xe2, 0x80, last, ..] => matches!(last, 0x98 | 0x9c | 0x9d | 0x9e | 0xb9 | 0xba),
        [0xe3, 0x80, last, ..] => matches!(last, 0x8a | 0x8c | 0x8e),
        [0xef, 0xbc, 0x82, ..] => true,
        _ => false,
    }
}

/// True where typewriter apostrophes stand as quotation marks do.
fn has_apostrophe_quote(line: &str) -> bool {
    if line.contains("''") {
        return true;
    }
    let opens = |(at, _): (usize, &str)| {
        !line[..at].ends_with(char::is_alphanumeric)
            && line[at + 1..].starts_with(char::is_alphanumeric)
    };
    let closes = |(at, _): (usize, &str)| {
        !line[..at].ends_with(char::is_whitespace)
            && !line[at + 1..].starts_with(char::is_alphanumeric)
    };
    let Some((first, _)) = line.match_indices('\'').find(|mark| opens(*mark)) else { return false };
    line.match_indices('\'').any(|mark| mark.0 > first + 1 && closes(mark))
}

/// Words of a line that are counted at most.
const MOST_WORDS: usize = 200;

/// Number of words between white space, counted up to 200.
pub(crate) fn n_words(line: &str) -> usize {
    n_words_up_to(line, MOST_WORDS)
}

/// True where the line has no more words; looks no further than it must.
pub(crate) fn has_at_most_words(line: &str, most: usize) -> bool {
    n_words_up_to(line, most + 1) <= most
}

fn n_words_up_to(line: &str, most: usize) -> usize {
    let bytes = line.as_bytes();
    let (mut n_words, mut in_word, mut at) = (0, false, 0);
    while at < bytes.len() {
        let byte = bytes[at];
        let (is_space, length) = if byte.is_ascii() {
            (matches!(byte, b'\t'..=b'\r' | b' '), 1)
        } else {
            let c = line[at..].chars().next().unwrap_or_default();
            (c.is_whitespace(), c.len_utf8())
        };
        if !is_space && !in_word {
            n_words += 1;
            if n_words >= most {
                return n_words;
            }
        }
        in_word = !is_space;
        at += length;
    }
    n_words
}

/// True where the line ends as a sentence does, closing marks aside.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let closers = [')', ']', '"', '”', '’', '\'', '»', '*', '_', '」', '』', '】'];
    line.trim_end_matches(closers).ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।'])
}

/// Sentence ends inside the line: a terminal mark, white space, a capital. Looks at the first 2,000 bytes.
pub(crate) fn n_inner_sentence_ends(line: &str) -> usize {
    let line = beginning(line, 2_000);
    let mut words = line.split_whitespace().peekable();
    let mut n_ends = 0;
    while let Some(word) = words.next() {
        let Some(next) = words.peek() else { break };
        // An initial or a short title ("Mr.") ends no sentence.
        let long = word.chars().filter(|c| c.is_alphanumeric()).count() > 3 || !word.ends_with('.');
        n_ends += usize::from(ends_sentence(word) && long && starts_upper(next));
    }
    n_ends
}

/// True where the first letter or digit is not a lower-case letter.
pub(crate) fn starts_upper(word: &str) -> bool {
    word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
}

/// True where the word has letters and none is in lower case.
pub(crate) fn all_upper(word: &str) -> bool {
    word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase)
}

/// The line without punctuation and white space at its ends.
pub(crate) fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Lower-case words of the line, punctuation left out; how two headlines are compared.
pub(crate) fn folded(line: &str) -> Vec<String> {
    line.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .map(|word| word.replace(['\'', '’'], "").to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// True where the [`folded`] words of the line are these; stops at the first that is another.
pub(crate) fn has_words(line: &str, words: &[String]) -> bool {
    let mut wanted = words.iter();
    let mut pieces = line
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .filter(|piece| piece.contains(char::is_alphanumeric));
    pieces.all(|piece| {
        let letters = piece.chars().filter(|c| !matches!(c, '\'' | '’'));
        wanted.next().is_some_and(|word| letters.flat_map(char::to_lowercase).eq(word.chars()))
    }) && wanted.next().is_none()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{
        ends_sentence, folded, has_at_most_words, has_quote, has_words, n_inner_sentence_ends,
        n_words,
    };

    #[test]
    fn apostrophes_are_no_quotes() {
        for (line, quote) in [
            ("He said “no”", true),
            ("He said 'no'", true),
            ("It’s the mayor's turn", false),
            ("The workers' rights and 'em", false),
            ("''We stay,'' she said", true),
            ("Senators' bill", false),
        ] {
            assert_eq!(has_quote(line), quote, "{line}");
        }
    }

    #[test]
    fn sentence_ends() {
        assert!(
            ends_sentence("It held.”")
                && ends_sentence("Really?")
                && !ends_sentence("Storm hits coast")
        );
        assert_eq!(n_inner_sentence_ends("It held. Then it broke. Mr. Roe left."), 2);
    }

    #[test]
    fn headlines_are_compared_by_words() {
        assert_eq!(folded("Mayor’s “Last” Stand — Again"), folded("mayor's 'last' stand: again"));
        let words = folded("mayor's 'last' stand: again");
        assert!(has_words("Mayor’s “Last” Stand — ’ Again", &words));
        assert!(!has_words("Mayor’s “Last” Stand", &words));
        assert!(!has_words("Mayor’s last stand, again and again", &words));
        assert!(!has_words("A mayor’s last stand", &words));
    }

    #[test]
    fn each_mark_is_a_quotation_mark() {
        for mark in "“”„«»‘‹›「『《＂\"".chars() {
            assert!(has_quote(&format!("a {mark}b")), "{mark}");
        }
        for mark in "’…—·é".chars() {
            assert!(!has_quote(&format!("a {mark}b")), "{mark}");
        }
    }

    proptest! {
        #[test]
        fn words_are_counted(line in "[a-z \t\u{b}\u{1c}\u{a0}\u{85}\u{2003}\u{3000}\u{200b}é—]{0,40}", most in 0_usize..9) {
            let n = line.split_whitespace().count();
            prop_assert_eq!(n_words(&line), n);
            prop_assert_eq!(has_at_most_words(&line, most), n <= most);
        }
    }
}
