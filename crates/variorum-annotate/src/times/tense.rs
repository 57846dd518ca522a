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
    // "the vote on Tuesday will", "would": the verb right behind has the time for its subject
    match line.word(end) {
        "will" | "wo" => return Tense::Future,
        "would" | "could" | "should" | "may" | "might" | "can" | "is" | "are" => {
            return Tense::Unknown;
        }
        _ => {}
    }
    let found = nearest(line, start, end);
    match line.before(start, 1) {
        "for" | "until" | "till" if WORDS.set_for.contains(line.before(start, 2)) => Tense::Future,
        // what was said or done may look ahead to these: "closed until Friday", "called a vote for Friday"
        "until" | "till" | "by" | "starting" | "beginning" | "effective"
            if found == Tense::Past =>
        {
            Tense::Unknown
        }
        "for" if found == Tense::Past && line.kind(end) != Some(TokenKind::Possessive) => {
            Tense::Unknown
        }
        _ => found,
    }
}

fn nearest(line: &Line, start: usize, end: usize) -> Tense {
    let before = (start.saturating_sub(REACH)..start)
        .rev()
        .take_while(|&at| !is_boundary(line, at))
        .find_map(|at| match line.word(at) {
            // "is holding talks on Friday" looks either way
            "is" | "are" if line.word(at + 1) != "to" && !is_plan(line, at + 1) => {
                Some(Tense::Unknown)
            }
            _ => cue(line, at),
        });
    before
        .or_else(|| {
            (end..line.len().min(end + REACH))
                .take_while(|&at| !is_boundary(line, at))
                .find_map(|at| cue(line, at))
        })
        .unwrap_or(Tense::Unknown)
}

fn is_boundary(line: &Line, at: usize) -> bool {
    line.kind(at) == Some(TokenKind::Ellipsis)
        || line.word(at) == ";"
        || (line.word(at) == ":" && !line.touches_next(at))
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
    // "would leave", "agreed to meet", "asked them to come": whether it came is not said
    if matches!(word, "would" | "could" | "should" | "might") {
        return Some(Tense::Unknown);
    }
    if word == "to" && is_infinitive(line, at) {
        if WORDS.promised.contains(line.before(at, 1)) {
            return Some(Tense::Future);
        }
        if (1..=4).any(|steps| WORDS.asked.contains(line.before(at, steps))) {
            return Some(Tense::Unknown);
        }
    }
    // "is expected", "was to": the word before "to" is no past event
    let heads_plan = line.word(at + 1) == "to" && WORDS.future_heads.contains(word);
    (!heads_plan && !line.is_capital(at) && WORDS.is_past(word) && !is_participle(line, at))
        .then_some(Tense::Past)
}

/// "will be held", "is accused", "will have ended", "the divided town": the form of the past, not its tense.
fn is_participle(line: &Line, at: usize) -> bool {
    let have = line.before(at, 1) == "have"
        && matches!(line.before(at, 2), "will" | "would" | "could" | "may");
    have || matches!(
        line.before(at, 1),
        "be" | "is"
            | "are"
            | "being"
            | "the"
            | "a"
            | "an"
            | "this"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
    )
}

/// True for a word that heads a plan: "expected", "due".
fn is_plan(line: &Line, at: usize) -> bool {
    let word = line.word(at);
    WORDS.future_heads.contains(word)
        || WORDS.future_words.contains(word)
        || WORDS.set_for.contains(word)
}

/// "is to", "plans to", "is now expected to" before an infinitive.
fn is_planned(line: &Line, at: usize) -> bool {
    is_infinitive(line, at) && WORDS.future_heads.contains(line.before(at, 1))
}

/// True for "to" before a verb, as far as the word's form tells.
fn is_infinitive(line: &Line, at: usize) -> bool {
    line.is_word(at + 1)
        && !line.is_capital(at + 1)
        && !matches!(
            line.word(at + 1),
            "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this" | "that"
        )
}
