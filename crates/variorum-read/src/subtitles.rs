//! Transcripts with times (`.srt`, WebVTT): cues joined into paragraphs.
//!
//! A cue is a piece of a sentence as long as a screen is wide; its lines are joined. A paragraph ends where somebody
//! else begins to speak, where the film is silent, and at a sentence's end when it has grown long. Who speaks stands
//! before the words and a colon, as in any transcript, where the cues say so.

use crate::line::ends_sentence;

/// Silence that ends a paragraph, in milliseconds.
const SILENCE_MS: u64 = 3_000;
/// Bytes after which a paragraph ends with the next sentence.
const LONG: usize = 400;

/// True for WebVTT, and for a text whose first lines are a number and a range of times.
pub(crate) fn looks_like(text: &str) -> bool {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix("WEBVTT") {
        return rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']);
    }
    let mut lines = text.lines().map(str::trim);
    let number = lines
        .next()
        .is_some_and(|line| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit()));
    number && lines.next().is_some_and(|line| range(line).is_some())
}

/// The words of a transcript, a blank line between its paragraphs.
pub(crate) fn words(text: &str) -> String {
    let mut out = Joined::default();
    for cue in cues(text) {
        out.add(&cue);
    }
    out.finish()
}

/// When something is said, in milliseconds, and the lines that show it.
struct Cue<'a> {
    start: u64,
    end: u64,
    lines: Vec<&'a str>,
}

fn cues(text: &str) -> impl Iterator<Item = Cue<'_>> {
    let mut lines = text.lines().map(str::trim).peekable();
    std::iter::from_fn(move || {
        let (start, end) = loop {
            if let Some(times) = range(lines.next()?) {
                break times;
            }
        };
        let mut own = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.is_empty() && range(line).is_none()) {
            own.push(line);
        }
        // the number of the next cue, where no blank line parts them
        if lines.peek().is_some_and(|line| !line.is_empty())
            && own.last().is_some_and(|line| line.bytes().all(|byte| byte.is_ascii_digit()))
        {
            own.pop();
        }
        Some(Cue { start, end, lines: own })
    })
}

/// "00:00:01,000 --> 00:00:04,000", in milliseconds.
fn range(line: &str) -> Option<(u64, u64)> {
    let (start, rest) = line.split_once("-->")?;
    Some((moment(start.trim())?, moment(rest.trim().split([' ', '\t']).next()?)?))
}

fn moment(words: &str) -> Option<u64> {
    let (clock, thousandths) = words.split_once([',', '.'])?;
    let mut seconds = 0_u64;
    for part in clock.split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(part.parse::<u32>().ok()?.into())?;
    }
    seconds.checked_mul(1000)?.checked_add(thousandths.parse::<u16>().ok()?.into())
}

#[derive(Default)]
struct Joined {
    text: String,
    paragraph: String,
    speaker: String,
    /// The last line of the cue before: a rolling caption shows it again.
    last: String,
    end: u64,
}

impl Joined {
    fn add(&mut self, cue: &Cue) {
        if cue.start > self.end.saturating_add(SILENCE_MS) && ends_sentence(&self.paragraph) {
            self.end_paragraph();
        }
        self.end = cue.end.max(self.end);
        let mut shown = String::new();
        for line in &cue.lines {
            let (speaker, words) = said(line);
            shown.clone_from(&words);
            if words.is_empty() || words == self.last {
                continue;
            }
            self.say(speaker.as_deref(), &words);
        }
        self.last = shown;
    }

    fn say(&mut self, speaker: Option<&str>, words: &str) {
        if let Some(speaker) = speaker {
            if speaker != self.speaker {
                self.end_paragraph();
                speaker.clone_into(&mut self.speaker);
                self.paragraph = format!("{speaker}: ");
            }
        } else if let Some(words) = turn(words) {
            self.end_paragraph();
            self.speaker.clear();
            words.clone_into(&mut self.paragraph);
            return;
        } else if self.paragraph.len() >= LONG && ends_sentence(&self.paragraph)
            || is_labelled(words)
        {
            self.end_paragraph();
        }
        if !self.paragraph.is_empty() && !self.paragraph.ends_with(' ') {
            self.paragraph.push(' ');
        }
        self.paragraph.push_str(words);
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if !paragraph.trim().is_empty() {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.text.push_str(paragraph.trim());
        }
    }

