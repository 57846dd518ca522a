//! News messages of agencies: NewsML 1, NewsML-G2 and NITF.
//!
//! One item is held at a time, as a tree without entities of its own and of bounded depth (`xml`).
//! The content is the article and nothing else, so its words are kept whole, with their marks.
//! Packages, pictures and knowledge items are counted in one notice.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use variorum_model::{DateOrigin, DateRole, ReportDate, Rule};

use crate::capture::remark;
use crate::field_date;
use crate::markup::{self, Marked};
use crate::news_ml;
use crate::page::Known;
use crate::record::{Body, Emit, Item, Record};
use crate::xml::{self, Broken, Element, without_declaration};

/// Bytes at the beginning of a document in which its first element is looked for.
const HEAD_BYTES: usize = 4096;
/// The elements that are read, or named as left out.
const ITEMS: &[&str] = &[
    "newsItem",
    "NewsItem",
    "nitf",
    "packageItem",
    "knowledgeItem",
    "conceptItem",
    "planningItem",
    "catalogItem",
];

/// True where the first element of the document is one of NewsML or NITF.
pub(crate) fn looks_like(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(HEAD_BYTES)];
    let mut rest = without_declaration(head);
    loop {
        rest = rest.trim_start();
        let skipped = match rest {
            rest if rest.starts_with("<!--") => rest.split_once("-->"),
            rest if rest.starts_with("<?") => rest.split_once("?>"),
            // a document type may hold declarations in brackets
            rest if rest.starts_with("<!") => {
                rest.split_once(if doctype_is_long(rest) { "]>" } else { ">" })
            }
            rest => return first_name(rest).is_some_and(is_message),
        };
        match skipped {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
}

fn doctype_is_long(doctype: &str) -> bool {
    doctype.find('[').is_some_and(|bracket| doctype.find('>').is_none_or(|end| bracket < end))
}

fn first_name(text: &str) -> Option<&str> {
    let name = text.strip_prefix('<')?.split([' ', '\t', '\r', '\n', '>', '/']).next()?;
    Some(name.rsplit(':').next().unwrap_or(name))
}

fn is_message(name: &str) -> bool {
    matches!(name, "newsMessage" | "NewsML") || ITEMS.contains(&name)
}

/// Reads the items of a message, or the one that the document is.
pub(crate) fn read(name: &str, text: &str, emit: Emit<'_>) -> ControlFlow<()> {
    let mut left_out: BTreeMap<String, usize> = BTreeMap::new();
    let mut n_records = 0_usize;
    let mut flow = ControlFlow::Continue(());
    let end = xml::elements(
        without_declaration(text),
        |name| ITEMS.contains(&name),
        |item| {
            let found = match item.name.as_str() {
                "nitf" => nitf(&item),
                "newsItem" => news_item(&item),
                "NewsItem" => news_ml::record(&item, nitf),
                other => Err(other.to_owned()),
            };
            match found {
                Ok(record) => {
                    n_records += 1;
                    flow = emit(Item::Record(Box::new(record)));
                }
                Err(kind) => *left_out.entry(kind).or_default() += 1,
            }
            flow
        },
    );
    flow?;
    if let Err(broken) = end {
        let why = match broken {
            Broken::Syntax(at) => format!("is not well-formed at byte {at}"),
            Broken::TooLarge => "holds an item that is too large".to_owned(),
            Broken::Ends => "ends inside an item".to_owned(),
        };
        let message = format!("the message `{name}` {why}; the rest is left out");
        emit(Item::Notice(remark(Rule::NewsBroken, message)))?;
    } else if n_records == 0 && left_out.is_empty() {
        emit(Item::Notice(remark(Rule::NewsEmpty, format!("the message `{name}` holds no item"))))?;
    }
    for (kind, n) in left_out {
        let message = format!("`{name}`: left out, {kind}: {n}");
        emit(Item::Notice(remark(Rule::NewsLeftOut, message)))?;
    }
    ControlFlow::Continue(())
}

/// The record of a news item of NewsML-G2; else what it is left out as.
fn news_item(item: &Element) -> Result<Record, String> {
    let empty = Element::default();
    let about = item.child("itemMeta").unwrap_or(&empty);
    let content = item.child("contentMeta").unwrap_or(&empty);
    let set = item.child("contentSet").unwrap_or(&empty);
    let mut record = match words(set) {
        Some(Words::Nitf(message)) => nitf(message)?,
        Some(Words::Marked(marked)) => of_marked(marked),
        Some(Words::Html(html)) => Record { body: Body::Html(html), ..Record::default() },
        None => return Err(wordless(about, set)),
    };
    record.id = item.attribute("guid").map(str::to_owned).or(record.id);
    let outlet = about.child("provider").and_then(name_of);
    let copy_of = content
        .child("creditline")
        .and_then(Element::words)
        .or_else(|| content.child("infoSource").and_then(name_of))
        .filter(|agency| Some(agency) != outlet.as_ref());
    let inner = std::mem::take(&mut record.known);
    record.known = Known {
        url: canonical(about).or(inner.url),
        outlet: outlet.or(inner.outlet),
        title: headline(content).or_else(|| about.child("title")?.words()).or(inner.title),
        byline: byline(content.all("by")).or(inner.byline),
        language: language(item, content, set).or(inner.language),
        section: content
            .all("subject")
            .find_map(|subject| subject.child("name")?.words())
            .or(inner.section),
        agency: copy_of.or(inner.agency),
        dates: dates(about, content, inner.dates),
    };
    status(about, &mut record);
    Ok(record)
}

/// The words of a content set.
enum Words<'a> {
    Nitf(&'a Element),
    Marked(Marked),
    Html(String),
}

fn words(set: &Element) -> Option<Words<'_>> {
    let marked = set.all("inlineXML").find_map(|inline| {
        if let Some(message) = inline.child("nitf") {
            return Some(Words::Nitf(message));
        }
        let marked = markup::text_of(inline.find("body").unwrap_or(inline));
        (!marked.text.is_empty()).then_some(Words::Marked(marked))
    });
    marked.or_else(|| set.all("inlineData").find_map(data))
}

