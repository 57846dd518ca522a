//! An alignment judged: what changed where, and what that makes of the quotation.

use crate::align::Meets;
use crate::change;
use crate::lists;
use crate::passage::Opened;
use crate::word::{Lexicon, Word};
use std::ops::Range;
use variorum_model::{Change, ChangeKind, Span, Wording};

/// Words of each stretch at least where two are joined.
const JOINED_WORDS: usize = 4;

/// Words of less weight ("of", "has") stand in many places and have not moved.
const MOVABLE: f32 = 1.2;

/// What an alignment comes to.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    pub changes: Vec<Change>,
    /// Words of the report that say the same as the words asked, in the order asked.
    pub same: Vec<usize>,
    /// Words of the report that the passage takes in.
    pub used: Vec<usize>,
    /// Words asked, glosses aside.
    pub n_asked: usize,
    /// Words of the longest run that is the same.
    pub longest_run: usize,
    /// True where stretches meet inside a clause.
    pub is_fused: bool,
    /// True where stretches of two speakers meet, as the report names them.
    pub is_of_two: bool,
    /// True where the words changed are words that stand elsewhere in the passage.
    pub has_moved: bool,
}

impl Judged {
    /// Share of the words asked that are the same.
    #[expect(clippy::cast_precision_loss, reason = "a quotation has few words")]
    pub fn share(&self) -> f32 {
        (self.same.len() as f32 / self.n_asked.max(1) as f32).min(1.0)
    }

    fn has(&self, kind: ChangeKind) -> bool {
        self.changes.iter().any(|change| change.kind == kind)
    }

    /// What the words are, whoever said them.
    pub fn wording(&self) -> Wording {
        use ChangeKind::{Addition, Cut, Gloss, Inflection, Join, Name, Negation, Number};
        use ChangeKind::{Omission, Spin, Substitution};
        if self.has_moved && !self.has(Negation) && !self.has(Number) {
            return Wording::Fused;
        }
        if [Addition, Substitution, Negation, Number, Name].iter().any(|kind| self.has(*kind)) {
            return Wording::Altered;
        }
        let told = [
            (self.is_fused, Wording::Fused),
            (self.has(Spin), Wording::Spun),
            (self.has(Join), Wording::Joined),
            (self.has(Omission), Wording::CutUnmarked),
            (self.has(Inflection), Wording::Inflected),
            (self.has(Cut), Wording::Cut),
            (self.has(Gloss), Wording::Glossed),
        ];
        told.iter().find(|(is, _)| *is).map_or(Wording::Verbatim, |(_, wording)| *wording)
    }

    /// The passage as spans of the report, broken where it leaves something out.
    pub fn spans(&self, opened: &Opened) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        let mut last = None;
        for &at in &self.used {
            let span = opened.words[at].span;
            match out.last_mut() {
                Some(open) if last.is_some_and(|last: usize| at == last + 1) => {
                    *open = open.cover(span);
                }
                _ => out.push(span),
            }
            last = Some(at);
        }
        out
    }
}

/// Judges the words asked as they meet the report's.
pub(crate) fn judge(asked: &[Word], meets: &Meets, opened: &Opened, lexicon: &Lexicon) -> Judged {
    let same = |i: usize| meets[i].filter(|&j| opened.words[j].form == asked[i].form);
    let anchors: Vec<(usize, usize)> =
        (0..asked.len()).filter_map(|i| same(i).map(|j| (i, j))).collect();
    let mut judging = Judging {
        asked,
        opened,
        lexicon,
        stretch: 0,
        was_joined: false,
        out: Judged {
            changes: Vec::new(),
            same: Vec::new(),
            used: Vec::new(),
            n_asked: asked.iter().filter(|word| !word.is_bracketed).count(),
            longest_run: 0,
            is_fused: false,
            is_of_two: false,
            has_moved: false,
        },
    };
    let Some(&(first, from)) = anchors.first() else {
        return judging.out;
    };
    let stands_for = |range: Range<usize>| {
        let places = range.filter_map(|i| meets[i]);
        let (low, high) = (places.clone().min(), places.max());
        low.zip(high).map_or(0..0, |(low, high)| low..high + 1)
    };
    let head = stands_for(0..first);
    judging.changed(0..first, head.start.min(head.end.min(from))..head.end.min(from));
    let mut run = 0;
    let mut before: Option<(usize, usize)> = None;
    for &(i, j) in &anchors {
        if let Some((i0, j0)) = before {
            run = if i == i0 + 1 && j == j0 + 1 { run + 1 } else { 1 };
            judging.between((i0, j0), (i, j));
        } else {
            run = 1;
        }
        judging.same(i, j);
        judging.out.longest_run = judging.out.longest_run.max(run);
        before = Some((i, j));
    }
    let (last, to) = before.unwrap_or((first, from));
    let tail = stands_for(last + 1..asked.len());
    let tail = tail.start.max(to + 1)..tail.end;
    judging.changed(last + 1..asked.len(), tail.start.min(tail.end)..tail.end);
    judging.finish()
}

