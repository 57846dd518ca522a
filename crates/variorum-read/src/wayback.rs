//! Pages of web archives that replay what they keep: the Wayback Machine and those built like it.
//!
//! Their addresses hold the original one and the moment of the capture, `…/web/20310412101530/http://…`; their
//! pages hold a bar of their own. Here the address is taken apart and the bar is cut out.

use std::borrow::Cow;

use variorum_model::{DateOrigin, DateRole, ReportDate};

use crate::fetch::is_address;
use crate::field_date;

/// An archive's address taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Replayed {
    /// Where the page stood.
    pub original: String,
    /// When it was captured, as the address writes it.
    pub moment: String,
}

impl Replayed {
    /// The moment of the capture; no word on when the page was published.
    pub fn captured(&self) -> Option<ReportDate> {
        field_date::of(DateRole::Captured, DateOrigin::Address, &self.moment)
    }
}

/// The parts of an archive's address; `None` for any other. Known by its form alone, since there are many archives:
/// a part of the path that is a moment of eight to fourteen digits, with another address behind it.
pub(crate) fn replayed(url: &str) -> Option<Replayed> {
    let mut rest = url.split_once("://").filter(|_| is_address(url))?.1;
    // a few parts may stand before: the archive's own name, a collection
    for _ in 0..6 {
        rest = rest.split_once('/')?.1;
        let Some((moment, original)) = rest.split_once('/') else { continue };
        let digits: String = moment.chars().take_while(char::is_ascii_digit).collect();
        // "20310412101530id_", "20310412101530im_", "20310412101530*"
        let mode = &moment[digits.len()..];
        let is_mode = mode.len() <= 4
            && mode.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '*'));
        if !(8..=14).contains(&digits.len()) || !is_mode || !matches!(&digits[..2], "19" | "20") {
            continue;
        }
        if let Some(original) = original_address(original) {
            return Some(Replayed { original, moment: digits });
        }
    }
    None
}

/// The address behind the moment; archives write `http:/a.example` and leave the scheme out.
fn original_address(rest: &str) -> Option<String> {
    if is_address(rest) {
        return Some(rest.to_owned());
    }
    for scheme in ["http:/", "https:/"] {
        if let Some(rest) = rest.strip_prefix(scheme) {
            return Some(format!("{scheme}/{}", rest.trim_start_matches('/')));
        }
    }
    let host = rest.split('/').next()?;
    let is_host = host.contains('.')
        && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
    // a file's name has a point too: "/2031/0412/report.html"
    (is_host && host.starts_with("www.")).then(|| format!("http://{rest}"))
}

/// What an archive's page says of where and when it was captured, in the words of its own scripts.
pub(crate) fn of_page(html: &str) -> Option<Replayed> {
    let rest = html.split_once("__wm.wombat(\"")?.1;
    let (original, rest) = rest.split_once('"')?;
    let moment =
        rest.strip_prefix(",\"").or_else(|| rest.strip_prefix(", \""))?.split('"').next()?;
    let is_moment =
        (8..=14).contains(&moment.len()) && moment.bytes().all(|byte| byte.is_ascii_digit());
    (is_address(original) && is_moment)
        .then(|| Replayed { original: original.to_owned(), moment: moment.to_owned() })
}

/// The address that a browser writes into a page that it saves: `<!-- saved from url=(0048)https://… -->`.
pub(crate) fn saved_from(html: &str) -> Option<&str> {
    let head = &html[..html.floor_char_boundary(4096)];
    let rest = head.split_once("saved from url=(")?.1;
    let (digits, rest) = rest.split_once(')')?;
    let url = rest.split_whitespace().next()?.trim_end_matches("-->");
    (digits.bytes().all(|byte| byte.is_ascii_digit()) && is_address(url)).then_some(url)
}

/// Between these an archive puts its bar.
const BAR: (&str, &str) =
    ("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->");
/// Elements of the bar, where whoever saved the page left the comments out.
const BAR_IDS: [&str; 4] = ["wm-ipp-base", "wm-ipp-print", "wm-ipp", "donato"];

/// The page without the archive's bar.
pub(crate) fn without_bar(html: &str) -> Cow<'_, str> {
    let mut html = Cow::Borrowed(html);
    if let Some(start) = html.find(BAR.0)
        && let Some(length) = html[start..].find(BAR.1)
    {
        html = Cow::Owned(format!("{}{}", &html[..start], &html[start + length + BAR.1.len()..]));
    }
    for id in BAR_IDS {
        let span = element(&html, &format!("id=\"{id}\""))
            .or_else(|| element(&html, &format!("id={id} ")));
        if let Some((start, end)) = span {
            html = Cow::Owned(format!("{}{}", &html[..start], &html[end..]));
        }
    }
    html
}

