//! Which of a page's statements on itself wins.
//!
//! | field | first that is there |
//! |---|---|
//! | title | JSON-LD headline, `og:title`, `twitter:title` and its like, the first `<h1>`, `<title>`; the outlet's name off its end |
//! | byline | JSON-LD authors, author metas, `itemprop` or `rel` author, an element whose class says byline |
//! | outlet | `og:site_name` (unless it is a domain), JSON-LD publisher, `application-name` and its like |
//! | canonical | `<link rel=canonical>`, `og:url`, JSON-LD url; never the front page for another page |
//! | language | `<html lang>`, `og:locale`, JSON-LD, language metas |
//! | section | JSON-LD `articleSection`, `article:section` and its like |
//! | agency | a news agency among JSON-LD credits, source metas and the byline, unless it is the outlet itself |
//! | dates | of each role: JSON-LD, OpenGraph, other metas and `itemprop`, `<time>`, the address |
//!
//! Of the dates all origins are kept, in that order, so that whoever reads them sees where they part.

use url::Url;
use variorum_model::{DateOrigin, DateRole};

use super::names::{one_line, plain, without_outlet};
use super::{Facts, Time, TimeRole};
use crate::authors::authors;
use crate::date;
use crate::field_date;
use crate::headline::is_section;
use crate::html::extract::{Extract, PageDate};
use crate::lexicon::is_agency;
use crate::line::{folded, has_at_most_words, n_words, starts_upper};
use crate::wayback;

const TITLE: [&str; 9] = [
    "og:title",
    "twitter:title",
    "parsely-title",
    "dc.title",
    "dcterms.title",
    "sailthru.title",
    "headline",
    "hdl",
    "title",
];
const AUTHOR: [&str; 9] = [
    "author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "article:author_name",
    "article:author",
    "authors",
];
const OUTLET: [&str; 6] = [
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "apple-mobile-web-app-title",
    "cre",
];
const LANGUAGE: [&str; 4] = ["content-language", "language", "dc.language", "dcterms.language"];
const SECTION: [&str; 6] = [
    "article:section",
    "parsely-section",
    "og:section",
    "section",
    "dc.subject.section",
    "cxenseparse:section",
];
const SOURCE: [&str; 7] = [
    "source",
    "dc.source",
    "dcterms.source",
    "article:source",
    "news_source",
    "dc.rightsholder",
    "sailthru.source",
];
const PUBLISHED: [&str; 16] = [
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "pubdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article.published",
    "date",
    "ptime",
];
const UPDATED: [&str; 8] = [
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
    "article.updated",
    "utime",
    "revised",
];

/// Fills in what the page says of itself.
pub(in crate::html) fn settle(facts: &Facts, url: Option<&str>, extract: &mut Extract) {
    extract.outlet = outlet(facts);
    extract.section =
        facts.linked.section.as_deref().or_else(|| facts.meta(&SECTION)).and_then(section);
    extract.title = title(facts, extract.outlet.as_deref(), extract.section.as_deref());
    extract.byline = byline(facts, extract.outlet.as_deref());
    extract.canonical = canonical(facts, url);
    extract.language = language(facts);
    extract.agency = agency(facts, extract.byline.as_deref(), extract.outlet.as_deref());
    let replayed = extract.canonical.as_deref().and_then(wayback::replayed);
    if let Some(replayed) = &replayed {
        // an archive rewrites the addresses of a page, and some name themselves as its site
        extract.canonical = Some(replayed.original.clone());
        extract.outlet = extract.outlet.take().filter(|name| !wayback::is_archive_name(name));
    }
    extract.dates = dates(facts, extract.canonical.as_deref().or(url));
    extract.dates.extend(replayed.and_then(|replayed| {
        let captured = replayed.captured()?;
        let (role, origin) = (captured.role, captured.origin);
        Some(PageDate { role, origin, value: captured.value, time: captured.time })
    }));
}

/// A name or label: one line, unescaped, not too long.
fn short(value: &str) -> Option<String> {
    let value = crate::line::beginning(value, 400);
    one_line(&plain(value))
}

fn title(facts: &Facts, outlet: Option<&str>, section: Option<&str>) -> Option<String> {
    let candidates = [
        facts.linked.headline.as_deref(),
        facts.meta(&TITLE),
        facts.headings.first().map(String::as_str),
        facts.title.as_deref(),
    ];
    let publisher = facts.linked.publisher.as_deref();
    let site = facts.meta(&["og:site_name"]);
    let outlets: Vec<&str> = [outlet, publisher, site].into_iter().flatten().collect();
    candidates.into_iter().flatten().filter_map(short).find_map(|title| {
        let title = without_section(&without_outlet(&title, &outlets), section).to_owned();
        let is_outlet = outlets.iter().any(|outlet| title.eq_ignore_ascii_case(outlet));
        (!title.is_empty() && !is_outlet && is_of_page(&title, facts)).then_some(title)
    })
}

