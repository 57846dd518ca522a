//! What keeps a page from costing more than it is worth: caps on bytes, nesting, elements and attributes, told before
//! anything is parsed. The page that comes out is smaller: comments, and scripts and styles that nobody reads, are gone.
//!
//! The caps are far above what news pages have (of the 97 of `shared/data/pages` the largest has 1.2 MB, 7,000 elements
//! and a nesting of 60) and far below what a parser or an extractor needs minutes for.

use rustc_hash::FxHashMap;
use variorum_model::Rule;

use super::extract::Remark;
use super::scan::{Piece, Pieces, Tag};

/// Bytes of a page that are looked at.
const MAX_PAGE_BYTES: usize = 10_000_000;
/// Bytes that remain without scripts, styles and comments; more are read without a tree.
const MAX_MARKUP_BYTES: usize = 3_000_000;
/// Elements within each other; deeper pages are read without a tree. Parsers need quadratic time below this, and the
/// stack of a recursive reader ends somewhere.
pub(super) const MAX_DEPTH: usize = 512;
/// Tags of a page that is read with a tree.
const MAX_TAGS: usize = 100_000;
/// Attributes of one tag; the check for repeated ones is quadratic.
pub(super) const MAX_ATTRIBUTES: usize = 256;
/// Bytes of linked data that are read.
pub(super) const MAX_LINKED_BYTES: usize = 2_000_000;

/// A page that is safe to parse.
pub(super) struct Guarded {
    pub html: String,
    /// False where it is to be read by [`super::flat`] only.
    pub has_tree: bool,
    pub notices: Vec<Remark>,
}

/// The page without what exceeds the caps.
pub(super) fn guard(html: &str) -> Guarded {
    let mut notices = Vec::new();
    let looked_at = &html[..html.floor_char_boundary(MAX_PAGE_BYTES)];
    if looked_at.len() < html.len() {
        let message = format!("only the first {MAX_PAGE_BYTES} of {} bytes were read", html.len());
        notices.push(Remark::new(Rule::PageCut, message));
    }
    let mut sieve = Sieve::default();
    for piece in Pieces::new(looked_at, MAX_ATTRIBUTES) {
        sieve.take(looked_at, &piece);
    }
    sieve.keep(looked_at, looked_at.len());
    let has_tree = sieve.report(&mut notices);
    Guarded { html: sieve.kept, has_tree, notices }
}

#[derive(Default)]
struct Sieve {
    kept: String,
    /// Up to here the page is kept or left out.
    done: usize,
    nesting: Nesting,
    /// True where the next tag ends what was left out.
    end_tag_goes: bool,
    n_tags: usize,
    n_attributes_dropped: usize,
    linked_bytes: usize,
    linked_bytes_dropped: usize,
}

impl Sieve {
    fn keep(&mut self, html: &str, until: usize) {
        self.kept.push_str(html.get(self.done..until).unwrap_or_default());
        self.done = self.done.max(until);
    }

    fn drop(&mut self, html: &str, start: usize, end: usize) {
        self.keep(html, start);
        self.done = self.done.max(end);
    }

    fn take(&mut self, html: &str, piece: &Piece) {
        match *piece {
            Piece::Tag(tag) => {
                self.n_tags += 1;
                self.nesting.take(&tag);
                if std::mem::take(&mut self.end_tag_goes) {
                    return self.drop(html, tag.start, tag.end);
                }
                if let Some(excess) = tag.excess {
                    self.n_attributes_dropped += tag.n_attributes - MAX_ATTRIBUTES;
                    self.drop(html, excess, tag.end);
                    self.kept.push('>');
                }
            }
            // A comment parts no words and joins none; the doctype changes how tables nest in paragraphs.
            Piece::Comment { start, end } => {
                let is_doctype = html
                    .get(start + 2..start + 9)
                    .is_some_and(|word| word.eq_ignore_ascii_case("doctype"));
                if !is_doctype {
                    self.drop(html, start, end);
                }
            }
            Piece::Raw { start, end, tag } => self.raw(html, start, end, &tag),
        }
    }

    /// Leaves out what is neither text nor linked data, its tags included.
    fn raw(&mut self, html: &str, start: usize, end: usize, tag: &Tag) {
        let is = |name: &str| tag.name.eq_ignore_ascii_case(name);
        if !is("script") && !is("style") && !is("iframe") {
            return;
        }
        if is("script") && html[tag.start..tag.end].to_ascii_lowercase().contains("ld+json") {
            let n_bytes = end - start;
            if self.linked_bytes + n_bytes <= MAX_LINKED_BYTES {
                self.linked_bytes += n_bytes;
                return;
            }
            self.linked_bytes_dropped += n_bytes;
        }
        // Attributes too many have been dealt with already: then the tag stands, with nothing in it.
        let from = if tag.excess.is_some() { start } else { tag.start };
        self.drop(html, from, end);
        self.end_tag_goes = tag.excess.is_none();
    }

