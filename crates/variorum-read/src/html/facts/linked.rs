//! Linked data (JSON-LD, schema.org): what the node of the article says.
//!
//! Of all nodes, at the top, in arrays, in `@graph` and nested in others, the first one of the best type speaks:
//! an article before a page. Nesting is bounded by serde_json's own limit of 128, size by the guard.

use serde_json::{Map, Value};

/// What linked data says of the article.
#[derive(Debug, Default)]
pub(in crate::html) struct Linked {
    pub headline: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub section: Option<String>,
    /// Those credited beside the authors: `creditText`, `sourceOrganization`, `provider`, `copyrightHolder`.
    pub credits: Vec<String>,
    pub dates: LinkedDates,
    pub body: Option<String>,
    /// Rank of the node that spoke; 0 for none.
    rank: u8,
    /// Scripts that are no JSON.
    pub n_broken: usize,
}

/// The dates of the node, as written.
#[derive(Debug, Default)]
pub(in crate::html) struct LinkedDates {
    pub published: Option<String>,
    pub updated: Option<String>,
}

/// Nodes that are looked at in one page.
const MOST_NODES: usize = 5_000;
/// Most authors of one article.
const MOST_AUTHORS: usize = 12;

impl Linked {
    /// Reads one script.
    pub fn read(&mut self, json: &str) {
        let Some(value) = parse(json) else {
            self.n_broken += usize::from(!json.trim().is_empty());
            return;
        };
        let mut nodes = vec![&value];
        let mut n_nodes = 0;
        let mut found: Vec<&Map<String, Value>> = Vec::new();
        while let Some(value) = nodes.pop() {
            n_nodes += 1;
            if n_nodes > MOST_NODES {
                break;
            }
            match value {
                Value::Array(items) => nodes.extend(items.iter().rev()),
                Value::Object(node) => {
                    found.push(node);
                    // What an article is part of, or quotes, is another's.
                    let nested = [
                        "@graph",
                        "mainEntity",
                        "mainEntityOfPage",
                        "itemListElement",
                        "hasPart",
                        "liveBlogUpdate",
                    ];
                    nodes.extend(nested.iter().rev().filter_map(|key| node.get(*key)));
                }
                _ => {}
            }
        }
        for node in &found {
            let rank = rank(node);
            if rank > self.rank {
                self.take(node, rank);
            }
        }
        if self.publisher.is_none() {
            self.publisher =
                found.iter().find(|node| is_site(node)).and_then(|node| text(node.get("name")?));
        }
    }

    fn take(&mut self, node: &Map<String, Value>, rank: u8) {
        let field = |key: &str| node.get(key).and_then(text);
        let first = |keys: &[&str]| keys.iter().find_map(|key| field(key));
        let names = |key: &str| node.get(key).map(names).unwrap_or_default();
        let mut authors = names("author");
        if authors.is_empty() {
            authors = names("creator");
        }
        authors.truncate(MOST_AUTHORS);
        let credited = ["creditText", "sourceOrganization", "provider", "copyrightHolder"];
        *self = Self {
            headline: first(&["headline", "name", "alternativeHeadline"]),
            authors,
            publisher: names("publisher").into_iter().next().or_else(|| self.publisher.take()),
            url: first(&["url", "mainEntityOfPage", "@id"]),
            language: first(&["inLanguage"]),
            section: first(&["articleSection"]),
            credits: credited.iter().flat_map(|key| names(key)).collect(),
            dates: LinkedDates {
                published: first(&["datePublished", "dateCreated", "uploadDate"]),
                updated: first(&["dateModified"]),
            },
            body: field("articleBody"),
            rank,
            n_broken: self.n_broken,
        };
    }
}

/// JSON as pages write it: in a comment or a CDATA section, with raw line ends inside strings.
fn parse(json: &str) -> Option<Value> {
    let json = json.trim();
    let json = json.strip_prefix("<!--").unwrap_or(json).trim_start();
    let json = json.strip_prefix("//").unwrap_or(json).trim_start();
    let json = json.strip_prefix("<![CDATA[").unwrap_or(json);
    let json = json.trim_end().trim_end_matches("-->").trim_end();
    let json = json.strip_suffix("]]>").unwrap_or(json).trim_end().trim_end_matches("//").trim();
    let json = json.trim_end_matches(';');
    serde_json::from_str(json).ok().or_else(|| {
        // Not allowed in a JSON string, yet common in `articleBody`.
        let spaced: String = json.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&spaced).ok()
    })
}

