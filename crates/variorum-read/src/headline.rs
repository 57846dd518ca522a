//! The headline among the first lines: not always the first, and sometimes twice.
//! A wrong title costs little, since titles are read as prose too; a missed one costs the edition its name.

use variorum_model::BlockRole;

use crate::dateline::dateline;
use crate::lexicon::FURNITURE;
use crate::line::{
    bare, ends_sentence, folded, has_at_most_words, has_quote, has_words, n_inner_sentence_ends,
    n_words, starts_upper,
};

/// Lines looked at from the beginning of the text for a title.
const HEAD_LINES: usize = 12;
/// Lines looked at for the title again.
const REPEAT_LINES: usize = 20;

/// A line of the text on its way to its role; `None` where no other rule has claimed it.
pub(crate) struct Candidate<'a> {
    pub words: &'a str,
    pub role: Option<BlockRole>,
}

/// Marks the title, what stands before it, and the title again. True where a title was found.
pub(crate) fn mark_title(lines: &mut [Candidate], known: Option<&str>) -> bool {
    let title = match known {
        Some(title) => find_known(lines, title),
        None => find_repeated(lines).or_else(|| find_first(lines)),
    };
    let Some(title) = title else { return false };
    lines[title].role = Some(BlockRole::Title);
    for line in &mut lines[..title] {
        // A longer line may be the headline in other words: no label.
        if line.role.is_none() && !is_prose(line.words) && has_at_most_words(line.words, 4) {
            line.role = Some(BlockRole::Section);
        }
    }
    for line in lines.iter_mut().skip(title + 1).take(4) {
        if line.role.is_none() && is_section(line.words) {
            line.role = Some(BlockRole::Section);
        }
    }
    mark_repeats(lines, title);
    true
}

fn free(lines: &[Candidate]) -> impl Iterator<Item = usize> {
    let free: Vec<usize> =
        (0..lines.len().min(HEAD_LINES)).filter(|at| lines[*at].role.is_none()).collect();
    free.into_iter()
}

fn find_known(lines: &[Candidate], title: &str) -> Option<usize> {
    let title = folded(title);
    (0..lines.len().min(REPEAT_LINES))
        .find(|at| !title.is_empty() && is_short_with(lines[*at].words, &title))
}

/// The folded words of a line that may be a headline; empty for a longer one.
fn short_folded(words: &str) -> Vec<String> {
    if words.len() > 600 { Vec::new() } else { folded(words) }
}

/// True for a line of these words that is short enough for a headline.
fn is_short_with(line: &str, words: &[String]) -> bool {
    line.len() <= 600 && has_words(line, words)
}

/// A headline-shaped line that stands twice near the beginning, no other headline before it.
fn find_repeated(lines: &[Candidate]) -> Option<usize> {
    let all: Vec<Vec<String>> =
        lines.iter().take(REPEAT_LINES).map(|line| short_folded(line.words)).collect();
    let twice = |at: usize| all[at].len() >= 4 && all[at + 1..].contains(&all[at]);
    let at = free(lines).find(|at| twice(*at) && is_headline(lines[*at].words))?;
    let before = &lines[..at];
    (!before.iter().any(|line| line.role.is_none() && is_plain_headline(line.words))).then_some(at)
}

/// The first line that has the shape of one, sections and kickers passed over.
fn find_first(lines: &[Candidate]) -> Option<usize> {
    let free: Vec<usize> = free(lines).collect();
    for (nth, at) in free.iter().copied().enumerate() {
        let words = lines[at].words;
        let next = free.get(nth + 1).map(|next| lines[*next].words);
        if is_section(words) && next.is_some() {
            continue;
        }
        if has_at_most_words(words, 2)
            && !ends_sentence(words)
            && next.is_some_and(is_plain_headline)
        {
            continue;
        }
        let followed = lines[at + 1..].iter().any(|line| line.role.is_none());
        let longer =
            free[nth + 1..].iter().take(3).any(|next| lines[*next].words.len() > words.len());
        // A first line that ends as a sentence is the report's first paragraph more often than not.
        let in_capitals =
            longer && is_title_case(words) && !has_quote(words) || is_all_capitalised(words);
        let dotted = words.ends_with('.') && !in_capitals;
        let fits = is_headline(words) && !dotted;
        return (fits && followed).then_some(at);
    }
    None
}

