//! News items of NewsML 1: components inside one another, each with lines, a description and its content.

use variorum_model::{DateOrigin, DateRole, ReportDate, Rule};

use crate::capture::remark;
use crate::field_date;
use crate::markup;
use crate::page::Known;
use crate::record::{Body, Record};
use crate::xml::{Element, Node};

/// The record of a `NewsItem`; else what it is left out as.
/// `nitf`: reads the content where it is a message of its own.
pub(crate) fn record(
    item: &Element,
    nitf: impl Fn(&Element) -> Result<Record, String>,
) -> Result<Record, String> {
    let empty = Element::default();
    let component = item.child("NewsComponent").ok_or("items without words")?;
    let mut contents = Vec::new();
    gather(component, &mut contents);
    let mut record = contents
        .iter()
        .find_map(|content| words(content, &nitf))
        .ok_or_else(|| wordless(&contents))?;
    let identifier = item.at(&["Identification", "NewsIdentifier"]).unwrap_or(&empty);
    let own = |name: &str| identifier.child(name).and_then(Element::words);
    record.id = own("PublicIdentifier").or_else(|| own("NewsItemId")).or(record.id);
    let lines = component.find("NewsLines").unwrap_or(&empty);
    let line = |name: &str| lines.find(name).and_then(Element::words);
    let party = |name: &str| {
        component.find(name)?.find("Party")?.attribute("FormalName").map(str::to_owned)
    };
    let inner = std::mem::take(&mut record.known);
    let (provider, credit) = (party("Provider"), line("CreditLine"));
    let outlet = provider.or(inner.outlet).or_else(|| credit.clone());
    let management = item.child("NewsManagement").unwrap_or(&empty);
    record.known = Known {
        url: inner.url,
        agency: credit.or(inner.agency).filter(|agency| Some(agency) != outlet.as_ref()),
        outlet,
        title: line("HeadLine").or(inner.title),
        byline: line("ByLine").map(without_by).or(inner.byline),
        language: component
            .find("Language")
            .and_then(|language| language.attribute("FormalName"))
            .or_else(|| item.find("DataContent")?.attribute("lang"))
            .map(str::to_owned)
            .or(inner.language),
        section: inner.section,
        dates: dates(management, inner.dates),
    };
    let status = management.child("Status").and_then(|status| status.attribute("FormalName"));
    if let Some(status) = status.filter(|status| !status.eq_ignore_ascii_case("usable")) {
        let message = format!("the agency marks it as {}", status.to_lowercase());
        record.notices.push(remark(Rule::NotUsable, message));
    }
    Ok(record)
}

/// The contents of a component and those inside it, in order.
fn gather<'a>(component: &'a Element, contents: &mut Vec<&'a Element>) {
    for inner in component.elements() {
        match inner.name.as_str() {
            "ContentItem" => contents.push(inner),
            "NewsComponent" => gather(inner, contents),
            _ => {}
        }
    }
}

fn words(content: &Element, nitf: impl Fn(&Element) -> Result<Record, String>) -> Option<Record> {
    let data = content.child("DataContent")?;
    if let Some(message) = data.find("nitf") {
        return nitf(message).ok();
    }
    if content.child("Encoding").is_some() {
        return None;
    }
    let is_marked = data.children.iter().any(|node| matches!(node, Node::Element(_)));
    if is_marked {
        let marked = markup::text_of(data.find("body").unwrap_or(data));
        let (body, marks) = (Body::Text(marked.text.clone()), marked.marks);
        return (!marked.text.is_empty()).then(|| Record { body, marks, ..Record::default() });
    }
    let mut text = String::new();
    for node in &data.children {
        if let Node::Text(words) = node {
            text.push_str(words);
        }
    }
    let text = text.trim();
    let body = if text.starts_with('<') {
        Body::Html(text.to_owned())
    } else {
        Body::Text(text.to_owned())
    };
    (!text.is_empty()).then(|| Record { body, ..Record::default() })
}

