//! Quotation marks: which stretch of a block stands in marks, and inside which other.
//!
//! Curly, straight, angled, corner and doubled marks are paired by side; straight ones by what stands
//! around them. A mark without a partner still gives a stretch: to the end of the block, or from the
//! start of the sentence that it closes; the stretch says which of its marks are there.
//! Apostrophes are no marks: a single mark opens only after a space or a bracket, and only where it closes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use variorum_model::Span;

/// A stretch in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The stretch, marks included.
    pub span: Span,
    /// The words between the marks.
    pub inner: Span,
    /// Double or single.
    pub level: Level,
    /// Number of stretches that it stands in.
    pub depth: usize,
    /// False where the opening mark is missing.
    pub opened: bool,
    /// False where the closing mark is missing.
    pub closed: bool,
}

/// Double or single marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// “ ” " « » 「 」 `` ''
    Double,
    /// ‘ ’ '
    Single,
}

/// A single quotation longer than this many bytes is taken for stray apostrophes.
const LONGEST_SINGLE: usize = 400;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Open,
    Close,
    Either,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    len: usize,
    level: Level,
    side: Side,
}

/// The stretches in quotation marks of one block, in order of their start.
pub fn quoted(text: &str, block: Span) -> Vec<Quoted> {
    let body = block.of(text);
    let marks = marks(body);
    let mut out = pair(body, &marks);
    for quoted in &mut out {
        for span in [&mut quoted.span, &mut quoted.inner] {
            *span = Span::new(span.start + block.start, span.end + block.start);
        }
    }
    out.sort_by_key(|quoted| (quoted.span.start, Reverse(quoted.span.end)));
    nest(&mut out);
    out
}

/// Sets the depths; the stretches come sorted.
/// A heap of the ends still ahead: a block of nothing but opening marks costs no square of its length.
fn nest(out: &mut [Quoted]) {
    let mut ends: BinaryHeap<Reverse<usize>> = BinaryHeap::new();
    for quoted in out {
        while ends.peek().is_some_and(|Reverse(end)| *end <= quoted.span.start) {
            ends.pop();
        }
        quoted.depth = ends.len();
        ends.push(Reverse(quoted.span.end));
    }
}

/// The marks still open, with the places of each level among them, so that neither is searched for.
#[derive(Default)]
struct Open {
    marks: Vec<Mark>,
    doubles: Vec<usize>,
    singles: Vec<usize>,
}

impl Open {
    /// Place of the innermost open mark of the level.
    fn innermost(&self, level: Level) -> Option<usize> {
        match level {
            Level::Double => self.doubles.last().copied(),
            Level::Single => self.singles.last().copied(),
        }
    }

    fn push(&mut self, mark: Mark) {
        match mark.level {
            Level::Double => self.doubles.push(self.marks.len()),
            Level::Single => self.singles.push(self.marks.len()),
        }
        self.marks.push(mark);
    }

    /// Forgets the mark at the place and all opened after it.
    fn truncate(&mut self, place: usize) {
        self.marks.truncate(place);
        for places in [&mut self.doubles, &mut self.singles] {
            while places.last().is_some_and(|last| *last >= place) {
                places.pop();
            }
        }
    }
}

fn marks(body: &str) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&byte) = body.as_bytes().get(at) {
        // no other ASCII character is a mark
        if byte.is_ascii() && !matches!(byte, b'"' | b'\'' | b'`') {
            at += 1;
            continue;
        }
        let mut rest = body[at..].chars();
        let Some(c) = rest.next() else { break };
        let mut after = rest.next();
        let mut len = c.len_utf8();
        let doubled = matches!(c, '`' | '\'') && after == Some(c);
        if doubled {
            after = rest.next();
            len *= 2;
        }
        let before = body[..at].chars().next_back();
        if let Some((level, side)) = classify(c, doubled, before, after) {
            out.push(Mark { at, len, level, side });
        }
        at += len;
    }
    out
}