fn outlet(facts: &Facts) -> Option<String> {
    let named = |name: Option<&str>| name.and_then(short).and_then(|name| outlet_name(&name));
    let site = named(facts.meta(&["og:site_name"]));
    let is_domain = |name: &String| name.contains('.') && !name.contains(' ');
    site.clone()
        .filter(|name| !is_domain(name))
        .or_else(|| named(facts.linked.publisher.as_deref()))
        .or(site)
        .or_else(|| named(behind_title(facts)))
        .or_else(|| OUTLET.iter().find_map(|key| named(facts.meta(&[key]))))
}

/// An outlet's name without what it says of itself behind it: "The Harbour Post | News of the islands".
/// `None` where it names a section or an edition ("U.S.").
fn outlet_name(name: &str) -> Option<String> {
    let name = name.trim().trim_start_matches('@');
    let first = name.split('|').map(str::trim).find(|part| !part.is_empty())?;
    let marks = [" - ", " – ", " — ", " :: ", " » ", " • ", " · "];
    let first = marks.iter().fold(first, |name, mark| match name.split_once(mark) {
        Some((before, behind)) if n_words(before) <= 5 && n_words(behind) >= 2 => before.trim(),
        _ => name,
    });
    (!is_section(&first.replace('.', ""))).then(|| first.to_owned())
}

/// Where `<title>` is the page's headline and a short name behind a mark: that name.
fn behind_title(facts: &Facts) -> Option<&str> {
    let title = facts.title.as_deref()?;
    let headlines = [
        facts.linked.headline.as_deref(),
        facts.meta(&TITLE),
        facts.headings.first().map(String::as_str),
    ];
    headlines.into_iter().flatten().find_map(|headline| {
        let rest = title.strip_prefix(headline.trim())?.trim_start();
        let name = rest.strip_prefix(['-', '–', '—', '|', '·', '•'])?.trim();
        let is_name =
            starts_upper(name) && has_at_most_words(name, 5) && !name.contains(['|', ':']);
        is_name.then_some(name)
    })
}

/// A section's name: the first of a list, and none that says nothing.
fn section(value: &str) -> Option<String> {
    let value = short(value)?;
    let n_commas = value.matches(',').count();
    // "Arts, Books" is one section, "news,slider" and longer lists are labels
    let is_list = n_commas > 1 || (n_commas == 1 && !value.contains(", "));
    let first = if is_list { value.split(',').next().unwrap_or_default().trim() } else { &value };
    let is_domain = first.contains('.') && !first.contains(' ') && !first.ends_with('.');
    let says_nothing = matches!(
        first.to_lowercase().as_str(),
        "" | "all"
            | "home"
            | "homepage"
            | "front page"
            | "uncategorized"
            | "uncategorised"
            | "general"
            | "slider"
            | "featured"
            | "null"
            | "none"
            | "other"
            | "others"
            | "article"
            | "articles"
    );
    (!is_domain && !says_nothing).then(|| first.to_owned())
}

/// False for a few words that neither `<title>` nor a heading has: the site's own, the same on each page.
fn is_of_page(title: &str, facts: &Facts) -> bool {
    if !has_at_most_words(title, 3) {
        return true;
    }
    let shown: Vec<String> =
        facts.title.iter().chain(&facts.headings).flat_map(|line| folded(line)).collect();
    shown.is_empty() || folded(title).iter().any(|word| shown.contains(word))
}

/// A title without the section before it: "Opinion | The ferry stops".
fn without_section<'a>(title: &'a str, section: Option<&str>) -> &'a str {
    let Some((label, rest)) = title.split_once('|') else { return title };
    let label = label.trim();
    let is_label =
        section.is_some_and(|section| section.eq_ignore_ascii_case(label)) || is_section(label);
    if is_label && n_words(rest) >= 3 { rest.trim() } else { title }
}

