//! Which blocks of the page an extractor chose, found by aligning its text with theirs.
//!
//! An extractor gives words, in the order of the page but for little, and loses where they stood. Letters and digits
//! alone are compared, since extractors change white space at will and part words at inline elements.
//! Runs of the same characters are chained so that both sides go forward and the most characters are covered;
//! no character of either side is used twice, so a teaser that repeats a paragraph is not taken for it.

use rustc_hash::FxHashMap;
use variorum_model::Span;

use super::block::Block;

/// Characters that must be the same for a run to begin.
const GRAM: usize = 12;
/// Places of one gram in the extracted text that are tried.
const MOST_PLACES: usize = 4;
/// Extracted characters between two runs in which short blocks are looked for.
const MOST_GAP: usize = 2_000;
/// Of a block, the part that must have been chosen for the whole of it to count.
const WHOLE: f64 = 0.6;
/// Characters that a chosen part of a block must have to be kept by itself.
const FEWEST_OF_PART: usize = 60;

/// What the extractor chose.
pub(super) struct Chosen {
    /// Blocks in order of the page, each with the part that was chosen.
    pub blocks: Vec<(usize, Span)>,
    /// Part of the extracted characters that the blocks cover, 0 to 1.
    pub covered: f64,
}

/// The letters and digits of a text, with the byte where each begins.
struct Letters {
    chars: Vec<char>,
    bytes: Vec<usize>,
}

impl Letters {
    fn of(text: &str) -> Self {
        let (bytes, chars) = text.char_indices().filter(|(_, c)| c.is_alphanumeric()).unzip();
        Self { chars, bytes }
    }
}

/// The same characters in a block and in the extracted text.
#[derive(Clone, Copy, Debug)]
struct Run {
    block: usize,
    /// First character in the block's letters.
    at: usize,
    /// First character in the extracted letters.
    extracted: usize,
    length: usize,
}

impl Run {
    fn extracted_end(&self) -> usize {
        self.extracted + self.length
    }
}

/// The blocks that make up the extracted text.
pub(super) fn align(blocks: &[Block], extracted: &str) -> Chosen {
    let extracted = Letters::of(extracted).chars;
    let letters: Vec<Letters> = blocks.iter().map(|block| Letters::of(&block.text)).collect();
    let runs = chain(&runs(&letters, &extracted), extracted.len());
    let runs = with_short_ones(runs, &letters, &extracted);
    let n_covered: usize = runs.iter().map(|run| run.length).sum();
    Chosen {
        blocks: parts(&runs, &letters, blocks),
        covered: n_covered as f64 / extracted.len().max(1) as f64,
    }
}

