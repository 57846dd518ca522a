//! The stored bytes of an archive, buffered, each with its place in the file.
//! What has been taken since the buffer was last filled can be given back.

use std::io::{self, ErrorKind, Read};

/// Bytes read from the input at once.
const BUFFER_BYTES: usize = 256 << 10;

/// A buffered reader that knows where it stands.
pub(super) struct Raw<'a> {
    input: Box<dyn Read + 'a>,
    buffer: Vec<u8>,
    /// The one before, while the next is read.
    other: Vec<u8>,
    at: usize,
    end: usize,
    /// Place of the buffer's first byte in the stored file.
    base: u64,
}

impl<'a> Raw<'a> {
    /// `start`: place in the stored file at which `input` stands.
    pub fn new(input: Box<dyn Read + 'a>, start: u64) -> Self {
        Self { input, buffer: vec![0; BUFFER_BYTES], other: Vec::new(), at: 0, end: 0, base: start }
    }

    /// Place of the next byte.
    pub fn place(&self) -> u64 {
        self.base + self.at as u64
    }

    /// Bytes in hand; empty at the end of the input only.
    pub fn fill(&mut self) -> io::Result<&[u8]> {
        if self.at == self.end {
            if self.end < self.buffer.len() {
                self.more()?;
            } else {
                self.turn()?;
            }
        }
        Ok(&self.buffer[self.at..self.end])
    }

    /// Bytes in hand, at least `n` of them where the input has as many; no more than the buffer holds.
    pub fn want(&mut self, n: usize) -> io::Result<&[u8]> {
        while self.end - self.at < n.min(BUFFER_BYTES) {
            if self.end == self.buffer.len() {
                self.buffer.copy_within(self.at..self.end, 0);
                self.base += self.at as u64;
                (self.at, self.end) = (0, self.end - self.at);
            }
            if self.more()? == 0 {
                break;
            }
        }
        Ok(&self.buffer[self.at..self.end])
    }

    /// The bytes in hand, nothing read for it.
    pub fn in_hand(&self) -> &[u8] {
        &self.buffer[self.at..self.end]
    }

    pub fn consume(&mut self, n: usize) {
        self.at = (self.at + n).min(self.end);
    }

    /// Goes back to `place`, or as near to it as the buffer still reaches; never forward.
    pub fn back_to(&mut self, place: u64) {
        let at = usize::try_from(place.saturating_sub(self.base)).unwrap_or(usize::MAX);
        self.at = self.at.min(at);
    }

    /// Reads into the other buffer; at the end of the input what was taken can still be given back.
    fn turn(&mut self) -> io::Result<()> {
        self.other.resize(BUFFER_BYTES, 0);
        std::mem::swap(&mut self.buffer, &mut self.other);
        let (at, end) = (self.at, self.end);
        (self.at, self.end) = (0, 0);
        let n_read = self.more();
        if matches!(n_read, Ok(1..)) {
            self.base += end as u64;
        } else {
            std::mem::swap(&mut self.buffer, &mut self.other);
            (self.at, self.end) = (at, end);
        }
        n_read.map(|_| ())
    }

    fn more(&mut self) -> io::Result<usize> {
        loop {
            match self.input.read(&mut self.buffer[self.end..]) {
                Ok(n) => {
                    self.end += n;
                    return Ok(n);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl Read for Raw<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill()?;
        let n = bytes.len().min(into.len());
        into[..n].copy_from_slice(&bytes[..n]);
        self.consume(n);
        Ok(n)
    }
}
