//! Feeds made by hand: of each format, poor ones, broken ones.

use std::ops::ControlFlow;

use expect_test::{Expect, expect};
use proptest::prelude::{any, proptest};
use serde_json::{Value, json};

use super::{line, person};
use crate::record::{Body, Item};

fn write(shown: &mut String, item: Item) -> ControlFlow<()> {
    match item {
        Item::Notice(notice) => *shown += &format!("{}: {}\n", notice.rule, notice.message),
        Item::Record(record) => {
            let known = record.known;
            let fields = [
                ("id", record.id),
                ("url", known.url),
                ("title", known.title),
                ("byline", known.byline),
                ("outlet", known.outlet),
                ("language", known.language),
                ("section", known.section),
            ];
            for (name, value) in fields {
                *shown += &value.map_or_else(String::new, |value| format!("{name} {value}\n"));
            }
            for date in known.dates {
                let time = date.time.unwrap_or_default();
                *shown += &format!("{} {} {time}\n", date.role.name(), date.value);
            }
            *shown += &match record.body {
                Body::Text(text) => format!("text {text:?} {}\n", record.marks.len()),
                Body::Html(html) => format!("html {html}\n"),
                Body::Bytes { .. } | Body::Pdf(_) => "bytes\n".to_owned(),
            };
        }
    }
    ControlFlow::Continue(())
}

fn show(text: &str) -> String {
    let mut shown = String::new();
    let flow = super::read("a.xml", text, &mut |item| write(&mut shown, item));
    assert!(flow.is_continue());
    shown
}

fn show_json(value: &Value) -> String {
    let mut shown = String::new();
    let flow = super::read_json("a.json", value, &mut |item| write(&mut shown, item));
    assert!(flow.is_continue());
    shown
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&show(text));
}

const RSS: &str = r#"<?xml version="1.0" encoding="windows-1252"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Harbour &amp; Post</title><language>en-GB</language>
<item><title>Mayor&amp;#8217;s &lt;i&gt;ferry&lt;/i&gt;</title><link>https://post.example/1</link><guid isPermaLink="false">post-1</guid>
<dc:creator>By Jane Roe</dc:creator><category>Ports</category><category>Boats</category>
<pubDate>Tue, 04 Mar 2031 23:30:00 -0700</pubDate><media:content url="https://post.example/a.jpg"/>
<description>Short.</description><content:encoded><![CDATA[<p>The café closed.</p>]]></content:encoded></item>
<item><title>Two</title><guid>https://post.example/2</guid><author>desk@post.example (Desk)</author>
<description>&lt;p&gt;Only this.&lt;/p&gt;</description></item>
<item><title>Three</title></item></channel></rss>"#;

