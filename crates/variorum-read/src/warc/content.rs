//! The unpacked bytes of an archive, and where each packed member of it begins in the stored file.
//!
//! A packed archive is a row of members, one a record where its writer followed the standard.
//! A broken member costs what is in it: the next one is looked for in the stored bytes, and it counts only
//! when a record's first words come out of it.

use std::collections::VecDeque;
use std::io;

use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::raw::Raw;

/// Bytes unpacked at once.
const STEP_BYTES: usize = 256 << 10;
/// Most that is held at once: a record's header, or the rest of a record given back.
pub(super) const HOLD_BYTES: usize = 64 << 10;
/// A member that gives more than this and more than [`BOMB_RATIO`] times its size is no record.
const BOMB_BYTES: u64 = 64 << 20;
const BOMB_RATIO: u64 = 250;
/// Stored bytes in hand when a member is tried.
const TRIAL_BYTES: usize = 16 << 10;
/// Bytes that are read again, or unpacked in vain, in search of a member.
const TRIED_BYTES: u64 = 256 << 20;
const GZIP: &[u8] = &[0x1f, 0x8b, 8];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// The four bytes of a zstd frame to be passed over, the last three of them.
const SKIPPABLE: &[u8] = &[0x2a, 0x4d, 0x18];

/// Why there are no more bytes for now.
#[derive(Debug)]
pub(super) enum Fault {
    /// The packed bytes are damaged or end too early, in the member that begins there;
    /// `None` between members.
    Broken(Option<u64>),
    /// The member gives out of proportion to its size.
    Bomb(u64),
    /// The input cannot be read on.
    Io(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

enum Packing {
    Plain,
    Gzip(Decompress),
    Zstd(Box<FrameDecoder>),
}

/// An archive as it reads when unpacked.
pub(super) struct Content<'a> {
    raw: Raw<'a>,
    packing: Packing,
    /// Unpacked bytes; those before `at` are taken.
    out: Vec<u8>,
    at: usize,
    /// Members that begin in `out`: where there, and where in the stored file.
    begins: VecDeque<(usize, u64)>,
    /// The member that is being unpacked.
    member: Option<u64>,
    /// Bytes that it has given.
    given: u64,
    /// Bytes read and unpacked in vain.
    tried: u64,
    /// Met while unread bytes were in hand; due when they are taken.
    fault: Option<Fault>,
}

impl<'a> Content<'a> {
    pub fn open(mut raw: Raw<'a>) -> io::Result<Self> {
        let head = raw.want(4)?;
        let packing = if head.starts_with(GZIP) {
            Packing::Gzip(Decompress::new_gzip(15))
        } else if head.starts_with(ZSTD) || head.get(1..4) == Some(SKIPPABLE) {
            Packing::Zstd(Box::new(FrameDecoder::new()))
        } else {
            Packing::Plain
        };
        let (out, begins) = (Vec::new(), VecDeque::new());
        Ok(Self { raw, packing, out, at: 0, begins, member: None, given: 0, tried: 0, fault: None })
    }

    pub fn is_packed(&self) -> bool {
        !matches!(self.packing, Packing::Plain)
    }

    /// Where in the stored file the next byte is found: `None` inside a packed member.
    pub fn place(&self) -> Option<u64> {
        if self.is_packed() {
            let begin = self.begins.iter().find(|(at, _)| *at >= self.at)?;
            (begin.0 == self.at).then_some(begin.1)
        } else {
            Some(self.raw.place() - (self.out.len() - self.at) as u64)
        }
    }

    /// Bytes in hand, of one member; empty at the end of the archive only.
    pub fn fill(&mut self) -> Result<&[u8], Fault> {
        if self.at < self.out.len() {
            let next = self.begins.iter().find(|begin| begin.0 > self.at);
            let end = next.map_or(self.out.len(), |begin| begin.0.min(self.out.len()));
            return Ok(&self.out[self.at..end]);
        }
        self.clear();
        if matches!(self.packing, Packing::Plain) {
            return Ok(self.raw.fill()?);
        }
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        self.unpack(STEP_BYTES)?;
        Ok(&self.out)
    }

