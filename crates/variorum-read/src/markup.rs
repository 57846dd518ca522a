//! Marked-up words of a news message (NITF, XHTML) to text and marks.
//!
//! Such content holds the article and nothing else, so no article has to be found in it: every word is kept,
//! but for captions and credits of media. Paragraphs are parted by an empty line; a mark begins and ends at a word.

use variorum_model::{Mark, MarkKind, Span};

use crate::xml::{Element, Node};

/// Text with what was set off in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marked {
    pub text: String,
    /// In order of their beginning.
    pub marks: Vec<Mark>,
}

/// The text of an element's content.
pub(crate) fn text_of(element: &Element) -> Marked {
    let mut writer = Writer::default();
    writer.children(element);
    writer.marked.marks.sort_unstable();
    writer.marked
}

/// White space that is owed before the next word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

#[derive(Default)]
struct Writer {
    marked: Marked,
    gap: Gap,
    /// Marks that are open: where they begin, once a word has come.
    open: Vec<(MarkKind, Option<usize>)>,
}

impl Writer {
    fn children(&mut self, element: &Element) {
        for node in &element.children {
            match node {
                Node::Text(words) => self.words(words),
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        let name = element.name.to_ascii_lowercase();
        if is_left_out(&name) {
            return;
        }
        if name == "br" {
            self.gap = self.gap.max(Gap::Line);
            return;
        }
        let gap = gap_around(&name);
        self.gap = self.gap.max(gap);
        match mark(&name) {
            Some(kind) => {
                self.open.push((kind, None));
                self.children(element);
                self.close();
            }
            None => self.children(element),
        }
        self.gap = self.gap.max(gap);
    }

    fn close(&mut self) {
        if let Some((kind, Some(start))) = self.open.pop() {
            let span = Span::new(start, self.marked.text.len());
            self.marked.marks.push(Mark { span, kind });
        }
    }

    fn words(&mut self, words: &str) {
        for c in words.chars() {
            if c.is_ascii_whitespace() {
                self.gap = self.gap.max(Gap::Space);
            } else {
                self.letter(c);
            }
        }
    }

    fn letter(&mut self, c: char) {
        let text = &mut self.marked.text;
        let gap = if text.is_empty() { Gap::None } else { self.gap };
        text.push_str(match gap {
            Gap::None => "",
            Gap::Space => " ",
            Gap::Line => "\n",
            Gap::Paragraph => "\n\n",
        });
        self.gap = Gap::None;
        for (_, start) in &mut self.open {
            start.get_or_insert(text.len());
        }
        text.push(c);
    }
}

/// Media with their captions, and what is no text.
fn is_left_out(name: &str) -> bool {
    const LEFT_OUT: &[&str] = &[
        "audio",
        "figcaption",
        "figure",
        "head",
        "iframe",
        "img",
        "media",
        "noscript",
        "object",
        "script",
        "style",
        "svg",
        "template",
        "video",
    ];
    LEFT_OUT.binary_search(&name).is_ok()
}

fn gap_around(name: &str) -> Gap {
    match name {
        "p" | "block" | "blockquote" | "bq" | "div" | "section" | "article" | "ul" | "ol"
        | "dl" | "pre" | "table" | "nitf-table" | "hr" | "hedline" | "note" | "fn" | "h1"
        | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" | "credit" | "body" | "body.content" => {
            Gap::Paragraph
        }
        "li" | "dt" | "dd" | "tr" => Gap::Line,
        "td" | "th" => Gap::Space,
        _ => Gap::None,
    }
}

fn mark(name: &str) -> Option<MarkKind> {
    match name {
        "blockquote" | "bq" => Some(MarkKind::Blockquote),
        "q" => Some(MarkKind::Quote),
        "em" | "i" | "cite" => Some(MarkKind::Italic),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" => Some(MarkKind::Heading),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::{prop_assert, proptest};

    fn check(markup: &str, expected: &Expect) {
        let marked = super::text_of(&crate::xml::root(markup).expect("a tree"));
        let mut shown = marked.text.clone() + "\n--\n";
        for mark in &marked.marks {
            shown += &format!("{}: {}\n", mark.kind.name(), mark.span.of(&marked.text));
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn paragraphs_and_marks() {
        check(
            "<body.content>\n <p>The ferry <em>Elm</em> stopped,\n said the <person>mayor</person>.</p>\
             <media><media-caption>A boat</media-caption></media><hl2> Later </hl2>\
             <bq><block><p>We value her.</p><p>All of us.</p></block></bq>one<br/>two</body.content>",
            &expect![[r#"
                The ferry Elm stopped, said the mayor.

                Later

                We value her.

                All of us.

                one
                two
                --
                italic: Elm
                heading: Later
                blockquote: We value her.

                All of us.
            "#]],
        );
    }

    #[test]
    fn no_break_spaces_stay_and_empty_elements_mark_nothing() {
        check(
            "<div><p><em> </em></p><p>4\u{a0}200 <q>dockers</q></p></div>",
            &expect![[r#"
                4 200 dockers
                --
                quote: dockers
            "#]],
        );
    }

    proptest! {
        #[test]
        fn marks_lie_in_the_text(markup in "(<p>|</p>|<em>|</q>|<q>|<bq>|</bq>|<br/>| |é|word|&amp;){0,40}") {
            if let Ok(tree) = crate::xml::root(&format!("<div>{markup}</div>")) {
                let marked = super::text_of(&tree);
                for mark in &marked.marks {
                    prop_assert!(marked.text.get(mark.span.start..mark.span.end).is_some_and(|words| !words.is_empty()));
                }
            }
        }
    }
}
