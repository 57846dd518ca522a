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
    // the first bytes of all marks below: most lines have none of them
    if !line.bytes().any(|byte| matches!(byte, b'"' | b'\'' | 0xc2 | 0xe2 | 0xe3 | 0xef)) {
        return false;
    }
    if line.contains(['“', '”', '„', '«', '»', '‘', '‹', '›', '「', '『', '《', '"', '＂'])
        || line.contains("''")
    {
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

/// Number of words between white space, counted up to 200.
pub(crate) fn n_words(line: &str) -> usize {
    line.split_whitespace().take(200).count()
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

/// What follows one of the openings, in any case; longest opening first.
pub(crate) fn after_opening<'a>(line: &'a str, openings: &[String]) -> Option<&'a str> {
    let first = line.bytes().next()?.to_ascii_lowercase();
    openings
        .iter()
        // beyond ASCII the first byte says nothing of the letter in its other case
        .filter(|opening| {
            !first.is_ascii() || opening.bytes().next().is_none_or(|b| b == first || !b.is_ascii())
        })
        .filter_map(|opening| {
            let head = line.get(..opening.len())?;
            let rest = &line[opening.len()..];
            // "By" opens "By Ann", not "Byron".
            let whole = !opening.ends_with(char::is_alphanumeric)
                || !rest.starts_with(char::is_alphanumeric);
            let same = || {
                if head.is_ascii() {
                    head.bytes().map(|byte| byte.to_ascii_lowercase()).eq(opening.bytes())
                } else {
                    head.to_lowercase() == *opening
                }
            };
            (whole && same()).then_some((opening.len(), rest))
        })
        .max_by_key(|(length, _)| *length)
        .map(|(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::{
        after_opening, ends_sentence, folded, has_quote, has_words, n_inner_sentence_ends,
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
    fn an_opening_is_a_whole_word() {
        let openings = ["by".to_owned(), "by staff".to_owned()];
        assert_eq!(after_opening("By Ann Roe", &openings), Some(" Ann Roe"));
        assert_eq!(after_opening("By staff, Oslo", &openings), Some(", Oslo"));
        assert_eq!(after_opening("Byron left", &openings), None);
    }
}
