//! Whole pages, written for the project, and what is drawn from them.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::{Extract, extract, extract_flat};

fn show(extract: &Extract) -> String {
    let mut shown = String::new();
    for paragraph in &extract.paragraphs {
        let words = paragraph.span.of(&extract.text).replace('\n', "⏎");
        shown += &format!("{} {}: {words}\n", paragraph.path, paragraph.kind.name());
    }
    for mark in &extract.marks {
        shown +=
            &format!("{}: {}\n", mark.kind.name(), mark.span.of(&extract.text).replace('\n', "⏎"));
    }
    let fields = [
        ("title", &extract.title),
        ("byline", &extract.byline),
        ("outlet", &extract.outlet),
        ("canonical", &extract.canonical),
        ("language", &extract.language),
        ("section", &extract.section),
        ("agency", &extract.agency),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            shown += &format!("{name} = {value}\n");
        }
    }
    for date in &extract.dates {
        let time = date.time.as_deref().unwrap_or_default();
        shown +=
            &format!("date {} {} {} {time}\n", date.role.name(), date.origin.name(), date.value);
    }
    for notice in &extract.notices {
        shown += &format!("notice {}: {}\n", notice.rule, notice.message);
    }
    shown
}

fn check(html: &str, url: Option<&str>, expected: &Expect) {
    let extract = extract(html, url);
    check_spans(&extract);
    expected.assert_eq(&show(&extract));
}

/// Spans lie in the text on character boundaries; paragraphs come in order and do not overlap.
fn check_spans(extract: &Extract) {
    let mut end = 0;
    for paragraph in &extract.paragraphs {
        let words = extract
            .text
            .get(paragraph.span.start..paragraph.span.end)
            .expect("a stretch of the text");
        assert!(!words.trim().is_empty() && paragraph.span.start >= end, "{paragraph:?}");
        end = paragraph.span.end;
    }
    assert_eq!(end, extract.text.len());
    for mark in &extract.marks {
        assert!(
            extract.text.get(mark.span.start..mark.span.end).is_some_and(|words| !words.is_empty())
        );
    }
    assert!(extract.marks.is_sorted_by_key(|mark| mark.span.start));
}

/// Prose around what a test is about, long enough to be taken for an article.
const PROSE: [&str; 3] = [
    "The ferry to the outer islands did not sail on Monday, and the harbour office could not say when it would leave again.",
    "About two hundred people waited in the old customs hall at Elmstead, where the mayor had soup and blankets brought in.",
    "The storm is expected to pass over the coast on Wednesday night; until then all boats are to stay in their harbours.",
];

fn page(head: &str, body: &str) -> String {
    let [first, second, third] = PROSE;
    format!(
        "<!doctype html><html lang=en-GB><head>{head}</head><body><nav><a href=/>Home</a> <a href=/w>World</a></nav>\
         <main><article><h1>Ferry stops as storm nears</h1><p>{first}</p><p>{second}</p>{body}<p>{third}</p></article></main>\
         <footer><p>All rights reserved by the Harbour Post and its friends.</p></footer></body></html>"
    )
}

