//! A page to its extract: the ways there, and when each is taken.

use trafilatura::dom::Document;
use variorum_model::{Rule, Span};

use super::align::{Chosen, align};
use super::article::{ArticleText, Trafilatura, Words};
use super::block::Block;
use super::compose::compose;
use super::extract::{Extract, ParagraphKind, Remark};
use super::facts::{Facts, settle};
use super::flat;
use super::guard::{MAX_DEPTH, flat_notice, guard};
use super::near::{guessed_date, near_title};
use super::refine::{Choice, other_bytes, prose_bytes, refine};
use super::walk::{Walked, walk};
use super::witness::from_linked;

/// Part of the extractor's words that must be found in the page's blocks for the blocks to stand for them.
pub(super) const FOUND: f64 = 0.8;

/// The article of a page. `url` is where it was found, if that is known.
pub(crate) fn extract(html: &str, url: Option<&str>) -> Extract {
    let guarded = guard(html);
    if !guarded.has_tree {
        return read_flat(&guarded.html, url, guarded.notices);
    }
    let page = Document::parse(&guarded.html);
    let walked = walk(&page);
    if walked.depth > 2 * MAX_DEPTH {
        let mut notices = guarded.notices;
        notices.push(flat_notice(Rule::DeepNesting, "elements stand too deep in each other"));
        return read_flat(&guarded.html, url, notices);
    }
    let mut extract = Extract { notices: guarded.notices, ..Extract::default() };
    settle(&walked.facts, url, &mut extract);
    article(page, &guarded.html, &walked, &mut extract);
    extract
}

/// The text of a page's block elements, in linear time and without a tree: where [`extract`] was stopped.
pub(crate) fn extract_flat(html: &str) -> Extract {
    let guarded = guard(html);
    read_flat(&guarded.html, None, guarded.notices)
}

fn read_flat(html: &str, url: Option<&str>, notices: Vec<Remark>) -> Extract {
    let (blocks, facts) = flat::read(html);
    let mut extract = Extract { notices, ..Extract::default() };
    settle(&facts, url, &mut extract);
    let prose = blocks.iter().filter(|block| flat::is_prose(block));
    let prose = without_title(whole(prose), &facts, &extract);
    compose(&prose, &mut extract);
    remark_on_linked(&facts, &mut extract);
    extract
}

pub(super) fn whole<'a>(blocks: impl Iterator<Item = &'a Block>) -> Vec<(&'a Block, Span)> {
    blocks.map(|block| (block, Span::new(0, block.text.len()))).collect()
}

/// Blocks at the head of the article that may repeat its title.
const TITLE_BLOCKS: usize = 4;

/// The blocks without those at the head that are the page's title again.
fn without_title<'a>(
    blocks: Vec<(&'a Block, Span)>,
    facts: &Facts,
    extract: &Extract,
) -> Vec<(&'a Block, Span)> {
    let titles = facts.headings.iter().chain(&extract.title).chain(&facts.title);
    let titles: Vec<String> = titles.map(|title| letters(title)).collect();
    let is_title = |block: &Block| {
        block.text.len() < 1_000 && titles.contains(&letters(&block.text)) && !titles.is_empty()
    };
    let kept = blocks.into_iter().enumerate();
    kept.filter(|(at, (block, _))| *at >= TITLE_BLOCKS || !is_title(block))
        .map(|(_, block)| block)
        .collect()
}

/// Bytes of prose that need no second opinion, where hardly anything else was chosen.
const CLEARLY_ENOUGH: usize = 1_000;

fn article(page: Document, html: &str, walked: &Walked, extract: &mut Extract) {
    let title_at = title_at(walked, extract);
    near_title(walked, title_at, extract);
    if extract.dates.is_empty() {
        extract.dates.extend(guessed_date(&page));
    }
    let opinion = |page: Document, with_fallback: bool| {
        let words = Trafilatura { with_fallback }.article(page)?;
        Some(Opinion::of(words, walked, title_at))
    };
    let mut best = opinion(page, false);
    if best.as_ref().is_none_or(|best| !best.is_clear()) {
        // One page in ten comes here: parsing it again costs less than a copy of every page.
        let second = opinion(Document::parse(html), true);
        if second.as_ref().map(Opinion::score) > best.as_ref().map(Opinion::score) {
            best = second;
        }
    }
    let shown = best.as_ref().map_or(0, |best| best.prose_bytes);
    if !from_linked(walked, shown, extract)
        && let Some(best) = best
    {
        best.compose(walked, extract);
    }
    remark_on_linked(&walked.facts, extract);
}

/// Letters and digits in lower case: what two writings of one title share.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The block that is the page's title.
fn title_at(walked: &Walked, extract: &Extract) -> Option<usize> {
    let title = letters(extract.title.as_deref()?);
    let is_title = |block: &Block| {
        block.kind == ParagraphKind::Heading
            && block.text.len() < 1_000
            && letters(&block.text) == title
    };
    let first = walked.blocks.iter().position(is_title);
    first.or(walked.first_h1.filter(|_| walked.facts.headings.len() == 1))
}

/// What one extractor makes of the page.
struct Opinion {
    words: Words,
    choice: Choice,
    /// Part of the words that was found in the page.
    covered: f64,
    prose_bytes: usize,
    other_bytes: usize,
}

impl Opinion {
    fn of(words: Words, walked: &Walked, title_at: Option<usize>) -> Self {
        let Chosen { blocks, covered } = align(&walked.blocks, &words.text);
        let choice = refine(&walked.blocks, blocks, title_at);
        let prose_bytes = prose_bytes(&walked.blocks, &choice);
        let other_bytes = other_bytes(&walked.blocks, &choice);
        Self { words, choice, covered, prose_bytes, other_bytes }
    }

    fn is_clear(&self) -> bool {
        self.prose_bytes >= CLEARLY_ENOUGH
            && self.other_bytes * 3 <= self.prose_bytes
            && self.covered >= FOUND
    }

    /// More is better: prose counts for, anything else against.
    fn score(&self) -> isize {
        self.prose_bytes.cast_signed() - self.other_bytes.cast_signed()
    }

    fn compose(&self, walked: &Walked, extract: &mut Extract) {
        if self.covered >= FOUND {
            let chosen =
                self.choice.iter().map(|(at, part)| (&walked.blocks[*at], *part)).collect();
            return compose(&without_title(chosen, &walked.facts, extract), extract);
        }
        let mut own = walk(&Document::parse(&self.words.html)).blocks;
        for block in &mut own {
            block.path.clear();
        }
        compose(&without_title(whole(own.iter()), &walked.facts, extract), extract);
        let message =
            "the article's paragraphs were not found in the page: their places are not known";
        extract.notices.push(Remark::new(Rule::UnplacedText, message));
    }
}

fn remark_on_linked(facts: &Facts, extract: &mut Extract) {
    if facts.linked.n_broken > 0 {
        let message = format!("{} scripts of linked data are no JSON", facts.linked.n_broken);
        extract.notices.push(Remark::new(Rule::BrokenLinkedData, message));
    }
}
