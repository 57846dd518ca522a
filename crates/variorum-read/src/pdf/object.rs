//! The objects that a file is made of, read from its bytes.

use std::collections::BTreeMap;

/// Arrays and dictionaries inside one another.
const MOST_DEPTH: usize = 40;
/// Elements of one array or dictionary.
const MOST_ELEMENTS: usize = 200_000;

/// Number of an object.
pub(super) type Id = u32;
pub(super) type Dict = BTreeMap<String, Object>;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Null,
    Number(f64),
    Name(String),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    Reference(Id),
    /// A word that is none of these: an operator, `true`, `obj`.
    Word(Vec<u8>),
}

impl Object {
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    pub fn name(&self) -> Option<&str> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    pub fn array(&self) -> Option<&[Self]> {
        if let Self::Array(array) = self { Some(array) } else { None }
    }

    pub fn is_word(&self, word: &[u8]) -> bool {
        matches!(self, Self::Word(own) if own == word)
    }
}

/// Reads objects one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexer<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
}

impl<'a> Lexer<'a> {
    pub const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| !matches!(byte, b'\r' | b'\n')) {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// The next object, a reference taken together; `None` at the end.
    pub fn object(&mut self) -> Option<Object> {
        self.object_at(0)
    }

    fn object_at(&mut self, depth: usize) -> Option<Object> {
        self.skip_space();
        let byte = self.peek()?;
        Some(match byte {
            b'/' => Object::Name(self.name()),
            b'(' => Object::Text(self.literal()),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                self.dict(depth)
            }
            b'<' => Object::Text(self.hex()),
            b'[' => {
                self.at += 1;
                self.array(depth)
            }
            b']' | b'{' | b'}' | b')' => {
                self.at += 1;
                Object::Word(vec![byte])
            }
            b'>' => {
                self.at += if self.bytes.get(self.at + 1) == Some(&b'>') { 2 } else { 1 };
                Object::Word(b">>".to_vec())
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            _ => self.word(),
        })
    }

    fn word(&mut self) -> Object {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        // a byte that begins nothing must not be met again
        self.at = self.at.max(start + 1);
        match &self.bytes[start..self.at] {
            b"null" => Object::Null,
            word => Object::Word(word.to_vec()),
        }
    }

    /// A number; the reference that it begins, where `N G R` stands there.
    fn number(&mut self) -> Object {
        let number = self.plain_number();
        let Object::Number(first) = number else { return number };
        let is_id = first >= 0.0 && first.fract() == 0.0 && first < 1e7;
        let mut ahead = *self;
        ahead.skip_space();
        if is_id
            && ahead.peek().is_some_and(|byte| byte.is_ascii_digit())
            && matches!(ahead.plain_number(), Object::Number(_))
        {
            ahead.skip_space();
            let ends = !ahead.bytes.get(ahead.at + 1).copied().is_some_and(is_regular);
            if ahead.peek() == Some(b'R') && ends {
                self.at = ahead.at + 1;
                return Object::Reference(first as Id);
            }
        }
        number
    }

    fn plain_number(&mut self) -> Object {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.'))
        {
            self.at += 1;
        }
        let digits = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        match digits.parse() {
            Ok(number) => Object::Number(number),
            // "--5", "1.2.3": what a broken writer wrote
            Err(_) => Object::Number(0.0),
        }
    }

    fn name(&mut self) -> String {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            let code = || {
                let (high, low) = (self.bytes.get(self.at)?, self.bytes.get(self.at + 1)?);
                Some(hex_digit(*high)? * 16 + hex_digit(*low)?)
            };
            match code().filter(|_| byte == b'#') {
                Some(code) => {
                    name.push(code);
                    self.at += 2;
                }
                None => name.push(byte),
            }
        }
        String::from_utf8_lossy(&name).into_owned()
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut depth) = (Vec::new(), 1_usize);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' | b'f' => {}
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|byte| matches!(byte, b'0'..=b'7')) else {
                        break;
                    };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                text.push((code & 0xff) as u8);
            }
            other => text.push(other),
        }
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            digits.extend(hex_digit(byte));
        }
        if digits.len() % 2 == 1 {
            digits.push(0);
        }
        digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect()
    }

    fn array(&mut self, depth: usize) -> Object {
        let mut array = Vec::new();
        while depth < MOST_DEPTH && array.len() < MOST_ELEMENTS {
            match self.object_at(depth + 1) {
                Some(object) if !object.is_word(b"]") => {
                    if is_end(&object) {
                        break;
                    }
                    array.push(object);
                }
                _ => break,
            }
        }
        Object::Array(array)
    }

    fn dict(&mut self, depth: usize) -> Object {
        let mut dict = Dict::new();
        while depth < MOST_DEPTH && dict.len() < MOST_ELEMENTS {
            match self.object_at(depth + 1) {
                Some(Object::Name(name)) => match self.object_at(depth + 1) {
                    Some(value) if !value.is_word(b">>") => {
                        dict.insert(name, value);
                    }
                    _ => break,
                },
                Some(object) if object.is_word(b">>") || is_end(&object) => break,
                Some(_) => {}
                None => break,
            }
        }
        Object::Dict(dict)
    }
}

/// A word that no array or dictionary holds: it was not closed.
fn is_end(object: &Object) -> bool {
    object.is_word(b"endobj") || object.is_word(b"stream") || object.is_word(b"obj")
}

pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

const fn is_regular(byte: u8) -> bool {
    !is_space(byte)
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

const fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Lexer, Object};

    #[test]
    fn values() {
        let bytes = b"<< /A#42 [1 -2.5 (a\\(b\\051\\101) <4a4B5>] /R 7 0 R /N null >> % x\nTj";
        let mut lexer = Lexer::new(bytes, 0);
        let Some(Object::Dict(dict)) = lexer.object() else { panic!("a dictionary") };
        assert_eq!(dict["R"], Object::Reference(7));
        assert_eq!(
            dict["AB"],
            Object::Array(vec![
                Object::Number(1.0),
                Object::Number(-2.5),
                Object::Text(b"a(b)A".to_vec()),
                Object::Text(b"JKP".to_vec())
            ])
        );
        assert!(lexer.object().is_some_and(|word| word.is_word(b"Tj")));
        assert_eq!(lexer.object(), None);
    }

    #[test]
    fn nests_are_bounded() {
        for nest in ["[", "<<", "<</A"] {
            let bytes = nest.repeat(100_000);
            let mut lexer = Lexer::new(bytes.as_bytes(), 0);
            while lexer.object().is_some() {}
        }
    }
}
