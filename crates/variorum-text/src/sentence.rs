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
        let ends = is_end(text, tokens, index) && !numbers(&tokens[first..=index]);
        if !inside && (ends || index - first >= LONGEST) {
            first = index + 1;
            out.push(Span::new(start.take().unwrap_or(token.span.start), token.span.end));
        }
    }
    if let Some(start) = start {
        out.push(Span::new(start, tokens.last().map_or(block.end, |token| token.span.end)));
    }
    out
}

/// Where sentences end inside quotations in marks, as byte offsets in order: a speaker's sentences, which
/// [`sentences`] leaves whole. Words in marks that the reporter's sentence runs on from, and titles of works,
/// have none.
pub fn inner_ends(text: &str, tokens: &[Token], quoted: &[Quoted]) -> Vec<usize> {
    let mut out = Vec::new();
    let mut nested = quoted.iter().filter(|q| q.depth > 0).peekable();
    for quote in quoted.iter().filter(|q| q.depth == 0) {
        let from = tokens.partition_point(|token| token.span.start < quote.inner.start);
        let to = tokens.partition_point(|token| token.span.end <= quote.inner.end);
        if !(from..to).any(|at| is_low(text, tokens, at)) || runs_on(text, tokens, from, to) {
            continue;
        }
        for at in from..to.saturating_sub(1) {
            while nested.next_if(|q| q.span.end <= tokens[at].span.end).is_some() {}
            let inside = nested.peek().is_some_and(|q| q.span.start <= tokens[at].span.start);
            if !inside && is_end(text, tokens, at) {
                out.push(tokens[at].span.end);
            }
        }
    }
    out
}

/// True where the reporter's sentence goes on behind the words in marks, which no punctuation closes.
fn runs_on(text: &str, tokens: &[Token], from: usize, to: usize) -> bool {
    let closed = tokens[from..to].last().is_some_and(|last| {
        matches!(last.kind, TokenKind::Stop | TokenKind::Ellipsis | TokenKind::Dash)
            || last.span.of(text).ends_with([',', '.'])
    });
    let behind = (to..tokens.len()).take(MARKS).find(|&at| tokens[at].kind != TokenKind::Mark);
    !closed && behind.is_some_and(|at| is_low(text, tokens, at))
}

/// True for a word that begins with a small letter.
fn is_low(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = tokens[at];
    token.kind == TokenKind::Word && token.span.of(text).starts_with(char::is_lowercase)
}

/// True where the sentence ends with this token: a stop, or what closes after one, before a new beginning.
fn is_end(text: &str, tokens: &[Token], index: usize) -> bool {
    let Some(next) = tokens.get(index + 1) else { return true };
    let token = tokens[index];
    if next.span.start == token.span.end {
        return false;
    }
    if labels_picture(text, tokens, index + 1) {
        return true;
    }
    let word = token.span.of(text);
    let stopped = match token.kind {
        TokenKind::Stop => true,
        TokenKind::Ellipsis => true,
        TokenKind::Mark | TokenKind::Bracket => {
            closes_stopped(text, tokens, before_notes(tokens, index))
        }
        TokenKind::Word => {
            word.ends_with('.')
                && stop(word.trim_end_matches('.')) != Stop::BeforeName
                && !is_initial(word)
        }
        _ => false,
    };
    stopped && !begins_note(tokens, index + 1) && begins(text, tokens, index + 1, token.kind)
}

/// True for "2." or "*3.", which number the sentence behind them.
fn numbers(tokens: &[Token]) -> bool {
    matches!(tokens, [.., number, stop] if number.kind == TokenKind::Number
        && stop.kind == TokenKind::Stop && number.span.end == stop.span.start)
        && tokens[..tokens.len() - 2].iter().all(|token| token.kind == TokenKind::Other)
}

/// True for "Image:", "Photo:" and the like: what stands behind a caption, often without a stop between.
fn labels_picture(text: &str, tokens: &[Token], at: usize) -> bool {
    const LABELS: [&str; 7] =
        ["Image", "Photo", "Photograph", "Picture", "Video", "Credit", "Illustration"];
    let colon = tokens.get(at + 1).filter(|next| next.span.start == tokens[at].span.end);
    colon.is_some_and(|colon| colon.span.of(text) == ":")
        && LABELS.contains(&tokens[at].span.of(text))
}

