//! The base model's word pieces and the search for the longest that begins a word.
//!
//! An open-addressing table over the embedded file: built in about a millisecond, no copy of the words.

/// Stands for a word that has no pieces.
pub(super) const UNKNOWN: u16 = 100;

const FILE: &str = include_str!("../../models/vocab.txt");
/// Bytes of the longest entry: a search never looks further.
const LONGEST: usize = 18;
const SLOTS: usize = 1 << 16;
const EMPTY: u16 = u16::MAX;
/// What an entry begins with that continues a word.
const INNER: &str = "##";

/// The entries of the vocabulary, found by their words.
#[derive(Debug)]
pub(super) struct Vocabulary {
    entries: Vec<&'static str>,
    slots: Vec<u16>,
}

impl Vocabulary {
    /// The committed vocabulary (`models/vocab.txt`, one entry a line, its number the line's).
    pub(super) fn embedded() -> Self {
        let entries: Vec<&'static str> = FILE.lines().collect();
        let mut slots = vec![EMPTY; SLOTS];
        for (id, entry) in entries.iter().enumerate() {
            let hash = entry.bytes().fold(SEED, step);
            let mut slot = place(hash);
            while slots[slot] != EMPTY {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = u16::try_from(id).expect("fewer entries than slots");
        }
        Self { entries, slots }
    }

    /// The longest entry that `rest` begins with: its number and its bytes of `rest`. `inner` inside a word.
    pub(super) fn longest(&self, rest: &str, inner: bool) -> Option<(u16, usize)> {
        let marker = if inner { INNER } else { "" };
        let mut hashes = [0; LONGEST + 1];
        hashes[0] = marker.bytes().fold(SEED, step);
        let reach = rest.len().min(LONGEST - marker.len());
        for (at, byte) in rest.bytes().take(reach).enumerate() {
            hashes[at + 1] = step(hashes[at], byte);
        }
        (1..=reach)
            .rev()
            .filter(|&len| rest.is_char_boundary(len))
            .find_map(|len| Some((self.find(hashes[len], marker, &rest[..len])?, len)))
    }

    fn find(&self, hash: u64, marker: &str, part: &str) -> Option<u16> {
        let mut slot = place(hash);
        while self.slots[slot] != EMPTY {
            let id = self.slots[slot];
            if self.entries[usize::from(id)].strip_prefix(marker) == Some(part) {
                return Some(id);
            }
            slot = (slot + 1) % SLOTS;
        }
        None
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: a hash of every beginning of a word comes with the hash of the word.
fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
}

fn place(hash: u64) -> usize {
    usize::try_from((hash ^ (hash >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48)
        .expect("sixteen bits")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_found_whole() {
        let vocabulary = Vocabulary::embedded();
        assert_eq!(vocabulary.entries.len(), 30522);
        assert_eq!(vocabulary.entries.iter().map(|entry| entry.len()).max(), Some(LONGEST));
        for (id, entry) in vocabulary.entries.iter().enumerate() {
            let inner = entry.len() > INNER.len() && entry.starts_with(INNER);
            let part = if inner { &entry[INNER.len()..] } else { entry };
            let found = vocabulary.longest(part, inner).map(|(id, len)| (usize::from(id), len));
            assert_eq!(found, Some((id, part.len())), "{entry}");
        }
    }

    #[test]
    fn the_longest_wins_and_none_is_none() {
        let vocabulary = Vocabulary::embedded();
        assert_eq!(vocabulary.longest("embassyhq", false).map(|(_, len)| len), Some(7));
        assert_eq!(vocabulary.longest("", true), None);
        assert_eq!(vocabulary.longest("\u{1f9ff}", false), None);
    }
}
