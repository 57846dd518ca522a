//! A reading without a tree, for pages that no tree is to be built of: text of block elements as a tokenizer gives them.
//! Time and memory are linear in the page, whatever its nesting.
//!
//! Without a tree little tells prose from furniture: what stands in `<nav>`, `<footer>` and the like is left out, and what is
//! mostly links.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use rustc_hash::FxHashMap;

use super::block::{Block, Builder, Context, Numbers, is_aside, is_block, is_skipped, mark_of};
use super::extract::ParagraphKind;
use super::facts::{Attributes, Facts, is_linked, one_line};

/// Blocks and facts of a page, read without a tree.
pub(super) fn read(html: &str) -> (Vec<Block>, Facts) {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Sink(RefCell::default()), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut flat = tokenizer.sink.0.into_inner();
    flat.builder.flush(&flat.context);
    let headings = flat.builder.blocks.iter().filter(|block| block.path.starts_with("(//h1)"));
    flat.facts.headings.extend(headings.take(1).filter_map(|block| one_line(&block.text)));
    (flat.builder.blocks, flat.facts)
}

struct Sink(RefCell<Flat>);

#[derive(Default)]
struct Flat {
    builder: Builder,
    facts: Facts,
    context: Context,
    /// Elements of each name that are open.
    open: FxHashMap<String, usize>,
    /// Block elements seen of each name.
    counts: FxHashMap<String, usize>,
    /// Block elements that make a kind, with the kind outside; no deeper than [`MOST_KINDS`].
    kinds: Vec<(String, ParagraphKind)>,
    numbers: Numbers,
    /// The element whose text is kept apart, and that text.
    apart: Option<(String, String)>,
}

/// Kinds within each other that are remembered.
const MOST_KINDS: usize = 64;

impl Attributes for Tag {
    fn get(&self, name: &str) -> Option<String> {
        let found = self.attrs.iter().find(|attribute| &*attribute.name.local == name);
        found.map(|attribute| attribute.value.to_string())
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut flat = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => flat.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return flat.start(&tag),
            Token::TagToken(tag) => flat.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Flat {
    fn text(&mut self, text: &str) {
        if let Some((_, apart)) = &mut self.apart {
            apart.push_str(text);
        } else if !self.is_open(is_skipped) {
            self.builder.text(text, &self.context);
        }
    }

    fn is_open(&self, which: impl Fn(&str) -> bool) -> bool {
        self.open.iter().any(|(name, n_open)| *n_open > 0 && which(name))
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        self.facts.tag(name, tag);
        match name {
            "br" => self.builder.line_break(&self.context),
            "a" => self.builder.open_link(),
            "title" | "script" | "style" | "textarea" | "xmp" | "iframe" | "noembed"
            | "noframes" => {
                return self.start_raw(tag);
            }
            _ if is_block(name) => self.start_block(name),
            _ if is_counted(name) => *self.open.entry(name.to_owned()).or_default() += 1,
            _ => mark_of(name).into_iter().for_each(|kind| self.builder.open_mark(kind)),
        }
        TokenSinkResult::Continue
    }

    /// An element whose content is no markup.
    fn start_raw(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let kind = match &*tag.name {
            "title" | "textarea" => RawKind::Rcdata,
            "script" => RawKind::ScriptData,
            _ => RawKind::Rawtext,
        };
        let linked = tag.get("type").is_some_and(|kind| is_linked(&kind));
        let name = if linked { "linked" } else { &tag.name };
        self.apart = Some((name.to_owned(), String::new()));
        TokenSinkResult::RawData(kind)
    }

    fn start_block(&mut self, name: &str) {
        self.builder.flush(&self.context);
        let count = self.counts.entry(name.to_owned()).or_default();
        *count += 1;
        let path = format!("(//{name})[{count}]");
        let outside = self.context.kind;
        let mut inner = self.context.inside(name, "", path, &mut self.numbers);
        if inner.kind != outside && self.kinds.len() < MOST_KINDS {
            self.kinds.push((name.to_owned(), outside));
        } else {
            inner.kind = outside;
        }
        if is_counted(name) {
            *self.open.entry(name.to_owned()).or_default() += 1;
        }
        self.context = inner;
        self.settle_surroundings();
    }

    fn end(&mut self, name: &str) {
        if let Some((apart, text)) = self.apart.take() {
            match apart.as_str() {
                "linked" => self.facts.linked.read(&text),
                "title" if self.facts.title.is_none() => self.facts.title = one_line(&text),
                _ => {}
            }
            return;
        }
        match name {
            "a" => self.builder.close_link(),
            "br" => self.builder.line_break(&self.context),
            _ if is_block(name) => self.end_block(name),
            _ if is_counted(name) => self.close(name),
            _ => mark_of(name).into_iter().for_each(|kind| self.builder.close_mark(kind)),
        }
    }

    fn end_block(&mut self, name: &str) {
        self.builder.flush(&self.context);
        self.close(name);
        if let Some(at) = self.kinds.iter().rposition(|(open, _)| open == name) {
            self.context.kind = self.kinds[at].1;
            self.kinds.truncate(at);
        }
        self.settle_surroundings();
    }

    fn close(&mut self, name: &str) {
        if let Some(n_open) = self.open.get_mut(name) {
            *n_open = n_open.saturating_sub(1);
        }
    }

    fn settle_surroundings(&mut self) {
        let surroundings = &mut self.context.surroundings;
        surroundings.aside = self.open.iter().any(|(name, n_open)| *n_open > 0 && is_aside(name));
        if self.open.get("blockquote").is_none_or(|n_open| *n_open == 0) {
            self.context.blockquote = 0;
        }
        // what ends with an element is not known here
        self.context.signs = false;
    }
}

/// Elements that are counted while they are open: few names, so that looking through them costs the same anywhere.
fn is_counted(name: &str) -> bool {
    is_aside(name)
        || name == "blockquote"
        || (is_skipped(name) && !matches!(name, "embed" | "input" | "option" | "progress"))
}

/// True for a block that may be prose: not in an aside, not mostly links.
pub(super) fn is_prose(block: &Block) -> bool {
    !block.surroundings.aside && block.linked_bytes * 2 <= block.text.len()
}
