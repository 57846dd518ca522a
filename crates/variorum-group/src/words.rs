//! One pass over a text, a visitor call for each word: hashed, folded, without an allocation per word.
//!
//! A word is a run of letters and digits; case is folded, English endings and the tails of Cyrillic words are cut,
//! scripts without spaces give pairs of characters. Two texts share a word where the hashes agree.

/// One word as it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Of the folded word; words that differ in ending only agree.
    pub hash: u32,
    /// Byte offset of the word as written.
    pub start: u32,
    /// Its length in bytes.
    pub len: u16,
    pub kind: WordKind,
}

/// What the spelling of a word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordKind {
    Plain,
    /// Begins with a capital although no sentence begins there.
    Name,
    /// Begins with a capital where any word would.
    Initial,
    /// Begins with a digit.
    Number,
}

/// Longer runs are cut here: they are addresses and encodings, not words.
const MAX_BYTES: usize = 48;

/// Calls `visit` for each word of `text`, at most `limit` times.
pub(crate) fn each_word(text: &str, limit: usize, mut visit: impl FnMut(Word)) {
    let mut run = Run::default();
    let mut left = limit;
    let mut sentence_start = true;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && left > 0 {
        let byte = bytes[at];
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() {
                run.push_ascii(byte, at);
            } else if !run.joins_digits(byte, bytes.get(at + 1).copied()) {
                run.flush(&mut left, &mut sentence_start, &mut visit);
                if matches!(byte, b'.' | b'!' | b'?' | b'\n' | b':') {
                    sentence_start = true;
                }
            }
            at += 1;
            continue;
        }
        let Some(char) = text[at..].chars().next() else { break };
        if is_unspaced(char) {
            run.push_unspaced(char, at, &mut left, &mut visit);
        } else if char.is_alphanumeric() || is_mark(char) {
            run.push_char(char, at);
        } else {
            run.flush(&mut left, &mut sentence_start, &mut visit);
            if char == '…' || char == '。' {
                sentence_start = true;
            }
        }
        at += char.len_utf8();
    }
    if left > 0 {
        run.flush(&mut left, &mut sentence_start, &mut visit);
    }
}

/// Combining accents belong to the letter before them.
fn is_mark(char: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&char)
}

/// Letters of scripts that set no space between words.
fn is_unspaced(char: char) -> bool {
    matches!(u32::from(char), 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x3400..=0x9fff | 0x2_0000..=0x3_ffff)
}

/// Up to three letters; the pairs of scripts without spaces are no words and never short.
pub(crate) fn is_short(word: &str) -> bool {
    word.chars().nth(3).is_none() && !word.chars().any(is_unspaced)
}

/// The word being read.
struct Run {
    folded: [u8; MAX_BYTES],
    len: usize,
    start: usize,
    end: usize,
    capital: bool,
    digit: bool,
    unspaced: Option<(char, usize)>,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            folded: [0; MAX_BYTES],
            len: 0,
            start: 0,
            end: 0,
            capital: false,
            digit: false,
            unspaced: None,
        }
    }
}

impl Run {
    fn begin(&mut self, at: usize, capital: bool, digit: bool) {
        if self.len == 0 {
            self.start = at;
            self.capital = capital;
            self.digit = digit;
        }
    }

    fn push_ascii(&mut self, byte: u8, at: usize) {
        self.unspaced = None;
        self.begin(at, byte.is_ascii_uppercase(), byte.is_ascii_digit());
        if self.len < MAX_BYTES {
            self.folded[self.len] = byte.to_ascii_lowercase();
            self.len += 1;
        }
        self.end = at + 1;
    }

    fn push_char(&mut self, char: char, at: usize) {
        self.unspaced = None;
        self.begin(at, char.is_uppercase(), char.is_numeric());
        let mut buffer = [0; 4];
        for low in char.to_lowercase() {
            let encoded = low.encode_utf8(&mut buffer).as_bytes();
            if self.len + encoded.len() <= MAX_BYTES {
                self.folded[self.len..self.len + encoded.len()].copy_from_slice(encoded);
                self.len += encoded.len();
            }
        }
        self.end = at + char.len_utf8();
    }

    /// A point or comma between two digits belongs to the number; the comma only groups and is left out.
    fn joins_digits(&mut self, byte: u8, next: Option<u8>) -> bool {
        let between = self.len > 0
            && self.folded[self.len - 1].is_ascii_digit()
            && next.is_some_and(|next| next.is_ascii_digit());
        if between && byte == b'.' && self.len < MAX_BYTES {
            self.folded[self.len] = b'.';
            self.len += 1;
        }
        between && matches!(byte, b'.' | b',')
    }

