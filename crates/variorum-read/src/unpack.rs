//! Compressed input: told by its first bytes, whatever its name says, and unpacked as it is read.
//! A web archive keeps its compression, since its records are packed one by one and are found by where they lie.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// Bytes at the beginning that tell what an input is.
pub(crate) const HEAD_BYTES: usize = 1 << 16;
/// Packings inside each other that are undone: `.gz` of a server inside the `.gz` of an archive, and one more.
const MOST_LAYERS: usize = 3;

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
            Self::Zstd => Box::new(Frames { input, decoder: FrameDecoder::new(), is_open: false }),
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

/// The frames of a zstd stream, one after the other; the decoder refuses windows of more than 100 MB.
struct Frames<R> {
    input: R,
    decoder: FrameDecoder,
    is_open: bool,
}

/// Bytes decoded at once, about.
const STEP_BYTES: usize = 1 << 17;

impl<R: BufRead> Frames<R> {
    /// Stands in the next frame that holds something; false at the end.
    fn open(&mut self) -> io::Result<bool> {
        while !self.input.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.input) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut self.input.by_ref().take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.is_open {
                self.is_open = self.open()?;
                if !self.is_open {
                    return Ok(0);
                }
            }
            if self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                self.decoder
                    .decode_blocks(&mut self.input, BlockDecodingStrategy::UptoBytes(STEP_BYTES))
                    .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            }
            let n_read = self.decoder.read(out)?;
            if n_read > 0 || out.is_empty() {
                return Ok(n_read);
            }
            self.is_open = !self.decoder.is_finished();
        }
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
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

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
        let zstd = compress_to_vec(&text[..], CompressionLevel::Fastest);
        assert_eq!(unpacked(zstd.clone()).expect("zstd"), text);
        let skipped = [0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, b'n', b'o'];
        let frames = [&skipped[..], &zstd, &skipped, &zstd].concat();
        assert_eq!(unpacked(frames).expect("frames"), text.repeat(2));
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
