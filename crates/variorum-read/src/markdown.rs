//! Markdown: the text stays the file itself; what its signs set off is told by spans into it.
//! Spans lie on the words, not on the signs around them.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use variorum_model::{DateOrigin, DateRole, Mark, MarkKind, Span};

use crate::field_date;
use crate::page::Known;

/// Longest front matter.
const MAX_FRONT_BYTES: usize = 64 << 10;

/// What a Markdown text sets off.
#[derive(Clone, Debug, Default)]
pub(crate) struct Markdown {
    /// Headings, quoted blocks, emphasis; in order of their beginning.
    pub marks: Vec<Mark>,
    /// What is no prose: front matter, code, images, raw HTML, link definitions; in order, without overlap.
    pub furniture: Vec<Span>,
    /// The plain fields of the front matter.
    pub known: Known,
}

/// True for a text that is named as Markdown, or has front matter.
pub(crate) fn is_markdown(name: &str, text: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".md", ".markdown"].iter().any(|end| name.ends_with(end)) || front_matter(text).is_some()
}

/// The marks of a Markdown text.
pub(crate) fn marks(text: &str) -> Markdown {
    let mut markdown = Markdown::default();
    let mut from = 0;
    if let Some(front) = front_matter(text) {
        markdown.known = known(front.fields);
        markdown.furniture.push(Span::new(0, front.end));
        from = front.end;
    }
    let body = &text[from..];
    let parser = Parser::new_ext(body, Options::empty());
    let mut definitions: Vec<Range<usize>> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| definition.span.clone())
        .collect();
    let mut walk = Walk::default();
    for (event, range) in parser.into_offset_iter() {
        walk.event(&event, range);
    }
    walk.furniture.append(&mut definitions);
    let at = |range: &Range<usize>| trimmed(text, from + range.start, from + range.end);
    markdown.furniture.extend(walk.furniture.iter().filter_map(at));
    markdown.furniture = without_overlap(markdown.furniture);
    markdown.marks = walk
        .marks
        .iter()
        .filter_map(|(kind, range)| Some(Mark { span: at(range)?, kind: *kind }))
        .collect();
    markdown.marks.sort_unstable();
    markdown
}

/// The range without white space at its ends; `None` where nothing is left.
fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let words = text.get(start..end)?;
    let start = end - words.trim_start().len();
    let words = words.trim();
    (!words.is_empty()).then(|| Span::new(start, start + words.len()))
}

fn without_overlap(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut kept: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match kept.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => kept.push(span),
        }
    }
    kept
}

#[derive(Default)]
struct Walk {
    marks: Vec<(MarkKind, Range<usize>)>,
    furniture: Vec<Range<usize>>,
    /// Open marks and the words seen in them.
    open: Vec<(MarkKind, Option<Range<usize>>)>,
}

impl Walk {
    fn event(&mut self, event: &Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => match tag {
                Tag::Heading { .. } => self.open.push((MarkKind::Heading, None)),
                Tag::BlockQuote(_) => self.open.push((MarkKind::Blockquote, None)),
                Tag::Emphasis => self.open.push((MarkKind::Italic, None)),
                Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Image { .. } => {
                    self.furniture.push(range);
                }
                _ => {}
            },
            Event::End(TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::Emphasis) => {
                if let Some((kind, Some(words))) = self.open.pop() {
                    self.marks.push((kind, words));
                }
            }
            Event::Text(_) | Event::Code(_) => self.words(&range),
            Event::Rule => self.furniture.push(range),
            _ => {}
        }
    }

    fn words(&mut self, range: &Range<usize>) {
        for (_, words) in &mut self.open {
            let words = words.get_or_insert(range.clone());
            words.end = words.end.max(range.end);
        }
    }
}

/// The block of fields at the head of a text.
struct Front<'a> {
    fields: &'a str,
    /// Where the text goes on.
    end: usize,
}

/// Front matter between lines of `---` or `+++`; every line in it must look like a field.
fn front_matter(text: &str) -> Option<Front<'_>> {
    let fence = text.get(..3).filter(|fence| matches!(*fence, "---" | "+++"))?;
    let rest = text[3..].strip_prefix('\r').unwrap_or(&text[3..]).strip_prefix('\n')?;
    let start = text.len() - rest.len();
    let mut at = start;
    let mut n_fields = 0;
    for line in rest.split_inclusive('\n') {
        let words = line.trim_end();
        if words == fence {
            let fields = &text[start..at];
            return (n_fields > 0).then_some(Front { fields, end: at + line.len() });
        }
        let is_field = field(words).is_some();
        let goes_on = words.is_empty() || words.starts_with([' ', '\t', '#', '-', '[', ']']);
        if !is_field && !goes_on {
            return None;
        }
        n_fields += usize::from(is_field);
        at += line.len();
        if at > MAX_FRONT_BYTES {
            return None;
        }
    }
    None
}

/// `key: value` or `key = value`.
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once([':', '='])?;
    let key = key.trim_end();
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!key.is_empty() && key.chars().all(is_key)).then(|| (key, value.trim()))
}

