//! The encoding that a page declares in its first bytes.

use encoding_rs::Encoding;

/// Bytes that may hold the declaration, as browsers have it.
const HEAD_BYTES: usize = 1024;

/// What `<meta charset>`, `<meta http-equiv>` or the XML declaration names; `None` where they name nothing known.
/// UTF-16 is none: a declaration that can be read byte by byte is not written in it.
pub(crate) fn declared_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(HEAD_BYTES)];
    let head: String = head.iter().map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let declaration =
        head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split('>').next());
    declaration.and_then(|words| label(words, "encoding")).or_else(|| {
        let tags = head.split("<meta").skip(1).filter_map(|rest| rest.split('>').next());
        tags.filter(|tag| tag.starts_with(|c: char| c.is_ascii_whitespace() || c == '/'))
            .find_map(|tag| label(tag, "charset"))
    })
}

/// The encoding named behind `key =`, with or without quotation marks.
fn label(words: &str, key: &str) -> Option<&'static Encoding> {
    words.match_indices(key).find_map(|(at, _)| {
        let rest = words[at + key.len()..].trim_start().strip_prefix('=')?.trim_start();
        let rest = rest.trim_start_matches(['"', '\'']);
        let end = rest
            .find(|c: char| c.is_ascii_whitespace() || "\"';,/>".contains(c))
            .unwrap_or(rest.len());
        let encoding = Encoding::for_label(&rest.as_bytes()[..end])?;
        (encoding.is_ascii_compatible()).then_some(encoding)
    })
}

#[cfg(test)]
mod tests {
    use super::declared_encoding;

    #[test]
    fn declarations() {
        for (head, name) in [
            ("<html><head><meta charset=latin1>", Some("windows-1252")),
            ("<meta name=a content=b><META CharSet = 'Shift_JIS'/>", Some("Shift_JIS")),
            ("<meta http-equiv=Content-Type content='text/html; charset=EUC-KR'>", Some("EUC-KR")),
            ("<?xml version='1.0' encoding=\"koi8-r\"?><html>", Some("KOI8-R")),
            ("<meta charset=utf-16le>", None),
            ("<meta charset=nonsense>", None),
            ("<metadata charset=latin1>", None),
            ("charset=latin1", None),
            ("", None),
        ] {
            assert_eq!(
                declared_encoding(head.as_bytes()).map(encoding_rs::Encoding::name),
                name,
                "{head}"
            );
        }
        let late = format!("{}<meta charset=latin1>", " ".repeat(1024));
        assert_eq!(declared_encoding(late.as_bytes()), None);
    }
}