/// Content that stands in the message as characters; `None` for packed bytes.
fn data(data: &Element) -> Option<Words<'static>> {
    if data.attribute("encoding").is_some() {
        return None;
    }
    let mut text = String::new();
    for node in &data.children {
        match node {
            xml::Node::Text(words) => text.push_str(words),
            // markup that was not escaped
            xml::Node::Element(_) => return Some(Words::Marked(markup::text_of(data))),
        }
    }
    let text = text.trim();
    let is_html = data.attribute("contenttype").is_some_and(|kind| kind.contains("html"));
    match text {
        "" => None,
        text if is_html => Some(Words::Html(text.to_owned())),
        text => Some(Words::Marked(Marked { text: text.to_owned(), marks: Vec::new() })),
    }
}

fn wordless(about: &Element, set: &Element) -> String {
    let class =
        about.child("itemClass").and_then(|class| class.attribute("qcode")).unwrap_or_default();
    let class = class.rsplit(':').next().unwrap_or_default();
    match class {
        "picture" | "graphic" | "video" | "audio" | "animation" | "composite" => {
            format!("{class} items")
        }
        _ if set.child("remoteContent").is_some() => {
            "items whose content lies elsewhere".to_owned()
        }
        _ => "items without words".to_owned(),
    }
}

fn canonical(about: &Element) -> Option<String> {
    let is_page = |link: &&Element| {
        let rel = link.attribute("rel").unwrap_or_default();
        let kind = link.attribute("contenttype").unwrap_or_default();
        rel.contains("canonical") || kind.starts_with("text/html")
    };
    let address = about.all("link").find(is_page)?.attribute("href")?;
    address.starts_with("http").then(|| address.to_owned())
}

/// The main headline, else the first.
fn headline(content: &Element) -> Option<String> {
    let is_main = |headline: &&Element| {
        headline.attribute("role").is_some_and(|role| role.ends_with(":main") || role == "main")
    };
    content.all("headline").find(is_main).or_else(|| content.child("headline"))?.words()
}

fn language(item: &Element, content: &Element, set: &Element) -> Option<String> {
    let tagged = content.child("language").and_then(|language| language.attribute("tag"));
    let inline = set.elements().find_map(|inline| inline.attribute("lang"));
    tagged.or(inline).or_else(|| item.attribute("lang")).map(str::to_owned)
}

