//! What the page's structure says of the extractor's choice: taken back is what is plainly no prose, added what plainly
//! belongs to the prose chosen.
//!
//! The extractor decides; these rules only look at links, headings, where the title stands, and which paragraphs share
//! their surroundings with the chosen ones. None knows an outlet.

use rustc_hash::{FxHashMap, FxHashSet};
use variorum_model::Span;

use super::block::Block;
use super::extract::ParagraphKind;
use crate::line::ends_sentence;

/// Blocks of the page with the part chosen of each, in order.
pub(super) type Choice = Vec<(usize, Span)>;

/// Bytes of the shortest paragraph that is added for its surroundings alone.
const LEAST_ADDED: usize = 60;
/// Part of the prose that must be in one place for the rest to be out of place.
const MOST: f64 = 0.6;
/// Part of the prose that a shape must have to speak for other paragraphs of that shape.
const SHARE_OF_SHAPE: f64 = 0.2;
/// Headings in a row that still head something.
const MOST_HEADINGS: usize = 2;

/// The choice, refined. `title_at` is the block that holds the page's title, if it has one.
pub(super) fn refine(blocks: &[Block], mut choice: Choice, title_at: Option<usize>) -> Choice {
    choice.retain(|(at, _)| !is_cross_reference(&blocks[*at]));
    keep_behind_title(blocks, &mut choice, title_at);
    keep_in_article(blocks, &mut choice);
    add_alike(blocks, &mut choice, title_at);
    add_set_off(blocks, &mut choice);
    add_signatures(blocks, &mut choice);
    add_lead(blocks, &mut choice, title_at);
    drop_idle_headings(blocks, &mut choice);
    drop_linked_ends(blocks, &mut choice);
    choice
}

/// True for a block that reads as prose: long enough or a sentence, hardly linked, not beside the article.
pub(super) fn is_prose(block: &Block) -> bool {
    let prose_kind = !matches!(
        block.kind,
        ParagraphKind::Heading | ParagraphKind::Caption | ParagraphKind::TableCell
    );
    let sentence = ends_sentence(&block.text);
    prose_kind
        && !block.surroundings.aside
        && block.linked_bytes * 2 < block.text.len()
        && (block.text.len() >= 200 || (sentence && block.text.len() >= 25))
        && has_words(&block.text)
}

/// True where most of the beginning is letters and white space.
fn has_words(text: &str) -> bool {
    let beginning = text.chars().take(200);
    let (words, others): (Vec<char>, Vec<char>) =
        beginning.partition(|c| c.is_alphabetic() || c.is_whitespace());
    words.len() > others.len()
}

/// Bytes of prose in the choice.
pub(super) fn prose_bytes(blocks: &[Block], choice: &Choice) -> usize {
    choice.iter().filter(|(at, _)| is_prose(&blocks[*at])).map(|(_, part)| part.len()).sum()
}

/// Bytes of the choice that are neither prose nor heading nor table.
pub(super) fn other_bytes(blocks: &[Block], choice: &Choice) -> usize {
    let neutral =
        |at: usize| matches!(blocks[at].kind, ParagraphKind::Heading | ParagraphKind::TableCell);
    let other = |at: usize| !is_prose(&blocks[at]) && !neutral(at);
    choice.iter().filter(|(at, _)| other(*at)).map(|(_, part)| part.len()).sum()
}

/// A line that is nothing but a link and no sentence: "READ MORE: …", a teaser. What is quoted may be linked as a whole.
fn is_cross_reference(block: &Block) -> bool {
    let mostly_linked = block.linked_bytes * 10 >= block.text.len() * 8;
    let labelled = block.linked_bytes * 2 >= block.text.len()
        && block.text.find(':').is_some_and(|at| at < 30)
        && block.text.len() < 250;
    block.blockquote == 0
        && block.kind != ParagraphKind::TableCell
        && block.linked_bytes > 0
        && !ends_sentence(&block.text)
        && (mostly_linked || labelled)
}

/// What stands before the title is not the article, where most prose stands behind it.
fn keep_behind_title(blocks: &[Block], choice: &mut Choice, title_at: Option<usize>) {
    let Some(title_at) = title_at else { return };
    let behind: Choice = choice.iter().copied().filter(|(at, _)| *at > title_at).collect();
    if prose_bytes(blocks, &behind) as f64 >= MOST * prose_bytes(blocks, choice) as f64
        && prose_bytes(blocks, &behind) > 0
    {
        *choice = behind;
    }
}

/// The `<article>` that most of the prose stands in; `None` where no one does.
fn main_article(blocks: &[Block], choice: &Choice) -> Option<u32> {
    let mut bytes: FxHashMap<u32, usize> = FxHashMap::default();
    for (at, part) in choice.iter().filter(|(at, _)| is_prose(&blocks[*at])) {
        *bytes.entry(blocks[*at].surroundings.article).or_default() += part.len();
    }
    let all: usize = bytes.values().sum();
    let most = bytes.into_iter().max_by_key(|(article, bytes)| (*bytes, *article))?;
    (most.0 != 0 && most.1 as f64 >= MOST * all as f64).then_some(most.0)
}

/// Behind the beginning of the main article only what stands in it.
fn keep_in_article(blocks: &[Block], choice: &mut Choice) {
    let Some(article) = main_article(blocks, choice) else { return };
    let inside = |at: usize| blocks[at].surroundings.article == article;
    let Some(first) = choice.iter().map(|(at, _)| *at).find(|at| inside(*at)) else { return };
    choice.retain(|(at, _)| *at < first || inside(*at));
}

