//! What a page's elements say of a quotation that it sets off: where it was posted, and which element names its author.

use variorum_model::{MarkKind, Platform, Span};

use super::extract::PageMark;

/// The platform whose post a `<blockquote>` embeds, by the class that the platform's script looks for or the address that
/// it cites.
pub(super) fn platform(class: &str, cite: &str) -> Option<Platform> {
    let by_class = class.split_whitespace().find_map(|class| match class {
        "twitter-tweet" | "twitter-video" => Some(Platform::Twitter),
        "bluesky-embed" => Some(Platform::Bluesky),
        "fb-xfbml-parse-ignore" => Some(Platform::Facebook),
        "instagram-media" => Some(Platform::Instagram),
        "tiktok-embed" => Some(Platform::TikTok),
        "text-post-media" => Some(Platform::Threads),
        "mastodon-embed" => Some(Platform::Mastodon),
        _ => None,
    });
    by_class.or_else(|| by_address(cite))
}

fn by_address(cite: &str) -> Option<Platform> {
    let host = cite.split_once("://")?.1.split(['/', '?']).next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    match host {
        "twitter.com" | "x.com" | "mobile.twitter.com" => Some(Platform::Twitter),
        "bsky.app" => Some(Platform::Bluesky),
        "facebook.com" | "m.facebook.com" => Some(Platform::Facebook),
        "instagram.com" => Some(Platform::Instagram),
        "tiktok.com" => Some(Platform::TikTok),
        "threads.net" | "threads.com" => Some(Platform::Threads),
        _ => None,
    }
}

/// True for a class inside a quotation that names an author's line: "quote-author", "pullquote__cite".
pub(super) fn names_author(class: &str) -> bool {
    const PARTS: [&str; 7] =
        ["author", "attribution", "cite", "citation", "credit", "signature", "speaker"];
    class
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|part| PARTS.contains(&part.to_ascii_lowercase().as_str()))
}

/// A `<cite>` inside a quotation signs it where it ends it, behind a whole sentence, a line end or a dash; anywhere else
/// it is the title of a work, in italics.
pub(super) fn settle_cites(text: &str, marks: &mut [PageMark]) {
    for mark in marks.iter_mut().filter(|mark| mark.kind == MarkKind::Signature) {
        let before = Span::new(0, mark.span.start).of(text);
        let parted = before.trim_end_matches(' ').ends_with('\n');
        let closed =
            before.trim_end().chars().next_back().is_none_or(|c| "—–―-.!?…”\"»’".contains(c));
        if mark.span.end < text.trim_end().len() || !(parted || closed) {
            mark.kind = MarkKind::Italic;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn platforms() {
        assert_eq!(platform("twitter-tweet tw-align-center", ""), Some(Platform::Twitter));
        assert_eq!(platform("", "https://www.facebook.com/page/posts/1"), Some(Platform::Facebook));
        assert_eq!(platform("wp-block-quote", "https://coast.example/a"), None);
    }

    #[test]
    fn cites() {
        let check = |text: &str, cite: &str, wanted| {
            let start = text.rfind(cite).expect("the words are there");
            let span = Span::new(start, start + cite.len());
            let mut marks = [PageMark { span, kind: MarkKind::Signature }];
            settle_cites(text, &mut marks);
            assert_eq!(marks[0].kind, wanted, "{text}");
        };
        check("Nobody came. Hanna Falk", "Hanna Falk", MarkKind::Signature);
        check("Hanna Falk", "Hanna Falk", MarkKind::Signature);
        check("Nobody came\nHanna Falk", "Hanna Falk", MarkKind::Signature);
        check("I had only read The Tower", "The Tower", MarkKind::Italic);
        check("I read The Tower twice.", "The Tower", MarkKind::Italic);
    }
}
