//! Which language a text is in, told from its beginning.

/// Characters that are looked at: enough to be sure, and the cost does not grow with the report.
const PREFIX_CHARS: usize = 1_500;
/// Bytes that mostly tell English.
const SAMPLE_BYTES: usize = 800;
/// Fewer letters than this tell nothing.
const FEWEST_LETTERS: usize = 30;

/// ISO 639-1 code of the text's language; `None` where it is too short to tell or has no such code.
pub(crate) fn language(text: &str) -> Option<String> {
    // nearly always the first sentences do
    if is_plainly_english(crate::line::beginning(text, SAMPLE_BYTES)) {
        return Some("en".to_owned());
    }
    let prefix = prefix(text);
    if is_plainly_english(prefix) {
        return Some("en".to_owned());
    }
    let n_letters = prefix.chars().filter(|c| c.is_alphabetic()).count();
    let info = whatlang::detect(prefix)?;
    // A script of its own tells the language in a few letters; Latin and Cyrillic do not.
    let fewest = if matches!(info.script(), whatlang::Script::Latin | whatlang::Script::Cyrillic) {
        FEWEST_LETTERS
    } else {
        FEWEST_LETTERS / 3
    };
    // On paragraphs of English news the reliable verdicts were all right, and from 80 letters on
    // those of some confidence were wrong once in 500; below that "not told" is the better answer.
    let sure = info.is_reliable()
        || (n_letters >= 80 && info.confidence() > 0.3)
        || n_letters >= 10 * FEWEST_LETTERS;
    if n_letters < fewest || !sure {
        return None;
    }
    two_letters(info.lang().code()).map(str::to_owned)
}

/// The first characters of a text.
fn prefix(text: &str) -> &str {
    let starts = |byte: &u8| !(0x80..0xc0).contains(byte);
    let mut n_chars = 0;
    let end = text.bytes().position(|byte| {
        n_chars += usize::from(starts(&byte));
        n_chars > PREFIX_CHARS
    });
    &text[..end.unwrap_or(text.len())]
}

/// Words that hardly stand in another language, and that make one word in five of English prose.
const ENGLISH: [&str; 29] = [
    "the", "of", "and", "to", "that", "for", "with", "said", "by", "from", "his", "which", "who",
    "has", "have", "their", "they", "this", "were", "would", "been", "had", "she", "not", "but",
    "its", "are", "about", "after",
];

/// The same as numbers: all of them are compared at once, where strings would be one by one.
static KEYS: [u64; ENGLISH.len()] = {
    let mut keys = [0; ENGLISH.len()];
    let mut at = 0;
    while at < keys.len() {
        keys[at] = key(ENGLISH[at].as_bytes());
        at += 1;
    }
    keys
};

/// A word of up to eight bytes as a number, 0 for a longer one.
const fn key(word: &[u8]) -> u64 {
    if word.len() > 8 {
        return 0;
    }
    let (mut key, mut at) = (0, 0);
    while at < word.len() {
        key = key << 8 | word[at] as u64;
        at += 1;
    }
    key
}

fn is_english(word: &[u8]) -> bool {
    let key = key(word);
    // no early end: the comparisons are one loop of vectors
    key != 0 && KEYS.iter().fold(false, |found, known| found | (*known == key))
}

/// True where nobody would ask: enough words, one in eight of them English, and no other script beside them.
/// Comparing a text with the letters of every language takes longer than reading the report; on all texts of
/// `shared/data` both say the same.
fn is_plainly_english(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut n_words, mut n_english, mut n_the, mut n_foreign, mut n_high) = (0, 0, 0, 0, 0);
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let mut is_foreign = false;
        while at < bytes.len() {
            if bytes[at].is_ascii() {
                if !bytes[at].is_ascii_alphabetic() {
                    break;
                }
                at += 1;
            } else {
                // curly marks and dashes
                if bytes[at..].starts_with(b"\xe2\x80") {
                    break;
                }
                let c = text[at..].chars().next().unwrap_or_default();
                if !c.is_alphabetic() {
                    break;
                }
                is_foreign = true;
                n_high += c.len_utf8();
                at += c.len_utf8();
            }
        }
        let word = &bytes[start..at];
        if !word.is_empty() {
            n_words += 1;
            n_english += usize::from(is_english(word));
            n_the += usize::from(word == b"the");
            n_foreign += usize::from(is_foreign);
        }
        if at < bytes.len() {
            let length = text[at..].chars().next().map_or(1, char::len_utf8);
            n_high += if length > 1 { length } else { 0 };
            at += length;
        }
    }
    // the fewer the words the more of them
    (n_words >= 100 || (n_words >= 40 && n_english * 5 >= n_words))
        && n_english * 8 >= n_words
        && n_the * 120 >= n_words
        && n_foreign * 20 <= n_words
        && n_high * 10 <= text.len()
}

