//! What a page says of itself outside its prose, as it stands there: nothing is chosen or cleaned here.
//!
//! Collected by the walk over the tree, and by the reading without a tree from its tags; see [`settle`] for what wins.

mod linked;
mod names;
mod settle;

use trafilatura::dom::{Document, NodeId};

pub(super) use linked::Linked;
pub(super) use names::one_line;
pub(super) use settle::{agency_in, settle};

/// More of each are not collected: a page has few, a hostile one has a hundred thousand.
const MOST_METAS: usize = 400;
const MOST_TIMES: usize = 50;
const MOST_NAMES: usize = 12;
/// Bytes of a title, a name or a date that are looked at.
const MOST_VALUE_BYTES: usize = 2_000;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// `lang` of `<html>`.
    pub language: Option<String>,
    /// `<title>`.
    pub title: Option<String>,
    /// `<link rel=canonical>`.
    pub canonical: Option<String>,
    /// `<meta>`: its name, property or itemprop in lower case, and its content.
    pub metas: Vec<(String, String)>,
    /// `<h1>`, in order.
    pub headings: Vec<String>,
    /// Elements that say by class, rel or itemprop that they name an author.
    pub authors: Vec<Author>,
    /// `<time>` and `itemprop` dates, in order.
    pub times: Vec<Time>,
    /// Linked data.
    pub linked: Linked,
    /// True behind the first readers' comment: who is named there did not write the article.
    in_comments: bool,
}

/// An element that names an author.
#[derive(Debug)]
pub(super) struct Author {
    pub text: String,
    /// True where `itemprop` or `rel` says so, false where only a class does.
    pub declared: bool,
}

/// An element that gives a date.
#[derive(Debug)]
pub(super) struct Time {
    /// `datetime` or `content`, else the element's text.
    pub value: String,
    /// What its attributes say that it is.
    pub role: Option<TimeRole>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeRole {
    Published,
    Updated,
}

/// An element's attributes, wherever they come from.
pub(super) trait Attributes {
    fn get(&self, name: &str) -> Option<String>;
}

struct OfNode<'a>(&'a Document, NodeId);

impl Attributes for OfNode<'_> {
    fn get(&self, name: &str) -> Option<String> {
        self.0.get_attribute(self.1, name)
    }
}

impl Facts {
    /// Takes what an element of the tree says.
    pub fn element(&mut self, page: &Document, node: NodeId, name: &str) {
        let attributes = OfNode(page, node);
        let text = || page.text_content(node);
        let spaced = || spaced_text(page, node);
        match name {
            "html" | "meta" | "link" => self.tag(name, &attributes),
            "title" if self.title.is_none() => self.title = one_line(&text()),
            "h1" if self.headings.len() < MOST_NAMES => self.headings.extend(one_line(&text())),
            "script" if attributes.get("type").is_some_and(|kind| is_linked(&kind)) => {
                self.linked.read(&text());
            }
            "script" | "style" | "svg" | "path" | "img" | "br" | "title" | "h1" => {}
            _ => self.body_element(name, &attributes, &text, &spaced),
        }
    }