/// Where the `div` with that attribute stands, those inside it counted.
fn element(html: &str, attribute: &str) -> Option<(usize, usize)> {
    let at = html.find(attribute)?;
    let start = html[..at].rfind('<').filter(|start| html[*start..].starts_with("<div"))?;
    let (mut depth, mut at) = (0_usize, start);
    loop {
        let open = html[at..].find("<div").map(|found| at + found);
        let close = html[at..].find("</div>").map(|found| at + found)?;
        match open.filter(|open| *open < close) {
            Some(open) => (depth, at) = (depth + 1, open + 4),
            None if depth <= 1 => return Some((start, close + 6)),
            None => (depth, at) = (depth - 1, close + 6),
        }
    }
}

/// True for the name of an archive or of what shows its pages: nobody's outlet.
pub(crate) fn is_archive_name(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let name = name.trim_start_matches("the ").trim_start_matches("www.");
    [
        "wayback machine",
        "internet archive",
        "archive.org",
        "web.archive.org",
        "archive.today",
        "archive.is",
        "archive.ph",
    ]
    .iter()
    .any(|own| {
        name == *own
            || name.strip_suffix(own).is_some_and(|rest| rest.starts_with("internet archive"))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_archive_name, of_page, replayed, saved_from, without_bar};

    #[test]
    fn addresses_are_taken_apart() {
        for (url, expected) in [
            (
                "https://web.archive.org/web/20310412101530/http://post.example/ferry",
                Some(("http://post.example/ferry", "20310412101530")),
            ),
            (
                "http://web.archive.org/web/20310412101530id_/https://post.example/a?b=/c",
                Some(("https://post.example/a?b=/c", "20310412101530")),
            ),
            (
                "https://archive.example/20310412/https://post.example/",
                Some(("https://post.example/", "20310412")),
            ),
            (
                "https://wayback.archive.example/1234/20310412101530/http:/post.example/a",
                Some(("http://post.example/a", "20310412101530")),
            ),
            (
                "https://web.archive.org/web/20310412101530/www.post.example/a",
                Some(("http://www.post.example/a", "20310412101530")),
            ),
            ("https://post.example/20310412/report.html", None),
            ("https://post.example/news/20310412/ferry/stops", None),
            ("https://post.example/share?u=https://other.example/20310412/", None),
            ("https://web.archive.org/web/http://post.example/", None),
            ("", None),
        ] {
            let found = replayed(url);
            let found =
                found.as_ref().map(|found| (found.original.as_str(), found.moment.as_str()));
            assert_eq!(found, expected, "{url}");
        }
    }

    #[test]
    fn pages_say_where_they_stood() {
        let page =
            "<script>__wm.wombat(\"http://post.example/a\",\"20310412101530\",\"x\");</script>";
        assert_eq!(
            of_page(page).map(|found| found.original).as_deref(),
            Some("http://post.example/a")
        );
        let saved = "<!DOCTYPE html>\n<!-- saved from url=(0021)https://post.example/a -->\n<html>";
        assert_eq!(saved_from(saved), Some("https://post.example/a"));
        assert_eq!(saved_from("<p>saved from url=(x)https://post.example/</p>"), None);
    }

    #[test]
    fn the_bar_is_cut_out() {
        let bar = "<div id=\"wm-ipp-base\" lang=\"en\"><div><div>14 captures</div></div></div>";
        assert_eq!(without_bar(&format!("<body>{bar}<p>Words</p>")), "<body><p>Words</p>");
        let inserted = format!(
            "<body><!-- BEGIN WAYBACK TOOLBAR INSERT -->{bar}<!-- END WAYBACK TOOLBAR INSERT --><p>Words</p>"
        );
        assert_eq!(without_bar(&inserted), "<body><p>Words</p>");
        assert_eq!(without_bar("<div id=\"wm-ipp-base\"><div>"), "<div id=\"wm-ipp-base\"><div>");
        assert!(
            is_archive_name("Wayback Machine")
                && is_archive_name("Internet Archive Wayback Machine")
        );
        assert!(!is_archive_name("The Archive Post"));
    }
}