fn classify(
    c: char,
    doubled: bool,
    before: Option<char>,
    after: Option<char>,
) -> Option<(Level, Side)> {
    let double = |side| Some((Level::Double, side));
    let single = |side| Some((Level::Single, side));
    match c {
        // a mistyped side: what follows a word and stands before a space closes
        '“' if before.is_some_and(|b| !opens(Some(b))) && after.is_none_or(char::is_whitespace) => {
            double(Side::Close)
        }
        '“' | '„' | '‟' | '«' | '「' | '『' => double(Side::Open),
        '”' | '»' | '」' | '』' => double(Side::Close),
        '`' if doubled => double(Side::Open),
        // two typewriter apostrophes: TeX closes with them, newspaper archives open too
        '\'' if doubled => double(straight_side(before, after)),
        '"' => double(straight_side(before, after)),
        '‹' | '‚' => single(Side::Open),
        '›' => single(Side::Close),
        '‘' if after.is_some_and(char::is_alphanumeric)
            || after.is_some_and(|a| matches!(a, '[' | '(' | '…')) =>
        {
            single(Side::Open)
        }
        // a letter on both sides makes an apostrophe
        '\'' | '’'
            if before.is_some_and(char::is_alphanumeric)
                && after.is_some_and(char::is_alphanumeric) =>
        {
            None
        }
        '\'' if opens(before) && after.is_some_and(|a| a.is_alphanumeric() || a == '[') => {
            single(Side::Open)
        }
        '\'' | '’' if before.is_some_and(|b| !b.is_whitespace()) => single(Side::Close),
        _ => None,
    }
}

/// True after white space, brackets, dashes and opening marks: where a quotation may begin.
fn opens(before: Option<char>) -> bool {
    before.is_none_or(|b| {
        b.is_whitespace()
            || matches!(b, '(' | '[' | '{' | '—' | '–' | '―' | '-' | '/' | '“' | '‘' | '"' | '«')
    })
}

fn straight_side(before: Option<char>, after: Option<char>) -> Side {
    let starts = opens(before);
    let ends = after.is_none_or(|a| {
        a.is_whitespace() || (!a.is_alphanumeric() && !matches!(a, '[' | '(' | '$' | '…'))
    });
    match (starts, ends) {
        (true, false) => Side::Open,
        (false, true) => Side::Close,
        _ => Side::Either,
    }
}

fn pair(body: &str, marks: &[Mark]) -> Vec<Quoted> {
    let mut out = Vec::new();
    let mut open = Open::default();
    // where the stretches found so far end: none ends behind the mark being read
    let mut floor = 0;
    let mut closes_left =
        marks.iter().filter(|m| m.level == Level::Double && m.side != Side::Open).count();
    for (index, mark) in marks.iter().enumerate() {
        let innermost = open.innermost(mark.level);
        if mark.level == Level::Double && mark.side != Side::Open {
            closes_left -= 1;
        }
        let closes = mark.side == Side::Close || (mark.side == Side::Either && innermost.is_some());
        match (closes, innermost) {
            (true, Some(k)) => {
                let start = open.marks[k];
                if mark.level == Level::Double || mark.at - start.at <= LONGEST_SINGLE {
                    out.push(stretch(start, *mark));
                    floor = mark.at + mark.len;
                }
                open.truncate(k);
            }
            (true, None) if mark.level == Level::Double => {
                if let Some(orphan) = orphan(body, *mark, floor) {
                    floor = orphan.span.end;
                    out.push(orphan);
                }
            }
            (true, None) => {}
            (false, k) => {
                if mark.level == Level::Double {
                    // no closing mark is left for both: the first one was never closed
                    if let Some(k) = k
                        && closes_left < open.doubles.len() + 1
                        && ends_clause(&body[open.marks[k].at..mark.at])
                    {
                        let unclosed = unclosed(body, open.marks[k], mark.at);
                        floor = floor.max(unclosed.span.end);
                        out.push(unclosed);
                        open.truncate(k);
                    }
                } else if !single_closes(&marks[index + 1..], mark.at) {
                    continue;
                }
                open.push(*mark);
            }
        }
    }
    let body_end = body.trim_end().len();
    let open = open.marks.iter().filter(|m| m.level == Level::Double);
    out.extend(open.map(|m| unclosed(body, *m, body_end)));
    out
}