/// Short, of one or two sentences, introducing nothing.
fn is_headline(words: &str) -> bool {
    words.len() <= 600
        && words.chars().count() <= 220
        && has_at_most_words(words, 32)
        && !words.ends_with([':', ','])
        && n_inner_sentence_ends(words) <= 1
        && !(ends_sentence(words) && dateline(words).is_some())
}

/// Six words in ten begin with a capital.
fn is_title_case(words: &str) -> bool {
    let n_upper = words.split_whitespace().filter(|word| starts_upper(word)).count();
    n_upper * 10 >= n_words(words) * 6
}

/// Every word of four letters and more begins with a capital, whatever marks stand before it.
fn is_all_capitalised(words: &str) -> bool {
    let bare = |word: &str| word.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
    n_words(words) >= 5
        && words
            .split_whitespace()
            .map(bare)
            .filter(|word| word.chars().count() >= 4)
            .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
}

fn is_plain_headline(words: &str) -> bool {
    is_headline(words) && !has_at_most_words(words, 4) && !words.ends_with('.')
}

/// "World News /", "news", "Home > World > Asia".
pub(crate) fn is_section(words: &str) -> bool {
    if words.len() > 80 || has_quote(words) {
        return false;
    }
    let all: Vec<String> = folded(bare(words));
    let known = all.iter().all(|word| FURNITURE.section.words.contains(word));
    let trail =
        words.split(['>', '»', '›', '|', '/']).filter(|part| !part.trim().is_empty()).count();
    let open = words.ends_with(['/', '>', '»', '›', '|']);
    let label = words.ends_with(':') && known;
    !all.is_empty()
        && all.len() <= 8
        && !(ends_sentence(words))
        && ((known && all.len() <= 5)
            || label
            || (open && all.len() <= 5)
            || (trail >= 3 && all.len() <= 6))
}

/// A line that says something: a quotation, or a sentence of some length.
pub(crate) fn is_prose(words: &str) -> bool {
    has_quote(words)
        || !has_at_most_words(words, 12)
        || (ends_sentence(words) && !has_at_most_words(words, 3))
        || words.ends_with(':')
}

fn mark_repeats(lines: &mut [Candidate], title: usize) {
    let words = short_folded(lines[title].words);
    if words.len() < 3 {
        return;
    }
    for line in lines.iter_mut().skip(title + 1) {
        let near = line.words.len() <= 2 * lines_limit(&words);
        if line.role.is_none() && near && is_short_with(line.words, &words) {
            line.role = Some(BlockRole::RepeatedTitle);
        }
    }
}

/// Bytes that a line of these words may take; a cheap test before folding.
fn lines_limit(words: &[String]) -> usize {
    words.iter().map(|word| word.len() + 4).sum()
}

#[cfg(test)]
mod tests {
    use super::{is_headline, is_prose, is_section};

    #[test]
    fn sections() {
        for words in [
            "World News /",
            "news",
            "Home > World > Oceania",
            "POLITICS",
            "ANALYSIS/OPINION:",
            "Harbour |",
        ] {
            assert!(is_section(words), "{words}");
        }
        for words in ["News of the dam reaches Oslo", "“News”", "Ferry stops", "News."] {
            assert!(!is_section(words), "{words}");
        }
    }

    #[test]
    fn headlines() {
        assert!(is_headline("Ferry to Outer Islands Stops as Storm Nears"));
        assert!(is_headline("Ferry stops. Islands wait"));
        assert!(!is_headline("And the mayor said:"));
        assert!(!is_headline("OSLO — The ferry stopped on Monday."));
        assert!(!is_headline(&"word ".repeat(40)));
    }

    #[test]
    fn prose() {
        assert!(
            is_prose("“No,” she said")
                && is_prose("He left on Monday.")
                && is_prose("The letter reads:")
        );
        assert!(!is_prose("Harbour Watch"));
    }
}