    /// Bytes in hand, at least `n` (up to [`HOLD_BYTES`]) of them unless the archive ends or breaks before.
    pub fn want(&mut self, n: usize) -> Result<&[u8], Fault> {
        let n = n.min(HOLD_BYTES);
        if self.at == self.out.len() {
            self.clear();
            if matches!(self.packing, Packing::Plain) {
                return Ok(self.raw.want(n)?);
            }
        }
        while self.out.len() - self.at < n && self.fault.is_none() {
            self.drop_taken();
            let before = self.out.len();
            if matches!(self.packing, Packing::Plain) {
                let more = self.raw.fill()?;
                let n_more = more.len();
                self.out.extend_from_slice(more);
                self.raw.consume(n_more);
            } else if let Err(fault) = self.unpack(STEP_BYTES) {
                self.fault = Some(fault);
            }
            if self.out.len() == before {
                break;
            }
        }
        if self.at == self.out.len()
            && let Some(fault) = self.fault.take()
        {
            return Err(fault);
        }
        Ok(&self.out[self.at..])
    }

    pub fn consume(&mut self, n: usize) {
        if self.at < self.out.len() {
            self.at = (self.at + n).min(self.out.len());
        } else {
            self.raw.consume(n);
        }
    }

    /// Gives back the last bytes that were taken.
    pub fn unread(&mut self, bytes: &[u8]) {
        let (taken, given_back) = (self.at, bytes.len());
        self.begins.retain(|begin| begin.0 >= taken);
        for begin in &mut self.begins {
            begin.0 = begin.0 - taken + given_back;
        }
        self.out.splice(..taken, bytes.iter().copied());
        self.at = 0;
    }

    /// True where the member that begins at `place` is known to be damaged beyond the bytes in hand.
    pub fn is_damaged(&self, place: Option<u64>) -> bool {
        matches!(self.fault, Some(Fault::Broken(Some(member))) if Some(member) == place)
    }

    /// Makes a fault due again when the bytes in hand are taken.
    pub fn postpone(&mut self, fault: Fault) {
        self.fault = Some(fault);
    }

    /// Goes on at the next member in which a record begins; false where there is none.
    pub fn next_member(&mut self) -> Result<bool, Fault> {
        if let Some(broken) = self.member.take() {
            self.back_behind(broken);
        }
        self.clear();
        self.fault = None;
        let magic = match self.packing {
            Packing::Plain => return Ok(false),
            Packing::Gzip(_) => GZIP,
            Packing::Zstd(_) => ZSTD,
        };
        while self.find(magic)? {
            let candidate = self.raw.place();
            self.raw.want(TRIAL_BYTES)?;
            match self.unpack(super::FIRST_WORDS.len()) {
                Ok(()) if self.out.starts_with(super::FIRST_WORDS) => return Ok(true),
                Ok(()) | Err(Fault::Broken(_) | Fault::Bomb(_)) => {}
                Err(fault) => return Err(fault),
            }
            self.member = None;
            self.back_behind(candidate);
            self.clear();
        }
        Ok(false)
    }

    /// Goes back to the byte after the beginning of a member that was none, as long as the work on such
    /// members is in proportion; else the search goes on from where it stands.
    fn back_behind(&mut self, member: u64) {
        let place = self.raw.place();
        self.tried += place.saturating_sub(member) + self.out.len() as u64;
        if self.tried < TRIED_BYTES {
            self.raw.back_to(member + 1);
        }
        self.raw.consume(usize::from(self.raw.place() <= member));
    }

    /// Moves to the next `magic`; false at the end of the input.
    fn find(&mut self, magic: &[u8]) -> io::Result<bool> {
        loop {
            let bytes = self.raw.want(magic.len())?;
            if bytes.len() < magic.len() {
                return Ok(false);
            }
            let found = memmem::find(bytes, magic);
            let n = found.unwrap_or(bytes.len() - (magic.len() - 1));
            self.raw.consume(n);
            if found.is_some() {
                return Ok(true);
            }
        }
    }

    fn clear(&mut self) {
        self.out.clear();
        self.at = 0;
        self.begins.clear();
    }

    fn drop_taken(&mut self) {
        if self.at >= STEP_BYTES {
            self.out.drain(..self.at);
            let at = self.at;
            self.begins.retain(|begin| begin.0 >= at);
            for begin in &mut self.begins {
                begin.0 -= at;
            }
            self.at = 0;
        }
    }

