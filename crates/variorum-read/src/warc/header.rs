//! The header of a record: the few fields that are read.

use super::FIRST_WORDS;

/// Lines beyond these are no header.
const MAX_LINES: usize = 256;

/// What the header says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// `response`, `resource`, …, lower case.
    pub kind: String,
    /// Address of what was captured, without angle brackets.
    pub target: Option<String>,
    /// The identifier without `urn:uuid:` and brackets.
    pub id: Option<String>,
    /// When it was captured, as written.
    pub date: Option<String>,
    pub content_type: Option<String>,
    /// Bytes of the block.
    pub length: u64,
    /// True where the crawler cut the block.
    pub truncated: bool,
}

/// Where a header ends, its empty line included; `None` while that is not in hand.
pub(crate) fn end(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes).find_map(|at| match bytes.get(at + 1..) {
        Some([b'\n', ..]) => Some(at + 2),
        Some([b'\r', b'\n', ..]) => Some(at + 3),
        _ => None,
    })
}

/// The fields of a header; `None` where it is none, or does not say how long its block is.
pub(super) fn parse(bytes: &[u8]) -> Option<Header> {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.lines();
    lines.next().filter(|line| line.as_bytes().starts_with(FIRST_WORDS))?;
    let mut header = Header::default();
    let mut length = None;
    for (n, line) in lines.enumerate() {
        if n >= MAX_LINES {
            return None;
        }
        // a line that goes on with the one before begins with a space; none of these fields does
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        let given = || Some(value.to_owned()).filter(|value| !value.is_empty());
        match name.trim_end().to_ascii_lowercase().as_str() {
            "warc-type" => header.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => header.target = given().map(|uri| bare(&uri).to_owned()),
            "warc-record-id" => header.id = Some(id(value)).filter(|id| !id.is_empty()),
            "warc-date" => header.date = given(),
            "content-type" => header.content_type = given(),
            "content-length" => length = value.parse().ok(),
            "warc-truncated" => header.truncated = !value.is_empty(),
            _ => {}
        }
    }
    header.length = length?;
    Some(header)
}

fn bare(value: &str) -> &str {
    value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value)
}

fn id(value: &str) -> String {
    let value = bare(value);
    value.strip_prefix("urn:uuid:").unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{end, parse};

    #[test]
    fn fields_are_read_whatever_their_case() {
        let bytes =
            b"WARC/1.1\r\nwarc-type: Response\r\nWARC-Target-URI: <https://a.example/1>\r\n\
            WARC-Record-ID: <urn:uuid:0b1c>\r\nContent-Length: 12\r\n\r\nHTTP/1.1";
        let end = end(bytes).expect("an empty line");
        assert_eq!(&bytes[end..], b"HTTP/1.1");
        let header = parse(&bytes[..end]).expect("a header");
        assert_eq!((header.kind.as_str(), header.length), ("response", 12));
        assert_eq!(header.target.as_deref(), Some("https://a.example/1"));
        assert_eq!(header.id.as_deref(), Some("0b1c"));
    }

    #[test]
    fn without_a_length_it_is_no_header() {
        assert_eq!(parse(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"), None);
        assert_eq!(parse(b"WARC/1.0\r\nContent-Length: -3\r\n\r\n"), None);
        assert_eq!(parse(b"HTTP/1.0\r\nContent-Length: 3\r\n\r\n"), None);
        assert_eq!(end(b"WARC/1.0\r\nContent-Length: 3\r\n"), None);
    }
}
