//! Compressed input: told by its first bytes, whatever its name says, and unpacked as it is read.
//! A web archive keeps its compression, since its records are packed one by one and are found by where they lie.

use std::io::{self, BufReader, Cursor, Read};

use flate2::read::MultiGzDecoder;

/// Bytes at the beginning that tell what an input is.
pub(crate) const HEAD_BYTES: usize = 1 << 16;
/// Packings inside each other that are undone: `.gz` of a server inside the `.gz` of an archive, and one more.
const MOST_LAYERS: usize = 3;
/// Window of a zstd stream, as a power of two of bytes: more is refused, so that memory is bounded.
const ZSTD_WINDOW_LOG: u32 = 27;

/// An input of which the beginning has been looked at.
pub(crate) struct Opened {
    /// Its first bytes, at most [`HEAD_BYTES`]; all of them where it is shorter.
    pub head: Vec<u8>,
    /// All of it, the head included.
    pub reader: Box<dyn Read + Send>,
}

impl Opened {
    /// Looks at the beginning of the input.
    pub fn new(mut input: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut head = Vec::new();
        input.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut head)?;
        let reader = Box::new(Cursor::new(head.clone()).chain(input));
        Ok(Self { head, reader })
    }
}

/// How bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    /// RFC 1952, one member or many.
    Gzip,
    /// RFC 8878; a dictionary may stand before it in a frame of its own.
    Zstd,
}

impl Packing {
    /// The packing that the bytes begin with.
    pub fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstd),
            [first, 0x2a, 0x4d, 0x18, ..] if first & 0xf0 == 0x50 => Some(Self::Zstd),
            _ => None,
        }
    }

    fn unpack<'a>(self, input: impl Read + Send + 'a) -> io::Result<Box<dyn Read + Send + 'a>> {
        let input = BufReader::with_capacity(HEAD_BYTES, input);
        Ok(match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(input)),
            Self::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::with_buffer(input)?;
                decoder.window_log_max(ZSTD_WINDOW_LOG)?;
                Box::new(decoder)
            }
        })
    }

    /// The first unpacked bytes, as far as `head` reaches; fewer where it is broken.
    pub fn peek(self, head: &[u8]) -> Vec<u8> {
        let mut inner = Vec::new();
        if let Ok(reader) = self.unpack(head) {
            // The head ends in the middle of the stream: what came before the error is what is asked for.
            let _ends_early = reader.take(512).read_to_end(&mut inner);
        }
        inner
    }
}

/// The input without its packing, but for a web archive's.
pub(crate) fn unpack(mut opened: Opened) -> io::Result<Opened> {
    for _ in 0..MOST_LAYERS {
        let Some(packing) = Packing::of(&opened.head) else { return Ok(opened) };
        if packing.peek(&opened.head).starts_with(b"WARC/") {
            return Ok(opened);
        }
        opened = Opened::new(packing.unpack(opened.reader)?)?;
    }
    if Packing::of(&opened.head).is_none() {
        return Ok(opened);
    }
    Err(io::Error::new(
        io::ErrorKind::InvalidData,
        format!("packed more than {MOST_LAYERS} times; unpack it first"),
    ))
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use flate2::{Compression, write::GzEncoder};

    use super::{Opened, unpack};

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(bytes).expect("to memory");
        packed.finish().expect("to memory")
    }

    fn unpacked(bytes: Vec<u8>) -> std::io::Result<Vec<u8>> {
        let opened = unpack(Opened::new(Box::new(std::io::Cursor::new(bytes)))?)?;
        let mut all = Vec::new();
        { opened.reader }.read_to_end(&mut all)?;
        Ok(all)
    }

    #[test]
    fn packings_are_told_by_their_first_bytes() {
        let text = b"The ferry stopped.".repeat(10_000);
        assert_eq!(unpacked(text.clone()).expect("plain"), text);
        assert_eq!(unpacked(gzip(&text)).expect("gzip"), text);
        assert_eq!(unpacked(gzip(&gzip(&text))).expect("twice"), text);
        let zstd = zstd::encode_all(&text[..], 1).expect("to memory");
        assert_eq!(unpacked(zstd).expect("zstd"), text);
        let two_members = [gzip(b"One. "), gzip(b"Two.")].concat();
        assert_eq!(unpacked(two_members).expect("members"), b"One. Two.");
    }

    #[test]
    fn a_web_archive_keeps_its_packing() {
        let packed = gzip(b"WARC/1.0\r\n");
        assert_eq!(unpacked(packed.clone()).expect("as it is"), packed);
    }

    #[test]
    fn endless_packing_is_refused() {
        let packed = (0..6).fold(b"x".to_vec(), |bytes, _| gzip(&bytes));
        assert!(unpacked(packed).expect_err("refused").to_string().contains("unpack it first"));
    }
}