    /// Unpacks up to about `n` bytes more, of one member; none at the end of the archive.
    fn unpack(&mut self, n: usize) -> Result<(), Fault> {
        let before = self.out.len();
        while self.out.len() == before {
            if self.member.is_none() && !self.begin_member()? {
                return Ok(());
            }
            let member = self.member.unwrap_or_default();
            let ended = match &mut self.packing {
                Packing::Plain => Ok(true),
                Packing::Gzip(decoder) => inflate(&mut self.raw, decoder, &mut self.out, n, member),
                Packing::Zstd(decoder) => decode(&mut self.raw, decoder, &mut self.out, n, member),
            };
            self.given += (self.out.len() - before) as u64;
            let taken = self.raw.place().saturating_sub(member);
            if self.given > BOMB_BYTES && self.given / BOMB_RATIO > taken {
                self.out.truncate(before);
                return Err(Fault::Bomb(member));
            }
            match ended {
                Ok(true) => self.member = None,
                Ok(false) => {}
                Err(fault) if self.out.len() == before => return Err(fault),
                Err(fault) => self.fault = Some(fault),
            }
        }
        Ok(())
    }

    /// Stands at the beginning of a member; false at the end of the archive.
    fn begin_member(&mut self) -> Result<bool, Fault> {
        // some writers fill up with zeros
        loop {
            let bytes = self.raw.fill()?;
            let n_zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            let stop = bytes.is_empty() || n_zeros < bytes.len();
            self.raw.consume(n_zeros);
            if stop {
                break;
            }
        }
        let head = self.raw.want(4)?;
        if head.is_empty() {
            return Ok(false);
        }
        let place = self.raw.place();
        match &mut self.packing {
            Packing::Plain => return Ok(false),
            Packing::Gzip(decoder) if self.raw.in_hand().starts_with(GZIP) => {
                *decoder = Decompress::new_gzip(15);
            }
            Packing::Zstd(decoder) => {
                if !begin_frame(&mut self.raw, decoder)? {
                    return Ok(false);
                }
            }
            Packing::Gzip(_) => return Err(Fault::Broken(None)),
        }
        self.member = Some(place);
        self.given = 0;
        self.begins.push_back((self.out.len(), place));
        Ok(true)
    }
}

/// True where the member ended.
fn inflate(
    raw: &mut Raw,
    decoder: &mut Decompress,
    out: &mut Vec<u8>,
    n: usize,
    member: u64,
) -> Result<bool, Fault> {
    let input = raw.fill()?;
    if input.is_empty() {
        return Err(Fault::Broken(Some(member)));
    }
    let before = decoder.total_in();
    out.reserve(n);
    let status = decoder.decompress_vec(input, out, FlushDecompress::None);
    let n_taken = usize::try_from(decoder.total_in() - before).unwrap_or(usize::MAX);
    raw.consume(n_taken);
    match status {
        Ok(Status::StreamEnd) => Ok(true),
        Ok(Status::Ok) => Ok(false),
        Ok(Status::BufError) if n_taken > 0 => Ok(false),
        Ok(Status::BufError) | Err(_) => Err(Fault::Broken(Some(member))),
    }
}

/// Reads the header of the next frame and passes over those that hold nothing; false at the end.
fn begin_frame(raw: &mut Raw, decoder: &mut FrameDecoder) -> Result<bool, Fault> {
    loop {
        if raw.fill()?.is_empty() {
            return Ok(false);
        }
        match decoder.reset(&mut *raw) {
            Ok(()) => return Ok(true),
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            })) => {
                let skipped = &mut io::Read::take(&mut *raw, u64::from(length));
                if io::copy(skipped, &mut io::sink())? < u64::from(length) {
                    return Err(Fault::Broken(None));
                }
            }
            Err(_) => return Err(Fault::Broken(None)),
        }
    }
}

/// True where the frame ended.
fn decode(
    raw: &mut Raw,
    decoder: &mut FrameDecoder,
    out: &mut Vec<u8>,
    n: usize,
    member: u64,
) -> Result<bool, Fault> {
    let broken = || Fault::Broken(Some(member));
    if !decoder.is_finished() {
        decoder
            .decode_blocks(&mut *raw, BlockDecodingStrategy::UptoBytes(n))
            .map_err(|_| broken())?;
    }
    decoder.collect_to_writer(&mut *out)?;
    if !decoder.is_finished() || decoder.can_collect() > 0 {
        return Ok(false);
    }
    match decoder.get_checksum_from_data() {
        Some(stored) if Some(stored) != decoder.get_calculated_checksum() => Err(broken()),
        _ => Ok(true),
    }
}
