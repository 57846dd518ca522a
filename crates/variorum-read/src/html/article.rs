//! Which text of a page is its article: somebody else's rules, behind a trait of ours so that they can be swapped.

use trafilatura::dom::Document;
use trafilatura::{HtmlDateMode, Options, extract_document};

/// Says which words of a page are its article.
pub(super) trait ArticleText {
    /// The article's words in order. White space, marks and paragraphs need not be kept: the words are sought in the
    /// page again. `None` where no article is seen.
    fn article(&self, page: Document) -> Option<Words>;
}

/// What an extractor gives.
pub(super) struct Words {
    /// The words, in order.
    pub text: String,
    /// The same as a fragment of HTML, for where they are not found in the page.
    pub html: String,
}

/// The rules of Trafilatura.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trafilatura {
    /// True where readability and justext are asked too: twice the time.
    pub with_fallback: bool,
}

/// Stands in for the page's head. The extractor would look all through the page for what its head does not say, and
/// that takes a third of its time; what the page says of itself is ours to read ([`super::facts`]).
/// The link comes first: what stands before the first element of a body would be put in the fragment's own head, of
/// which `set_inner_html` takes nothing.
const HEAD: &str = r#"<a rel="license" href="https://creativecommons.org/licenses/by/4.0/"></a>
<meta property="og:title" content="x"><meta property="og:author" content="Jane Roe">
<meta property="og:url" content="https://example.org/x"><meta property="og:description" content="x">
<meta property="og:site_name" content="X"><meta property="og:image" content="https://example.org/x">
<meta property="og:type" content="article"><script type="application/ld+json">{"@context":"https://schema.org",
"@type":"Article","headline":"x","articleSection":"x","keywords":"x"}</script>"#;

impl ArticleText for Trafilatura {
    fn article(&self, mut page: Document) -> Option<Words> {
        if let Some(head) = page.query_selector(page.root(), "head") {
            page.set_inner_html(head, HEAD);
        }
        let mut options = Options::default()
            .with_fallback(self.with_fallback)
            .with_html_date_mode(HtmlDateMode::Disabled);
        options.exclude_comments = true;
        let result = extract_document(page, &options).ok()?;
        Some(Words { text: result.content_text, html: result.content_html })
    }
}
