//! Which letters the codes of a font are, and how wide they stand.
//!
//! A font's own map (`ToUnicode`) comes first, then the names of its encoding, then the encoding's base.

use std::collections::BTreeMap;

use encoding_rs::{MACINTOSH, WINDOWS_1252};

use super::file::File;
use super::object::{Dict, Lexer, Object};

/// Codes of one map.
const MOST_CODES: usize = 70_000;
/// Unpacked bytes of a map that are read.
const MOST_MAP: usize = 4 << 20;
/// Width of a letter that nothing tells, in thousandths of its size.
const WIDTH: f64 = 500.0;

/// A font, as far as words need it.
#[derive(Debug, Default)]
pub(super) struct Font {
    /// Letters by code.
    map: BTreeMap<u32, String>,
    /// True for codes of two bytes.
    is_wide: bool,
    widths: BTreeMap<u32, f64>,
    default_width: f64,
    is_mac: bool,
    /// True where a code without a name is no letter of the base encoding: a font of signs.
    is_symbolic: bool,
}

/// A code of shown text.
pub(super) struct Glyph {
    /// `None` where nothing tells which letter it is.
    pub letters: Option<String>,
    /// In thousandths of the font's size.
    pub width: f64,
    /// True for the code that the spacing of words counts for.
    pub is_space: bool,
}

impl Font {
    pub fn of(file: &mut File, dict: &Dict) -> Self {
        let mut font = Self { default_width: WIDTH, ..Self::default() };
        let subtype = file.get(dict, "Subtype");
        font.is_wide = subtype.as_ref().and_then(Object::name) == Some("Type0");
        if font.is_wide {
            font.wide_widths(file, dict);
        } else {
            font.simple_widths(file, dict);
            font.encoding(file, dict);
        }
        if let Some(map) = dict.get("ToUnicode").and_then(|map| file.stream(map)) {
            font.read_map(&map.1[..map.1.len().min(MOST_MAP)]);
        }
        font
    }

