//! Does the report credit the words to whom the asker names?

use crate::aliases::Aliases;
use crate::passage::{At, Opened};
use variorum_collate::Credits;
use variorum_model::{Link, LinkRole, Speaker};
use variorum_text::fold_word;

/// Whom the asker credits, and through whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct By<'a> {
    name: &'a str,
    via: Option<&'a str>,
}

/// What a report says to that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Credit {
    /// It credits another.
    Other,
    /// It does not say.
    Unsaid,
    /// It credits the one asked for.
    Same,
}

/// What parts a speaker from who carried his words.
const VIA: [&str; 6] = [" via ", " through ", " as quoted by ", " quoted by ", " told ", " per "];

impl<'a> By<'a> {
    pub fn parse(by: &'a str) -> Self {
        let by = by.trim();
        let split = VIA.iter().filter_map(|sign| by.split_once(sign)).min_by_key(|(a, _)| a.len());
        match split {
            Some((name, via)) if !name.trim().is_empty() && !via.trim().is_empty() => {
                Self { name: name.trim().trim_end_matches(','), via: Some(via.trim()) }
            }
            _ => Self { name: by, via: None },
        }
    }
}

/// Says whether the word at `word` is credited to `by`.
pub(crate) fn credit(
    by: &By,
    opened: &Opened,
    word: usize,
    credits: &Credits,
    aliases: &Aliases,
) -> Credit {
    let annotated = &opened.annotated;
    let quotations = opened.quotations(word);
    let mut out = Credit::Unsaid;
    for quotation in quotations.iter().map(|&q| &annotated.quotations[q]) {
        if quotation.speaker.is_none() {
            continue;
        }
        let said = aliases
            .names(by.name)
            .iter()
            .any(|name| credits.agree(name, annotated, quotation).is_some());
        let known = quotation.speaker.as_ref().map(|s| aliases.names(&s.name));
        let listed = known
            .is_some_and(|names| names.len() > 1 && names.iter().any(|name| same(name, by.name)));
        let name = quotation.speaker.as_ref().map(|s| s.name.as_str()).unwrap_or_default();
        if said || listed || is_misspelt(by.name, name) || is_so_described(by.name, name) {
            out = Credit::Same;
            break;
        }
        out = Credit::Other;
    }
    if out == Credit::Unsaid && !is_near(by.name, opened, word) {
        out = Credit::Other;
    }
    let Some(via) = by.via.filter(|_| out != Credit::Other) else { return out };
    if carried(via, opened, word, aliases) { out } else { Credit::Other }
}

/// True where the name asked for stands in the paragraph of the word, or in the one before or behind it; of a primary
/// text, everywhere.
fn is_near(name: &str, opened: &Opened, word: usize) -> bool {
    if opened.at[word] == At::Marked(usize::MAX) {
        return true;
    }
    let folded = fold_word(name);
    let Some(last) = folded.split_whitespace().next_back() else { return false };
    let block = opened.block[word];
    let blocks = &opened.annotated.report.blocks;
    let near = blocks.iter().take(block + 2).skip(block.saturating_sub(1));
    let text = &opened.annotated.report.text;
    near.into_iter().any(|block| {
        fold_word(block.span.of(text)).split(|c: char| !c.is_alphanumeric()).any(|w| w == last)
    })
}

/// Letters of a name at least where one of them may be wrong.
const MISSPELT_LETTERS: usize = 5;

/// True for two spellings of one name: "Sara Lindquist", "Sarah Lindquist". One of the two words must be the same.
fn is_misspelt(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        fold_word(name).split_whitespace().map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let ([first, last], [other_first, other_last]) = (a.as_slice(), b.as_slice()) else {
        return false;
    };
    let one_letter = |a: &str, b: &str| {
        a.chars().count().max(b.chars().count()) >= MISSPELT_LETTERS && is_one_letter_off(a, b)
    };
    last == other_last && one_letter(first, other_first)
        || first == other_first && one_letter(last, other_last)
}

/// True where one letter was put in, left out or changed.
fn is_one_letter_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail =
        a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    (a.len() - head - tail).max(b.len() - head - tail) == 1
}

/// True for two descriptions without a name that share what they describe: "one resident", "a resident of the quay".
fn is_so_described(a: &str, b: &str) -> bool {
    const LETTERS: usize = 4;
    let has_name = |name: &str| name.chars().any(char::is_uppercase);
    let telling = |name: &str| -> Vec<String> {
        let folded = fold_word(name);
        let words = folded.split(|c: char| !c.is_alphanumeric());
        words.filter(|w| w.chars().count() >= LETTERS).map(str::to_owned).collect()
    };
    let head = |name: &str| telling(name.split(" of ").next().unwrap_or(name));
    !has_name(a.split(" on ").next().unwrap_or(a))
        && !has_name(b)
        && head(a).iter().any(|word| head(b).contains(word))
}

/// True where the report names `via` on the way of the words, or is its own.
fn carried(via: &str, opened: &Opened, word: usize, aliases: &Aliases) -> bool {
    let names = aliases.names(via);
    let (_, chain) = told(opened, word);
    let outlet = opened.annotated.report.outlet.iter().map(String::as_str);
    let links = chain.iter().filter(|link| link.role != LinkRole::Speaker);
    let mut all = links.map(|link| link.name.as_str()).chain(outlet);
    all.any(|link| names.iter().any(|name| same(name, link)))
}

/// True where the words of one name are among those of the other.
pub(crate) fn same(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let folded = fold_word(name).replace("'s", "");
        let words = folded.split(|c: char| !c.is_alphanumeric());
        words.filter(|w| !w.is_empty() && *w != "the").map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && short.iter().all(|word| long.contains(word))
}

/// Whom the report credits with the word at `word`, and what stands between.
pub(crate) fn told(opened: &Opened, word: usize) -> (Option<Speaker>, Vec<Link>) {
    let annotated = &opened.annotated;
    let attribution = match opened.at[word] {
        At::Quoted(quotation) => {
            let quotation = &annotated.quotations[quotation];
            let chain = annotated.attributions.get(quotation.attribution).map(|a| a.chain.clone());
            return (quotation.speaker.clone(), chain.unwrap_or_default());
        }
        At::Indirect(attribution) => annotated.attributions.get(attribution),
        At::Marked(_) | At::Narrator => None,
    };
    attribution.map_or((None, Vec::new()), |a| (a.speaker.clone(), a.chain.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_and_spellings_meet() {
        assert!(is_misspelt("Sarah Lindquist", "Sarach Lindquist"));
        assert!(is_misspelt("Ida Lindquist", "Ida Lindqvist"));
        assert!(
            !is_misspelt("Ida Moe", "Ida Mohr") && !is_misspelt("Bo Lindquist", "Ida Lindquist")
        );
        assert!(!is_misspelt("Ida Moe", "Ida Moe"));
        assert!(is_so_described("a resident of the quay", "one resident"));
        assert!(!is_so_described("a resident", "an officer"));
        assert!(!is_so_described("Ida Moe", "one resident"));
    }

    #[test]
    fn who_carried_the_words_is_told_apart() {
        assert_eq!(By::parse("Ida Moe via Fjord News").via, Some("Fjord News"));
        assert_eq!(By::parse("Ida Moe told the Marn Herald").name, "Ida Moe");
        assert_eq!(By::parse("Ida Moe"), By { name: "Ida Moe", via: None });
        assert!(same("the Marn Herald", "Marn Herald’s") && !same("Herald", "Fjord News"));
    }
}
