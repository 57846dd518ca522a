//! XML as a tree of one element at a time, for the formats of news agencies.
//!
//! Nothing is fetched and no entity of the document's own is expanded: the five of XML, numbers and the names
//! of HTML are known, any other reference stays as it is written. What lies deeper than [`MAX_DEPTH`] keeps
//! its words and loses its elements, so that whoever walks a tree may recurse.

use std::ops::ControlFlow;

use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};

/// Elements inside one another.
pub(crate) const MAX_DEPTH: usize = 100;
/// Elements and stretches of words in one tree.
const MAX_NODES: usize = 400_000;
/// Attributes of one element; more are passed over.
const MAX_ATTRIBUTES: usize = 64;

/// An element with what is in it; names are without their prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// Why a document was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    /// It is not well-formed at that byte.
    Syntax(u64),
    /// One element holds more than is read.
    TooLarge,
    /// It ends inside an element.
    Ends,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name)?;
        Some(found.1.trim()).filter(|value| !value.is_empty())
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of that name directly inside.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.name == name)
    }

    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The element at the end of the names, one inside the other.
    pub fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The first of that name at any depth, in order of the document.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|element| {
            if element.name == name { Some(element) } else { element.find(name) }
        })
    }

    /// Its words on one line; `None` where there are none.
    pub fn words(&self) -> Option<String> {
        let mut text = String::new();
        self.gather(&mut text);
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() { None } else { Some(words.join(" ")) }
    }

    fn gather(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => element.gather(text),
            }
        }
    }
}

/// Gives every element that `wanted` names, whole, in order; those inside one another are given once.
pub(crate) fn elements(
    text: &str,
    wanted: impl Fn(&str) -> bool,
    mut each: impl FnMut(Element) -> ControlFlow<()>,
) -> Result<(), Broken> {
    let mut reader = reader(text);
    let mut tree = Tree::default();
    loop {
        let event = reader.read_event().map_err(|_| Broken::Syntax(reader.error_position()))?;
        let done = match event {
            Event::Start(start) if tree.is_open() || wanted(start.local_name().as_ref()) => {
                tree.open(&start);
                None
            }
            Event::Empty(start) if tree.is_open() || wanted(start.local_name().as_ref()) => {
                tree.open(&start);
                tree.close(start.local_name().as_ref())
            }
            Event::End(end) => tree.close(end.local_name().as_ref()),
            Event::Text(words) => tree.text(&words.xml10_content()),
            Event::CData(words) => tree.text(&words.xml10_content()),
            Event::GeneralRef(name) => tree.reference(&name),
            Event::Eof if tree.is_open() => return Err(Broken::Ends),
            Event::Eof => return Ok(()),
            _ => None,
        };
        if tree.n_nodes > MAX_NODES {
            return Err(Broken::TooLarge);
        }
        if let Some(element) = done
            && each(element).is_break()
        {
            return Ok(());
        }
    }
}

