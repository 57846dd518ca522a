//! The blocks of a page as a browser would set them: runs of inline text between the edges of block elements.
//!
//! The characters are the page's own: white space is collapsed as browsers do outside `<pre>`, and that is all. No-break
//! spaces, curly marks and soft hyphens stay, an inline element neither glues two words nor splits one.
//! A block is never empty, and begins and ends with something that is no white space.

use variorum_model::{MarkKind, Platform, Span};

use super::extract::{PageMark, ParagraphKind};
use super::set_off::{names_author, settle_cites};

/// Inline text between two edges.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Block {
    pub text: String,
    /// Its element from the root down.
    pub path: String,
    pub kind: ParagraphKind,
    /// Set-off stretches, spans in `text`.
    pub marks: Vec<PageMark>,
    /// Which `<blockquote>` of the page it stands in, counted from 1; 0 for none.
    pub blockquote: u32,
    /// The platform whose post that is.
    pub post: Option<Platform>,
    /// Names who said the words of its `<blockquote>`.
    pub signs: bool,
    /// Bytes of `text` that are links.
    pub linked_bytes: usize,
    /// Where it stands.
    pub surroundings: Surroundings,
}

/// What a block stands in, as far as it tells furniture from prose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Surroundings {
    /// Inside `<nav>`, `<footer>`, `<aside>`, `<form>`, a dialogue or what a browser does not show.
    pub aside: bool,
    /// Which `<article>` it stands in, the innermost one, counted from 1; 0 for none.
    pub article: u32,
    /// The names and classes of the elements from the root down, as a hash: paragraphs of one article share it, and
    /// those of teasers and comments have another.
    pub shape: u64,
}

/// Marks within each other that are kept; all open ones end and begin again at each block.
const MOST_OPEN_MARKS: usize = 8;

/// Builds the blocks from what a tree or a tokenizer gives in order.
#[derive(Default)]
pub(super) struct Builder {
    pub blocks: Vec<Block>,
    current: Block,
    /// Kinds and beginnings of the inline marks that are open.
    open_marks: Vec<(MarkKind, usize)>,
    /// Where the open link's text begins.
    link_start: Option<usize>,
    n_line_breaks: usize,
    /// Bytes of text in all blocks.
    pub n_bytes: usize,
}

/// The block element that text stands in.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    pub path: String,
    pub kind: ParagraphKind,
    pub blockquote: u32,
    /// The platform whose post the `<blockquote>` embeds.
    pub post: Option<Platform>,
    /// Inside the element that names who said the words of the `<blockquote>`.
    pub signs: bool,
    /// How many `<blockquote>`s the page had where the `<figure>` began that this stands in.
    figure_from: Option<u32>,
    pub surroundings: Surroundings,
}

impl Builder {
    /// Adds text of the page as it stands between two tags.
    pub fn text(&mut self, text: &str, context: &Context) {
        if context.kind == ParagraphKind::Preformatted {
            self.current.text.push_str(text);
            return;
        }
        for c in text.chars() {
            if !is_html_space(c) {
                self.n_line_breaks = 0;
                self.current.text.push(c);
            } else if !self.current.text.is_empty() && !self.current.text.ends_with([' ', '\n']) {
                self.current.text.push(' ');
            }
        }
    }

    /// A `<br>`: a line end; the second in a row parts two paragraphs.
    pub fn line_break(&mut self, context: &Context) {
        self.n_line_breaks += 1;
        if self.n_line_breaks == 2 && context.kind != ParagraphKind::Preformatted {
            self.flush(context);
            return;
        }
        let trimmed = self.current.text.trim_end_matches(' ').len();
        // A mark that has begun behind the space begins behind the line end.
        self.current.text.truncate(trimmed.max(self.latest_start()));
        if !self.current.text.is_empty() {
            self.current.text.push('\n');
        }
    }

    fn latest_start(&self) -> usize {
        let marks = self.open_marks.iter().map(|(_, start)| *start).max().unwrap_or_default();
        marks.max(self.link_start.unwrap_or_default())
    }

    /// The last character so far.
    pub fn last_char(&self) -> Option<char> {
        self.current.text.chars().next_back()
    }

    /// A character that the page shows though it does not write it.
    pub fn shown(&mut self, c: char) {
        self.current.text.push(c);
    }

    pub fn open_mark(&mut self, kind: MarkKind) {
        if self.open_marks.len() < MOST_OPEN_MARKS {
            self.open_marks.push((kind, self.current.text.len()));
        }
    }

    pub fn close_mark(&mut self, kind: MarkKind) {
        let Some(at) = self.open_marks.iter().rposition(|(open, _)| *open == kind) else { return };
        let (_, start) = self.open_marks.remove(at);
        self.mark(kind, start);
    }

    fn mark(&mut self, kind: MarkKind, start: usize) {
        let span = Span::new(start, self.current.text.len());
        if !span.trim(&self.current.text).is_empty() {
            self.current.marks.push(PageMark { span, kind });
        }
    }

    pub fn open_link(&mut self) {
        self.link_start.get_or_insert(self.current.text.len());
    }

    pub fn close_link(&mut self) {
        if let Some(start) = self.link_start.take() {
            self.current.linked_bytes += self.current.text.len().saturating_sub(start);
        }
    }

