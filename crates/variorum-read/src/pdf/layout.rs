//! Lines and paragraphs, told by where letters stand.
//!
//! Pieces come in the order in which the page shows them, which is the order of reading in what offices write. A line
//! ends where the height changes; a paragraph where the next line is further away than its neighbours, is set in, has
//! letters of another size, or follows a short line that ends a sentence. Numbers of pages and lines that stand on
//! every page are no words of it.

use std::collections::BTreeMap;

use super::content::Piece;
use crate::line::ends_sentence;

/// Distance between two letters, in heights, that is a space.
const SPACE: f64 = 0.18;
/// Distance that is a column's gap.
const GAP: f64 = 4.0;
/// How much further away than the usual a line of the next paragraph is.
const APART: f64 = 1.25;

#[derive(Clone, Debug)]
struct Line {
    text: String,
    x: f64,
    y: f64,
    end: f64,
    size: f64,
}

/// The text of the pages, a blank line between paragraphs.
pub(super) fn text(pages: &[Vec<Piece>]) -> String {
    let mut pages: Vec<Vec<Line>> = pages.iter().map(|pieces| lines(pieces)).collect();
    drop_repeated(&mut pages);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for lines in &pages {
        let usual = usual_distance(lines);
        let widest = lines.iter().map(|line| line.end).fold(0.0, f64::max);
        for (at, line) in lines.iter().enumerate() {
            let begins = match at.checked_sub(1).map(|before| &lines[before]) {
                Some(before) => is_new(before, line, usual, widest),
                // over a page's end a paragraph goes on where its sentence does
                None => !open,
            };
            match paragraphs.last_mut().filter(|_| !begins) {
                Some(paragraph) => join(paragraph, &line.text),
                None => paragraphs.push(line.text.clone()),
            }
        }
        open = paragraphs.last().is_some_and(|last| !ends_sentence(last) && last.len() > 60);
    }
    let known = words(&paragraphs);
    let whole: Vec<String> = paragraphs.iter().map(|paragraph| mend(paragraph, &known)).collect();
    whole.join("\n\n")
}

fn lines(pieces: &[Piece]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        let last = lines.last_mut().filter(|line| {
            let near = (line.y - piece.y).abs() <= 0.5 * line.size.max(piece.size).max(1.0);
            // a line never goes back, but for letters drawn twice
            near && piece.x >= line.end - line.size.max(1.0)
                && piece.x - line.end < GAP * line.size.max(8.0) * 3.0
        });
        match last {
            Some(line) => {
                let gap = piece.x - line.end;
                let spaced = line.text.ends_with(char::is_whitespace)
                    || piece.text.starts_with(char::is_whitespace);
                if gap > SPACE * line.size.max(1.0) && !spaced {
                    line.text.push(' ');
                }
                line.text.push_str(&piece.text);
                line.end = line.end.max(piece.end);
                if piece.text.trim().len() > 1 {
                    line.size = line.size.max(piece.size);
                }
            }
            None => lines.push(Line {
                text: piece.text.clone(),
                x: piece.x,
                y: piece.y,
                end: piece.end,
                size: piece.size,
            }),
        }
    }
    for line in &mut lines {
        let words: Vec<&str> = line.text.split_whitespace().collect();
        line.text = words.join(" ");
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// Leaves out page numbers, and what stands first or last on most pages.
fn drop_repeated(pages: &mut [Vec<Line>]) {
    let form = |line: &Line| {
        let letters = line.text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c });
        letters.collect::<String>().replace("00", "0")
    };
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for lines in pages.iter() {
        let mut edges: Vec<String> = edges(lines.len()).map(|at| form(&lines[at])).collect();
        edges.sort_unstable();
        edges.dedup();
        for edge in edges {
            *seen.entry(edge).or_default() += 1;
        }
    }
    let n_pages = pages.len();
    let is_number = |line: &Line| {
        let bare = line.text.trim_matches(|c: char| !c.is_alphanumeric());
        let bare =
            bare.strip_prefix("Page ").or_else(|| bare.strip_prefix("page ")).unwrap_or(bare);
        let of = bare.replace(" of ", "").replace([' ', '/'], "");
        !of.is_empty() && of.len() <= 8 && of.bytes().all(|byte| byte.is_ascii_digit())
    };
    for lines in pages.iter_mut() {
        let n = lines.len();
        let own: Vec<usize> = edges(n)
            .filter(|at| {
                let line = &lines[*at];
                let repeated = n_pages > 1
                    && seen.get(&form(line)).is_some_and(|times| *times * 2 > n_pages.max(2));
                (repeated || is_number(line)) && n > 1
            })
            .collect();
        let mut at = 0;
        lines.retain(|_| {
            at += 1;
            !own.contains(&(at - 1))
        });
    }
}

