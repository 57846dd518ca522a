//! The article's text in the page's linked data: a second witness, heard where the page itself shows far less.
//! Pages that build their text by script, or hide it behind a notice, often carry it there.

use variorum_model::{Rule, Span};

use super::align::align;
use super::block::Block;
use super::compose::compose;
use super::extract::{Extract, Remark};
use super::flat;
use super::guard::guard;
use super::read::{FOUND, whole};
use super::walk::Walked;

/// Bytes of the shortest text that is heard.
const LEAST: usize = 400;
/// Part of that text that the page must show for the page to be believed.
const SHOWN: f64 = 0.6;

/// Takes the text of the linked data where the page shows far less; true where it was taken.
/// Where the page has the words after all, they are taken from there.
pub(super) fn from_linked(walked: &Walked, shown_bytes: usize, extract: &mut Extract) -> bool {
    let Some(body) = walked.facts.linked.body.as_deref().filter(|body| body.len() >= LEAST) else {
        return false;
    };
    let own = blocks(body);
    let n_bytes: usize = own.iter().map(|block| block.text.len()).sum();
    if n_bytes < LEAST || shown_bytes as f64 >= SHOWN * n_bytes as f64 {
        return false;
    }
    let found = align(&walked.blocks, body);
    if found.covered >= FOUND {
        let chosen: Vec<(&Block, Span)> =
            found.blocks.iter().map(|(at, part)| (&walked.blocks[*at], *part)).collect();
        compose(&chosen, extract);
        return true;
    }
    compose(&whole(own.iter()), extract);
    let message =
        "the page shows far less text than its linked data holds: the text is the linked data's";
    extract.notices.push(Remark::new(Rule::LinkedDataText, message));
    true
}

/// The paragraphs of the linked text, which may be plain lines or a fragment of a page.
fn blocks(body: &str) -> Vec<Block> {
    let mut blocks = if body.contains('<') || body.contains('&') {
        flat::read(&guard(body).html).0
    } else {
        let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(|line| Block { text: line.to_owned(), ..Block::default() }).collect()
    };
    for block in &mut blocks {
        block.path = "json-ld".to_owned();
    }
    blocks
}
