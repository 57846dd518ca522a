//! The label that opens a paragraph: a name, perhaps described, and a colon.

use crate::document::{Document, Paragraph};
use crate::lexicon::Models;
use variorum_model::Span;
use variorum_text::fold_word;

/// A label and the words behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) name: Span,
    /// The words of the paragraph behind the colon; empty where the label stands alone.
    pub(super) content: Span,
    /// In capitals, or with the minute of a recording.
    pub(super) strong: bool,
    /// More than a name stands before the colon: ", HOST", "(via phone)".
    pub(super) described: bool,
    /// A name in small letters with a description: any sentence may begin so.
    pub(super) loose: bool,
    /// "Q", "QUESTION": somebody who is not named.
    pub(super) asks: bool,
}

/// Bytes that a label of a name alone may take, and one with a description.
const LONGEST: usize = 40;
const LONGEST_DESCRIBED: usize = 160;
/// The same for a description in small letters.
const LONGEST_LOOSE: usize = 80;
/// Words of the longest name.
const MOST_WORDS: usize = 5;

/// The label that opens the paragraph; `None` for other paragraphs.
pub(super) fn label(document: &Document, paragraph: &Paragraph, models: &Models) -> Option<Label> {
    let text = document.of(paragraph.span);
    let opened = text.trim_start_matches(['"', '“', '«']);
    let opened = without_clock(opened);
    let start = paragraph.span.start + text.len() - opened.len();
    let Some(colon) = colon(opened) else { return hearing(document, paragraph, models) };
    let head = &opened[..colon];
    let end = head.find([',', '(', '[', ';', '–', '—']).unwrap_or(head.len());
    let end = head.find(" - ").map_or(end, |dash| dash.min(end));
    let (name, rest) = (head[..end].trim_end(), &head[end..]);
    let first = fold_word(name.split_whitespace().next()?);
    let asks = models.labels.asking.contains(&fold_word(name));
    if !is_name(name, models) || models.labels.not_speakers.contains(&first) && !asks {
        return None;
    }
    let outside = outside_brackets(rest);
    let capitals = is_capitals(name) && is_capitals(&outside);
    let timed = rest.contains(|c: char| c.is_ascii_digit()) && outside.trim().is_empty();
    let described = !rest.trim().is_empty();
    let loose = !capitals && !outside.trim().is_empty();
    let longest = if loose { LONGEST_LOOSE } else { LONGEST_DESCRIBED };
    if name.len() > LONGEST || head.len() > longest || outside.contains(['.', '?', '!']) && loose {
        return None;
    }
    let named = minister(head, name, models).unwrap_or(Span::new(0, name.len()));
    Some(Label {
        name: Span::new(start + named.start, start + named.end),
        content: Span::new(start + colon + 1, paragraph.span.end).trim(document.text),
        strong: capitals || timed,
        described,
        loose,
        asks,
    })
}

/// "[19:05:02]" and "(00:12)" in front of a label are no part of it.
fn without_clock(text: &str) -> &str {
    let Some(inner) = text.strip_prefix(['[', '(']) else { return text };
    let digits = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',');
    inner.trim_start_matches(digits).strip_prefix([']', ')']).map_or(text, str::trim_start)
}

/// The first colon outside brackets on the first line, followed by white space, a mark or nothing.
fn colon(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().take(LONGEST_DESCRIBED + 1) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '\n' => return None,
            ':' if depth == 0 => {
                let next = text[at + 1..].chars().next();
                let free = next.is_none_or(|c| c.is_whitespace() || matches!(c, '“' | '"' | '«'));
                return free.then_some(at);
            }
            _ => {}
        }
    }
    None
}

/// A few capitalised words: "Falk", "MS. EK-LUND", "Indra van der Hale", "SPEAKER 2", "UNIDENTIFIED MALE #1".
fn is_name(name: &str, models: &Models) -> bool {
    let spelt = |word: &str| {
        word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '’' | '\'' | '#' | '&'))
    };
    let capital = |word: &str| word.starts_with(char::is_uppercase) && spelt(word);
    let inner = |word: &str| {
        capital(word)
            || word.trim_start_matches('#').chars().all(|c| c.is_ascii_digit())
            || models.labels.particles.contains(word)
    };
    let mut words = name.split(' ');
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    words.next().is_some_and(capital)
        && words.all(inner)
        && letters > 0
        && name.split(' ').count() <= MOST_WORDS
}

/// No small letter, but for those of "McCALL".
fn is_capitals(words: &str) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).all(|word| {
        let word = word.strip_prefix("Mc").or_else(|| word.strip_prefix("Mac")).unwrap_or(word);
        !word.chars().any(char::is_lowercase)
    })
}

fn outside_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|c| {
            let inside = depth > 0;
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            !inside && !matches!(c, '(' | '[')
        })
        .collect()
}

/// "The Minister for Ports (Tom Hale)": the name behind the office.
fn minister(head: &str, office: &str, models: &Models) -> Option<Span> {
    let start = head.find('(')? + 1;
    let inner = head[start..].split_once(')')?.0;
    let named = is_name(inner, models) && inner.split(' ').count() > 1;
    (office.starts_with("The ") && named).then_some(Span::new(start, start + inner.len()))
}

/// "Senator DOSS. Thank you.": a title, a name in capitals and a stop, as printed hearings set it.
fn hearing(document: &Document, paragraph: &Paragraph, models: &Models) -> Option<Label> {
    let text = document.of(paragraph.span);
    let (title, rest) = text.split_once(' ')?;
    let titled =
        title.starts_with(char::is_uppercase) && models.roles.titles.contains(&fold_word(title));
    let (name, _) = rest.split_once(". ")?;
    let capitals = |word: &str| {
        is_capitals(word)
            && word.chars().filter(|c| c.is_uppercase()).count() > 1
            && is_name(word, models)
    };
    let short = name.len() <= LONGEST && name.split(' ').count() <= 2;
    if !titled || !short || !name.split(' ').all(capitals) {
        return None;
    }
    let end = paragraph.span.start + title.len() + 1 + name.len();
    Some(Label {
        name: Span::new(paragraph.span.start, end),
        content: Span::new(end + 1, paragraph.span.end).trim(document.text),
        strong: true,
        described: false,
        loose: false,
        asks: false,
    })
}