/// Places of the lines where a running head may stand: the first and the last, two of each on a full page.
fn edges(n: usize) -> impl Iterator<Item = usize> {
    let depth = if n >= 8 { 2 } else { 1 };
    (0..n).filter(move |at| *at < depth || at + depth >= n)
}

/// The distance of two lines that most have, in points.
fn usual_distance(lines: &[Line]) -> f64 {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for pair in lines.windows(2) {
        let distance = pair[0].y - pair[1].y;
        if distance > 0.5 * pair[1].size && distance < 4.0 * pair[1].size.max(4.0) {
            *counts.entry((distance * 2.0).round() as i64).or_default() += 1;
        }
    }
    let most = counts.iter().max_by_key(|(distance, count)| (**count, -**distance));
    most.map_or(0.0, |(distance, _)| *distance as f64 / 2.0)
}

fn is_new(before: &Line, line: &Line, usual: f64, widest: f64) -> bool {
    let distance = before.y - line.y;
    if distance < 0.0 {
        // the next column, or a box: it goes on where the sentence does
        return ends_sentence(&before.text) || before.text.len() < 30;
    }
    let other_size = (before.size - line.size).abs() > 0.15 * before.size.max(line.size);
    let apart = usual > 0.0 && distance > APART * usual;
    let far = distance > 2.2 * line.size.max(4.0);
    let set_in = line.x - before.x > 0.8 * line.size && line.x - before.x < 6.0 * line.size;
    let ends_early = ends_sentence(&before.text)
        && before.end < widest - 8.0 * line.size.max(4.0)
        && usual == 0.0;
    let is_item =
        line.text.starts_with(['•', '▪', '●', '–']) && line.text.chars().nth(1) == Some(' ');
    other_size || apart || far || (set_in && ends_sentence(&before.text)) || ends_early || is_item
}

/// Sets the next line behind a paragraph. A hyphen at its end is marked, to be looked at when all words are known.
fn join(paragraph: &mut String, line: &str) {
    if paragraph.ends_with('\u{ad}') {
        paragraph.pop();
        paragraph.push_str(line);
        return;
    }
    let is_cut = paragraph.ends_with(['-', '‐'])
        && paragraph.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && line.starts_with(char::is_lowercase);
    paragraph.push(if is_cut { CUT } else { ' ' });
    paragraph.push_str(line);
}

/// Stands where a line ended in a hyphen.
const CUT: char = '\u{1}';

/// The words of the text that no line's end cuts.
fn words(paragraphs: &[String]) -> BTreeMap<String, ()> {
    let split = paragraphs.iter().flat_map(|paragraph| {
        paragraph.split(|c: char| !c.is_alphabetic() && !matches!(c, '-' | '‐' | CUT))
    });
    split
        .filter(|word| !word.is_empty() && !word.contains(CUT))
        .map(|word| (word.to_lowercase(), ()))
        .collect()
}

/// A word that was cut by a hyphen is one word where the text has it whole elsewhere; else the hyphen stays.
fn mend(paragraph: &str, known: &BTreeMap<String, ()>) -> String {
    let mut whole = String::new();
    for (n, part) in paragraph.split(CUT).enumerate() {
        if n > 0 {
            let letters = |c: &char| c.is_alphabetic();
            let bare = whole.trim_end_matches(['-', '‐']);
            let first: Vec<char> = bare.chars().rev().take_while(letters).collect();
            let word: String =
                first.into_iter().rev().chain(part.chars().take_while(letters)).collect();
            if known.contains_key(&word.to_lowercase()) {
                whole.truncate(bare.len());
            }
        }
        whole.push_str(part);
    }
    whole.retain(|c| c != '\u{ad}');
    whole
}