#[test]
fn rss() {
    check(
        RSS,
        &expect![[r#"
            id post-1
            url https://post.example/1
            title Mayor’s ferry
            byline Jane Roe
            outlet Harbour & Post
            language en-gb
            section Ports
            published 2031-03-04 2031-03-04T23:30:00-07:00
            html <p>The café closed.</p>
            id https://post.example/2
            url https://post.example/2
            title Two
            byline Desk
            outlet Harbour & Post
            language en-gb
            html <p>Only this.</p>
            summary-only: `a.xml`: 1 of 3 entries hold only a summary of the article
            feed-entry-empty: `a.xml`: 1 of 3 entries hold no words; left out
        "#]],
    );
}

#[test]
fn a_feed_with_faults_gives_what_it_has() {
    // a bare ampersand, an element left open, an end that is missing
    let broken = RSS.replace("Short.", "Short & sweet<br>");
    let end = broken.find("<item><title>Three").expect("an item");
    check(
        &broken[..end],
        &expect![[r#"
        id post-1
        url https://post.example/1
        title Mayor’s ferry
        byline Jane Roe
        outlet Harbour & Post
        language en-GB
        section Ports
        published 2031-03-04 2031-03-04T23:30:00-07:00
        html <p>The café closed.</p>
        id https://post.example/2
        url https://post.example/2
        title Two
        byline Desk
        outlet Harbour & Post
        language en-GB
        html <p>Only this.</p>
        summary-only: `a.xml`: 1 of 2 entries hold only a summary of the article
    "#]],
    );
    check(
        "<rss version='0.93'><channel><title>Old</title><item><title>One</title><description>Words.</description>",
        &expect![[r#"
            feed-broken: `a.xml` is no well-formed feed; 0 entries were made out
            feed-empty: the feed `a.xml` has no entry
        "#]],
    );
}

#[test]
fn reading_goes_on_behind_a_fault() {
    check(
        "<rss><channel><title>T</title><item><title>One</title><!-- --- -><x a='<item><title>Two</title></item>\
         <item><title>Three</title><description>Words.</description></item></channel></rss>",
        &expect![[r#"
            feed-broken: `a.xml` is no well-formed feed; 2 entries were made out
            title Three
            outlet T
            text "Words." 0
            summary-only: `a.xml`: 1 of 2 entries hold only a summary of the article
            feed-entry-empty: `a.xml`: 1 of 2 entries hold no words; left out
        "#]],
    );
}

#[test]
fn atom() {
    check(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Wire</title><id>x</id>
        <entry xml:lang="en"><id>tag:wire.example,2031:1</id><title type="html">One &amp;amp; two</title>
        <link rel="self" href="https://wire.example/self"/><link rel="alternate" href="https://wire.example/1"/>
        <author><name>Jane Roe</name></author><author><name>Al Coe</name></author>
        <published>2031-03-04T23:30:00-07:00</published><updated>2031-03-05T01:00:00Z</updated><category term="ports" label="Ports"/>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The <em>Elm</em>.</p></div></content></entry></feed>"#,
        &expect![[r#"
            id tag:wire.example,2031:1
            url https://wire.example/1
            title One & two
            byline Jane Roe, Al Coe
            outlet Wire
            language de
            section Ports
            published 2031-03-04 2031-03-04T23:30:00-07:00
            updated 2031-03-05 2031-03-05T01:00:00Z
            html <p>The <em>Elm</em>.</p>
        "#]],
    );
}

#[test]
fn rdf() {
    check(
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Wire</title></channel><item rdf:about="https://wire.example/1">
        <title>One</title><link>https://wire.example/1</link><dc:date>2031-03-04</dc:date><description>It &lt;b&gt;stopped&lt;/b&gt;.</description>
        </item></rdf:RDF>"#,
        &expect![[r#"
            url https://wire.example/1
            title One
            outlet Wire
            published 2031-03-04 
            html It <b>stopped</b>.
            summary-only: `a.xml`: 1 of 1 entries hold only a summary of the article
        "#]],
    );
}

#[test]
fn json_feed() {
    let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "language": "en",
        "authors": [{"name": "Desk"}], "items": [
            {"id": "1", "url": "https://wire.example/1", "title": "One", "content_text": "It stopped.", "tags": ["Ports"],
             "date_published": "2031-03-04T10:00:00+09:00"},
            {"id": 2, "external_url": "https://other.example/", "content_html": "<p>Two</p>", "authors": [{"name": "Jane Roe"}]}]});
    assert!(super::looks_like_json(&feed) && !super::looks_like_json(&json!({"items": []})));
    expect![[r#"
        id 1
        url https://wire.example/1
        title One
        byline Desk
        outlet Wire
        language en
        section Ports
        published 2031-03-04 2031-03-04T10:00:00+09:00
        text "It stopped." 0
        id 2
        url https://other.example/
        byline Jane Roe
        outlet Wire
        language en
        html <p>Two</p>
    "#]]
    .assert_eq(&show_json(&feed));
}

#[test]
fn no_entry_is_a_notice() {
    check(
        "<rss version='2.0'><channel><title>T</title></channel></rss>",
        &expect![[r#"
        feed-empty: the feed `a.xml` has no entry
    "#]],
    );
    check(
        "<feed",
        &expect![[r#"
        feed-broken: `a.xml` is no well-formed feed; 0 entries were made out
        feed-empty: the feed `a.xml` has no entry
    "#]],
    );
    assert!(show_json(&json!({"items": 3})).contains("feed-empty"));
}

#[test]
fn names_and_lines() {
    assert_eq!(person("desk@post.example (Jane Roe)"), Some("Jane Roe"));
    assert_eq!(person("Jane Roe <jane@post.example>"), Some("Jane Roe"));
    assert_eq!(
        (person("jane@post.example"), person("(Desk)"), person(" ")),
        (None, Some("Desk"), None)
    );
    assert_eq!(line("5 < 6 & <b>bold</b> &eacute;").as_deref(), Some("5 < 6 & bold &eacute;"));
    assert_eq!(line("<b>bold</b>\n &eacute;").as_deref(), Some("bold é"));
}

#[test]
fn depth_does_not_overflow() {
    let n = 200_000;
    let deep = format!(
        "<rss version='2.0'><channel>{}{}",
        "<media:group>".repeat(n),
        "</media:group>".repeat(n)
    );
    assert!(show(&deep).contains("feed-empty"));
}

proptest! {
    #[test]
    fn any_text_is_read(any in any::<String>(), tags in
        "(<rss version=\"2.0\">|<feed>|<channel>|<item>|</item>|<entry>|</entry>|<title>|</title>|<author>|@a.b|é|<link|>|<link>|&|&amp;|<!\\[CDATA\\[|<content type=\"xhtml\">|</content>|<pubDate>|2031-03-04){0,40}") {
        show(&any);
        show(&tags);
        show(&format!("<rss version='2.0'><channel><item>{tags}</item></channel></rss>"));
    }
}