    fn finish(mut self) -> String {
        self.end_paragraph();
        self.text
    }
}

/// Words behind a mark that another speaker begins.
fn turn(words: &str) -> Option<&str> {
    let rest = words
        .strip_prefix(">>")
        .or_else(|| words.strip_prefix("- "))
        .or_else(|| words.strip_prefix("– "))?;
    Some(rest.trim_start_matches('>').trim_start())
}

/// "ROE: We wait."
fn is_labelled(words: &str) -> bool {
    words.split_once(':').is_some_and(|(name, rest)| {
        rest.starts_with(' ')
            && name.chars().any(char::is_alphabetic)
            && !name.chars().any(char::is_lowercase)
            && name.split_whitespace().count() <= 5
    })
}

/// The speaker that a voice tag names, and the words without tags and settings.
fn said(line: &str) -> (Option<String>, String) {
    let (mut words, mut rest, mut speaker) = (String::new(), line, None);
    while let Some(at) = rest.find(['<', '{', '&']) {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag = rest[1..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '\\'));
        let close = if rest.starts_with('{') { '}' } else { '>' };
        match rest.find(close).filter(|_| tag && !rest.starts_with('&')) {
            Some(end) => {
                let name = rest[1..end].strip_prefix('v').and_then(|voice| voice.split_once(' '));
                speaker = speaker.or_else(|| name.map(|(_, name)| name.trim().to_owned()));
                rest = &rest[end + 1..];
            }
            None => {
                let known = [
                    ("&amp;", "&"),
                    ("&lt;", "<"),
                    ("&gt;", ">"),
                    ("&nbsp;", " "),
                    ("&lrm;", ""),
                    ("&rlm;", ""),
                ];
                let found = known.iter().find(|(name, _)| rest.starts_with(name));
                let first = rest.chars().next().map_or(1, char::len_utf8);
                let (name, letter) = found.copied().unwrap_or((&rest[..first], &rest[..first]));
                words.push_str(letter);
                rest = &rest[name.len()..];
            }
        }
    }
    words.push_str(rest);
    (
        speaker.filter(|name| !name.is_empty()),
        words.split_whitespace().collect::<Vec<_>>().join(" "),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{looks_like, words};

    #[test]
    fn cues_are_joined() {
        let srt = "1\n00:00:01,000 --> 00:00:04,000\n<i>This is the last</i>\n\n2\n00:00:04,000 --> 00:00:06,500\n{\\an8}ferry of the year.\n\n3\n00:00:20,000 --> 00:00:22,000\nIt stopped.\n";
        assert!(looks_like(srt));
        assert_eq!(words(srt), "This is the last ferry of the year.\n\nIt stopped.");
        assert!(!looks_like("1\nThe ferry stopped.") && !looks_like("WEBVTTS are files"));
    }

    #[test]
    fn speakers_begin_paragraphs() {
        let vtt = "WEBVTT\n\nNOTE a --> b\n\n00:01.000 --> 00:02.000 align:start\n<v Jane Roe>We wait &amp; see.</v>\n\n00:02.000 --> 00:03.000\n<v Jane Roe>Until then, no.\n\n00:03.000 --> 00:04.000\n<v John Doe>Why?\n\n00:04.000 --> 00:05.000\n>> Because.\n";
        assert!(looks_like(vtt));
        assert_eq!(
            words(vtt),
            "Jane Roe: We wait & see. Until then, no.\n\nJohn Doe: Why?\n\nBecause."
        );
    }

    #[test]
    fn rolling_captions_are_said_once() {
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nWe wait\n\n00:02.000 --> 00:03.000\nWe wait\nfor the storm\n\n00:03.000 --> 00:04.000\nfor the storm\nto pass.\n";
        assert_eq!(words(vtt), "We wait for the storm to pass.");
    }

    proptest! {
        #[test]
        fn any_transcript_is_read(text in "(WEBVTT|1|\n|00:00:01,000 --> 00:00:04,000|<v é>|<|\\{|&|&amp;|>> |- |a\\. |99999999999:99,9 --> 1.1){0,40}") {
            looks_like(&text);
            words(&text);
        }
    }
}
