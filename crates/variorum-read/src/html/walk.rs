//! One walk over the tree: the blocks of the page with their paths, and what the page says of itself.
//! The walk keeps its own stack, so no nesting overflows the machine's.

use std::fmt::Write as _;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use trafilatura::dom::{Document, NodeId};
use variorum_model::MarkKind;

use super::block::{Block, Builder, Context, Numbers, is_block, is_skipped, mark_of};
use super::facts::Facts;
use super::set_off::platform;

/// What one walk gives.
#[derive(Default)]
pub(super) struct Walked {
    pub blocks: Vec<Block>,
    pub facts: Facts,
    /// Elements within each other, at most.
    pub depth: usize,
    /// The block that the first `<h1>` begins.
    pub first_h1: Option<usize>,
}

/// The blocks and facts of a page.
pub(super) fn walk(page: &Document) -> Walked {
    let mut walk = Walk {
        page,
        builder: Builder::default(),
        path: String::new(),
        numbers: Numbers::default(),
        out: Walked::default(),
    };
    walk.run();
    Walked { blocks: walk.builder.blocks, ..walk.out }
}

struct Walk<'a> {
    page: &'a Document,
    builder: Builder,
    /// From the root down to the element that is being walked.
    path: String,
    numbers: Numbers,
    out: Walked,
}

/// An element that has been entered.
struct Frame<'a> {
    children: std::vec::IntoIter<NodeId>,
    /// The block element that its text belongs to: its own, or for an inline element an ancestor's.
    context: Rc<Context>,
    /// Children of each name: those seen, and all.
    counts: FxHashMap<&'a str, (usize, usize)>,
    /// Length of the path of its parent.
    parent_path: usize,
    /// What ends with it.
    leave: Leave,
}

#[derive(Clone, Copy)]
enum Leave {
    Nothing,
    Block,
    Link,
    Mark(MarkKind),
    /// A `<q>` that is shown to close with this mark, if any.
    Quote(Option<char>),
}

impl<'a> Walk<'a> {
    fn run(&mut self) {
        let mut stack = vec![self.frame(self.page.root(), 0, Rc::default(), Leave::Block)];
        while let Some(frame) = stack.last_mut() {
            let Some(child) = frame.children.next() else {
                let frame = stack.pop().expect("the loop has seen it");
                self.leave(&frame);
                continue;
            };
            if self.page.is_text(child) {
                self.builder.text(&self.page.outer_html(child), &frame.context);
            } else if self.page.is_element(child) {
                let entered = self.enter(frame, child);
                stack.extend(entered);
                self.out.depth = self.out.depth.max(stack.len());
            }
        }
    }

    fn frame(
        &self,
        node: NodeId,
        parent_path: usize,
        context: Rc<Context>,
        leave: Leave,
    ) -> Frame<'a> {
        let page = self.page;
        let children = page.child_nodes(node);
        let mut counts: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
        for child in children.iter().filter(|child| page.is_element(**child)) {
            counts.entry(page.tag_name(*child)).or_default().1 += 1;
        }
        Frame { children: children.into_iter(), context, counts, parent_path, leave }
    }

    /// The frame of an element whose content is read; what has none is dealt with here.
    fn enter(&mut self, parent: &mut Frame<'a>, node: NodeId) -> Option<Frame<'a>> {
        let name = self.page.tag_name(node);
        let parent_path = self.path.len();
        self.step(parent, name);
        self.out.facts.element(self.page, node, name);
        let (context, leave) = match name {
            "br" => {
                self.builder.line_break(&parent.context);
                return self.back(parent_path);
            }
            "head" => (Rc::clone(&parent.context), Leave::Nothing),
            _ if is_skipped(name) => return self.back(parent_path),
            _ if is_block(name) => (self.open_block(&parent.context, node, name), Leave::Block),
            "a" => {
                self.builder.open_link();
                (Rc::clone(&parent.context), Leave::Link)
            }
            "q" => (Rc::clone(&parent.context), self.open_quote(node)),
            "cite" if parent.context.blockquote != 0 => {
                self.builder.open_mark(MarkKind::Signature);
                (Rc::clone(&parent.context), Leave::Mark(MarkKind::Signature))
            }
            _ => {
                let mark = mark_of(name);
                mark.into_iter().for_each(|kind| self.builder.open_mark(kind));
                (Rc::clone(&parent.context), mark.map_or(Leave::Nothing, Leave::Mark))
            }
        };
        Some(self.frame(node, parent_path, context, leave))
    }

    fn back(&mut self, parent_path: usize) -> Option<Frame<'a>> {
        self.path.truncate(parent_path);
        None
    }

    /// Adds an element to the path: numbered where it is not the only one of its name.
    fn step(&mut self, parent: &mut Frame<'a>, name: &'a str) {
        let (seen, all) = parent.counts.entry(name).or_default();
        *seen += 1;
        if !self.path.is_empty() {
            self.path.push('/');
        }
        self.path.push_str(name);
        if *all > 1 {
            write!(self.path, "[{seen}]").expect("a string takes all");
        }
    }

    fn open_block(&mut self, outer: &Context, node: NodeId, name: &str) -> Rc<Context> {
        self.builder.flush(outer);
        if name == "h1" {
            self.out.first_h1.get_or_insert(self.builder.blocks.len());
        }
        let class = self.page.get_attribute(node, "class").unwrap_or_default();
        let mut inner = outer.inside(name, &class, self.path.clone(), &mut self.numbers);
        inner.surroundings.aside |= self.is_hidden(node);
        if name == "blockquote" && outer.blockquote == 0 {
            let cite = self.page.get_attribute(node, "cite").unwrap_or_default();
            inner.post = platform(&class, &cite);
        }
        Rc::new(inner)
    }

    /// Browsers show quotation marks around `<q>` that the page does not write; without them its words would run
    /// into the reporter's. Where the page has written its own, none are added.
    fn open_quote(&mut self, node: NodeId) -> Leave {
        let is_mark = |c: char| "\"'“”„‟«»‘’‚‹›「『".contains(c);
        let inside = self.page.text_content(node);
        let written = inside.trim_start().starts_with(is_mark)
            || self.builder.last_char().is_some_and(is_mark);
        self.builder.open_mark(MarkKind::Quote);
        if written {
            return Leave::Quote(None);
        }
        self.builder.shown('“');
        Leave::Quote(Some('”'))
    }

    fn is_hidden(&self, node: NodeId) -> bool {
        let hides = |style: String| {
            let style: String = style.split_whitespace().collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        };
        self.page.get_attribute(node, "hidden").is_some()
            || self.page.get_attribute(node, "style").is_some_and(hides)
    }

    fn leave(&mut self, frame: &Frame) {
        match frame.leave {
            Leave::Nothing => {}
            Leave::Block => self.builder.flush(&frame.context),
            Leave::Link => self.builder.close_link(),
            Leave::Mark(kind) => self.builder.close_mark(kind),
            Leave::Quote(closing) => {
                closing.into_iter().for_each(|mark| self.builder.shown(mark));
                self.builder.close_mark(MarkKind::Quote);
            }
        }
        self.path.truncate(frame.parent_path);
    }
}
