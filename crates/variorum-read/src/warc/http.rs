//! The answer of a web server as an archive keeps it: its head, and its body without codings.
//! Many archives keep the headers of the transfer and undo the transfer itself, so a body that is not coded
//! as its head says is taken as it stands.

use std::io::Read;

use encoding_rs::Encoding;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Header lines beyond these make a head unreadable.
const MAX_LINES: usize = 128;
/// Codings on top of each other.
const MAX_CODINGS: usize = 3;

/// What the head of an answer says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub status: u16,
    pub content_type: Option<String>,
    chunked: bool,
    /// In the order in which they were applied.
    codings: Vec<String>,
}

/// Why a body cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// Longer than the cap when its codings are undone.
    TooLong,
    /// Its coding breaks off or is damaged.
    Damaged,
}

/// The head of an answer; `None` where the bytes are none.
pub(crate) fn head(bytes: &[u8]) -> Option<Head> {
    // archives write HTTP/2 heads as if they were lines of text
    let renamed;
    let bytes = match bytes.strip_prefix(b"HTTP/2").or_else(|| bytes.strip_prefix(b"HTTP/3")) {
        Some(rest) => {
            let at = rest.iter().position(|byte| *byte == b' ')?;
            renamed = [b"HTTP/1.1", &rest[at..]].concat();
            &renamed
        }
        None => bytes,
    };
    let mut lines = [httparse::EMPTY_HEADER; MAX_LINES];
    let mut response = httparse::Response::new(&mut lines);
    let parsed = httparse::ParserConfig::default()
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .allow_multiple_spaces_in_response_status_delimiters(true)
        .ignore_invalid_headers_in_responses(true)
        .parse_response(&mut response, bytes)
        .ok()?;
    if parsed.is_partial() {
        return None;
    }
    let mut head = Head { status: response.code?, ..Head::default() };
    for line in response.headers.iter() {
        let value = String::from_utf8_lossy(line.value);
        let value = value.trim();
        let listed = || value.split(',').map(|coding| coding.trim().to_ascii_lowercase());
        match line.name.to_ascii_lowercase().as_str() {
            "content-type" => head.content_type = Some(value.to_owned()),
            "transfer-encoding" => head.chunked |= listed().any(|coding| coding == "chunked"),
            "content-encoding" => head.codings.extend(listed()),
            _ => {}
        }
    }
    Some(head)
}

/// The body without its codings, at most `cap` bytes.
pub(crate) fn body(head: &Head, bytes: Vec<u8>, cap: usize) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = match head.chunked.then(|| dechunk(&bytes)).flatten() {
        Some(whole) => whole?,
        None => bytes,
    };
    for coding in head.codings.iter().rev().take(MAX_CODINGS) {
        let decoded = match coding.as_str() {
            "gzip" | "x-gzip" if bytes.starts_with(&[0x1f, 0x8b]) => {
                all(MultiGzDecoder::new(bytes.as_slice()), cap)
            }
            "deflate" => match all(ZlibDecoder::new(bytes.as_slice()), cap) {
                Err(Unreadable::Damaged) => all(DeflateDecoder::new(bytes.as_slice()), cap),
                decoded => decoded,
            },
            "br" => all(brotli_decompressor::Decompressor::new(bytes.as_slice(), 4096), cap),
            "zstd" if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
                ruzstd::decoding::StreamingDecoder::new(bytes.as_slice())
                    .map_err(|_| Unreadable::Damaged)
                    .and_then(|decoder| all(decoder, cap))
            }
            _ => continue,
        };
        bytes = match decoded {
            Err(Unreadable::Damaged) if is_plain(&bytes) => bytes,
            decoded => decoded?,
        };
    }
    Ok(bytes)
}

/// Everything a decoder gives, up to the cap.
fn all(decoder: impl Read, cap: usize) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    decoder.take(cap as u64 + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
    if bytes.len() > cap { Err(Unreadable::TooLong) } else { Ok(bytes) }
}

/// True for a body that was decoded before it was stored: markup or words from the first byte on.
fn is_plain(bytes: &[u8]) -> bool {
    let beginning = &bytes[..bytes.len().min(512)];
    let is_text = |byte: &u8| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
    beginning.iter().all(is_text)
        && (beginning.trim_ascii_start().starts_with(b"<") || beginning.is_ascii())
}