fn byline(facts: &Facts, outlet: Option<&str>) -> Option<String> {
    let joined = |fields: &mut dyn Iterator<Item = &str>| {
        let mut known: Vec<String> = Vec::new();
        for name in fields.flat_map(|field| authors(&plain(field), outlet)) {
            if !known.iter().any(|known| known.eq_ignore_ascii_case(&name)) && known.len() < 12 {
                known.push(name);
            }
        }
        let others = known.iter().any(|name| !is_same(name, outlet));
        known.retain(|name| !others || !is_same(name, outlet));
        Some(known.join(", ")).filter(|names| !names.is_empty())
    };
    let of_elements = |declared: bool| {
        let named = facts.authors.iter().filter(move |author| author.declared == declared);
        named.map(|author| author.text.as_str())
    };
    joined(&mut facts.linked.authors.iter().map(String::as_str))
        .or_else(|| AUTHOR.iter().find_map(|key| joined(&mut facts.all(key))))
        .or_else(|| joined(&mut of_elements(true)))
        .or_else(|| of_elements(false).find_map(|text| joined(&mut std::iter::once(text))))
}

fn is_same(name: &str, outlet: Option<&str>) -> bool {
    outlet.is_some_and(|outlet| outlet.eq_ignore_ascii_case(name))
}

fn canonical(facts: &Facts, url: Option<&str>) -> Option<String> {
    let own = url.and_then(|url| Url::parse(url).ok());
    let candidates = [
        facts.canonical.as_deref(),
        facts.meta(&["og:url", "twitter:url", "parsely-link"]),
        facts.linked.url.as_deref(),
    ];
    candidates.into_iter().flatten().find_map(|address| {
        let address = address.trim();
        let parsed = match &own {
            Some(own) => own.join(address).ok()?,
            None => Url::parse(address).ok()?,
        };
        let is_front = parsed.path() == "/" && parsed.query().is_none();
        let own_is_front = own.as_ref().is_none_or(|own| own.path() == "/");
        (matches!(parsed.scheme(), "http" | "https") && (!is_front || own_is_front))
            .then(|| parsed.to_string())
    })
}

fn language(facts: &Facts) -> Option<String> {
    let candidates = [
        facts.language.as_deref(),
        facts.meta(&["og:locale"]),
        facts.linked.language.as_deref(),
        facts.meta(&LANGUAGE),
    ];
    candidates.into_iter().flatten().find_map(|tag| {
        let tag = tag.trim().split(',').next()?.replace('_', "-");
        let is_tag = tag.len() <= 35
            && tag.len() >= 2
            && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        is_tag.then_some(tag)
    })
}

fn agency(facts: &Facts, byline: Option<&str>, outlet: Option<&str>) -> Option<String> {
    let credits = facts.linked.credits.iter().chain(&facts.linked.authors).map(String::as_str);
    let metas = SOURCE.iter().filter_map(|key| facts.meta(&[key]));
    credits.chain(metas).chain(byline).find_map(|credit| agency_in(credit, outlet))
}

/// The news agency that a credit or byline names, unless it is the outlet itself.
pub(in crate::html) fn agency_in(credit: &str, outlet: Option<&str>) -> Option<String> {
    let credit = short(credit)?;
    let parts = credit.split([',', '/', '|', ';', '(', ')', '•', '·', '–', '—']);
    let parts = parts.flat_map(|part| part.split(" via ")).flat_map(|part| part.split(" and "));
    let bare = |part: &str| {
        let part = part.trim();
        let part = part.strip_prefix("with ").or_else(|| part.strip_prefix("By ")).unwrap_or(part);
        part.trim().to_owned()
    };
    parts.map(bare).find(|part| is_agency(part) && !is_same(part, outlet))
}

fn dates(facts: &Facts, address: Option<&str>) -> Vec<PageDate> {
    use DateRole::{Page, Published, Updated};
    let mut dates: Vec<PageDate> = Vec::new();
    let mut add = |role: DateRole, origin: DateOrigin, text: Option<&str>| {
        let Some(found) = text.and_then(field_date::read) else { return };
        if !dates.iter().any(|date| (date.role, date.origin) == (role, origin)) {
            dates.push(PageDate { role, origin, value: found.value, time: found.time });
        }
    };
    let linked = &facts.linked.dates;
    add(Published, DateOrigin::JsonLd, linked.published.as_deref());
    add(Updated, DateOrigin::JsonLd, linked.updated.as_deref());
    add(
        Published,
        DateOrigin::OpenGraph,
        facts.meta(&[
            "article:published_time",
            "og:article:published_time",
            "og:published_time",
            "og:pubdate",
            "video:release_date",
        ]),
    );
    add(
        Updated,
        DateOrigin::OpenGraph,
        facts.meta(&[
            "article:modified_time",
            "og:updated_time",
            "article:updated_time",
            "og:modified_time",
        ]),
    );
    for (keys, role) in [(&PUBLISHED[..], Published), (&UPDATED[..], Updated)] {
        for key in keys {
            add(role, DateOrigin::Meta, facts.meta(&[key]));
        }
    }
    // Any page holds the times of other pages' teasers: a time says what it is, or stands first.
    let times = facts.times.iter().enumerate();
    for (_, Time { value, role }) in times.filter(|(at, time)| *at == 0 || time.role.is_some()) {
        let role = match role {
            Some(TimeRole::Published) => Published,
            Some(TimeRole::Updated) => Updated,
            None => Page,
        };
        add(role, DateOrigin::TimeElement, Some(value));
    }
    let of_address = address.and_then(in_address);
    add(Published, DateOrigin::Address, of_address.as_deref());
    dates
}

