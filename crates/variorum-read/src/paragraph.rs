//! A text cut into paragraphs: each line is one, except where lines are wrapped at a fixed width.
//! Paragraphs come in order, do not overlap, and begin and end with a word or mark.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use memchr::{memchr, memchr2};
use variorum_model::Span;

/// More lines than this are left in one piece: past it no annotation reaches anyway.
const MOST_LINES: usize = 200_000;
/// Widths, in characters, that text is wrapped at by hand or by mail.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;

/// A line, or the lines of a wrapped paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub span: Span,
    /// True where a blank line, or the beginning of the text, stands before it.
    pub after_blank: bool,
}

/// The paragraphs of the text.
pub(crate) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines = lines(text);
    match wrap_width(text, &lines) {
        Some(width) => join(text, &lines, width),
        None => lines,
    }
}

/// The lines that hold something, without the white space around them.
fn lines(text: &str) -> Vec<Paragraph> {
    let mut lines = Vec::new();
    let (mut start, mut after_blank) = (0, true);
    let plain = has_plain_ends(text);
    while start < text.len() {
        let rest = &text[start..];
        let at = match lines.len() + 1 < MOST_LINES {
            true if plain => memchr2(b'\n', b'\r', rest.as_bytes()),
            true => rest.find(is_line_end),
            false => None,
        };
        let end = start + at.unwrap_or(rest.len());
        let span = trim(text, Span::new(start, end));
        if span.is_empty() {
            after_blank = true;
        } else {
            lines.push(Paragraph { span, after_blank });
            after_blank = false;
        }
        start = end + line_end_length(&text[end..]);
    }
    lines
}

/// True for a text whose lines end as nearly all do: with a line feed, a carriage return, or both.
fn has_plain_ends(text: &str) -> bool {
    static OTHERS: LazyLock<[Finder; 3]> =
        LazyLock::new(|| ["\u{85}", "\u{2028}", "\u{2029}"].map(Finder::new));
    let bytes = text.as_bytes();
    memchr(b'\x0c', bytes).is_none()
        && (text.is_ascii() || OTHERS.iter().all(|end| end.find(bytes).is_none()))
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{c}')
}

fn line_end_length(rest: &str) -> usize {
    if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) }
}

/// Without white space and zero-width marks at the ends.
pub(crate) fn trim(text: &str, span: Span) -> Span {
    let blank = |c: char| {
        c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
    };
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start_matches(blank).len());
    Span::new(start, start + words.trim_matches(blank).len())
}

/// The width that the text is wrapped at; `None` where each line is a paragraph of its own.
///
/// A break made at width W leaves a line of at most W characters that the next word would have
/// pushed past W; the W that explains most breaks has to explain most of them.
fn wrap_width(text: &str, lines: &[Paragraph]) -> Option<usize> {
    // where a blank line stands between all paragraphs there is nothing to look for
    if lines.iter().skip(1).filter(|line| !line.after_blank).take(3).count() < 3 {
        return None;
    }
    let (mut n_breaks, mut n_open) = (0_usize, 0_usize);
    let mut explained = vec![0_i64; WIDTHS.end() + 2];
    let mut n_long = 0_usize;
    for pair in lines.windows(2) {
        let length = width(pair[0].span.of(text));
        n_long += usize::from(length > *WIDTHS.end());
        if pair[1].after_blank {
            continue;
        }
        n_breaks += 1;
        if !WIDTHS.contains(&length) {
            continue;
        }
        n_open += usize::from(!crate::line::ends_sentence(pair[0].span.of(text)));
        let reach = length + first_word_width(pair[1].span.of(text));
        explained[length] += 1;
        explained[reach.min(*WIDTHS.end()) + 1] -= 1;
    }
    if n_breaks < 3 || n_long * 10 > lines.len() {
        return None;
    }
    let mut running = 0;
    let best = WIDTHS.map(|width| {
        running += explained[width];
        (running, width)
    });
    let (n_explained, width) = best.max_by_key(|(count, width)| (*count, *width))?;
    let n_explained = usize::try_from(n_explained).unwrap_or(0);
    // Titles and last lines break early; six in ten allows for short paragraphs. Wrapped lines
    // break in mid-sentence, lines that are paragraphs do not.
    (n_explained >= 3 && n_explained * 10 >= n_breaks * 6 && n_open * 2 >= n_explained)
        .then_some(width)
}

/// Characters of the line, counted a little past the widest wrap.
fn width(line: &str) -> usize {
    let most = WIDTHS.end() + 1;
    // no character takes more than four bytes
    if line.len() >= 4 * most { most } else { line.chars().count().min(most) }
}

fn first_word_width(line: &str) -> usize {
    line.chars().take_while(|c| !c.is_whitespace()).take(*WIDTHS.end()).count()
}

fn join(text: &str, lines: &[Paragraph], wrap: usize) -> Vec<Paragraph> {
    let mut joined: Vec<Paragraph> = Vec::new();
    let mut last_width = 0;
    for line in lines {
        let words = line.span.of(text);
        let wrapped = !line.after_blank && last_width + 1 + first_word_width(words) > wrap;
        match joined.last_mut() {
            Some(paragraph) if wrapped => paragraph.span.end = line.span.end,
            _ => joined.push(*line),
        }
        last_width = width(words);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> =
            paragraphs(text).iter().map(|paragraph| paragraph.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_line_is_a_paragraph() {
        check(
            " One. \r\n\r\nTwo.\rThree.\u{2028}Four.\u{feff}\n \u{200b}\n",
            &["One.", "Two.", "Three.", "Four."],
        );
        check("", &[]);
    }

    #[test]
    fn blank_lines_are_remembered() {
        let text = "One\n\nTwo\nThree";
        let after: Vec<_> =
            paragraphs(text).iter().map(|paragraph| paragraph.after_blank).collect();
        assert_eq!(after, [true, true, false]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "Ferry stops\n\n\
            The harbour master said on Monday that the ferry to the outer islands\n\
            would not sail before the storm had passed, and asked passengers who\n\
            had booked for the week to keep their tickets.\n\n\
            She said the crew had counted eleven people on the quay at dawn, more\n\
            than on any day since the winter, and that none of them had a place\n\
            to stay.";
        let found = paragraphs(text);
        assert_eq!(found.len(), 3);
        assert!(
            found[1].span.of(text).starts_with("The harbour")
                && found[1].span.of(text).ends_with("tickets.")
        );
    }

    #[test]
    fn short_paragraphs_are_not_wrapped_lines() {
        let text = "The ferry has stopped, the harbour master said.\n\
            It will not sail again before the storm has passed the outer islands.\n\
            No one was hurt, and no ship was lost.\n\
            The crew counted eleven people on the quay at dawn.\n\
            They had nowhere to stay, a passenger said on Tuesday.";
        assert_eq!(paragraphs(text).len(), 5);
    }

    #[test]
    fn lines_without_end_stay_bounded() {
        let text = "a\n".repeat(250_000);
        assert_eq!(paragraphs(&text).len(), super::MOST_LINES);
    }
}