/// Gives the name and the attributes of every element, in order, whatever it is in.
pub(crate) fn starts(
    text: &str,
    mut each: impl FnMut(&str, Vec<(String, String)>),
) -> Result<(), Broken> {
    let mut reader = reader(text);
    loop {
        match reader.read_event().map_err(|_| Broken::Syntax(reader.error_position()))? {
            Event::Start(start) | Event::Empty(start) => {
                each(start.local_name().as_ref(), attributes(&start));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// True where elements lie deeper in one another than [`MAX_DEPTH`].
pub(crate) fn is_deep(text: &str) -> bool {
    let mut reader = reader(text);
    let mut depth = 0_usize;
    while depth <= MAX_DEPTH {
        match reader.read_event() {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
    true
}

/// A reader that puts up with what it can.
fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

fn attributes(start: &BytesStart) -> Vec<(String, String)> {
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).take(MAX_ATTRIBUTES).flatten();
    let own = attributes.map(|attribute| {
        let value = unescape_with(&attribute.value, resolve_html5_entity)
            .map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned);
        (attribute.key.local_name().as_ref().to_owned(), value)
    });
    own.collect()
}

/// The first element of the document; what follows a fault is lost.
pub(crate) fn root(text: &str) -> Result<Element, Broken> {
    let mut root = None;
    elements(
        text,
        |_| true,
        |element| {
            root = Some(element);
            ControlFlow::Break(())
        },
    )?;
    root.ok_or(Broken::Ends)
}

/// The elements that are open, outermost first.
#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    /// Open elements below the deepest that is kept.
    n_deeper: usize,
    n_nodes: usize,
}

impl Tree {
    fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    fn open(&mut self, start: &BytesStart) {
        self.n_nodes += 1;
        if self.open.len() >= MAX_DEPTH {
            self.n_deeper += 1;
            return;
        }
        let name = start.local_name().as_ref().to_owned();
        let attributes = attributes(start);
        self.open.push(Element { name, attributes, children: Vec::new() });
    }

    /// Closes the innermost element of that name and those inside it; the outermost, when it is closed.
    fn close(&mut self, name: &str) -> Option<Element> {
        if self.n_deeper > 0 {
            self.n_deeper -= 1;
            return None;
        }
        let at = self.open.iter().rposition(|element| element.name == name)?;
        while self.open.len() > at {
            let element = self.open.pop()?;
            match self.open.last_mut() {
                Some(parent) => parent.children.push(Node::Element(element)),
                None => {
                    self.n_nodes = 0;
                    return Some(element);
                }
            }
        }
        None
    }

    fn text(&mut self, words: &str) -> Option<Element> {
        if let Some(element) = self.open.last_mut() {
            if let Some(Node::Text(text)) = element.children.last_mut() {
                text.push_str(words);
            } else {
                element.children.push(Node::Text(words.to_owned()));
                self.n_nodes += 1;
            }
        }
        None
    }

    fn reference(&mut self, name: &quick_xml::events::BytesRef) -> Option<Element> {
        match name.resolve_char_ref() {
            Ok(Some('\0')) | Err(_) => self.text("\u{fffd}"),
            Ok(Some(c)) => self.text(c.encode_utf8(&mut [0; 4])),
            Ok(None) => match resolve_html5_entity(name) {
                Some(words) => self.text(words),
                None => self.text(&format!("&{};", &**name)),
            },
        }
    }
}

/// The document without its XML declaration, which may name an encoding that the text no longer has.
pub(crate) fn without_declaration(text: &str) -> &str {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let Some(rest) = text.strip_prefix("<?xml") else { return text };
    rest.split_once("?>").map_or(text, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::{Broken, MAX_DEPTH, root};

    fn words(text: &str) -> Option<String> {
        root(text).expect("a tree").words()
    }

    #[test]
    fn entities_of_the_document_are_not_expanded() {
        let laughs = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>\
            <a>&b;&b; &c; &amp; &eacute; &#x41; &nbsp;&lt;p&gt; R&D</a>";
        assert_eq!(words(laughs).as_deref(), Some("&b;&b; &c; & é A <p> R&D"));
    }

    #[test]
    fn misplaced_ends_are_put_up_with() {
        let tree = root("<a><b>one<c>two</b>three</x></a>").expect("a tree");
        assert_eq!(tree.words().as_deref(), Some("onetwothree"));
        assert_eq!(tree.at(&["b", "c"]).and_then(super::Element::words).as_deref(), Some("two"));
        assert_eq!(root("<a><b>one"), Err(Broken::Ends));
        assert_eq!(root("no markup"), Err(Broken::Ends));
    }

    #[test]
    fn depth_is_capped_and_words_are_kept() {
        let n = 100 * MAX_DEPTH;
        let deep = format!("{}deep{}", "<a>".repeat(n), "</a>".repeat(n));
        assert_eq!(words(&deep).as_deref(), Some("deep"));
    }
}