    /// The glyphs of a text that is shown.
    pub fn glyphs<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = Glyph> + 'a {
        let step = if self.is_wide { 2 } else { 1 };
        bytes.chunks(step).map(move |code| {
            let n = code.iter().fold(0, |n, byte| n << 8 | u32::from(*byte));
            Glyph {
                letters: self.letters(n),
                width: self.widths.get(&n).copied().unwrap_or(self.default_width),
                is_space: step == 1 && n == 32,
            }
        })
    }

    fn letters(&self, code: u32) -> Option<String> {
        if let Some(letters) = self.map.get(&code) {
            return Some(letters.clone());
        }
        let byte = u8::try_from(code).ok().filter(|byte| *byte >= 32)?;
        if self.is_wide || self.is_symbolic {
            return None;
        }
        let base = if self.is_mac { MACINTOSH } else { WINDOWS_1252 };
        Some(base.decode_without_bom_handling(&[byte]).0.into_owned())
    }

    fn simple_widths(&mut self, file: &File, dict: &Dict) {
        let first =
            file.get(dict, "FirstChar").and_then(|first| first.number()).unwrap_or(0.0).max(0.0)
                as u32;
        if let Some(Object::Array(widths)) = file.get(dict, "Widths") {
            let widths = widths.iter().take(256).zip(first..);
            self.widths = widths
                .filter_map(|(width, code)| Some((code, file.resolve(width).number()?)))
                .collect();
        }
    }

    fn wide_widths(&mut self, file: &File, dict: &Dict) {
        let Some(Object::Array(inner)) = file.get(dict, "DescendantFonts") else { return };
        let Some(inner) = inner.first().and_then(|inner| file.dict(inner)) else { return };
        self.default_width =
            file.get(&inner, "DW").and_then(|width| width.number()).unwrap_or(1000.0);
        let Some(Object::Array(list)) = file.get(&inner, "W") else { return };
        let mut list = list.iter().map(|object| *file.resolve(object));
        while let Some(first) = list.next().and_then(|first| first.number()) {
            let first = first.max(0.0) as u32;
            match list.next() {
                Some(Object::Array(widths)) => {
                    for (width, code) in widths.iter().zip(first..) {
                        if let Some(width) = file.resolve(width).number() {
                            self.widths.insert(code, width);
                        }
                    }
                }
                Some(Object::Number(last)) => {
                    let Some(width) = list.next().and_then(|width| width.number()) else { return };
                    for code in first..=(last.max(0.0) as u32).min(first.saturating_add(65_535)) {
                        self.widths.insert(code, width);
                    }
                }
                _ => return,
            }
            if self.widths.len() > MOST_CODES {
                return;
            }
        }
    }

    fn encoding(&mut self, file: &File, dict: &Dict) {
        let flags = file
            .get(dict, "FontDescriptor")
            .and_then(|descriptor| file.get(&file.dict(&descriptor)?, "Flags")?.number())
            .unwrap_or(0.0) as u32;
        let name = file
            .get(dict, "BaseFont")
            .and_then(|name| name.name().map(str::to_owned))
            .unwrap_or_default();
        let embedded = name.contains('+');
        let encoding = file.get(dict, "Encoding");
        self.is_symbolic = encoding.is_none()
            && ((flags & 4 != 0 && embedded)
                || name.contains("Symbol")
                || name.contains("Dingbats"));
        match encoding {
            Some(Object::Name(name)) => self.is_mac = name == "MacRomanEncoding",
            Some(Object::Dict(encoding)) => {
                let base = file.get(&encoding, "BaseEncoding");
                self.is_mac = base.as_ref().and_then(Object::name) == Some("MacRomanEncoding");
                let Some(Object::Array(differences)) = file.get(&encoding, "Differences") else {
                    return;
                };
                let mut code = 0_u32;
                for object in differences.iter().take(MOST_CODES) {
                    match object {
                        Object::Number(number) => code = number.max(0.0) as u32,
                        Object::Name(name) => {
                            if let Some(letters) = named(name) {
                                self.map.insert(code, letters);
                            }
                            code = code.saturating_add(1);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// Reads a map of codes to letters: `bfchar` and `bfrange`.
    fn read_map(&mut self, bytes: &[u8]) {
        let mut lexer = Lexer::new(bytes, 0);
        let mut waiting: Vec<Object> = Vec::new();
        while let Some(object) = lexer.object() {
            let Object::Word(word) = &object else {
                waiting.push(object);
                if waiting.len() > MOST_CODES {
                    return;
                }
                continue;
            };
            match word.as_slice() {
                b"endbfchar" => {
                    for pair in waiting.chunks_exact(2) {
                        if let (Object::Text(code), Object::Text(letters)) = (&pair[0], &pair[1]) {
                            self.put(number(code), letters);
                        }
                    }
                }
                b"endbfrange" => waiting.chunks_exact(3).for_each(|range| self.put_range(range)),
                b"endcodespacerange" => {
                    if let Some(Object::Text(code)) = waiting.last() {
                        self.is_wide = code.len() > 1;
                    }
                }
                _ => {}
            }
            waiting.clear();
            if self.map.len() > MOST_CODES {
                return;
            }
        }
    }

    fn put_range(&mut self, range: &[Object]) {
        let [Object::Text(first), Object::Text(last), target] = range else { return };
        let (first, last) = (number(first), number(last));
        let codes = first..=last.min(first.saturating_add(0xffff));
        match target {
            Object::Text(letters) => {
                let mut units = units(letters);
                for code in codes {
                    self.map.insert(code, text(&units));
                    if let Some(unit) = units.last_mut() {
                        *unit = unit.wrapping_add(1);
                    }
                }
            }
            Object::Array(each) => {
                for (code, letters) in codes.zip(each) {
                    if let Object::Text(letters) = letters {
                        self.put(code, letters);
                    }
                }
            }
            _ => {}
        }
    }

    fn put(&mut self, code: u32, letters: &[u8]) {
        self.map.insert(code, text(&units(letters)));
    }
}

fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |n, byte| n << 8 | u32::from(*byte))
}

fn units(letters: &[u8]) -> Vec<u16> {
    let pair = |pair: &[u8]| u16::from_be_bytes([pair[0], pair[1]]);
    if let [one] = letters {
        vec![u16::from(*one)]
    } else {
        letters.chunks_exact(2).take(16).map(pair).collect()
    }
}

/// Letters of UTF-16; what is none, such as a control character, is left out.
fn text(units: &[u16]) -> String {
    let letters = char::decode_utf16(units.iter().copied()).flatten();
    letters.filter(|c| !c.is_control()).collect()
}

/// The letters of a glyph's name; accents are told by the name of their letter and their own.
fn named(name: &str) -> Option<String> {
    let base = name.split('.').next().unwrap_or(name);
    if base.chars().count() == 1 {
        return Some(base.to_owned());
    }
    if let Some(digits) = base.strip_prefix("uni").filter(|digits| digits.len() >= 4) {
        let unit = u16::from_str_radix(digits.get(..4)?, 16).ok()?;
        return Some(text(&[unit])).filter(|letters| !letters.is_empty());
    }
    if let Some(found) = NAMES.iter().find(|(own, _)| *own == base) {
        return Some(found.1.to_owned());
    }
    let (letter, accent) =
        ACCENTS.iter().find_map(|(own, accent)| Some((base.strip_suffix(own)?, accent)))?;
    let plain = match letter {
        "dotlessi" => "i",
        letter if letter.len() == 1 => letter,
        _ => return None,
    };
    compose(plain, *accent)
}

/// A letter with an accent as one character, where there is one; else the two.
fn compose(letter: &str, accent: char) -> Option<String> {
    let list: &[(char, &str)] = &[
        ('\u{300}', "aàeèiìoòuùAÀEÈIÌOÒUÙ"),
        ('\u{301}', "aáeéiíoóuúyýcćnńsśzźAÁEÉIÍOÓUÚYÝCĆNŃSŚZŹ"),
        ('\u{302}', "aâeêiîoôuûAÂEÊIÎOÔUÛ"),
        ('\u{303}', "aãnñoõAÃNÑOÕ"),
        ('\u{308}', "aäeëiïoöuüyÿAÄEËIÏOÖUÜ"),
        ('\u{30a}', "aåAÅuůUŮ"),
        ('\u{30c}', "cčeěrřsšzžCČEĚRŘSŠZŽnňNŇ"),
        ('\u{327}', "cçCÇsşSŞ"),
    ];
    let pairs = list.iter().find(|(own, _)| *own == accent)?.1;
    let first = letter.chars().next()?;
    let mut chars = pairs.chars();
    while let (Some(plain), Some(whole)) = (chars.next(), chars.next()) {
        if plain == first {
            return Some(whole.to_string());
        }
    }
    Some(format!("{letter}{accent}"))
}

const ACCENTS: [(&str, char); 8] = [
    ("grave", '\u{300}'),
    ("acute", '\u{301}'),
    ("circumflex", '\u{302}'),
    ("tilde", '\u{303}'),
    ("dieresis", '\u{308}'),
    ("ring", '\u{30a}'),
    ("caron", '\u{30c}'),
    ("cedilla", '\u{327}'),
];

/// Names of the signs that news has (Adobe's list of glyphs).
const NAMES: &[(&str, &str)] = &[
    ("space", " "),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("minus", "−"),
    ("period", "."),
    ("slash", "/"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("underscore", "_"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("quoteleft", "‘"),
    ("quoteright", "’"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("quotesinglbase", "‚"),
    ("quotedblbase", "„"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("endash", "–"),
    ("emdash", "—"),
    ("ellipsis", "…"),
    ("bullet", "•"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ff", "ff"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("f_i", "fi"),
    ("f_l", "fl"),
    ("f_f", "ff"),
    ("f_f_i", "ffi"),
    ("sterling", "£"),
    ("Euro", "€"),
    ("yen", "¥"),
    ("cent", "¢"),
    ("degree", "°"),
    ("section", "§"),
    ("paragraph", "¶"),
    ("copyright", "©"),
    ("registered", "®"),
    ("trademark", "™"),
    ("onehalf", "½"),
    ("onequarter", "¼"),
    ("threequarters", "¾"),
    ("germandbls", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("oslash", "ø"),
    ("Oslash", "Ø"),
    ("lslash", "ł"),
    ("Lslash", "Ł"),
    ("eth", "ð"),
    ("thorn", "þ"),
    ("dotlessi", "ı"),
    ("periodcentered", "·"),
    ("multiply", "×"),
    ("nbspace", "\u{a0}"),
    ("aring", "å"),
    ("Aring", "Å"),
    ("sfthyphen", "\u{ad}"),
    ("softhyphen", "\u{ad}"),
];

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_of_glyphs() {
        for (name, letters) in [
            ("A", Some("A")),
            ("eacute", Some("é")),
            ("Scaron", Some("Š")),
            ("uni201C", Some("“")),
            ("quotedblright", Some("”")),
            ("f_f_i", Some("ffi")),
            ("a.sc", Some("a")),
            ("g17", None),
        ] {
            assert_eq!(named(name).as_deref(), letters, "{name}");
        }
    }
}