    /// Ends the block; marks and links that are open go on in the next one.
    pub fn flush(&mut self, context: &Context) {
        self.n_line_breaks = 0;
        let linked = self.link_start.is_some();
        self.close_link();
        for (kind, start) in self.open_marks.clone() {
            self.mark(kind, start);
        }
        for (_, start) in &mut self.open_marks {
            *start = 0;
        }
        self.link_start = linked.then_some(0);
        let block = std::mem::take(&mut self.current);
        self.n_bytes += block.text.len();
        self.blocks.extend(block.finished(context));
    }
}

impl Block {
    /// The block in its context, without white space at its ends; `None` where nothing else is in it.
    fn finished(self, context: &Context) -> Option<Self> {
        let whole = Span::new(0, self.text.len()).trim(&self.text);
        if whole.is_empty() {
            return None;
        }
        let marks = self.marks.iter().filter_map(|mark| {
            let span = mark.span.trim(&self.text);
            let span = Span::new(span.start - whole.start, span.end - whole.start);
            (!span.is_empty()).then_some(PageMark { span, kind: mark.kind })
        });
        let mut marks: Vec<PageMark> = marks.collect();
        let text = whole.of(&self.text);
        settle_cites(text, &mut marks);
        if context.signs {
            marks.retain(|mark| mark.kind != MarkKind::Signature);
            marks.push(PageMark { span: Span::new(0, text.len()), kind: MarkKind::Signature });
        }
        marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end), mark.kind));
        marks.dedup();
        Some(Self {
            text: text.to_owned(),
            path: context.path.clone(),
            kind: context.kind,
            marks,
            blockquote: context.blockquote,
            post: context.post,
            signs: context.signs,
            surroundings: context.surroundings,
            linked_bytes: self.linked_bytes.min(whole.len()),
        })
    }
}

/// What browsers collapse; a no-break space is none of it.
const fn is_html_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

/// True for an element that begins a block of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// True for an element whose text is no text of the page.
pub(super) fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "applet"
            | "audio"
            | "button"
            | "canvas"
            | "datalist"
            | "embed"
            | "head"
            | "iframe"
            | "input"
            | "map"
            | "math"
            | "noembed"
            | "noframes"
            | "noscript"
            | "object"
            | "option"
            | "progress"
            | "script"
            | "select"
            | "style"
            | "svg"
            | "template"
            | "textarea"
            | "title"
            | "video"
    )
}

/// The mark that an inline element makes.
pub(super) fn mark_of(name: &str) -> Option<MarkKind> {
    match name {
        "q" => Some(MarkKind::Quote),
        "em" | "i" | "cite" => Some(MarkKind::Italic),
        _ => None,
    }
}

/// Numbers given to elements in order of the page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numbers {
    blockquote: u32,
    article: u32,
}

impl Context {
    /// The context inside a block element of that name and class.
    pub fn inside(&self, name: &str, class: &str, path: String, numbers: &mut Numbers) -> Self {
        let mut inner = Self { path, ..self.clone() };
        inner.kind = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => ParagraphKind::Heading,
            "figcaption" | "caption" => ParagraphKind::Caption,
            "pre" | "listing" => ParagraphKind::Preformatted,
            "blockquote" => ParagraphKind::Blockquote,
            "li" | "dd" | "dt" => ParagraphKind::ListItem,
            "td" | "th" => ParagraphKind::TableCell,
            // Old pages are laid out in tables: a paragraph in a cell is prose.
            "p" if self.kind == ParagraphKind::TableCell => ParagraphKind::Paragraph,
            "article" | "aside" | "main" | "nav" | "footer" => ParagraphKind::Paragraph,
            _ => self.kind,
        };
        if name == "blockquote" && self.blockquote == 0 {
            numbers.blockquote += 1;
            inner.blockquote = numbers.blockquote;
        }
        inner.signs |= self.blockquote != 0 && (name == "footer" || names_author(class));
        inner.sign_figure(name, numbers);
        let surroundings = &mut inner.surroundings;
        surroundings.aside |= is_aside(name) && !inner.signs;
        if name == "article" {
            numbers.article += 1;
            surroundings.article = numbers.article;
        }
        let class = if is_leaf(name) { "" } else { class };
        surroundings.shape = shape(surroundings.shape, name, class);
        inner
    }
}

impl Context {
    /// The caption of a figure that holds a quotation says whose it is.
    fn sign_figure(&mut self, name: &str, numbers: &Numbers) {
        match name {
            "figure" => self.figure_from = Some(numbers.blockquote),
            "figcaption" if self.figure_from.is_some_and(|from| from < numbers.blockquote) => {
                self.blockquote = numbers.blockquote;
                self.kind = ParagraphKind::Blockquote;
                self.signs = true;
            }
            _ => {}
        }
    }
}

/// Elements that hold what is beside the article.
pub(super) fn is_aside(name: &str) -> bool {
    matches!(name, "nav" | "footer" | "aside" | "form" | "dialog" | "menu")
}

/// A paragraph's own class tells drop caps and the like, not where it stands.
fn is_leaf(name: &str) -> bool {
    matches!(name, "p" | "li" | "td" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn shape(outer: u64, name: &str, class: &str) -> u64 {
    use std::hash::{Hash, Hasher};
    let mut hasher = rustc_hash::FxHasher::default();
    (outer, name, class).hash(&mut hasher);
    hasher.finish()
}