/// The fields whose value is one plain word or line: lists and blocks are passed over.
fn known(fields: &str) -> Known {
    let mut known = Known::default();
    for (key, value) in fields.lines().filter_map(field) {
        let Some(value) = plain(value) else { continue };
        let owned = || Some(value.to_owned());
        let date = |role| field_date::of(role, DateOrigin::Field, value);
        match key.to_ascii_lowercase().as_str() {
            "title" | "headline" => known.title = owned(),
            "author" | "byline" => {
                known.byline = Some(value.strip_prefix("By ").unwrap_or(value).to_owned());
            }
            "outlet" | "publisher" | "publication" | "source" => known.outlet = owned(),
            "url" | "link" | "canonical" | "canonical_url" => known.url = owned(),
            "lang" | "language" => known.language = owned(),
            "section" | "category" => known.section = owned(),
            "date" | "published" => known.dates.extend(date(DateRole::Published)),
            "updated" | "modified" | "lastmod" => known.dates.extend(date(DateRole::Updated)),
            _ => {}
        }
    }
    known.dates.sort_by_key(|date| date.role);
    known
}

/// The value without its quotation marks; `None` where it is empty, or the head of a list or a block.
fn plain(value: &str) -> Option<&str> {
    if value.starts_with(['[', '{', '|', '>', '&', '*', '!']) {
        return None;
    }
    let inner = |mark| value.strip_prefix(mark)?.strip_suffix(mark);
    let value = inner('"').or_else(|| inner('\'')).unwrap_or(value).trim();
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::{any, prop_assert, proptest};

    use super::{is_markdown, marks};

    fn check(text: &str, expected: &Expect) {
        let markdown = marks(text);
        let mut shown = String::new();
        for mark in &markdown.marks {
            shown += &format!("{}: {:?}\n", mark.kind.name(), mark.span.of(text));
        }
        for span in &markdown.furniture {
            shown += &format!("furniture: {:?}\n", span.of(text));
        }
        let known = &markdown.known;
        shown +=
            &format!("{:?} {:?} {:?} {:?}\n", known.title, known.byline, known.url, known.outlet);
        for date in &known.dates {
            shown += &format!("{} {}\n", date.role.name(), date.value);
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn marks_lie_on_the_words() {
        check(
            "# Ferry *Elm* stops #\n\nShe wrote to _The Courier_:\n\n> We value her.\n>\n> All of us.\n\n\
             Later\n-----\n\n![A boat](boat.png)\n\n```\ncode\n```\n\n***\n\nSee [the page][1].\n\n[1]: https://a.example\n",
            &expect![[r#"
                heading: "Ferry *Elm* stops"
                italic: "Elm"
                italic: "The Courier"
                blockquote: "We value her.\n>\n> All of us."
                heading: "Later"
                furniture: "![A boat](boat.png)"
                furniture: "```\ncode\n```"
                furniture: "***"
                furniture: "[1]: https://a.example"
                None None None None
            "#]],
        );
    }

    #[test]
    fn front_matter_gives_plain_fields() {
        check(
            "---\ntitle: \"Ferry: the end\"\ndate: 2031-03-04T10:00:00Z\nlastmod: 2031-03-05\ntags: [a, b]\nauthor: By Jane Roe\n\
             outlet: Courier\nurl: https://a.example/1\nlist:\n  - one\n---\nThe ferry *stopped*.",
            &expect![[r#"
                italic: "stopped"
                furniture: "---\ntitle: \"Ferry: the end\"\ndate: 2031-03-04T10:00:00Z\nlastmod: 2031-03-05\ntags: [a, b]\nauthor: By Jane Roe\noutlet: Courier\nurl: https://a.example/1\nlist:\n  - one\n---\n"
                Some("Ferry: the end") Some("Jane Roe") Some("https://a.example/1") Some("Courier")
                published 2031-03-04
                updated 2031-03-05
            "#]],
        );
        check(
            "+++\ntitle = 'Ferry'\n+++\nText",
            &expect![[r#"
            furniture: "+++\ntitle = 'Ferry'\n+++\n"
            Some("Ferry") None None None
        "#]],
        );
    }

    #[test]
    fn markdown_is_told_by_name_or_front_matter() {
        assert!(is_markdown("a/Story.MD", "plain") && is_markdown("a.txt", "---\na: b\n---\n"));
        assert!(!is_markdown("a.txt", "# Plain") && !is_markdown("a.txt", "---\nHe said.\n---\n"));
        assert!(!is_markdown("a.txt", "---\n\n---\n") && !is_markdown("a.txt", "---\na: b\n"));
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_text(
            signs in "(# |> |\\*|_|\\[|\\]|\\(|\\)|!|```|---|\\+\\+\\+|\n|\n\n|<div>|a: b|word|é| |\\[a\\]: b){0,40}",
            any in any::<String>(),
        ) {
            for text in [signs, any] {
                let markdown = marks(&text);
                for span in markdown.marks.iter().map(|mark| mark.span).chain(markdown.furniture.iter().copied()) {
                    prop_assert!(text.get(span.start..span.end).is_some_and(|words| !words.is_empty()));
                }
                prop_assert!(markdown.furniture.windows(2).all(|pair| pair[0].end <= pair[1].start));
            }
        }
    }
}