/// The name of a party: its `name`, else the last part of its code.
fn name_of(party: &Element) -> Option<String> {
    let named = party.child("name").and_then(Element::words);
    named.or_else(|| party.attribute("literal").map(str::to_owned)).or_else(|| {
        let code = party.attribute("qcode")?;
        Some(code.rsplit(':').next().unwrap_or(code).to_owned())
    })
}

fn byline<'a>(lines: impl Iterator<Item = &'a Element>) -> Option<String> {
    // beside a person's name stands what they are
    let named = |line: &Element| {
        let people: Vec<String> = line.all("person").filter_map(Element::words).collect();
        if people.is_empty() { line.words() } else { Some(people.join(", ")) }
    };
    let names: Vec<String> = lines
        .filter_map(named)
        .map(|line| {
            let is_by = line.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "));
            if is_by { line[3..].trim_start().to_owned() } else { line }
        })
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// First made, and last changed where that is another moment; those of the content where it has none.
fn dates(about: &Element, content: &Element, inner: Vec<ReportDate>) -> Vec<ReportDate> {
    let date = |role, of: &Element, name: &str| {
        field_date::of(role, DateOrigin::Field, &of.child(name)?.words()?)
    };
    let published = date(DateRole::Published, about, "firstCreated")
        .or_else(|| date(DateRole::Published, content, "contentCreated"))
        .or_else(|| date(DateRole::Published, about, "versionCreated"));
    let updated = date(DateRole::Updated, about, "versionCreated")
        .or_else(|| date(DateRole::Updated, content, "contentModified"));
    let is_new = |updated: &ReportDate| {
        published
            .as_ref()
            .is_none_or(|first| (&first.value, &first.time) != (&updated.value, &updated.time))
    };
    let updated = updated.filter(is_new);
    let own: Vec<ReportDate> = published.into_iter().chain(updated).collect();
    let has = |role| own.iter().any(|date| date.role == role);
    let inner: Vec<ReportDate> = inner.into_iter().filter(|date| !has(date.role)).collect();
    own.into_iter().chain(inner).collect()
}

/// Says where the agency holds the item back or has taken it away.
fn status(about: &Element, record: &mut Record) {
    let status = about.child("pubStatus").and_then(|status| status.attribute("qcode"));
    let status = status.map(|code| code.rsplit(':').next().unwrap_or(code));
    if let Some(status) = status.filter(|status| *status != "usable") {
        record.notices.push(remark(Rule::NotUsable, format!("the agency marks it as {status}")));
    }
    if let Some(until) = about.child("embargoed").and_then(Element::words) {
        record
            .notices
            .push(remark(Rule::Embargoed, format!("the agency holds it back until {until}")));
    }
}

/// The record of an NITF document; else what it is left out as.
fn nitf(message: &Element) -> Result<Record, String> {
    let empty = Element::default();
    let head = message.child("head").unwrap_or(&empty);
    let data = head.child("docdata").unwrap_or(&empty);
    let publication = head.child("pubdata").unwrap_or(&empty);
    let top = message.at(&["body", "body.head"]).unwrap_or(&empty);
    let Some(content) = message.at(&["body", "body.content"]) else {
        return Err("items without words".to_owned());
    };
    let mut record = of_marked(markup::text_of(content));
    if matches!(&record.body, Body::Text(text) if text.is_empty()) {
        return Err("items without words".to_owned());
    }
    let id = data.child("doc-id").and_then(|id| id.attribute("id-string"));
    record.id = id.map(str::to_owned);
    let holder = data.child("doc.copyright").and_then(|rights| rights.attribute("holder"));
    let agency = top.child("distributor").and_then(Element::words);
    let outlet = publication.attribute("name").or(holder).map(str::to_owned);
    record.known = Known {
        url: publication
            .attribute("ex-ref")
            .filter(|url| url.starts_with("http"))
            .map(str::to_owned),
        agency: agency.clone().filter(|agency| Some(agency) != outlet.as_ref()),
        outlet: outlet.or(agency),
        title: top
            .at(&["hedline", "hl1"])
            .or_else(|| top.child("hedline"))
            .or_else(|| head.child("title"))
            .and_then(Element::words),
        byline: byline(top.all("byline")),
        language: message.attribute("lang").map(str::to_owned),
        section: publication.attribute("position.section").map(str::to_owned),
        dates: nitf_dates(data, publication, top),
    };
    Ok(record)
}

fn nitf_dates(data: &Element, publication: &Element, top: &Element) -> Vec<ReportDate> {
    let norm = |of: &Element, name: &str| of.child(name)?.attribute("norm").map(str::to_owned);
    let published = publication
        .attribute("date.publication")
        .map(str::to_owned)
        .or_else(|| norm(data, "date.issue"))
        .or_else(|| norm(data, "date.release"));
    let line = top.child("dateline").and_then(|line| norm(line, "story.date"));
    [(DateRole::Published, published), (DateRole::Dateline, line)]
        .into_iter()
        .filter_map(|(role, text)| field_date::of(role, DateOrigin::Field, &text?))
        .collect()
}

fn of_marked(marked: Marked) -> Record {
    Record { body: Body::Text(marked.text), marks: marked.marks, ..Record::default() }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use expect_test::{Expect, expect};
    use proptest::prelude::{any, proptest};

    use super::looks_like;
    use crate::record::{Body, Item};

    fn show(text: &str) -> String {
        let mut shown = String::new();
        let flow = super::read("a.xml", text, &mut |item| {
            match item {
                Item::Notice(notice) => shown += &format!("{}: {}\n", notice.rule, notice.message),
                Item::Record(record) => {
                    let known = &record.known;
                    let fields = [
                        ("id", &record.id),
                        ("url", &known.url),
                        ("title", &known.title),
                        ("byline", &known.byline),
                        ("outlet", &known.outlet),
                        ("agency", &known.agency),
                        ("language", &known.language),
                        ("section", &known.section),
                    ];
                    for (name, value) in fields {
                        shown += &value
                            .as_ref()
                            .map_or_else(String::new, |value| format!("{name} {value}\n"));
                    }
                    for date in &known.dates {
                        shown += &format!("{} {} {:?}\n", date.role.name(), date.value, date.time);
                    }
                    shown += &format!("{:?}\n", record.body);
                    if let Body::Text(text) = &record.body {
                        for mark in &record.marks {
                            shown += &format!("{} {}\n", mark.kind.name(), mark.span.of(text));
                        }
                    }
                    for notice in &record.notices {
                        shown += &format!("{}: {}\n", notice.rule, notice.message);
                    }
                }
            }
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        shown
    }

    fn check(text: &str, expected: &Expect) {
        expected.assert_eq(&show(text));
    }

    const NITF: &str = r#"<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf xml:lang="en"><head><title>Slug</title>
        <docdata><doc-id id-string="w-1"/><date.issue norm="20310304T060000Z"/><doc.copyright holder="Northern Wire"/></docdata>
        <pubdata name="Courier" position.section="Ports"/></head><body><body.head><hedline><hl1>Ferry stops</hl1><hl2>Again</hl2></hedline>
        <byline>By <person>Jane Roe</person><byttl>Staff</byttl></byline><distributor>Northern Wire</distributor>
        <dateline><location>Elmstead</location><story.date norm="20310303"/></dateline></body.head>
        <body.content><block><p>The <em>Elm</em> stopped.</p><media><media-caption>A boat</media-caption></media>
        <bq><block><p>We value her &amp; all.</p></block></bq></block></body.content></body></nitf>"#;

    #[test]
    fn nitf() {
        check(
            NITF,
            &expect![[r#"
            id w-1
            title Ferry stops
            byline Jane Roe
            outlet Courier
            agency Northern Wire
            language en
            section Ports
            published 2031-03-04 Some("2031-03-04T06:00:00Z")
            dateline 2031-03-03 None
            Text("The Elm stopped.\n\nWe value her & all.")
            italic Elm
            blockquote We value her & all.
        "#]],
        );
    }

    #[test]
    fn a_message_of_many_items() {
        check(
            &format!(
                r#"<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>
            <newsItem guid="urn:wire:1" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:NW"><name>Northern Wire</name></provider>
            <versionCreated>2031-03-04T08:00:00+01:00</versionCreated><firstCreated>2031-03-04T06:00:00+01:00</firstCreated>
            <embargoed>2031-03-04T09:00:00+01:00</embargoed><pubStatus qcode="stat:withheld"/>
            <link rel="irel:canonical" href="https://wire.example/1"/></itemMeta>
            <contentMeta><by>By JANE ROE</by><creditline>Harbour News</creditline><headline role="hld:short">Short</headline><headline role="hld:main">Ferry stops</headline>
            <subject qcode="medtop:1"><name>transport</name></subject><language tag="en-GB"/></contentMeta>
            <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
            <body><p>One.</p><blockquote><p>Two.</p></blockquote></body></html></inlineXML></contentSet></newsItem>
            <newsItem guid="urn:wire:2"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta><contentSet><remoteContent href="a.jpg"/></contentSet></newsItem>
            <packageItem guid="urn:wire:3"/>
            <newsItem guid="urn:wire:4"><contentSet><inlineData contenttype="text/plain">Plain &lt;words&gt;.

Second.</inlineData></contentSet></newsItem>
            <newsItem guid="urn:wire:5"><contentSet><inlineXML contenttype="application/nitf+xml">{}</inlineXML></contentSet></newsItem>
            </itemSet></newsMessage>"#,
                NITF.split_once(".dtd\">").map_or("", |(_, nitf)| nitf)
            ),
            &expect![[r#"
                id urn:wire:1
                url https://wire.example/1
                title Ferry stops
                byline JANE ROE
                outlet Northern Wire
                agency Harbour News
                language en-GB
                section transport
                published 2031-03-04 Some("2031-03-04T06:00:00+01:00")
                updated 2031-03-04 Some("2031-03-04T08:00:00+01:00")
                Text("One.\n\nTwo.")
                blockquote Two.
                not-usable: the agency marks it as withheld
                embargoed: the agency holds it back until 2031-03-04T09:00:00+01:00
                id urn:wire:4
                Text("Plain <words>.\n\nSecond.")
                id urn:wire:5
                title Ferry stops
                byline Jane Roe
                outlet Courier
                agency Northern Wire
                language en
                section Ports
                published 2031-03-04 Some("2031-03-04T06:00:00Z")
                dateline 2031-03-03 None
                Text("The Elm stopped.\n\nWe value her & all.")
                italic Elm
                blockquote We value her & all.
                news-left-out: `a.xml`: left out, packageItem: 1
                news-left-out: `a.xml`: left out, picture items: 1
            "#]],
        );
    }

    #[test]
    fn faults() {
        check(
            "<newsMessage><itemSet/></newsMessage>",
            &expect![[r#"
            news-empty: the message `a.xml` holds no item
        "#]],
        );
        check(
            "<nitf><body><body.content><p>cut",
            &expect![[r#"
            news-broken: the message `a.xml` ends inside an item; the rest is left out
        "#]],
        );
        check(
            "<nitf><body><body.content><p>whole</p></body></nitf><",
            &expect![[r#"
            Text("whole")
            news-broken: the message `a.xml` is not well-formed at byte 52; the rest is left out
        "#]],
        );
        let deep = format!("<nitf><body><body.content>{}deep", "<block>".repeat(100_000));
        assert!(
            show(&format!("{deep}{}</body.content></body></nitf>", "</block>".repeat(100_000)))
                .contains("deep")
        );
    }

    #[test]
    fn messages_are_told_by_their_first_element() {
        assert!(looks_like(NITF) && looks_like("<!-- a --><n:newsItem guid='a'>"));
        assert!(looks_like("<!DOCTYPE nitf [<!ENTITY a \"b\">]>\n<nitf>"));
        assert!(
            !looks_like("<html><nitf>")
                && !looks_like("<!-- ")
                && !looks_like("nitf")
                && !looks_like("")
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read(any in any::<String>(), tags in
            "(<nitf>|</nitf>|<newsItem guid='a'>|</newsItem>|<body>|<body.content>|<p>|</p>|<itemMeta>|<by>|By |é|<contentSet>|<inlineXML>|<inlineData>|<!DOCTYPE|\\[|&|&a;|&#0;|\\]>){0,40}") {
            for text in [any, tags] {
                looks_like(&text);
                show(&text);
            }
        }
    }
}