/// The date in an address: `/2024/06/18/`, `/2024/jun/18/`, `/2024-06-18-`, `/20240618/`, or the month `/2024/06/`.
fn in_address(address: &str) -> Option<String> {
    let path = Url::parse(address).ok()?.path().to_owned();
    let parts: Vec<&str> = path.split('/').take(30).collect();
    let of_parts =
        |words: &[&str]| date::first_in(&words.join("-")).and_then(date::PartialDate::iso);
    let year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    for (at, part) in parts.iter().enumerate() {
        let three = parts.get(at..at + 3).filter(|_| year(part));
        let month = three.is_some_and(|words| words[1].len() <= 9 && words[2].len() <= 2);
        let found = three.filter(|_| month).and_then(|words| {
            of_parts(words).or_else(|| of_parts(&[words[2], words[1], words[0]]))
        });
        if let Some(day) = found.filter(|day| day.len() == 10) {
            return Some(day);
        }
        let head = part.get(..10).filter(|head| year(&head[..4]) && head.as_bytes()[4] == b'-');
        if let Some(day) = head.and_then(|head| of_parts(&[head])).filter(|day| day.len() == 10) {
            return Some(day);
        }
        if part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit()) && year(&part[..4]) {
            let day = of_parts(&[&part[..4], &part[4..6], &part[6..]]);
            if day.is_some() {
                return day;
            }
        }
    }
    parts.windows(2).find(|pair| year(pair[0]) && pair[1].len() == 2).and_then(of_parts)
}

#[cfg(test)]
mod tests {
    use super::in_address;

    #[test]
    fn outlets_sections_and_titles() {
        for (name, short) in [
            ("The Harbour Post", Some("The Harbour Post")),
            ("Harbour Post | News of the islands", Some("Harbour Post")),
            ("Harbour 24 - News of the islands", Some("Harbour 24")),
            ("Elm-on-Sea Echo", Some("Elm-on-Sea Echo")),
            ("@harbourpost", Some("harbourpost")),
            ("U.S.", None),
            ("|", None),
        ] {
            assert_eq!(super::outlet_name(name).as_deref(), short, "{name}");
        }
        for (value, name) in [
            ("World", Some("World")),
            ("Arts, Books", Some("Arts, Books")),
            ("news,slider", Some("news")),
            ("Ferries, Storms, Islands", Some("Ferries")),
            ("U.S.", Some("U.S.")),
            ("harbour.example", None),
            ("All", None),
        ] {
            assert_eq!(super::section(value).as_deref(), name, "{value}");
        }
        let without = super::without_section;
        assert_eq!(without("Opinion | The ferry stops here", None), "The ferry stops here");
        assert_eq!(
            without("Islands | The ferry stops here", Some("islands")),
            "The ferry stops here"
        );
        assert_eq!(
            without("The dam | The ferry stops here", None),
            "The dam | The ferry stops here"
        );
    }

    #[test]
    fn addresses() {
        for (address, date) in [
            ("https://a.example/news/2024/06/18/ferry", Some("2024-06-18")),
            ("https://a.example/news/2024/jun/18/ferry", Some("2024-06-18")),
            ("https://a.example/2024-06-18-ferry.html", Some("2024-06-18")),
            ("https://a.example/20240618/ferry", Some("2024-06-18")),
            ("https://a.example/2024/06/ferry", Some("2024-06")),
            ("https://a.example/ferry-20240618123", None),
            ("https://a.example/2024/13/40/ferry", None),
            ("https://a.example/é2024é-06/18", None),
            ("ferry", None),
        ] {
            assert_eq!(in_address(address).as_deref(), date, "{address}");
        }
    }
}
