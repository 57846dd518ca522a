//! Lines that are not prose, told by the line alone: share bars, corrections, sources, labels.
//! When in doubt a line is prose: a wrong verdict here loses a quotation.

use variorum_model::BlockRole;

use crate::credit::{is_credit, is_lone_medium};
use crate::headline::is_section;
use crate::lexicon::{FURNITURE, is_agency};
use crate::line::{
    LONGEST_LABEL_BYTES, bare, ends_sentence, has_at_most_words, has_quote, starts_upper,
};

/// Words of the longest line that share bars, credits and source lines take.
const LONGEST_LABEL_WORDS: usize = 24;

/// The role of a line that is furniture wherever it stands; `None` for everything else.
pub(crate) fn furniture(line: &str) -> Option<BlockRole> {
    if line.len() > LONGEST_LABEL_BYTES {
        return None;
    }
    if !line.contains(char::is_alphanumeric) {
        return Some(BlockRole::Other);
    }
    // most lines are prose, which no list knows: what costs more is asked of the others alone
    let role = listed(line)?;
    // A quotation is never furniture, whatever it stands in.
    if has_quote(line) {
        return None;
    }
    // only what is told by its opening can be as long as a sentence of prose
    let is_long = ends_sentence(line) && !has_at_most_words(line, LONGEST_LABEL_WORDS);
    if !is_long {
        Some(role)
    } else if is_correction(line) {
        Some(BlockRole::Correction)
    } else {
        is_label(line).then_some(BlockRole::Other)
    }
}

/// What the lists take a line for.
fn listed(line: &str) -> Option<BlockRole> {
    if is_share(line) {
        Some(BlockRole::Share)
    } else if is_correction(line) {
        Some(BlockRole::Correction)
    } else if source(line).is_some() {
        Some(BlockRole::SourceLine)
    } else if is_credit(line) {
        Some(BlockRole::Credit)
    } else if is_label(line) || is_tag(line) || is_counter(line) {
        Some(BlockRole::Other)
    } else {
        None
    }
}

/// The role of a line that is furniture only at the beginning or the end of a page.
pub(crate) fn edge_furniture(line: &str) -> Option<BlockRole> {
    (line.len() <= LONGEST_LABEL_BYTES && is_lone_medium(line)).then_some(BlockRole::Credit)
}

fn is_share(line: &str) -> bool {
    let list = &FURNITURE.share;
    let (mut n_strong, mut n_words) = (0, 0);
    for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        n_words += 1;
        if list.strong.has(word) {
            n_strong += 1;
        } else if !list.filler.has(word) && !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
    }
    n_strong > 0 && n_words <= 24 && !(ends_sentence(line) && n_words > 6)
}

fn is_correction(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '_', '(', '[', ' ']);
    FURNITURE.correction.openings.after(line).is_some()
}

/// The name behind "Source:"; `None` where the line is no source line.
pub(crate) fn source(line: &str) -> Option<&str> {
    let line = line.trim_matches(['(', ')', '[', ']', '*', '_', '-', '–', '—', ' ']);
    let rest = FURNITURE.source.openings.after(line)?.trim_start();
    let name = rest.strip_prefix([':', '|'])?.trim();
    let n_lower = name.split_whitespace().filter(|word| !starts_upper(word)).count();
    let sentence = ends_sentence(name) && !has_at_most_words(name, 3);
    (!name.is_empty() && has_at_most_words(name, 10) && n_lower <= 3 && !sentence).then_some(name)
}

/// The outlet that a source line names: a plain name, neither an agency nor a general word.
pub(crate) fn outlet_of_source(name: &str) -> Option<String> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '&' | '.' | '-' | '\'' | '’');
    let small = |word: &str| matches!(word, "of" | "the" | "and" | "de" | "la" | "&");
    let is_name = has_at_most_words(name, 5)
        && name.chars().all(plain)
        && name.split_whitespace().all(|word| starts_upper(word) || small(word));
    let generic = FURNITURE.source.generic.has(name);
    (is_name && !generic && !is_agency(name)).then(|| name.to_owned())
}

fn is_label(line: &str) -> bool {
    let list = &FURNITURE.other;
    if list.labels.has(bare(line)) {
        return true;
    }
    let after_prefix = list.prefixes.after(line).map(str::trim_start);
    let linked =
        after_prefix.is_some_and(|rest| rest.starts_with([':', '|', '»', '>', '→', '–', '—']));
    (linked && has_at_most_words(line, 24))
        || (list.openings.after(line).is_some() && has_at_most_words(line, 40))
}

/// "- News": a dash and a section.
fn is_tag(line: &str) -> bool {
    line.strip_prefix(['-', '–', '—', '•', '*', '#']).is_some_and(|rest| is_section(rest.trim()))
}

/// "Image 1 of 3", "1/3".
fn is_counter(line: &str) -> bool {
    let mut n_numbers = 0;
    for word in line.split(|c: char| c.is_whitespace() || c == '/') {
        let word = bare(word);
        let is = |known: &&str| word.eq_ignore_ascii_case(known);
        if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
            n_numbers += 1;
        } else if !["", "image", "photo", "slide", "of", "picture"].iter().any(is) {
            return false;
        }
    }
    n_numbers == 2 && (line.contains("of") || line.contains('/'))
}

#[cfg(test)]
mod tests {
    use variorum_model::BlockRole::{Correction, Credit, Other, Share, SourceLine};

    use super::{furniture, outlet_of_source, source};

    #[test]
    fn furniture_lines() {
        for (line, role) in [
            ("icon-facebook icon-twitter icon-whatsapp", Share),
            ("Share on Facebook", Share),
            ("Share this article", Share),
            ("Tweet", Share),
            ("*For corrections please email desk@example.org*", Correction),
            ("Correction: the ferry has two decks, not three.", Correction),
            ("Source: Harbour Post", SourceLine),
            ("(Source: Agencies)", SourceLine),
            ("Photo: Jane Roe", Credit),
            ("-", Other),
            ("* * *", Other),
            ("___.", Other),
            ("- News", Other),
            ("Advertisement", Other),
            ("ABSTRACT.", Other),
            ("Read more: Ferry stops as storm nears", Other),
            ("Tags: ferry, storm", Other),
            ("© 2024 Harbour Post", Other),
            ("Image 1 of 3", Other),
        ] {
            assert_eq!(furniture(line), Some(role), "{line}");
        }
    }

    #[test]
    fn prose_lines() {
        for line in [
            "Read the full letter below:",
            "Read the rest via the Harbour Post:",
            "Sources: I never spoke to the mayor about it.",
            "Share prices fell on Monday.",
            "Facebook said on Monday it would close the page.",
            "Read more: “We will not go,” says mayor",
            "He was the source of it.",
            "Solid as a rock.",
            "Related to the mayor by marriage",
            "She said:",
            "1984",
        ] {
            assert_eq!(furniture(line), None, "{line}");
        }
    }

    #[test]
    fn outlets_of_source_lines() {
        let outlet = |line| source(line).and_then(outlet_of_source);
        assert_eq!(outlet("Source: Harbour Post").as_deref(), Some("Harbour Post"));
        assert_eq!(outlet("Source: Reuters"), None);
        assert_eq!(outlet("Source: agencies"), None);
        assert_eq!(outlet("Source: Port Authority, 2024"), None);
    }
}
