//! News in JSON (ninjs 1, 2 and 3): one object, one report.
//!
//! Version 1 has single fields (`headline`, `body_text`), the later ones have lists (`headlines`, `bodies`).
//! XHTML that is well-formed becomes text with marks; other markup is left to the reader of pages.

use serde_json::{Map, Value};
use variorum_model::{DateOrigin, DateRole, ReportDate, Rule};

use crate::capture::remark;
use crate::field_date;
use crate::markup;
use crate::page::Known;
use crate::record::{Body, Record};
use crate::xml;

/// Objects inside one another of which the fields are spelt alike.
const DEEPEST: usize = 4;

/// The object with its fields in lower case: version 3 writes `versionCreated` where the others have `versioncreated`.
fn spelt(item: &Map<String, Value>, depth: usize) -> Map<String, Value> {
    let own = item.iter().map(|(field, value)| (field.to_lowercase(), spelt_value(value, depth)));
    own.collect()
}

fn spelt_value(value: &Value, depth: usize) -> Value {
    match value {
        _ if depth == DEEPEST => value.clone(),
        Value::Object(item) => Value::Object(spelt(item, depth + 1)),
        Value::Array(all) => all.iter().map(|one| spelt_value(one, depth + 1)).collect(),
        value => value.clone(),
    }
}

/// True for an object that has the fields of a news item and its words.
pub(crate) fn looks_like(value: &Value) -> bool {
    let Some(item) = value.as_object() else { return false };
    let item: Vec<String> = item.keys().map(|field| field.to_lowercase()).collect();
    let has_list = value.get("bodies").is_some_and(Value::is_array);
    let has = |field: &str| item.iter().any(|own| own == field);
    let has_words = item.iter().any(|field| field.starts_with("body_")) || has_list;
    has("uri")
        && (has_words || has("headline") || has("headlines"))
        && [
            "versioncreated",
            "firstcreated",
            "type",
            "headline",
            "headlines",
            "pubstatus",
            "version",
        ]
        .iter()
        .any(|field| has(field))
}

/// The record of a news item; its body is empty where the item has no words.
pub(crate) fn record(value: &Value) -> Record {
    let item = &value.as_object().map(|item| spelt(item, 0)).unwrap_or_default();
    let mut record = Record { id: text(item, "uri"), known: known(item), ..Record::default() };
    if let Some((markup, words)) = words(item) {
        match markup {
            Markup::Xhtml => match xml::root(&format!("<div>{words}</div>")) {
                Ok(tree) => {
                    let marked = markup::text_of(&tree);
                    (record.body, record.marks) = (Body::Text(marked.text), marked.marks);
                }
                Err(_) => record.body = Body::Html(words.to_owned()),
            },
            Markup::Html => record.body = Body::Html(words.to_owned()),
            Markup::None => record.body = Body::Text(words.trim().to_owned()),
        }
    }
    if let Some(status) = text(item, "pubstatus").filter(|status| status != "usable") {
        let message = format!("the agency marks it as {status}");
        record.notices.push(remark(Rule::NotUsable, message));
    }
    if let Some(until) = text(item, "embargoed") {
        record
            .notices
            .push(remark(Rule::Embargoed, format!("the agency holds it back until {until}")));
    }
    record
}