/// Paragraphs with the same surroundings as the chosen prose, where the extractor has overlooked a part of the article.
fn add_alike(blocks: &[Block], choice: &mut Choice, title_at: Option<usize>) {
    let (Some((first, _)), Some((last, _))) = (choice.first(), choice.last()) else { return };
    let article = main_article(blocks, choice);
    let (first, last) = (title_at.unwrap_or(*first).min(*first), *last);
    let mut shapes: FxHashMap<u64, usize> = FxHashMap::default();
    for (at, part) in choice.iter().filter(|(at, _)| is_prose(&blocks[*at])) {
        *shapes.entry(blocks[*at].surroundings.shape).or_default() += part.len();
    }
    let all: usize = shapes.values().sum();
    shapes.retain(|_, bytes| *bytes as f64 >= SHARE_OF_SHAPE * all as f64);
    let is_alike = |at: usize| {
        let block = &blocks[at];
        let here = match article {
            Some(article) => block.surroundings.article == article && at >= first,
            None => (first..=last).contains(&at),
        };
        here && block.text.len() >= LEAST_ADDED
            && block.linked_bytes * 3 < block.text.len()
            && is_prose(block)
            && shapes.contains_key(&block.surroundings.shape)
    };
    add(blocks, choice, is_alike);
}

/// Quotations that the page sets off between two chosen paragraphs of one container: posts of others, statements.
fn add_set_off(blocks: &[Block], choice: &mut Choice) {
    let parent = |at: usize| blocks[at].path.rsplit_once('/').map_or("", |(parent, _)| parent);
    let mut wanted = vec![false; blocks.len()];
    for pair in choice.windows(2) {
        let (before, behind) = (pair[0].0, pair[1].0);
        let container = parent(before);
        if container.is_empty() || !blocks[behind].path.starts_with(container) {
            continue;
        }
        for at in before + 1..behind {
            let block = &blocks[at];
            wanted[at] = block.blockquote != 0
                && !block.surroundings.aside
                && block.path.strip_prefix(container).is_some_and(|rest| rest.starts_with('/'));
        }
    }
    add(blocks, choice, |at| wanted[at]);
}

/// The names of those whose quotations, set off by the page, are chosen.
fn add_signatures(blocks: &[Block], choice: &mut Choice) {
    let chosen: FxHashSet<u32> = choice.iter().map(|(at, _)| blocks[*at].blockquote).collect();
    let signs = |block: &Block| block.signs && chosen.contains(&block.blockquote);
    add(blocks, choice, |at| signs(&blocks[at]));
}

/// Prose without links between the title and the first paragraph: the lead, which many pages set in an element of its own.
fn add_lead(blocks: &[Block], choice: &mut Choice, title_at: Option<usize>) {
    let (Some(title_at), Some((first, _))) = (title_at, choice.first().copied()) else { return };
    let article = blocks.get(first).map(|block| block.surroundings.article);
    let nearest = (title_at + 1..first).rev().find(|at| {
        let block = &blocks[*at];
        block.linked_bytes == 0
            && block.blockquote == 0
            && block.text.len() >= LEAST_ADDED
            && (Some(block.surroundings.article) == article || block.surroundings.article == 0)
            && is_prose(block)
            && ends_sentence(&block.text)
    });
    add(blocks, choice, |at| nearest == Some(at));
}

fn add(blocks: &[Block], choice: &mut Choice, is_wanted: impl Fn(usize) -> bool) {
    let mut chosen = choice.iter().copied().peekable();
    let mut all = Vec::with_capacity(choice.len());
    for (at, block) in blocks.iter().enumerate() {
        if let Some(next) = chosen.next_if(|(next, _)| *next == at) {
            all.push(next);
        } else if is_wanted(at) {
            all.push((at, Span::new(0, block.text.len())));
        }
    }
    *choice = all;
}

/// Headings that head nothing: at the end, or a list of teasers.
fn drop_idle_headings(blocks: &[Block], choice: &mut Choice) {
    let is_heading = |at: usize| blocks[at].kind == ParagraphKind::Heading;
    let mut kept: Choice = Vec::with_capacity(choice.len());
    let runs: Vec<Choice> = choice
        .chunk_by(|(one, _), (other, _)| is_heading(*one) == is_heading(*other))
        .map(<[_]>::to_vec)
        .collect();
    for (number, run) in runs.iter().enumerate() {
        let is_last = number + 1 == runs.len();
        if !is_heading(run[0].0) || (!is_last && run.len() <= MOST_HEADINGS) {
            kept.extend(run);
        } else if !is_last {
            kept.extend(run.last());
        }
    }
    // A choice of headings only is better than none.
    if !kept.is_empty() {
        *choice = kept;
    }
}

/// Lines with links before the first and behind the last prose: sections, tags, teasers.
fn drop_linked_ends(blocks: &[Block], choice: &mut Choice) {
    let prose = |(at, _): &(usize, Span)| is_prose(&blocks[*at]);
    let (Some(first), Some(last)) = (choice.iter().position(prose), choice.iter().rposition(prose))
    else {
        return;
    };
    let mut place = 0;
    choice.retain(|(at, _)| {
        let inside = (first..=last).contains(&place);
        place += 1;
        inside || blocks[*at].linked_bytes == 0
    });
}
