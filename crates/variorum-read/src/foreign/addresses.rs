//! A file of nothing but addresses: one a line, blank lines and remarks behind `#` aside.

use crate::fetch::is_address;

/// Addresses of one list.
const MOST: usize = 10_000;

/// The addresses of a list; `None` where a line is anything else, or there is none.
pub(crate) fn addresses(text: &str) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for line in
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        if !is_address(line) || line.contains(char::is_whitespace) || found.len() == MOST {
            return None;
        }
        found.push(line.to_owned());
    }
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn a_list_holds_nothing_else() {
        let list = "# the story\nhttps://a.example/1\n\nhttp://b.example/2\r\n";
        assert_eq!(addresses(list).map(|found| found.len()), Some(2));
        assert_eq!(addresses("https://a.example/1 is the page"), None);
        assert_eq!(addresses("See:\nhttps://a.example/1"), None);
        assert_eq!(addresses("# nothing\n"), None);
    }
}