/// True where the words can end a quotation: what opens behind them is a new one, not one inside.
fn ends_clause(words: &str) -> bool {
    words.trim_end().ends_with(['.', ',', '!', '?', ':'])
}

/// True where a single mark closes what opens at `start` before another double mark opens or closes.
fn single_closes(following: &[Mark], start: usize) -> bool {
    following
        .iter()
        .take_while(|m| m.level == Level::Single && m.at - start <= LONGEST_SINGLE)
        .any(|m| m.side == Side::Close)
}

fn stretch(open: Mark, close: Mark) -> Quoted {
    Quoted {
        span: Span::new(open.at, close.at + close.len),
        inner: Span::new(open.at + open.len, close.at),
        level: open.level,
        depth: 0,
        opened: true,
        closed: true,
    }
}

fn unclosed(body: &str, open: Mark, limit: usize) -> Quoted {
    let end = open.at + body[open.at..limit].trim_end().len();
    Quoted {
        span: Span::new(open.at, end),
        inner: Span::new((open.at + open.len).min(end), end),
        level: open.level,
        depth: 0,
        opened: true,
        closed: false,
    }
}

/// A closing mark without an opening one: the stretch begins with the sentence that the mark closes, and not
/// before `floor`, where the last stretch ends.
fn orphan(body: &str, close: Mark, floor: usize) -> Option<Quoted> {
    let before = body[floor..close.at].trim_end_matches(['.', '!', '?', ',', ' ']);
    let start = floor + before.rfind(['.', '!', '?']).map_or(0, |at| at + 1);
    let start = start + (body[start..close.at].len() - body[start..close.at].trim_start().len());
    (start < close.at).then(|| Quoted {
        span: Span::new(start, close.at + close.len),
        inner: Span::new(start, close.at),
        level: close.level,
        depth: 0,
        opened: false,
        closed: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, usize)]) {
        let found: Vec<(&str, usize)> = quoted(text, Span::new(0, text.len()))
            .iter()
            .map(|q| (q.span.of(text), q.depth))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn pairs_and_nests() {
        check("“A ‘b’ c,” he said. “D.”", &[("“A ‘b’ c,”", 0), ("‘b’", 1), ("“D.”", 0)]);
        check("\"One,\" she said. \"Two.\"", &[("\"One,\"", 0), ("\"Two.\"", 0)]);
        check("‘Sane’ and 'fit', unlike", &[("‘Sane’", 0), ("'fit'", 0)]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("the workers’ rights and Kim's plans, ’90s", &[]);
        check("rock 'n roll", &[]);
    }

    #[test]
    fn mixed_marks_pair() {
        check("writing \"your father is 'cool.”", &[("\"your father is 'cool.”", 0)]);
    }

    #[test]
    fn a_missing_mark_still_gives_a_stretch() {
        check("He said, “It goes on.", &[("“It goes on.", 0)]);
        check("Is it his? I cannot say\" he told us.", &[("I cannot say\"", 0)]);
        check("“One, he said. “Two,” he said.", &[("“One, he said.", 0), ("“Two,”", 0)]);
    }

    #[test]
    fn marks_that_never_close_cost_no_square() {
        let text = "“ ‘a (".repeat(100_000);
        assert_eq!(quoted(&text, Span::new(0, text.len())).len(), 100_000);
    }

    proptest::proptest! {
        #[test]
        fn stretches_lie_on_boundaries(text in "[\"“”‘’' a.b\n]{0,40}") {
            for q in quoted(&text, Span::new(0, text.len())) {
                proptest::prop_assert!(text.get(q.span.start..q.span.end).is_some());
                proptest::prop_assert!(q.span.contains(q.inner));
            }
        }
    }
}
