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

impl ArticleText for Trafilatura {
    fn article(&self, page: Document) -> Option<Words> {
        let mut options = Options::default()
            .with_fallback(self.with_fallback)
            .with_html_date_mode(HtmlDateMode::Disabled);
        options.exclude_comments = true;
        let result = extract_document(page, &options).ok()?;
        Some(Words { text: result.content_text, html: result.content_html })
    }
}