fn known(item: &Map<String, Value>) -> Known {
    let source = named(item, "infosources");
    let outlet = text(item, "source").or_else(|| named(item, "organisations_publishing"));
    let holder = text(item, "copyrightholder").or_else(|| {
        // an object in version 3
        line(item.get("rightsinfo")?.get("copyrightholder")?.as_str()?)
    });
    let date = |role, field| -> Option<ReportDate> {
        field_date::of(role, DateOrigin::Field, item.get(field)?.as_str()?)
    };
    let first = date(DateRole::Published, "firstcreated")
        .or_else(|| date(DateRole::Published, "contentcreated"));
    let dates = match first {
        Some(first) => {
            let updated = date(DateRole::Updated, "versioncreated");
            let changed = updated
                .filter(|updated| (&updated.value, &updated.time) != (&first.value, &first.time));
            [Some(first), changed]
        }
        None => [date(DateRole::Published, "versioncreated"), None],
    };
    let section = named(item, "subject")
        .or_else(|| named(item, "subjects"))
        .or_else(|| named(item, "genres"));
    let address = text(item, "uri").filter(|uri| uri.starts_with("http"));
    Known {
        url: text(item, "canonicalurl").or_else(|| text(item, "link")).or(address),
        outlet: outlet.or(holder).or_else(|| source.clone()),
        title: text(item, "headline")
            .or_else(|| main_headline(item))
            .or_else(|| text(item, "title")),
        byline: text(item, "byline")
            .map(|byline| without_by(&byline))
            .or_else(|| named(item, "by"))
            .or_else(|| named(item, "contributors"))
            .or_else(|| named(item, "authors")),
        language: text(item, "language"),
        section,
        agency: source,
        dates: dates.into_iter().flatten().collect(),
    }
}

fn without_by(byline: &str) -> String {
    byline.strip_prefix("By ").unwrap_or(byline).to_owned()
}

/// How the words are marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Markup {
    Xhtml,
    Html,
    None,
}

/// The words of the item: marked up where it has a choice, since marks tell quotations.
fn words(item: &Map<String, Value>) -> Option<(Markup, &str)> {
    let own = |field: &str| item.get(field)?.as_str().filter(|words| !words.trim().is_empty());
    let single = own("body_xhtml")
        .map(|words| (Markup::Xhtml, words))
        .or_else(|| own("body_html").map(|words| (Markup::Html, words)))
        .or_else(|| own("body_text").map(|words| (Markup::None, words)));
    single
        .or_else(|| listed_words(item))
        .or_else(|| own("description_text").map(|words| (Markup::None, words)))
}

/// The words of `bodies`: each with its role and content type.
fn listed_words(item: &Map<String, Value>) -> Option<(Markup, &str)> {
    let bodies = item.get("bodies")?.as_array()?;
    let all = bodies.iter().filter_map(|body| {
        let words = body.get("value").or_else(|| body.get("body"))?.as_str()?;
        let kind = body.get("contenttype").and_then(Value::as_str).unwrap_or_default();
        let markup = match kind {
            kind if kind.contains("xhtml") => Markup::Xhtml,
            kind if kind.contains("html") => Markup::Html,
            "" if words.trim_start().starts_with('<') => Markup::Html,
            _ => Markup::None,
        };
        (!words.trim().is_empty()).then_some((markup, words))
    });
    all.min_by_key(|(markup, _)| *markup as u8)
}

/// The headline whose role is `main`, else the first.
fn main_headline(item: &Map<String, Value>) -> Option<String> {
    let headlines = item.get("headlines")?.as_array()?;
    let is_main = |headline: &&Value| headline.get("role").and_then(Value::as_str) == Some("main");
    let headline = headlines.iter().find(is_main).or_else(|| headlines.first())?;
    line(headline.get("value").or_else(|| headline.get("headline"))?.as_str()?)
}

/// The name of the first of a list of things.
fn named(item: &Map<String, Value>, field: &str) -> Option<String> {
    let all = item.get(field)?.as_array()?;
    all.iter().find_map(|thing| line(thing.get("name")?.as_str()?))
}

fn text(item: &Map<String, Value>, field: &str) -> Option<String> {
    line(item.get(field)?.as_str()?)
}

