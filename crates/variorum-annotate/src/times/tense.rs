//! Whether the clause around a time lies behind or ahead of the report.

use super::line::Line;
use super::words::WORDS;
use variorum_text::TokenKind;

/// Where a clause lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Unknown,
}

/// Words looked at on either side.
const REACH: usize = 14;

/// The tense of the verb nearest to the tokens `start..end`; what stands before them counts first.
pub(super) fn tense(line: &Line, start: usize, end: usize) -> Tense {
    let before = (start.saturating_sub(REACH)..start)
        .rev()
        .take_while(|&at| !is_boundary(line, at))
        .find_map(|at| cue(line, at));
    before
        .or_else(|| {
            (end..line.len().min(end + REACH))
                .take_while(|&at| !is_boundary(line, at))
                .find_map(|at| cue(line, at))
        })
        .unwrap_or(Tense::Unknown)
}

fn is_boundary(line: &Line, at: usize) -> bool {
    line.kind(at) == Some(TokenKind::Ellipsis) || matches!(line.word(at), ";" | ":")
}

fn cue(line: &Line, at: usize) -> Option<Tense> {
    let word = line.word(at);
    let ahead = WORDS.future_words.contains(word)
        || word.ends_with("'ll")
        || (word == "ahead" && line.word(at + 1) == "of")
        || (word == "to" && is_planned(line, at));
    if ahead {
        return Some(Tense::Future);
    }
    // "is expected", "was to": the word before "to" is no past event
    let heads_plan = line.word(at + 1) == "to" && WORDS.future_heads.contains(word);
    (!heads_plan && !line.is_capital(at) && WORDS.is_past(word)).then_some(Tense::Past)
}

/// "is to", "plans to", "is now expected to" before an infinitive.
fn is_planned(line: &Line, at: usize) -> bool {
    let follows_verb = line.is_word(at + 1)
        && !line.is_capital(at + 1)
        && !matches!(
            line.word(at + 1),
            "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this" | "that"
        );
    follows_verb && WORDS.future_heads.contains(line.before(at, 1))
}