fn is_initial(word: &str) -> bool {
    word.chars().count() == 2
}

/// True for "[6]", the number of a note.
fn begins_note(tokens: &[Token], at: usize) -> bool {
    matches!(tokens.get(at..at + 3), Some([open, number, close])
        if open.kind == TokenKind::Bracket && number.kind == TokenKind::Number && close.kind == TokenKind::Bracket
            && open.span.end == number.span.start && number.span.end == close.span.start)
}

/// The last token before the numbers of notes that end here: they belong to the sentence behind which they stand.
fn before_notes(tokens: &[Token], mut index: usize) -> usize {
    for _ in 0..MARKS {
        match index.checked_sub(2) {
            Some(open) if open > 0 && begins_note(tokens, open) => index = open - 1,
            _ => break,
        }
    }
    index
}

/// True where the closing marks up to here follow a stop.
fn closes_stopped(text: &str, tokens: &[Token], index: usize) -> bool {
    let before = tokens[..=index]
        .iter()
        .rev()
        .take(MARKS)
        .find(|t| !matches!(t.kind, TokenKind::Mark | TokenKind::Bracket));
    let adjacent = !matches!(tokens[index].kind, TokenKind::Mark | TokenKind::Bracket)
        || index > 0 && tokens[index - 1].span.end == tokens[index].span.start;
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
            // marks open where a word follows them at once: ''So, “‘So
            let touches = |k: &usize| {
                tokens[*k].kind == TokenKind::Mark
                    && tokens[k - 1].span.end == tokens[*k].span.start
            };
            let more = (index + 1..tokens.len()).take(2).take_while(touches).count();
            tokens.get(index + more + 1).is_some_and(|next| {
                next.span.start == tokens[index + more].span.end
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
    fn numbers_and_labels_of_pictures() {
        check("It rained. 2. The dam broke.", &["It rained.", "2. The dam broke."]);
        check("It fell to 2. The dam broke.", &["It fell to 2.", "The dam broke."]);
        check("Kites over Orr Image: Ottla Prin.", &["Kites over Orr", "Image: Ottla Prin."]);
        check(
            "Orr v. Lund ended. [6] [7] It rained.",
            &["Orr v. Lund ended. [6] [7]", "It rained."],
        );
        check(
            "The post-Sept. 11 law held (approx. 5 years).",
            &["The post-Sept. 11 law held (approx. 5 years)."],
        );
        check("He saw Sec. 4 and paid Rs. 500.", &["He saw Sec. 4 and paid Rs. 500."]);
    }

    fn check_inner(text: &str, expected: &[&str]) {
        let block = Span::new(0, text.len());
        let ends = inner_ends(text, &tokens(text, block), &quoted(text, block));
        let mut start = 0;
        let mut found = Vec::new();
        for end in ends.into_iter().chain([text.len()]) {
            found.push(text[start..end].trim());
            start = end;
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn a_speakers_sentences() {
        check_inner("“One is here. Two left,” he said.", &["“One is here.", "Two left,” he said."]);
        check_inner("He said: “It broke. We ran”.", &["He said: “It broke.", "We ran”."]);
        check_inner(
            "He called it “a shame. A mess” and left.",
            &["He called it “a shame. A mess” and left."],
        );
        check_inner("He read “Orr. A Life”.", &["He read “Orr. A Life”."]);
        check_inner(
            "“Ask J. K. Moe. Mr. Oye said ‘Go. Run now.’ to me.”",
            &["“Ask J. K. Moe.", "Mr. Oye said ‘Go. Run now.’ to me.”"],
        );
    }

    proptest::proptest! {
        #[test]
        fn ends_lie_on_boundaries(text in "[\"“”‘’'. A-Ca-cé0-9:,]{0,60}") {
            let block = Span::new(0, text.len());
            for end in inner_ends(&text, &tokens(&text, block), &quoted(&text, block)) {
                proptest::prop_assert!(text.is_char_boundary(end));
            }
        }
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