    /// Tells of what was exceeded; true where the page may be read with a tree.
    fn report(&self, notices: &mut Vec<Remark>) -> bool {
        if self.n_attributes_dropped > 0 {
            let message = format!(
                "{} attributes were left out: more than {MAX_ATTRIBUTES} on a tag",
                self.n_attributes_dropped
            );
            notices.push(Remark::new(Rule::ManyAttributes, message));
        }
        if self.linked_bytes_dropped > 0 {
            let message =
                format!("{} bytes of linked data were left out", self.linked_bytes_dropped);
            notices.push(Remark::new(Rule::LargeLinkedData, message));
        }
        let exceeded = [
            (
                self.nesting.deepest > MAX_DEPTH,
                Rule::DeepNesting,
                "elements stand too deep in each other",
            ),
            (self.n_tags > MAX_TAGS, Rule::ManyElements, "the page has too many elements"),
            (self.kept.len() > MAX_MARKUP_BYTES, Rule::LargePage, "the page is too large"),
        ];
        for (_, rule, why) in exceeded.iter().filter(|(holds, ..)| *holds) {
            notices.push(flat_notice(*rule, why));
        }
        exceeded.iter().all(|(holds, ..)| !holds)
    }
}

/// A page is read without its tree, and why.
pub(super) fn flat_notice(rule: Rule, why: &str) -> Remark {
    Remark::new(rule, format!("{why}: read without its tree, so furniture may be among the text"))
}

/// How deep elements stand in each other, counted by name: an upper bound of what a parser will build, but for what
/// ends by itself.
#[derive(Default)]
struct Nesting {
    open: FxHashMap<[u8; 16], usize>,
    depth: usize,
    deepest: usize,
}

/// Elements without content, and those that end where their like begins, so that they nest only through others.
const NOT_COUNTED: [&str; 33] = [
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html",
    "img", "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rb", "rp", "rt",
    "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

impl Nesting {
    fn take(&mut self, tag: &Tag) {
        let mut name = [0; 16];
        let length = tag.name.len().min(name.len());
        name[..length].copy_from_slice(&tag.name.as_bytes()[..length]);
        name.make_ascii_lowercase();
        let counted = !NOT_COUNTED.iter().any(|other| other.as_bytes() == &name[..length]);
        if !counted {
            return;
        }
        let open = self.open.entry(name).or_default();
        if tag.closes && *open > 0 {
            *open -= 1;
            self.depth -= 1;
        } else if !tag.closes {
            *open += 1;
            self.depth += 1;
            self.deepest = self.deepest.max(self.depth);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_ATTRIBUTES, MAX_DEPTH, Rule, guard};

    fn rules(html: &str) -> Vec<Rule> {
        guard(html).notices.into_iter().map(|notice| notice.rule).collect()
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        let guarded = guard(
            "<!DOCTYPE html><script>a()</script><script type='application/ld+json'>{}</script><!-- x --><p>b<style>c",
        );
        assert_eq!(
            guarded.html,
            "<!DOCTYPE html><script type='application/ld+json'>{}</script><p>b"
        );
        assert!(guarded.has_tree && guarded.notices.is_empty());
    }

    #[test]
    fn attributes_are_cut() {
        let many: String = (0..MAX_ATTRIBUTES + 3).map(|n| format!(" a{n}='>'")).collect();
        let guarded = guard(&format!("<p{many}>text</p>"));
        assert!(guarded.html.ends_with("a255='>' >text</p>"), "{}", guarded.html);
        assert_eq!(
            guarded.notices[0].message,
            "3 attributes were left out: more than 256 on a tag"
        );
    }

    #[test]
    fn depth_is_what_stays_open() {
        assert_eq!(rules(&"<div>".repeat(MAX_DEPTH + 1)), ["deep-nesting"]);
        assert_eq!(rules(&"<ul><li>".repeat(MAX_DEPTH + 1)), ["deep-nesting"]);
        assert!(rules(&"<div></DIV><p><li><br>".repeat(MAX_DEPTH + 1)).is_empty());
    }

    #[test]
    fn size_is_capped() {
        assert_eq!(rules(&"<i></i>".repeat(60_000)), ["many-elements"]);
        assert_eq!(rules(&"é".repeat(6_000_000)), ["page-cut", "large-page"]);
    }
}