    /// Takes what a tag says by itself.
    pub fn tag(&mut self, name: &str, attributes: &dyn Attributes) {
        match name {
            "html" if self.language.is_none() => {
                self.language = attributes.get("lang").or_else(|| attributes.get("xml:lang"));
            }
            "link" if self.canonical.is_none() => {
                let rel = attributes.get("rel").unwrap_or_default();
                if rel.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical")) {
                    self.canonical = attributes.get("href");
                }
            }
            "meta" if self.metas.len() < MOST_METAS => {
                let key = ["property", "name", "itemprop", "http-equiv"]
                    .iter()
                    .find_map(|key| attributes.get(key));
                if let (Some(key), Some(content)) = (key, attributes.get("content")) {
                    self.metas.push((key.trim().to_lowercase(), cut(&content).to_owned()));
                }
            }
            _ => {}
        }
    }

    fn body_element(
        &mut self,
        name: &str,
        attributes: &dyn Attributes,
        text: &dyn Fn() -> String,
        spaced: &dyn Fn() -> String,
    ) {
        let itemprop = attributes.get("itemprop").unwrap_or_default();
        self.time(name, &itemprop, attributes, text);
        self.in_comments |= begins_comments(name, &itemprop, attributes);
        if self.authors.len() >= MOST_NAMES || self.in_comments {
            return;
        }
        let declared = itemprop.split_whitespace().any(|property| property == "author")
            || attributes
                .get("rel")
                .is_some_and(|rel| rel.split_whitespace().any(|rel| rel == "author"));
        let by_class = || attributes.get("class").is_some_and(|class| names_author(&class));
        if declared || by_class() {
            let text = attributes.get("content").unwrap_or_else(spaced);
            let text = cut(&text).to_owned();
            self.authors.extend(one_line(&text).map(|text| Author { text, declared }));
        }
    }

    fn time(
        &mut self,
        name: &str,
        itemprop: &str,
        attributes: &dyn Attributes,
        text: &dyn Fn() -> String,
    ) {
        let role = match itemprop {
            "datePublished" | "dateCreated" | "pubdate" => Some(TimeRole::Published),
            "dateModified" => Some(TimeRole::Updated),
            _ => None,
        };
        if (name != "time" && role.is_none()) || self.times.len() >= MOST_TIMES {
            return;
        }
        let role = role.or_else(|| {
            if attributes.get("pubdate").is_some() {
                return Some(TimeRole::Published);
            }
            let class = attributes.get("class").unwrap_or_default().to_lowercase();
            if class.contains("update") || class.contains("modif") {
                Some(TimeRole::Updated)
            } else {
                (class.contains("publish") || class.contains("pubdate"))
                    .then_some(TimeRole::Published)
            }
        });
        let value = attributes.get("datetime").or_else(|| attributes.get("content"));
        let value = value.filter(|value| !value.trim().is_empty()).unwrap_or_else(text);
        self.times.push(Time { value: cut(&value).to_owned(), role });
    }

    /// The content of the first of these metas that is there and not blank.
    pub fn meta(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| self.all(key).next())
    }

    /// The contents of all metas of that name that are not blank.
    pub fn all<'a, 'k>(&'a self, key: &'k str) -> impl Iterator<Item = &'a str> + use<'a, 'k> {
        let named = self.metas.iter().filter(move |(name, _)| name == key);
        named.map(|(_, content)| content.trim()).filter(|content| !content.is_empty())
    }
}

/// True for the element that holds readers' comments, or one of them.
fn begins_comments(name: &str, itemprop: &str, attributes: &dyn Attributes) -> bool {
    let holds = matches!(name, "div" | "section" | "ol" | "ul" | "li" | "article" | "aside");
    holds
        && (itemprop == "comment"
            || attributes
                .get("id")
                .is_some_and(|id| matches!(id.as_str(), "comments" | "disqus_thread")))
}

/// The text of an element with a space between the texts of the elements in it: "<b>Jane Roe</b><i>Staff</i>" is two
/// words apart on the page, though nothing stands between them.
fn spaced_text(page: &Document, node: NodeId) -> String {
    let (mut text, mut nodes) = (String::new(), vec![node]);
    while let Some(node) = nodes.pop() {
        if page.is_text(node) {
            text.push_str(&page.text_content(node));
            text.push(' ');
        } else if !matches!(page.tag_name(node), "script" | "style") {
            nodes.extend(page.child_nodes(node).into_iter().rev());
        }
        if text.len() > MOST_VALUE_BYTES {
            break;
        }
    }
    text
}

/// True for the type of linked data.
pub(super) fn is_linked(kind: &str) -> bool {
    kind.to_ascii_lowercase().contains("ld+json")
}

/// A class that names an author's line: "byline", "author-name", "article__byline".
fn names_author(class: &str) -> bool {
    class.split_whitespace().any(|class| {
        let class = class.to_ascii_lowercase();
        let words: Vec<&str> = class.split(['-', '_']).filter(|word| !word.is_empty()).collect();
        let names =
            |word: &&str| matches!(*word, "byline" | "author" | "authors" | "bylines" | "byl");
        let other = |word: &&str| {
            matches!(
                *word,
                "bio"
                    | "box"
                    | "image"
                    | "img"
                    | "avatar"
                    | "photo"
                    | "date"
                    | "time"
                    | "social"
                    | "twitter"
                    | "email"
                    | "info"
                    | "description"
                    | "follow"
                    | "icon"
                    | "credit"
            )
        };
        words.len() <= 5 && words.iter().any(names) && !words.iter().any(other)
    })
}

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(MOST_VALUE_BYTES)]
}
