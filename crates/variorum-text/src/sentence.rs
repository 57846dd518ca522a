//! Sentences of a block. A quotation in marks is never cut: its sentence is the reporter's, not the speaker's.

use crate::abbreviation::{Stop, stop};
use crate::{Quoted, Token, TokenKind};
use variorum_model::Span;

/// Tokens of the longest sentence. What goes on without a stop (a list, a table, a stuck key) is cut there, as
/// each later phase compares the parts of a sentence with each other.
const LONGEST: usize = 1000;
/// Marks and brackets in a row that are looked past; more of them are no punctuation.
const MARKS: usize = 16;

/// The sentences of a block, from its tokens and its quoted stretches; closing marks and brackets go with
/// the sentence they close.
pub fn sentences(text: &str, block: Span, tokens: &[Token], quoted: &[Quoted]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = None;
    let mut first = 0;
    let mut quotes = quoted.iter().filter(|q| q.depth == 0).peekable();
    for (index, token) in tokens.iter().enumerate() {
        start.get_or_insert(token.span.start);
        while quotes.next_if(|q| q.span.end < token.span.end).is_some() {}
        let inside = quotes
            .peek()
            .is_some_and(|q| q.span.start <= token.span.start && token.span.end < q.span.end);
        if !inside && (is_end(text, tokens, index) || index - first >= LONGEST) {
            first = index + 1;
            out.push(Span::new(start.take().unwrap_or(token.span.start), token.span.end));
        }
    }
    if let Some(start) = start {
        out.push(Span::new(start, tokens.last().map_or(block.end, |token| token.span.end)));
    }
    out
}

/// True where the sentence ends with this token: a stop, or what closes after one, before a new beginning.
fn is_end(text: &str, tokens: &[Token], index: usize) -> bool {
    let Some(next) = tokens.get(index + 1) else { return true };
    let token = tokens[index];
    if next.span.start == token.span.end {
        return false;
    }
    let word = token.span.of(text);
    let stopped = match token.kind {
        TokenKind::Stop => true,
        TokenKind::Ellipsis => true,
        TokenKind::Mark | TokenKind::Bracket => closes_stopped(text, tokens, index),
        TokenKind::Word => {
            word.ends_with('.')
                && stop(word.trim_end_matches('.')) != Stop::BeforeName
                && !is_initial(word)
        }
        _ => false,
    };
    stopped && begins(text, tokens, index + 1, token.kind)
}

fn is_initial(word: &str) -> bool {
    word.chars().count() == 2
}

/// True where the closing marks up to here follow a stop.
fn closes_stopped(text: &str, tokens: &[Token], index: usize) -> bool {
    let before = tokens[..index]
        .iter()
        .rev()
        .take(MARKS)
        .find(|t| !matches!(t.kind, TokenKind::Mark | TokenKind::Bracket));
    let adjacent = index > 0 && tokens[index - 1].span.end == tokens[index].span.start;
    adjacent
        && before.is_some_and(|t| {
            t.kind == TokenKind::Stop
                || (t.kind == TokenKind::Ellipsis)
                || (t.kind == TokenKind::Word && t.span.of(text).ends_with('.'))
        })
}

/// True where a sentence may begin: a capital, a digit, an opening mark.
fn begins(text: &str, tokens: &[Token], index: usize, after: TokenKind) -> bool {
    let token = tokens[index];
    let first = token.span.of(text).chars().next().unwrap_or(' ');
    match token.kind {
        TokenKind::Word => {
            // letters without case (Hangul, Han) begin a sentence as they are
            let capital = first.is_uppercase() || !(first.is_lowercase() || first.is_uppercase());
            capital && (after != TokenKind::Word || !continues_name(token.span.of(text)))
        }
        TokenKind::Number => after != TokenKind::Word && after != TokenKind::Ellipsis,
        TokenKind::Mark | TokenKind::Bracket => {
            // a mark opens where a word follows it at once
            tokens.get(index + 1).is_some_and(|next| {
                next.span.start == token.span.end
                    && next.span.of(text).chars().next().is_some_and(|c| {
                        c.is_uppercase()
                            || c.is_numeric()
                            || c == '['
                            || !c.is_lowercase() && c.is_alphabetic()
                    })
            })
        }
        TokenKind::Dash => after == TokenKind::Stop,
        _ => false,
    }
}

/// After an abbreviation such as "U.S." a capital mostly continues a name ("U.S. Senate"); these words do not.
fn continues_name(word: &str) -> bool {
    const BEGINNERS: [&str; 32] = [
        "The", "A", "An", "In", "On", "At", "He", "She", "It", "They", "We", "I", "But", "And",
        "His", "Her", "Its", "Their", "This", "That", "These", "Those", "As", "For", "If", "When",
        "While", "After", "Before", "Mr.", "Ms.", "Mrs.",
    ];
    !BEGINNERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{quoted, tokens};

    fn check(text: &str, expected: &[&str]) {
        let block = Span::new(0, text.len());
        let found = sentences(text, block, &tokens(text, block), &quoted(text, block));
        assert_eq!(found.iter().map(|span| span.of(text)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn abbreviations_do_not_end() {
        check("Mr. Oye met Sen. Lund. He left.", &["Mr. Oye met Sen. Lund.", "He left."]);
        check("The U.S. Senate met. It rose.", &["The U.S. Senate met.", "It rose."]);
        check("He left the U.S. The vote failed.", &["He left the U.S.", "The vote failed."]);
        check("He came at 5 p.m. on May 3.5 or so.", &["He came at 5 p.m. on May 3.5 or so."]);
        check("So J. K. Moe said.", &["So J. K. Moe said."]);
    }

    #[test]
    fn what_has_no_stop_is_cut() {
        let text = "so it went on ".repeat(1000);
        let block = Span::new(0, text.len());
        assert_eq!(sentences(&text, block, &tokens(&text, block), &[]).len(), 4);
    }

    #[test]
    fn quotations_stay_whole() {
        check(
            "“One. Two!” he said. “Three.” Four.",
            &["“One. Two!” he said.", "“Three.”", "Four."],
        );
        check("Is it? “Yes,” she said.", &["Is it?", "“Yes,” she said."]);
    }
}