fn hash(gram: &[char]) -> u64 {
    gram.iter().fold(0xcbf2_9ce4_8422_2325, |hash, c| {
        (hash ^ u64::from(*c)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// All runs of at least a gram, for each place in the blocks at up to [`MOST_PLACES`] places of the extracted text.
fn runs(letters: &[Letters], extracted: &[char]) -> Vec<Run> {
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, gram) in extracted.windows(GRAM).enumerate() {
        let places = places.entry(hash(gram)).or_default();
        if places.len() < MOST_PLACES {
            places.push(at);
        }
    }
    let mut runs = Vec::new();
    let mut expected = 0;
    for (block, letters) in letters.iter().enumerate() {
        let mut at = 0;
        while let Some(gram) = letters.chars.get(at..at + GRAM) {
            let Some(places) = places.get(&hash(gram)) else {
                at += 1;
                continue;
            };
            let same = |place: usize| {
                let pairs = letters.chars[at..].iter().zip(&extracted[place..]);
                pairs.take_while(|(ours, theirs)| ours == theirs).count()
            };
            // Where the last run ended the next one is likely to begin; beyond four places nothing else is known.
            let continued =
                (!places.contains(&expected) && expected < extracted.len()).then_some(expected);
            let mut longest = 0;
            for place in places.iter().copied().chain(continued) {
                let length = same(place);
                if length >= GRAM {
                    runs.push(Run { block, at, extracted: place, length });
                    if length > longest {
                        (longest, expected) = (length, place + length);
                    }
                }
            }
            at += longest.max(1);
        }
    }
    runs
}

/// The runs that cover most characters while both sides go forward. Among equal ones those that stand close together
/// in the page win: what repeats the article's words stands before it or behind it.
fn chain(runs: &[Run], n_extracted: usize) -> Vec<Run> {
    // The best chain that ends at or before each place of the extracted text, as a tree of prefix maxima.
    let mut best: Vec<(usize, usize)> = vec![(0, usize::MAX); n_extracted + 2];
    let mut scores = Vec::with_capacity(runs.len());
    let mut before = Vec::with_capacity(runs.len());
    let mut waiting = 0;
    for (index, run) in runs.iter().enumerate() {
        // Runs that begin at the same place of the page are rivals: they enter when it is past.
        while runs[waiting].block < run.block || runs[waiting].at < run.at {
            enter(&mut best, runs[waiting].extracted_end(), (scores[waiting], waiting));
            waiting += 1;
        }
        let (score, previous) = up_to(&best, run.extracted);
        scores.push(score + run.length);
        before.push(previous);
        debug_assert!(index + 1 == scores.len());
    }
    let last = (0..runs.len()).max_by_key(|index| (scores[*index], std::cmp::Reverse(*index)));
    let mut chain = Vec::new();
    let mut next = last.unwrap_or(usize::MAX);
    while let Some(run) = runs.get(next) {
        chain.push(*run);
        next = before[next];
    }
    chain.reverse();
    chain
}

fn enter(best: &mut [(usize, usize)], end: usize, value: (usize, usize)) {
    let mut at = end + 1;
    while at < best.len() {
        // The later one of two equal chains ends closer to what follows.
        if best[at].1 == usize::MAX || best[at].0 <= value.0 {
            best[at] = value;
        }
        at += at & at.wrapping_neg();
    }
}

fn up_to(best: &[(usize, usize)], end: usize) -> (usize, usize) {
    let (mut found, mut at) = ((0, usize::MAX), end + 1);
    while at > 0 {
        let value = best[at];
        if value.1 != usize::MAX && (found.1 == usize::MAX || value > found) {
            found = value;
        }
        at -= at & at.wrapping_neg();
    }
    found
}

/// Adds what is too short to be found by itself: whole blocks and ends of blocks that fill the gaps of the chain, in order.
fn with_short_ones(chain: Vec<Run>, letters: &[Letters], extracted: &[char]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(chain.len());
    let end = Run { block: letters.len(), at: 0, extracted: extracted.len(), length: 0 };
    let mut past = Run { block: 0, at: 0, extracted: 0, length: 0 };
    for next in chain.into_iter().chain([end]) {
        let mut at = past.at + past.length;
        let mut cursor = past.extracted_end();
        for block in past.block..=next.block.min(letters.len().saturating_sub(1)) {
            let Some(own) = letters.get(block) else { break };
            let until = if block == next.block { next.at } else { own.chars.len() };
            let rest = own.chars.get(at..until).unwrap_or_default();
            let gap = &extracted[cursor..next.extracted.min(cursor + MOST_GAP)];
            if !rest.is_empty() && gap.starts_with(rest) {
                runs.push(Run { block, at, extracted: cursor, length: rest.len() });
                cursor += rest.len();
            }
            at = 0;
        }
        if next.length > 0 {
            runs.push(next);
        }
        past = next;
    }
    runs
}

/// The chosen part of each block: the whole where most of it was chosen, else the runs that are long enough.
fn parts(runs: &[Run], letters: &[Letters], blocks: &[Block]) -> Vec<(usize, Span)> {
    let mut parts = Vec::new();
    for runs in runs.chunk_by(|run, next| run.block == next.block) {
        let block = runs[0].block;
        let (own, text) = (&letters[block], &blocks[block].text);
        let n_chosen: usize = runs.iter().map(|run| run.length).sum();
        if n_chosen as f64 >= WHOLE * own.chars.len() as f64 {
            parts.push((block, Span::new(0, text.len())));
            continue;
        }
        let (first, last) = (runs[0], runs[runs.len() - 1]);
        if n_chosen >= FEWEST_OF_PART {
            let span = own.words(first.at, last.at + last.length, text);
            parts.extend((!span.is_empty()).then_some((block, span)));
        }
    }
    parts
}

impl Letters {
    /// The bytes from the first to behind the last character, widened to whole words with their marks.
    fn words(&self, first: usize, end: usize, text: &str) -> Span {
        let (Some(start), Some(last)) = (self.bytes.get(first), self.bytes.get(end - 1)) else {
            return Span::default();
        };
        let start = text[..*start].rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let end = text[*last..].find(char::is_whitespace).map_or(text.len(), |at| last + at);
        // A white space may be longer than a byte.
        Span::new(text.ceil_char_boundary(start), end).trim(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, align};

    fn chosen(blocks: &[&str], extracted: &str) -> Vec<String> {
        let blocks: Vec<Block> = blocks
            .iter()
            .map(|text| Block { text: (*text).to_owned(), ..Block::default() })
            .collect();
        let chosen = align(&blocks, extracted);
        let show = |(block, span): &(usize, variorum_model::Span)| {
            format!("{block} {}", span.of(&blocks[*block].text))
        };
        chosen.blocks.iter().map(show).collect()
    }

    #[test]
    fn blocks_keep_their_own_characters() {
        assert_eq!(
            chosen(
                &[
                    "Home",
                    "“The dam\u{a0}held,” she said.",
                    "Yes.",
                    "The ferry did not sail.",
                    "More"
                ],
                "The dam held, she sa id. Yes. The ferry did not sail."
            ),
            ["1 “The dam\u{a0}held,” she said.", "2 Yes.", "3 The ferry did not sail."]
        );
    }

    #[test]
    fn a_teaser_is_not_taken_for_the_paragraph() {
        let (first, second) =
            ("The ferry did not sail on Monday.", "The mayor of Elmstead was late.");
        assert_eq!(
            chosen(&[first, "x", first, second, "y", second], &format!("{first} {second}")),
            [format!("2 {first}"), format!("3 {second}")]
        );
    }

    #[test]
    fn a_part_of_a_block_may_be_chosen() {
        let long =
            "The harbour was closed for three days, and nobody could say when it would open again.";
        let block = format!("{} {long} {}", "Cookies? ".repeat(20), "Subscribe now. ".repeat(20));
        assert_eq!(chosen(&[&block], long), [format!("0 {long}")]);
    }

    #[test]
    fn nothing_matches_nothing() {
        assert!(chosen(&[], "The ferry did not sail.").is_empty());
        assert!(chosen(&["The ferry did not sail."], "").is_empty());
        assert!(chosen(&["Other words stand here."], "The ferry did not sail.").is_empty());
    }
}