fn line(words: &str) -> Option<String> {
    let line = words.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::{any, prop, proptest};
    use serde_json::{Value, json};

    use super::{looks_like, record};

    fn check(item: &Value, expected: &Expect) {
        assert!(looks_like(item));
        let record = record(item);
        let known = &record.known;
        let mut shown = format!(
            "{:?} {:?} {:?} {:?} {:?} {:?}\n",
            record.id, known.outlet, known.title, known.byline, known.agency, known.section
        );
        for date in &known.dates {
            shown += &format!("{} {} {:?}\n", date.role.name(), date.value, date.time);
        }
        shown += &format!("{:?}\n", record.body);
        for notice in &record.notices {
            shown += &format!("{}\n", notice.rule);
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn the_first_version() {
        check(
            &json!({"uri": "tag:wire.example,2031:1", "type": "text", "version": "2", "headline": "Ferry  stops",
                "byline": "By Jane Roe", "body_xhtml": "<p>The <em>Elm</em> stopped.</p><p>“No.”</p>", "body_text": "other",
                "versioncreated": "2031-03-04T06:00:00+01:00", "firstcreated": "2031-03-03T23:00:00Z",
                "copyrightholder": "Northern Wire", "subject": [{"name": "transport"}], "pubstatus": "canceled"}),
            &expect![[r#"
                Some("tag:wire.example,2031:1") Some("Northern Wire") Some("Ferry stops") Some("Jane Roe") None Some("transport")
                published 2031-03-03 Some("2031-03-03T23:00:00Z")
                updated 2031-03-04 Some("2031-03-04T06:00:00+01:00")
                Text("The Elm stopped.\n\n“No.”")
                not-usable
            "#]],
        );
    }

    #[test]
    fn the_later_versions() {
        check(
            &json!({"uri": "https://wire.example/1", "headlines": [{"value": "short", "role": "short"},
                {"value": "Ferry stops", "role": "main"}], "bodies": [{"contenttype": "text/plain", "value": "Plain."},
                {"contenttype": "text/html", "value": "<p>Marked.<br></p>"}], "infosources": [{"name": "Northern Wire"}],
                "versioncreated": "2031-03-04T06:00:00Z", "embargoed": "2031-03-05"}),
            &expect![[r#"
                Some("https://wire.example/1") Some("Northern Wire") Some("Ferry stops") None Some("Northern Wire") None
                published 2031-03-04 Some("2031-03-04T06:00:00Z")
                Html("<p>Marked.<br></p>")
                embargoed
            "#]],
        );
    }

    #[test]
    fn the_third_version_spells_its_fields_otherwise() {
        check(
            &json!({"uri": "urn:1", "headlines": [{"role": "main", "value": "Ferry stops"}],
                "bodies": [{"role": "main", "contentType": "application/xhtml+xml", "value": "<p>“No.”</p>"}],
                "infoSources": [{"name": "Northern Wire"}], "byline": "By Jane Roe", "pubStatus": "withheld",
                "firstCreated": "2031-03-03T23:00:00Z", "versionCreated": "2031-03-04T06:00:00Z"}),
            &expect![[r#"
                Some("urn:1") Some("Northern Wire") Some("Ferry stops") Some("Jane Roe") Some("Northern Wire") None
                published 2031-03-03 Some("2031-03-03T23:00:00Z")
                updated 2031-03-04 Some("2031-03-04T06:00:00Z")
                Text("“No.”")
                not-usable
            "#]],
        );
    }

    #[test]
    fn other_objects_are_none() {
        for other in
            [json!([]), json!({"text": "a"}), json!({"uri": "a", "items": []}), json!(null)]
        {
            assert!(!looks_like(&other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn any_fields_are_read(fields in prop::collection::vec((prop::sample::select(vec![
            "uri", "headline", "headlines", "bodies", "body_xhtml", "body_text", "subject", "versioncreated", "byline"]),
            0..4_u8, any::<String>()), 0..9)) {
            let mut item = json!({});
            for (field, shape, words) in fields {
                item[field] = match shape {
                    0 => json!(words),
                    1 => json!([{"value": words, "name": words, "role": "main"}]),
                    2 => json!([words]),
                    _ => json!(7),
                };
            }
            looks_like(&item);
            record(&item);
        }
    }
}