/// The primary subtag of a language tag, in lower case: `en` for `en-GB`.
pub(crate) fn of_tag(tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_']).next()?.trim().to_lowercase();
    let plain =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    plain.then(|| two_letters(&primary).map_or(primary.clone(), str::to_owned))
}

/// ISO 639-1 for an ISO 639-3 code, for the languages that can be told.
fn two_letters(code: &str) -> Option<&'static str> {
    Some(match code {
        "afr" => "af",
        "aka" => "ak",
        "amh" => "am",
        "ara" => "ar",
        "aze" => "az",
        "bel" => "be",
        "ben" => "bn",
        "bul" => "bg",
        "cat" => "ca",
        "ces" => "cs",
        "cmn" => "zh",
        "dan" => "da",
        "deu" => "de",
        "ell" => "el",
        "eng" => "en",
        "epo" => "eo",
        "est" => "et",
        "fin" => "fi",
        "fra" => "fr",
        "guj" => "gu",
        "heb" => "he",
        "hin" => "hi",
        "hrv" => "hr",
        "hun" => "hu",
        "hye" => "hy",
        "ind" => "id",
        "ita" => "it",
        "jav" => "jv",
        "jpn" => "ja",
        "kan" => "kn",
        "kat" => "ka",
        "khm" => "km",
        "kor" => "ko",
        "lat" => "la",
        "lav" => "lv",
        "lit" => "lt",
        "mal" => "ml",
        "mar" => "mr",
        "mkd" => "mk",
        "mya" => "my",
        "nep" => "ne",
        "nld" => "nl",
        "nob" => "nb",
        "ori" => "or",
        "pan" => "pa",
        "pes" => "fa",
        "pol" => "pl",
        "por" => "pt",
        "ron" => "ro",
        "rus" => "ru",
        "sin" => "si",
        "slk" => "sk",
        "slv" => "sl",
        "sna" => "sn",
        "spa" => "es",
        "srp" => "sr",
        "swe" => "sv",
        "tam" => "ta",
        "tel" => "te",
        "tgl" => "tl",
        "tha" => "th",
        "tuk" => "tk",
        "tur" => "tr",
        "ukr" => "uk",
        "urd" => "ur",
        "uzb" => "uz",
        "vie" => "vi",
        "yid" => "yi",
        "zul" => "zu",
        "cym" => "cy",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{language, of_tag};

    #[test]
    fn languages_are_told() {
        let check =
            |text: &str, code: Option<&str>| assert_eq!(language(text).as_deref(), code, "{text}");
        check(
            "The harbour master said on Monday that the ferry would not sail before the storm had passed the islands.",
            Some("en"),
        );
        check(
            "항만 관리소는 월요일 폭풍이 지나가기 전에는 여객선이 출항하지 않을 것이라고 밝혔다.",
            Some("ko"),
        );
        check(
            "Начальник порта заявил в понедельник, что паром не выйдет в море до окончания шторма.",
            Some("ru"),
        );
        check(
            "Der Hafenmeister sagte am Montag, die Fähre werde nicht vor dem Ende des Sturms auslaufen.",
            Some("de"),
        );
        check("No.", None);
        check("", None);
    }

    #[test]
    fn tags_are_shortened() {
        for (tag, code) in [
            ("en-GB", Some("en")),
            ("KO", Some("ko")),
            ("eng", Some("en")),
            ("?", None),
            ("", None),
        ] {
            assert_eq!(of_tag(tag).as_deref(), code);
        }
    }
}