fn wordless(contents: &[&Element]) -> String {
    let kind =
        contents.iter().find_map(|content| content.child("MediaType")?.attribute("FormalName"));
    match kind.map(str::to_lowercase).as_deref() {
        Some("photo" | "picture") => "picture items".to_owned(),
        Some(kind @ ("graphic" | "video" | "audio")) => format!("{kind} items"),
        _ => "items without words".to_owned(),
    }
}

fn without_by(line: String) -> String {
    let is_by = line.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "));
    if is_by { line[3..].trim_start().to_owned() } else { line }
}

/// First made, and revised where that is another moment.
fn dates(management: &Element, inner: Vec<ReportDate>) -> Vec<ReportDate> {
    let date = |role, name: &str| {
        field_date::of(role, DateOrigin::Field, &management.child(name)?.words()?)
    };
    let published = date(DateRole::Published, "FirstCreated")
        .or_else(|| date(DateRole::Published, "ThisRevisionCreated"));
    let updated = date(DateRole::Updated, "ThisRevisionCreated").filter(|updated| {
        published
            .as_ref()
            .is_some_and(|first| (&first.value, &first.time) != (&updated.value, &updated.time))
    });
    let own: Vec<ReportDate> = published.into_iter().chain(updated).collect();
    let has = |role| own.iter().any(|date| date.role == role);
    let inner: Vec<ReportDate> = inner.into_iter().filter(|date| !has(date.role)).collect();
    own.into_iter().chain(inner).collect()
}

#[cfg(test)]
mod tests {
    use crate::read_bytes;

    #[test]
    fn an_item_is_read() {
        let text = r#"<?xml version="1.0"?><!DOCTYPE NewsML PUBLIC "-//IPTC//DTD NewsML 1.2//EN" "NewsML_1.2.dtd">
            <NewsML Version="1.2"><NewsEnvelope><DateAndTime>20310304T060000Z</DateAndTime></NewsEnvelope>
            <NewsItem><Identification><NewsIdentifier><ProviderId>wire.example</ProviderId><PublicIdentifier>urn:newsml:1</PublicIdentifier></NewsIdentifier></Identification>
            <NewsManagement><FirstCreated>20310304T060000Z</FirstCreated><ThisRevisionCreated>20310304T080000Z</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement>
            <NewsComponent><NewsLines><HeadLine>Ferry  stops</HeadLine><ByLine>By Jane Roe</ByLine><CreditLine>NW</CreditLine></NewsLines>
            <AdministrativeMetadata><Provider><Party FormalName="Northern Wire"/></Provider></AdministrativeMetadata>
            <DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
            <NewsComponent><ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>
            <NewsComponent><ContentItem><MediaType FormalName="Text"/><DataContent><p>The ferry stopped.</p><p>“We wait,” she said.</p></DataContent></ContentItem></NewsComponent>
            </NewsComponent></NewsItem>
            <NewsItem><NewsComponent><ContentItem Href="b.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent></NewsItem></NewsML>"#;
        let intake = read_bytes("a.xml", text.as_bytes());
        let report = &intake.reports[0];
        assert_eq!(report.text, "The ferry stopped.\n\n“We wait,” she said.");
        assert_eq!(report.id, "urn:newsml:1");
        let named =
            [&report.title, &report.byline, &report.outlet, &report.agency, &report.language];
        let named: Vec<&str> = named.iter().filter_map(|value| value.as_deref()).collect();
        assert_eq!(named, ["Ferry stops", "Jane Roe", "Northern Wire", "NW", "en"]);
        let dates: Vec<&str> =
            report.dates.iter().filter_map(|date| date.time.as_deref()).collect();
        assert_eq!(dates, ["2031-03-04T06:00:00Z", "2031-03-04T08:00:00Z"]);
        assert_eq!(intake.notices[0].message, "`a.xml`: left out, picture items: 1");
    }
}