struct Judging<'a> {
    asked: &'a [Word],
    opened: &'a Opened,
    lexicon: &'a Lexicon,
    out: Judged,
    /// Words since the last joint.
    stretch: usize,
    was_joined: bool,
}

impl Judging<'_> {
    fn same(&mut self, i: usize, j: usize) {
        self.stretch += 1;
        let (asked, found) = (&self.asked[i], &self.opened.words[j]);
        if found.is_bracketed && !asked.is_bracketed {
            self.change(i..i + 1, j..j + 1, ChangeKind::Gloss);
        }
        self.out.same.push(j);
        self.out.used.push(j);
    }

    /// True where words that were put in or changed are words that this passage leaves out.
    fn has_moved(&self) -> bool {
        let of = |words: &[Word], span: Span| -> Vec<u32> {
            let inside = words.iter().filter(|word| span.contains(word.span) && !span.is_empty());
            inside.filter(|word| word.weight >= MOVABLE).map(|word| word.form).collect()
        };
        let opened = &self.opened.words;
        let left_out: Vec<u32> =
            self.out.changes.iter().flat_map(|change| of(opened, change.found)).collect();
        let put_in: Vec<u32> =
            self.out.changes.iter().flat_map(|change| of(self.asked, change.asked)).collect();
        !put_in.is_empty() && put_in.iter().all(|form| left_out.contains(form))
    }

    fn finish(mut self) -> Judged {
        if self.was_joined && self.stretch < JOINED_WORDS {
            self.out.is_fused = true;
        }
        self.out.has_moved = self.has_moved();
        self.out
    }

    /// What stands between two words that are the same.
    fn between(&mut self, (i0, j0): (usize, usize), (i1, j1): (usize, usize)) {
        let asked = i0 + 1..i1;
        let joins = self.asked[asked.clone()]
            .iter()
            .all(|word| lists::is_connector(self.lexicon.text(word.form)));
        let both_quoted = self.opened.at[j0].is_quoted() && self.opened.at[j1].is_quoted();
        if j1 <= j0 || both_quoted && !self.opened.one_utterance(j0, j1) {
            self.joint((i0, j0), (i1, j1));
            if !joins && !asked.is_empty() {
                self.changed(asked, j1..j1);
            }
            return;
        }
        let skipped: Vec<usize> =
            (j0 + 1..j1).filter(|&j| !both_quoted || self.opened.at[j].is_quoted()).collect();
        let found = match (skipped.first(), skipped.last()) {
            (Some(&first), Some(&last)) => first..last + 1,
            _ => j0 + 1..j0 + 1,
        };
        if asked.is_empty() && !found.is_empty() {
            let words: Vec<Word> = skipped.iter().map(|&j| self.opened.words[j]).collect();
            let glossed = [i0, i1].map(|i| self.asked[i]).iter().any(|word| word.is_bracketed)
                && !words.iter().any(|word| word.is_bracketed);
            let kind = if self.asked[i1].after_ellipsis {
                change::declared(&words, self.lexicon)
            } else if glossed {
                let bracketed: Vec<Word> =
                    self.asked.iter().filter(|word| word.is_bracketed).copied().collect();
                change::gloss(&bracketed, &words, self.lexicon)
            } else if words.iter().all(|word| word.is_bracketed) {
                ChangeKind::Gloss
            } else {
                change::omission(&words, self.lexicon)
            };
            let silent = !matches!(kind, ChangeKind::Cut | ChangeKind::Gloss);
            let leaps = silent && !self.asked[i1].after_ellipsis && self.leaps(&skipped, j1);
            self.out.is_fused |= leaps;
            let kind = if leaps { ChangeKind::Join } else { kind };
            self.change(asked, found, kind);
            return;
        }
        self.changed(asked, found);
    }

    /// True where what is left out begins inside one sentence and ends inside another.
    fn leaps(&self, skipped: &[usize], next: usize) -> bool {
        const LEAP_WORDS: usize = 8;
        let begins = |at: usize| self.opened.words[at].begins_clause;
        skipped.len() > LEAP_WORDS
            && !begins(skipped[0])
            && !begins(next)
            && skipped.iter().any(|&at| self.opened.words[at].begins_sentence)
    }

    /// Words for others, or words put in.
    fn changed(&mut self, asked: Range<usize>, found: Range<usize>) {
        let (a, f) = (&self.asked[asked.clone()], &self.opened.words[found.clone()]);
        if a.is_empty() {
            return;
        }
        // a connector that begins what is asked, or a gloss at its end, meets nothing
        let in_brackets = f.iter().any(|word| word.is_bracketed);
        let kind = if !in_brackets && a.iter().all(|word| word.is_bracketed) {
            Some(change::gloss(a, f, self.lexicon))
        } else if f.is_empty() {
            Some(change::addition(a, self.lexicon))
        } else {
            self.split_gloss(a, f)
        };
        if !matches!(kind, Some(ChangeKind::Gloss)) || !f.is_empty() {
            self.out.used.extend(found.clone());
        }
        match kind {
            None => {
                self.out.same.extend(found);
                self.stretch += a.len();
            }
            Some(kind) => {
                if kind == ChangeKind::Inflection {
                    self.out.same.extend(found.clone());
                }
                self.change(asked, found, kind);
            }
        }
    }

    /// "the [old] port" for "the harbour": the gloss aside, one word for another.
    fn split_gloss(&self, a: &[Word], f: &[Word]) -> Option<ChangeKind> {
        if f.iter().any(|word| word.is_bracketed) {
            return change::substitution(a, f, self.lexicon);
        }
        let bare: Vec<Word> = a.iter().filter(|word| !word.is_bracketed).copied().collect();
        if bare.len() == a.len() {
            return change::substitution(a, f, self.lexicon);
        }
        match change::substitution(&bare, f, self.lexicon) {
            None | Some(ChangeKind::Inflection) => Some(ChangeKind::Gloss),
            kind => kind,
        }
    }

    /// Two stretches that stand apart meet.
    fn joint(&mut self, (i0, j0): (usize, usize), (i1, j1): (usize, usize)) {
        let opened = self.opened;
        let ends = opened.words.get(j0 + 1).is_none_or(|next| next.begins_clause)
            || opened.at.get(j0 + 1) != opened.at.get(j0);
        let begins =
            opened.words[j1].begins_clause || j1 == 0 || opened.at[j1 - 1] != opened.at[j1];
        let short = self.stretch < JOINED_WORDS;
        let parted = self.asked[i1].begins_clause || i1 > i0 + 1;
        let meets = ends && begins || parted && (ends || begins);
        if short || !meets {
            self.out.is_fused = true;
        }
        self.out.is_of_two |= !opened.same_speaker(j0, j1);
        (self.stretch, self.was_joined) = (0, true);
        self.change(i0 + 1..i1, j1..j1, ChangeKind::Join);
    }

    fn change(&mut self, asked: Range<usize>, found: Range<usize>, kind: ChangeKind) {
        self.out.changes.push(Change {
            asked: span(self.asked, &asked),
            found: span(&self.opened.words, &found),
            kind,
        });
    }
}

/// The span of a range of words; the place behind the word before it where the range is empty.
fn span(words: &[Word], range: &Range<usize>) -> Span {
    if range.is_empty() {
        let place = match range.start.checked_sub(1) {
            Some(before) => words.get(before).map_or(0, |word| word.span.end),
            None => words.first().map_or(0, |word| word.span.start),
        };
        return Span::new(place, place);
    }
    words[range.clone()].iter().map(|word| word.span).reduce(Span::cover).unwrap_or_default()
}
