//! Subscription lists (OPML): the addresses of feeds. Whether they are fetched is another's decision.

use std::collections::BTreeSet;

use variorum_model::{Notice, Rule};

use crate::capture::remark;
use crate::xml::{self, without_declaration};

/// Addresses beyond these are left out.
const MAX_ADDRESSES: usize = 10_000;

/// A feed that a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FeedAddress {
    /// As the list calls it.
    pub title: Option<String>,
    pub url: String,
}

/// The feeds of a list in its order, each once, however deep they are nested.
///
/// # Errors
///
/// A notice where there are none.
pub(crate) fn addresses(text: &str) -> Result<Vec<FeedAddress>, Notice> {
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    let end = xml::starts(without_declaration(text), |name, attributes| {
        let value = |wanted: &str| {
            let found = attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
        };
        let Some(url) = value("xmlUrl").filter(|_| name.eq_ignore_ascii_case("outline")) else {
            return;
        };
        if found.len() < MAX_ADDRESSES && seen.insert(url.to_owned()) {
            let title = value("title").or_else(|| value("text")).map(str::to_owned);
            found.push(FeedAddress { title, url: url.to_owned() });
        }
    });
    match end {
        _ if !found.is_empty() => Ok(found),
        Ok(()) => Err(remark(Rule::OpmlEmpty, "the list names no feed".to_owned())),
        Err(_) => Err(remark(
            Rule::OpmlBroken,
            "the list is not well-formed and names no feed".to_owned(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::addresses;

    #[test]
    fn nested_outlines_each_once() {
        let list = r#"<?xml version="1.0"?><opml version="2.0"><body><outline text="Ports">
            <outline type="rss" text="Courier" xmlUrl="https://courier.example/feed?a=1&amp;b=2"/>
            <outline text="Deep"><outline title="Wire" xmlurl=" https://wire.example/atom "/></outline>
            <outline text="again" xmlUrl="https://wire.example/atom"/></outline>
            <outline text="a page" htmlUrl="https://page.example/"/></body></opml>"#;
        let found = addresses(list).expect("feeds");
        let shown: Vec<_> =
            found.iter().map(|feed| (feed.title.as_deref(), feed.url.as_str())).collect();
        assert_eq!(
            shown,
            [
                (Some("Courier"), "https://courier.example/feed?a=1&b=2"),
                (Some("Wire"), "https://wire.example/atom")
            ]
        );
    }

    #[test]
    fn a_cut_list_gives_what_it_has() {
        let cut = r#"<opml><body><outline xmlUrl="https://a.example/"/><outline xmlUrl="https://b"#;
        assert_eq!(addresses(cut).map(|found| found.len()), Ok(1));
        assert_eq!(addresses("<opml/>").unwrap_err().rule, "opml-empty");
        assert_eq!(addresses("<opml><").unwrap_err().rule, "opml-broken");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>(), list in "(<outline |xmlUrl=|\"|'|>|/|<|a){0,30}") {
            let _ = addresses(&text);
            let _ = addresses(&list);
        }
    }
}
