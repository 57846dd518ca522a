//! Tokens: words, numbers and punctuation, each a span.
//!
//! A word keeps its inner hyphens, apostrophes and full stops ("co-operate", "don't", "U.S."), but gives
//! up a possessive 's as a token of its own, so that "Russia's" and "Russia" meet.

use crate::abbreviation::{Stop, is_small, stop};
use variorum_model::Span;

/// A token of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TokenKind {
    /// Letters, perhaps with digits.
    Word,
    /// A number with its separators: "11,000", "6.5".
    Number,
    /// A possessive "'s", or "'" after a plural.
    Possessive,
    /// Double or single quotation mark.
    Mark,
    /// Dash or hyphen between words.
    Dash,
    /// Round, square or curly bracket.
    Bracket,
    /// "…" or "...".
    Ellipsis,
    /// "." "?" "!"
    Stop,
    /// Any other punctuation or symbol.
    Other,
}

impl Token {
    /// True for words and numbers.
    pub fn is_wordlike(self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}

/// The tokens of `text` inside `within`.
pub fn tokens(text: &str, within: Span) -> Vec<Token> {
    let mut out = Vec::with_capacity(within.len() / 5);
    let body = within.of(text);
    let mut at = 0;
    while let Some(c) = body[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (len, kind) =
            if c.is_alphanumeric() { word(body, at) } else { punctuation(body, at, c) };
        let span = Span::new(within.start + at, within.start + at + len);
        let after_plural = matches!(c, '\'' | '’') && body[..at].ends_with(['s', 'S']);
        let kind = if after_plural { TokenKind::Possessive } else { kind };
        match possessive(span.of(text)) {
            Some(cut) if kind == TokenKind::Word => {
                out.push(Token { span: Span::new(span.start, span.start + cut), kind });
                out.push(Token {
                    span: Span::new(span.start + cut, span.end),
                    kind: TokenKind::Possessive,
                });
            }
            _ => out.push(Token { span, kind }),
        }
        at += len;
    }
    out
}

/// Byte offset of a possessive ending.
fn possessive(word: &str) -> Option<usize> {
    if !word.ends_with(['s', 'S']) {
        return None;
    }
    ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .map(str::len)
        .filter(|&n| n > 0)
}

/// Length and kind of the word or number that begins at `at`.
fn word(body: &str, at: usize) -> (usize, TokenKind) {
    let rest = &body[at..];
    // most words are plain letters with a space behind them
    let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if plain > 0 && rest.as_bytes().get(plain).is_none_or(|next| matches!(next, b' ' | b'\n')) {
        let only_number = rest.as_bytes()[..plain].iter().all(u8::is_ascii_digit);
        return (plain, if only_number { TokenKind::Number } else { TokenKind::Word });
    }
    let mut chars = rest.char_indices().peekable();
    let mut end = 0;
    let mut only_number = true;
    while let Some((i, c)) = chars.next() {
        if c.is_alphanumeric() || is_joined(c) {
            only_number &= c.is_numeric();
            end = i + c.len_utf8();
        } else if matches!(c, '-' | '‐' | '‑' | '\'' | '’' | '.' | ',' | '&' | '@' | '_')
            && chars.peek().is_some_and(|(_, next)| joins(c, *next, only_number))
        {
            only_number &= matches!(c, '.' | ',');
        } else {
            break;
        }
    }
    // a full stop belongs to the word where the word is an abbreviation or an initial
    if rest[end..].starts_with('.') && !only_number && ends_in_stop(&rest[..end], &rest[end + 1..])
    {
        end += 1;
    }
    (end, if only_number { TokenKind::Number } else { TokenKind::Word })
}

/// Combining marks and zero-width joiners stay inside the word.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

fn joins(c: char, next: char, only_number: bool) -> bool {
    match c {
        ',' => only_number && next.is_numeric(),
        '.' => next.is_alphanumeric(),
        _ => next.is_alphanumeric(),
    }
}

fn ends_in_stop(word: &str, rest: &str) -> bool {
    if word.contains('.') && stop(word) != Stop::Sentence {
        return true;
    }
    let mut chars = word.chars();
    let single_initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    let another_word = rest.trim_start().chars().next().is_some_and(char::is_alphanumeric);
    // "R-Ariz.", "post-Sept.": the part after the hyphen is the abbreviation
    let last = word.rsplit('-').next().unwrap_or(word);
    (single_initial && word != "I" && another_word)
        || (last.starts_with(char::is_uppercase) && stop(last) != Stop::Sentence)
        || is_small(last)
}

fn punctuation(body: &str, at: usize, c: char) -> (usize, TokenKind) {
    let rest = &body[at..];
    let kind = match c {
        '“' | '”' | '„' | '‟' | '"' | '«' | '»' | '‘' | '’' | '\'' | '‚' | '‹' | '›' | '「'
        | '」' | '『' | '』' => TokenKind::Mark,
        '`' if rest.starts_with("``") => return (2, TokenKind::Mark),
        '-' | '‐'..='―' => {
            let run = rest.chars().take_while(|d| *d == c).count();
            return (run * c.len_utf8(), TokenKind::Dash);
        }
        '(' | ')' | '[' | ']' | '{' | '}' => TokenKind::Bracket,
        '…' => TokenKind::Ellipsis,
        '.' if rest.starts_with("..") => {
            return (rest.bytes().take_while(|b| *b == b'.').count(), TokenKind::Ellipsis);
        }
        '.' | '?' | '!' | '。' | '？' | '！' => TokenKind::Stop,
        _ => TokenKind::Other,
    };
    (c.len_utf8(), kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = tokens(text, Span::new(0, text.len()))
            .iter()
            .map(|token| token.span.of(text))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_keep_hyphens_and_initials() {
        check("The U.S. co-operates.", &["The", "U.S.", "co-operates", "."]);
        check("Mr. A. B. Stone, R-Tenn.", &["Mr.", "A.", "B.", "Stone", ",", "R-Tenn."]);
        check("over 11,000 boxes", &["over", "11,000", "boxes"]);
        check("Russia’s don’t", &["Russia", "’s", "don’t"]);
        let plural = "the dockers’ union";
        let mut kinds =
            tokens(plural, Span::new(0, plural.len())).into_iter().map(|token| token.kind);
        assert_eq!(kinds.nth(2), Some(TokenKind::Possessive));
        check("“Yes,” he said—no… ok", &["“", "Yes", ",", "”", "he", "said", "—", "no", "…", "ok"]);
        check("in Stadt.", &["in", "Stadt", "."]);
    }

    proptest::proptest! {
        #[test]
        fn tokens_cover_all_but_space(text in "\\PC*") {
            let mut at = 0;
            for token in tokens(&text, Span::new(0, text.len())) {
                proptest::prop_assert!(text[at..token.span.start].trim().is_empty());
                proptest::prop_assert!(!token.span.is_empty());
                at = token.span.end;
            }
            proptest::prop_assert!(text[at..].trim().is_empty());
        }
    }
}