    fn push_unspaced(
        &mut self,
        char: char,
        at: usize,
        left: &mut usize,
        visit: &mut impl FnMut(Word),
    ) {
        if let Some((before, start)) = self.unspaced
            && *left > 0
        {
            let mut buffer = [0; 8];
            let first = before.encode_utf8(&mut buffer).len();
            let len = first + char.encode_utf8(&mut buffer[first..]).len();
            *left -= 1;
            visit(Word {
                hash: hash(&buffer[..len]),
                start: start as u32,
                len: (at + char.len_utf8() - start) as u16,
                kind: WordKind::Plain,
            });
        }
        self.len = 0;
        self.unspaced = Some((char, at));
    }

    fn flush(&mut self, left: &mut usize, sentence_start: &mut bool, visit: &mut impl FnMut(Word)) {
        self.unspaced = None;
        if self.len == 0 {
            return;
        }
        let kind = match (self.digit, self.capital, *sentence_start) {
            (true, _, _) => WordKind::Number,
            (_, true, false) => WordKind::Name,
            (_, true, true) => WordKind::Initial,
            (_, false, _) => WordKind::Plain,
        };
        let stem = stem(&self.folded[..self.len]);
        self.len = 0;
        *sentence_start = false;
        if stem.len() < 2 && kind != WordKind::Number {
            return;
        }
        *left -= 1;
        visit(Word {
            hash: hash(stem),
            start: self.start as u32,
            len: (self.end - self.start).min(usize::from(u16::MAX)) as u16,
            kind,
        });
    }
}

/// The folded word without its ending.
fn stem(word: &[u8]) -> &[u8] {
    if word[0] == 0xd0 || word[0] == 0xd1 {
        // Cyrillic letters take two bytes: what follows the fifth is mostly inflection
        return &word[..word.len().min(10)];
    }
    if word.len() < 4 || !word.iter().all(u8::is_ascii_lowercase) {
        return word;
    }
    let word = match word {
        [head @ .., b'e', b's'] if head.len() > 3 => head,
        [head @ .., last, b's'] if !matches!(last, b's' | b'u' | b'i') => &word[..=head.len()],
        _ => word,
    };
    let word = match word {
        [head @ .., b'i', b'n', b'g'] if head.len() > 3 => head,
        [head @ .., b'e', b'd'] if head.len() > 3 => head,
        [head @ .., b'l', b'y'] if head.len() > 3 => head,
        _ => word,
    };
    match word {
        [head @ .., b'e' | b'i' | b'y'] if head.len() > 2 => head,
        _ => word,
    }
}

/// FNV-1a with a last mix, so that states written on one machine are read on another.
pub(crate) fn hash(bytes: &[u8]) -> u32 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in bytes {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    state ^= state >> 29;
    state = state.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (state >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, WordKind)> {
        let mut found = Vec::new();
        each_word(text, 100, |word| {
            let start = word.start as usize;
            found.push((text[start..start + usize::from(word.len)].to_owned(), word.kind));
        });
        found
    }

    fn hashes(text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        each_word(text, 100, |word| found.push(word.hash));
        found
    }

    #[test]
    fn names_are_told_from_sentence_starts() {
        assert_eq!(
            words("The ferry to Marbek sank. Divers"),
            [
                ("The".to_owned(), WordKind::Initial),
                ("ferry".to_owned(), WordKind::Plain),
                ("to".to_owned(), WordKind::Plain),
                ("Marbek".to_owned(), WordKind::Name),
                ("sank".to_owned(), WordKind::Plain),
                ("Divers".to_owned(), WordKind::Initial),
            ]
        );
    }

    #[test]
    fn numbers_keep_their_point_and_lose_their_commas() {
        assert_eq!(hashes("1,200"), hashes("1200"));
        assert_eq!(words("8.9 metres")[0].0, "8.9");
        assert_ne!(hashes("8.9"), hashes("89"));
    }

    #[test]
    fn endings_are_cut() {
        assert_eq!(hashes("announces"), hashes("announced"));
        assert_eq!(hashes("Strike's"), hashes("strikes"));
        assert_eq!(hashes("паромом"), hashes("паромов"));
    }

    #[test]
    fn unspaced_scripts_give_pairs() {
        assert_eq!(words("渡轮沉没").len(), 3);
    }

    #[test]
    fn limit_holds() {
        let mut n_words = 0;
        each_word(&"word ".repeat(50), 7, |_| n_words += 1);
        assert_eq!(n_words, 7);
    }
}