#[test]
fn the_page_says_who_when_and_where() {
    check(
        &page(
            r#"<title>Ferry stops as storm nears - Harbour Post</title>
            <link rel=canonical href="/2024/06/18/ferry">
            <meta property=og:site_name content="Harbour Post">
            <meta property=article:published_time content="2024-06-18T09:00:00+02:00">
            <meta name=dc.date content="2024-06-17">
            <script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry stops as storm nears | Harbour Post",
            "datePublished":"2024-06-18T07:00:00Z","dateModified":"2024-06-19T08:30:00Z","articleSection":"Islands",
            "author":[{"@type":"Person","name":"By Jane Roe"},{"@type":"Organization","name":"Associated Press"}]}</script>"#,
            "",
        ),
        Some("https://harbour.example/2024/06/18/ferry?from=front"),
        &expect![[r#"
            html/body/main/article/p[1] paragraph: The ferry to the outer islands did not sail on Monday, and the harbour office could not say when it would leave again.
            html/body/main/article/p[2] paragraph: About two hundred people waited in the old customs hall at Elmstead, where the mayor had soup and blankets brought in.
            html/body/main/article/p[3] paragraph: The storm is expected to pass over the coast on Wednesday night; until then all boats are to stay in their harbours.
            title = Ferry stops as storm nears
            byline = Jane Roe, Associated Press
            outlet = Harbour Post
            canonical = https://harbour.example/2024/06/18/ferry
            language = en-GB
            section = Islands
            agency = Associated Press
            date published json-ld 2024-06-18 2024-06-18T07:00:00Z
            date updated json-ld 2024-06-19 2024-06-19T08:30:00Z
            date published opengraph 2024-06-18 2024-06-18T09:00:00+02:00
            date published meta 2024-06-17 
            date published address 2024-06-18 
        "#]],
    );
}

#[test]
fn quotations_keep_their_form() {
    check(
        &page(
            "",
            "<p>She said <q>we&nbsp;wait</q> and “<q>we do</q>”.</p>\
             <blockquote><p>No boat leaves before the wind has turned.</p><p>That is an <em>order</em>, not advice.</p></blockquote>\
             <h2>A long n<b>ight</b></h2><p>One line<br>and another.<br><br>A  new\n paragraph, <i>with two</i> <cite>marks</cite>.</p>\
             <ul><li>First boat: none.</li><li>Second boat: none.</li></ul>\
             <pre>Tide   05:10\nTide   17:35</pre>",
        ),
        None,
        &expect![[r#"
            html/body/main/article/p[1] paragraph: The ferry to the outer islands did not sail on Monday, and the harbour office could not say when it would leave again.
            html/body/main/article/p[2] paragraph: About two hundred people waited in the old customs hall at Elmstead, where the mayor had soup and blankets brought in.
            html/body/main/article/p[3] paragraph: She said “we wait” and “we do”.
            html/body/main/article/blockquote/p[1] blockquote: No boat leaves before the wind has turned.
            html/body/main/article/blockquote/p[2] blockquote: That is an order, not advice.
            html/body/main/article/h2 heading: A long night
            html/body/main/article/p[4] paragraph: One line⏎and another.
            html/body/main/article/p[4] paragraph: A new paragraph, with two marks.
            html/body/main/article/ul/li[1] list-item: First boat: none.
            html/body/main/article/ul/li[2] list-item: Second boat: none.
            html/body/main/article/pre preformatted: Tide   05:10⏎Tide   17:35
            html/body/main/article/p[5] paragraph: The storm is expected to pass over the coast on Wednesday night; until then all boats are to stay in their harbours.
            quote: “we wait”
            quote: we do
            blockquote: No boat leaves before the wind has turned.⏎⏎That is an order, not advice.
            italic: order
            heading: A long night
            italic: with two
            italic: marks
            title = Ferry stops as storm nears
            language = en-GB
        "#]],
    );
}

#[test]
fn quotations_keep_who_said_them() {
    let html = page(
        "",
        "<blockquote><p>No boat leaves before the wind has turned.</p><cite>Hanna Falk, pilot</cite></blockquote>\
             <figure><blockquote>Nobody asked us about the <cite>Tide Book</cite> at all.</blockquote><figcaption>Jens Arben</figcaption></figure>\
             <blockquote class=\"twitter-tweet\"><p>We wait.</p>&mdash; Ada Frome (@frome) <a href=\"https://twitter.com/frome/status/1\">May 3, 2031</a></blockquote>\
             <blockquote><p>So do we.</p><footer>— <cite>Wilma Trost</cite></footer></blockquote>",
    );
    let extract = extract(&html, None);
    check_spans(&extract);
    let marks: Vec<(&str, &str)> =
        extract.marks.iter().map(|mark| (mark.kind.name(), mark.span.of(&extract.text))).collect();
    assert_eq!(
        marks,
        [
            ("blockquote", "No boat leaves before the wind has turned.\n\nHanna Falk, pilot"),
            ("signature", "Hanna Falk, pilot"),
            ("blockquote", "Nobody asked us about the Tide Book at all.\n\nJens Arben"),
            ("italic", "Tide Book"),
            ("signature", "Jens Arben"),
            ("blockquote", "We wait.\n\n— Ada Frome (@frome) May 3, 2031"),
            ("twitter-post", "We wait.\n\n— Ada Frome (@frome) May 3, 2031"),
            ("blockquote", "So do we.\n\n— Wilma Trost"),
            ("signature", "— Wilma Trost"),
        ]
    );
}

#[test]
fn links_to_other_pages_are_left_out() {
    check(
        &page(
            "",
            "<p><a href=/x>READ MORE: Ten storms that nobody saw</a></p><p>It is the <a href=/y>third storm</a> of this spring, \
             the office said.</p><aside><p>Subscribe to the letter from the harbour, every morning at six.</p></aside>\
             <h3>More from the coast</h3><h3><a href=/z>Seals are back</a></h3><h3><a href=/q>Bridge closed</a></h3>",
        ),
        None,
        &expect![[r#"
            html/body/main/article/p[1] paragraph: The ferry to the outer islands did not sail on Monday, and the harbour office could not say when it would leave again.
            html/body/main/article/p[2] paragraph: About two hundred people waited in the old customs hall at Elmstead, where the mayor had soup and blankets brought in.
            html/body/main/article/p[4] paragraph: It is the third storm of this spring, the office said.
            html/body/main/article/h3[1] heading: More from the coast
            html/body/main/article/p[5] paragraph: The storm is expected to pass over the coast on Wednesday night; until then all boats are to stay in their harbours.
            heading: More from the coast
            title = Ferry stops as storm nears
            language = en-GB
        "#]],
    );
}

#[test]
fn what_the_page_does_not_show_is_taken_from_its_linked_data() {
    let body = PROSE.map(|prose| format!("{prose} {prose}")).join("\\n");
    check(
        &format!(
            "<title>Ferry</title><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{body}\"}}</script>\
             <p>Please switch on JavaScript to read this page, or subscribe to the Harbour Post today.</p>"
        ),
        None,
        &expect![[r#"
            json-ld paragraph: The ferry to the outer islands did not sail on Monday, and the harbour office could not say when it would leave again. The ferry to the outer islands did not sail on Monday, and the harbour office could not say when it would leave again.
            json-ld paragraph: About two hundred people waited in the old customs hall at Elmstead, where the mayor had soup and blankets brought in. About two hundred people waited in the old customs hall at Elmstead, where the mayor had soup and blankets brought in.
            json-ld paragraph: The storm is expected to pass over the coast on Wednesday night; until then all boats are to stay in their harbours. The storm is expected to pass over the coast on Wednesday night; until then all boats are to stay in their harbours.
            title = Ferry
            notice linked-data-text: the page shows far less text than its linked data holds: the text is the linked data's
        "#]],
    );
}

#[test]
fn a_date_line_and_a_byline_near_the_title_are_read() {
    check(
        &format!(
            "<div><h1>Ferry stops</h1><div>By Jane Roe, Associated Press</div><div>Published June 18, 2024 10:30 am</div>\
             <p>{}</p><p>{}</p><p>{}</p></div>",
            PROSE[0], PROSE[1], PROSE[2]
        ),
        None,
        &expect![[r#"
            html/body/div/p[1] paragraph: The ferry to the outer islands did not sail on Monday, and the harbour office could not say when it would leave again.
            html/body/div/p[2] paragraph: About two hundred people waited in the old customs hall at Elmstead, where the mayor had soup and blankets brought in.
            html/body/div/p[3] paragraph: The storm is expected to pass over the coast on Wednesday night; until then all boats are to stay in their harbours.
            title = Ferry stops
            byline = Jane Roe, Associated Press
            agency = Associated Press
            date published text 2024-06-18 2024-06-18T10:30:00
        "#]],
    );
}

#[test]
fn deep_pages_are_read_flat() {
    let deep = format!("{}<p>{}</p>{}", "<div>".repeat(600), PROSE[0], "</div>".repeat(600));
    check(
        &format!("<h1>Ferry stops</h1>{deep}"),
        None,
        &expect![[r#"
            (//p)[1] paragraph: The ferry to the outer islands did not sail on Monday, and the harbour office could not say when it would leave again.
            title = Ferry stops
            notice deep-nesting: elements stand too deep in each other: read without its tree, so furniture may be among the text
        "#]],
    );
}

#[test]
fn nothing_gives_nothing() {
    for html in ["", " \n", "<", "<!--", "<script>", "\0"] {
        let extract = extract(html, Some("no address"));
        check_spans(&extract);
        assert!(extract.text.len() <= 1, "{html:?} {:?}", extract.text);
        check_spans(&extract_flat(html));
    }
}

#[test]
fn the_extract_crosses_a_pipe() {
    let extract =
        extract(&page("<meta name=date content=2024-06-18>", "<p>It is <i>so</i>.</p>"), None);
    let json = serde_json::to_string(&extract).expect("an extract is JSON");
    assert_eq!(serde_json::from_str::<Extract>(&json).expect("and back"), extract);
}

/// Pages out of the pieces that make trouble.
fn any_page() -> impl Strategy<Value = String> {
    let tag = prop::sample::select(vec![
        "p",
        "div",
        "q",
        "i",
        "b",
        "a",
        "blockquote",
        "ul",
        "li",
        "table",
        "tr",
        "td",
        "h1",
        "h2",
        "br",
        "pre",
        "article",
        "aside",
        "script",
        "style",
        "template",
        "svg",
        "title",
        "time",
        "figure",
        "figcaption",
        "select",
        "button",
        "form",
        "textarea",
        "noscript",
        "em",
    ]);
    let attribute = prop::sample::select(vec![
        "",
        " class=byline",
        " itemprop=datePublished content='2024-06-18T10'",
        " hidden",
        " style='display: none'",
        " href=x",
        " type=application/ld+json",
        " datetime=\"é2024\"",
        " rel=author",
        " lang=é",
        " a='",
    ]);
    let text = prop::sample::select(vec![
        "The ferry did not sail on Monday, the mayor said. ",
        "“No,” she said.\u{a0}",
        "é\u{300}\u{200b}",
        "&nbsp;&amp;&#0;",
        "  \n\t",
        "<",
        "<!--",
        "-->",
        "2024-06-18 10:30",
        "渡轮今天没有开。",
        "{\"@type\":\"NewsArticle\",\"articleBody\":\"",
        "<![CDATA[",
        "</",
        "\0",
        "\u{feff}",
        "By Jane Roe",
        "🚢",
    ]);
    let piece = prop_oneof![
        (tag.clone(), attribute).prop_map(|(tag, attribute)| format!("<{tag}{attribute}>")),
        tag.prop_map(|tag| format!("</{tag}>")),
        text.prop_map(str::to_owned),
        "\\PC{0,12}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_page_panics_and_spans_hold(html in any_page(), url in prop::option::of("\\PC{0,20}")) {
        check_spans(&extract(&html, url.as_deref()));
        check_spans(&extract_flat(&html));
    }
}
