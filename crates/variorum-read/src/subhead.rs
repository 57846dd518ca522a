//! What stands under the title and between the paragraphs: standfirst and headings.
//! Both are read as prose, so a wrong verdict here loses nothing.

use variorum_model::BlockRole;

use crate::dateline::dateline;
use crate::headline::{Candidate, is_section};
use crate::line::{ends_sentence, has_at_most_words, has_quote, n_words, starts_upper};

/// Marks a subtitle or summary between the title and what opens the body.
pub(crate) fn mark_standfirst(lines: &mut [Candidate], title_known: bool) {
    let title = lines.iter().position(|line| line.role == Some(BlockRole::Title));
    let start = match title {
        Some(title) => title + 1,
        // The input's title is not in the text; a short first line stands under it.
        None if title_known => 0,
        None => return,
    };
    let opens_body = |line: &Candidate| {
        use BlockRole::{Byline, Date, RepeatedTitle, SourceLine};
        matches!(line.role, Some(Byline | Date | RepeatedTitle | SourceLine))
            || (line.role.is_none() && dateline(line.words).is_some())
    };
    let end = (start..lines.len().min(start + 5)).find(|at| opens_body(&lines[*at]));
    let free = |range: std::ops::Range<usize>, lines: &[Candidate]| -> Vec<usize> {
        range.filter(|at| lines[*at].role.is_none()).collect()
    };
    if let Some(end) = end {
        let between = free(start..end, lines);
        let short = between.iter().all(|at| has_at_most_words(lines[*at].words, 70));
        let followed = lines[end..].iter().any(|line| line.role.is_none());
        if (1..=2).contains(&between.len()) && short && followed {
            for at in between {
                lines[at].role = Some(BlockRole::Standfirst);
            }
            return;
        }
    }
    if let [first, second, ..] = free(start..lines.len().min(start + 8), lines)[..] {
        let (words, next) = (lines[first].words, lines[second].words);
        let subtitle = !ends_sentence(words)
            && !words.ends_with([':', ',', ';'])
            && (4..=40).contains(&n_words(words));
        if subtitle && ends_sentence(next) && n_words(next) > n_words(words) / 2 {
            lines[first].role = Some(BlockRole::Standfirst);
        }
    }
}

/// Marks short lines between longer paragraphs.
pub(crate) fn mark_headings(lines: &mut [Candidate]) {
    let long = |line: Option<&Candidate>| {
        line.is_some_and(|line| {
            line.role.is_none() && !line.words.ends_with(':') && !has_at_most_words(line.words, 11)
        })
    };
    let headings: Vec<usize> = (1..lines.len())
        .filter(|at| lines[*at].role.is_none() && is_heading(lines[*at].words))
        .filter(|at| long(lines.get(at - 1)) && long(lines.get(at + 1)))
        .collect();
    for at in headings {
        lines[at].role = Some(BlockRole::Heading);
    }
}

fn is_heading(words: &str) -> bool {
    words.len() <= 120
        && !ends_sentence(words)
        && !words.ends_with([':', ',', ';'])
        && has_at_most_words(words, 10)
        && !has_quote(words)
        && starts_upper(words)
        && words.starts_with(char::is_alphanumeric)
        && !is_section(words)
}