/// How far a node speaks for the article.
fn rank(node: &Map<String, Value>) -> u8 {
    let of = |kind: &str| match kind.rsplit(['/', ':']).next().unwrap_or(kind) {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle"
        | "BackgroundNewsArticle"
        | "ReviewNewsArticle"
        | "AskPublicNewsArticle" => 5,
        "Article"
        | "BlogPosting"
        | "LiveBlogPosting"
        | "Report"
        | "AdvertiserContentArticle"
        | "ScholarlyArticle"
        | "TechArticle"
        | "SocialMediaPosting"
        | "SatiricalArticle" => 4,
        "Review" | "MedicalWebPage" | "ClaimReview" => 3,
        "VideoObject" => 2,
        "WebPage" | "ItemPage" => 1,
        _ => 0,
    };
    match node.get("@type") {
        Some(Value::String(kind)) => of(kind),
        Some(Value::Array(kinds)) => {
            kinds.iter().filter_map(Value::as_str).map(of).max().unwrap_or(0)
        }
        _ => 0,
    }
}

fn is_site(node: &Map<String, Value>) -> bool {
    let kind = node.get("@type").and_then(Value::as_str).unwrap_or_default();
    matches!(kind, "NewsMediaOrganization" | "WebSite")
}

/// A value as text: itself, the first of a list, or the name or address of a node.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => items.iter().find_map(text),
        Value::Object(node) => {
            ["name", "@value", "@id", "url"].iter().find_map(|key| text(node.get(*key)?))
        }
        _ => None,
    }
}

/// The names in a value: of persons and bodies, in order.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(names).collect(),
        Value::Object(node) => node.get("name").map(names).unwrap_or_default(),
        Value::String(_) => text(value).into_iter().collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::Linked;

    fn read(json: &str) -> Linked {
        let mut linked = Linked::default();
        linked.read(json);
        linked
    }

    #[test]
    fn the_article_speaks_before_the_page() {
        let linked = read(
            r#"{"@context":"https://schema.org","@graph":[
                {"@type":"WebSite","name":"The Harbour Post"},
                {"@type":"WebPage","name":"Ferry | The Harbour Post","datePublished":"2020-01-01"},
                {"@type":["Article","NewsArticle"],"headline":"Ferry stops","datePublished":"2024-06-18T10:30:00Z",
                 "author":[{"@type":"Person","name":"Jane Roe"},{"@type":"Person","name":["John Doe"]}],
                 "publisher":{"@type":"Organization","name":"Harbour Media"}}]}"#,
        );
        assert_eq!(linked.headline.as_deref(), Some("Ferry stops"));
        assert_eq!(linked.authors, ["Jane Roe", "John Doe"]);
        assert_eq!(linked.publisher.as_deref(), Some("Harbour Media"));
        assert_eq!(linked.dates.published.as_deref(), Some("2024-06-18T10:30:00Z"));
    }

    #[test]
    fn json_is_read_as_pages_write_it() {
        for json in [
            "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"Ferry\nstops\"} -->",
            "//<![CDATA[\n{\"@type\":\"http://schema.org/NewsArticle\",\"headline\":\"Ferry stops\"}\n//]]>",
            "[[{\"@type\":\"NewsArticle\",\"headline\":[\"Ferry stops\"]}]];",
        ] {
            assert_eq!(read(json).headline.as_deref(), Some("Ferry stops"), "{json}");
        }
        assert_eq!(read("{").n_broken, 1);
    }

    #[test]
    fn depth_is_an_error_and_no_overflow() {
        assert_eq!(read(&"[".repeat(100_000)).n_broken, 1);
        assert_eq!(
            read(&format!("{}1{}", "{\"mainEntity\":".repeat(5_000), "}".repeat(5_000))).n_broken,
            1
        );
    }
}
