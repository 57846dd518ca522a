//! The tags and comments of a page in one pass over its bytes, without a tree and without copies.
//!
//! It sees what a parser would see as far as counting and cutting need: attributes with their quotation marks,
//! comments, and elements whose content is no markup. Each byte is looked at a bounded number of times.
//! Measured against html5ever's tokenizer on news pages it takes a twentieth of the time, and the tokenizer's check for
//! repeated attributes is quadratic, so something has to come before it.

/// A piece of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A tag, from `<` to behind `>`.
    Tag(Tag<'a>),
    /// A comment, a doctype or another declaration, from `<` to behind `>`.
    Comment { start: usize, end: usize },
    /// What lies between the tags of a `<script>`, `<style>` and the like.
    Raw { start: usize, end: usize, tag: Tag<'a> },
}

/// A start or end tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub start: usize,
    pub end: usize,
    /// As written, in either case.
    pub name: &'a str,
    pub closes: bool,
    /// Where the attribute behind the `most` first ones begins; `None` where there are no more.
    pub excess: Option<usize>,
    /// Attributes, the excess included.
    pub n_attributes: usize,
}

/// Elements whose content is no markup.
const RAW: [&str; 7] = ["script", "style", "textarea", "title", "xmp", "iframe", "noframes"];

/// The pieces of a page in order.
pub(super) struct Pieces<'a> {
    html: &'a str,
    at: usize,
    most_attributes: usize,
    /// The tag whose raw content comes next.
    raw: Option<Tag<'a>>,
}

impl<'a> Pieces<'a> {
    pub fn new(html: &'a str, most_attributes: usize) -> Self {
        Self { html, at: 0, most_attributes, raw: None }
    }

    fn place_of(&self, words: &str, from: usize) -> Option<usize> {
        self.html.get(from..)?.find(words).map(|at| from + at)
    }

    fn byte(&self, at: usize) -> u8 {
        self.html.as_bytes().get(at).copied().unwrap_or_default()
    }

    fn raw_content(&mut self, tag: Tag<'a>) -> Piece<'a> {
        let (start, mut from) = (tag.end, tag.end);
        let end = loop {
            let Some(at) = self.place_of("</", from) else { break self.html.len() };
            let name_end = at + 2 + tag.name.len();
            let named = self.html.as_bytes().get(at + 2..name_end);
            if named.is_some_and(|name| name.eq_ignore_ascii_case(tag.name.as_bytes()))
                && !self.byte(name_end).is_ascii_alphanumeric()
            {
                break at;
            }
            from = at + 2;
        };
        self.at = end;
        Piece::Raw { start, end, tag }
    }

    fn comment(&mut self, start: usize) -> Piece<'a> {
        let end = if self.html[start..].starts_with("<!--") {
            // "<!-->" and "<!--->" are whole comments.
            self.place_of("-->", start + 2).map(|at| at + 3)
        } else {
            self.place_of(">", start).map(|at| at + 1)
        };
        self.at = end.unwrap_or(self.html.len());
        Piece::Comment { start, end: self.at }
    }

    fn tag(&mut self, start: usize, closes: bool) -> Piece<'a> {
        let name_start = start + 1 + usize::from(closes);
        let mut at = self.past(name_start, |byte| !is_space(byte) && !matches!(byte, b'/' | b'>'));
        let name = &self.html[name_start..at];
        let (mut n_attributes, mut excess) = (0, None);
        loop {
            at = self.past(at, |byte| is_space(byte) || byte == b'/');
            if at >= self.html.len() {
                break;
            }
            if self.byte(at) == b'>' {
                at += 1;
                break;
            }
            n_attributes += 1;
            if n_attributes > self.most_attributes {
                excess.get_or_insert(at);
            }
            at = self.attribute(at);
        }
        self.at = at;
        let tag = Tag { start, end: at, name, closes, excess, n_attributes };
        if !closes && RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            self.raw = Some(tag);
        }
        Piece::Tag(tag)
    }

    /// Behind the attribute that begins at `at`.
    fn attribute(&self, at: usize) -> usize {
        // A name may begin with "=".
        let named =
            self.past(at + 1, |byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let mark = self.past(named, is_space);
        if self.byte(mark) != b'=' {
            return named;
        }
        let value = self.past(mark + 1, is_space);
        match self.byte(value) {
            quote @ (b'"' | b'\'') => {
                let quote = if quote == b'"' { "\"" } else { "'" };
                self.place_of(quote, value + 1).map_or(self.html.len(), |at| at + 1)
            }
            _ => self.past(value, |byte| !is_space(byte) && byte != b'>'),
        }
    }

    fn past(&self, at: usize, holds: impl Fn(u8) -> bool) -> usize {
        let rest = self.html.as_bytes().get(at..).unwrap_or_default();
        rest.iter().position(|byte| !holds(*byte)).map_or(self.html.len(), |length| at + length)
    }
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(tag) = self.raw.take() {
            return Some(self.raw_content(tag));
        }
        loop {
            let start = self.place_of("<", self.at)?;
            match self.byte(start + 1) {
                b'!' | b'?' => return Some(self.comment(start)),
                b'/' if self.byte(start + 2).is_ascii_alphabetic() => {
                    return Some(self.tag(start, true));
                }
                b'/' => return Some(self.comment(start)),
                byte if byte.is_ascii_alphabetic() => return Some(self.tag(start, false)),
                _ => self.at = start + 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{Piece, Pieces};

    fn check(html: &str, expected: &Expect) {
        let mut shown = String::new();
        for piece in Pieces::new(html, 2) {
            shown += &match piece {
                Piece::Tag(tag) => {
                    let excess = tag.excess.map(|at| &html[at..tag.end]);
                    let kind = if tag.closes { "end" } else { "start" };
                    format!("{kind} {} {} {excess:?}\n", tag.name, tag.n_attributes)
                }
                Piece::Comment { start, end } => format!("comment {}\n", &html[start..end]),
                Piece::Raw { start, end, .. } => format!("raw {}\n", &html[start..end]),
            };
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn tags_comments_and_raw_content() {
        check(
            "a < b <P class='x>y' id = z hidden data-q=1>c<br/><!-- <p> --></P ><script async>if (a<b) '</p>'</SCRIPT><!doctype html>",
            &expect![[r#"
                start P 4 Some("hidden data-q=1>")
                start br 0 None
                comment <!-- <p> -->
                end P 0 None
                start script 1 None
                raw if (a<b) '</p>'
                end SCRIPT 0 None
                comment <!doctype html>
            "#]],
        );
    }

    #[test]
    fn what_is_never_closed_goes_to_the_end() {
        check("<!-- a", &expect!["comment <!-- a\n"]);
        check("<style>a", &expect!["start style 0 None\nraw a\n"]);
        check("<a href=\"x>", &expect!["start a 1 None\n"]);
        check("<a", &expect!["start a 0 None\n"]);
        check("</", &expect!["comment </\n"]);
        check("<", &expect![""]);
        check("<!-->b", &expect!["comment <!-->\n"]);
    }
}