/// The chunks joined; `None` where the body does not begin with one: it was joined before it was stored.
fn dechunk(bytes: &[u8]) -> Option<Result<Vec<u8>, Unreadable>> {
    let (mut length, mut rest) = chunk(bytes)?;
    let mut whole = Vec::with_capacity(bytes.len());
    while length > 0 {
        let Some((data, after)) = rest.split_at_checked(length) else {
            return Some(Err(Unreadable::Damaged));
        };
        whole.extend_from_slice(data);
        let after = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n"));
        let Some(next) = after.and_then(chunk) else { return Some(Err(Unreadable::Damaged)) };
        (length, rest) = next;
    }
    Some(Ok(whole))
}

/// The length that a chunk's first line names, and what follows that line.
fn chunk(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(1024).position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let digits = line.split(';').next()?.trim();
    let digits = (1..=8).contains(&digits.len()).then_some(digits)?;
    Some((usize::from_str_radix(digits, 16).ok()?, &bytes[end + 1..]))
}

/// The media type without parameters, lower case.
pub(crate) fn media_type(content_type: &str) -> String {
    content_type.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The encoding that the `charset` of a content type names.
pub(crate) fn label(content_type: &str) -> Option<&'static Encoding> {
    let parameter = |part: &str| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        name.trim().eq_ignore_ascii_case("charset").then(|| value.to_owned())
    };
    let label = content_type.split(';').skip(1).find_map(parameter)?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{Unreadable, body, head, label};

    fn head_of(lines: &str) -> super::Head {
        head(format!("HTTP/1.1 200 OK\r\n{lines}\r\n\r\n").as_bytes()).expect("a head")
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    #[test]
    fn chunks_are_joined_where_there_are_any() {
        let head = head_of("Transfer-Encoding: chunked");
        let joined = |bytes: &[u8]| body(&head, bytes.to_vec(), 99);
        assert_eq!(joined(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"), Ok(b"abcde".to_vec()));
        assert_eq!(joined(b"<p>stored joined</p>"), Ok(b"<p>stored joined</p>".to_vec()));
        assert_eq!(joined(b"3\r\nabc\r\nff\r\nde"), Err(Unreadable::Damaged));
        assert_eq!(joined(b"ffffffff\r\nabc"), Err(Unreadable::Damaged));
    }

    #[test]
    fn codings_are_undone_within_the_cap() {
        let head = head_of("Content-Encoding: gzip");
        assert_eq!(body(&head, gzip(b"<p>Hello</p>"), 99), Ok(b"<p>Hello</p>".to_vec()));
        assert_eq!(body(&head, gzip(&[b'a'; 100]), 99), Err(Unreadable::TooLong));
        assert_eq!(body(&head, b"<p>bare</p>".to_vec(), 99), Ok(b"<p>bare</p>".to_vec()));
        assert_eq!(body(&head, gzip(b"<p>")[..12].to_vec(), 99), Err(Unreadable::Damaged));
        let brotli = head_of("content-encoding: br");
        assert_eq!(body(&brotli, b"\x0b\x02\x80hello\x03".to_vec(), 99), Ok(b"hello".to_vec()));
        assert_eq!(body(&brotli, b"<p>bare</p>".to_vec(), 99), Ok(b"<p>bare</p>".to_vec()));
    }

    #[test]
    fn heads_of_newer_protocols_and_with_odd_lines_are_read() {
        let newer = head(b"HTTP/2 200 \r\ncontent-type: text/html\r\n\r\n").expect("a head");
        assert_eq!((newer.status, newer.content_type.as_deref()), (200, Some("text/html")));
        let odd = head(b"HTTP/1.1 404 Not Found\r\nno colon here\r\nA: b\r\n\r\n").expect("a head");
        assert_eq!(odd.status, 404);
        assert_eq!(head(b"<html>"), None);
        assert_eq!(label("text/html; Charset=\"windows-1251\""), Some(encoding_rs::WINDOWS_1251));
        assert_eq!(label("text/html; charset=klingon"), None);
    }
}
