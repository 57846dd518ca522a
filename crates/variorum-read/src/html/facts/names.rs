//! Titles and values as pages write them, cleaned of what is no part of them.

use trafilatura::dom::Document;

/// The words with one space between them; `None` where there are none.
pub(in crate::html) fn one_line(words: &str) -> Option<String> {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// A value of linked data or of a meta as text: these are often escaped twice, or hold tags.
pub(super) fn plain(value: &str) -> String {
    let is_entity = value.find('&').is_some_and(|at| value[at..].contains(';'));
    if !is_entity && !value.contains('<') {
        return value.to_owned();
    }
    let page = Document::parse(value);
    page.text_content(page.body().unwrap_or_else(|| page.root()))
}

/// A title without the outlet's name behind or before it: "Ferry stops - The Harbour Post".
/// Only a name that is known is taken off, for a title may have a dash of its own.
pub(super) fn without_outlet(title: &str, outlets: &[&str]) -> String {
    let mut title = title.trim();
    loop {
        let shorter = outlets.iter().find_map(|outlet| without(title, outlet));
        match shorter {
            Some(shorter) => title = shorter,
            None => return title.to_owned(),
        }
    }
}

const DASHES: [char; 10] = ['-', '–', '—', '|', '·', '•', '»', '«', ':', '/'];

fn without<'a>(title: &'a str, outlet: &str) -> Option<&'a str> {
    let outlet = outlet.trim();
    if outlet.is_empty() {
        return None;
    }
    let same = |part: &str| {
        let plain = |name: &str| {
            let name = name.trim().to_lowercase();
            name.strip_prefix("the ").map(str::to_owned).unwrap_or(name)
        };
        plain(part) == plain(outlet)
    };
    let spaced = |at: usize, dash: char| {
        let after = &title[at + dash.len_utf8()..];
        title[..at].ends_with(char::is_whitespace) || after.starts_with(char::is_whitespace)
    };
    let behind =
        title.char_indices().rev().filter(|(at, c)| DASHES.contains(c) && spaced(*at, *c)).take(4);
    for (at, dash) in behind {
        let rest = title[..at].trim_end_matches(|c: char| c.is_whitespace() || DASHES.contains(&c));
        if same(&title[at + dash.len_utf8()..]) && !rest.is_empty() {
            return Some(rest);
        }
    }
    let (at, dash) = title.char_indices().find(|(at, c)| DASHES.contains(c) && spaced(*at, *c))?;
    let rest = title[at + dash.len_utf8()..].trim_start();
    (same(&title[..at]) && !rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{plain, without_outlet};

    #[test]
    fn only_a_known_outlet_is_taken_off() {
        let known = ["The Harbour Post", "harbourpost.example"];
        for (title, short) in [
            ("Ferry stops - Harbour Post", "Ferry stops"),
            ("Ferry stops | World | The Harbour Post", "Ferry stops | World"),
            ("The Harbour Post: Ferry stops", "Ferry stops"),
            ("Ferry stops - a long wait", "Ferry stops - a long wait"),
            ("The Harbour Post", "The Harbour Post"),
            ("Post-war ferry - The Harbour Post | harbourpost.example", "Post-war ferry"),
            ("", ""),
        ] {
            assert_eq!(without_outlet(title, &known), short, "{title}");
        }
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(plain("Roe&#8217;s &quot;dam&quot;"), "Roe’s \"dam\"");
        assert_eq!(plain("R&D at 5"), "R&D at 5");
    }
}
