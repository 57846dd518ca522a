//! The reports that are open, and the answer they give about a quotation.

use crate::aliases::Aliases;
use crate::align::{Meets, align};
use crate::judge::{Judged, judge};
use crate::lists;
use crate::locate::{stretches, windows};
use crate::passage::{At, Opened};
use crate::query::Query;
use crate::translation;
use crate::who::{self, By, Credit};
use crate::word::{Lexicon, Word};
use std::collections::BTreeMap;
use variorum_collate::Credits;
use variorum_model::{Annotated, Change, ChangeKind, Match, PassageVoice, Verification, Wording};

/// With fewer words only the words themselves count: a near match of so few tells nothing.
const NEAR_WORDS: usize = 3;
/// Share of the words asked that an altered quotation keeps.
const ALTERED_SHARE: f32 = 0.6;
/// Share from which the passage is no longer taken for another rendering.
const SURE_SHARE: f32 = 0.8;

/// Annotated reports, open for questions.
#[derive(Debug, Default)]
pub struct Shelf {
    lexicon: Lexicon,
    opened: BTreeMap<usize, Opened>,
    credits: Credits,
    aliases: Aliases,
    is_settled: bool,
}

impl Shelf {
    /// A shelf that knows a user's own names.
    pub fn new(aliases: Aliases) -> Self {
        Self { aliases, ..Self::default() }
    }

    /// Puts a report on the shelf under a number of the caller's.
    pub fn open(&mut self, number: usize, annotated: Annotated) {
        let opened = Opened::new(annotated, &mut self.lexicon);
        self.opened.insert(number, opened);
        self.is_settled = false;
    }

    /// Puts a primary text on the shelf, such as the speech itself.
    pub fn open_primary(&mut self, number: usize, annotated: Annotated) {
        let opened = Opened::primary(annotated, &mut self.lexicon);
        self.opened.insert(number, opened);
        self.is_settled = false;
    }

    /// The report under a number.
    pub fn get(&self, number: usize) -> Option<&Annotated> {
        self.opened.get(&number).map(|opened| &opened.annotated)
    }

    /// What figures are compared with.
    pub(crate) fn parts(&mut self) -> (&Credits, &Aliases, &BTreeMap<usize, Opened>) {
        self.settle();
        (&self.credits, &self.aliases, &self.opened)
    }

    fn settle(&mut self) {
        if !self.is_settled {
            let all: Vec<&Annotated> = self.opened.values().map(|o| &o.annotated).collect();
            self.credits = Credits::of(&all);
            self.is_settled = true;
        }
    }

    /// What the open reports answer, those named in `among`.
    pub fn verify(&mut self, query: &Query, among: &[usize]) -> Verification {
        self.settle();
        let asked = query.words(&mut self.lexicon);
        let by = query.by.as_deref().map(By::parse);
        let asking = Asking { query, asked: &asked, by, shelf: self };
        let mut matches: Vec<Match> = among
            .iter()
            .filter_map(|number| Some((*number, self.opened.get(number)?)))
            .filter_map(|(number, opened)| asking.best(number, opened))
            .collect();
        matches.sort_by(|a, b| {
            let wording = a.wording.cmp(&b.wording);
            wording.then(b.score.total_cmp(&a.score)).then(a.report.cmp(&b.report))
        });
        let wording = matches.first().map_or(Wording::NotFound, |found| found.wording);
        if wording == Wording::NotFound {
            matches.truncate(1);
        } else {
            matches.retain(|found| found.wording != Wording::NotFound);
        }
        Verification { wording, by: query.by.clone(), matches }
    }
}

struct Asking<'a> {
    query: &'a Query,
    asked: &'a [Word],
    by: Option<By<'a>>,
    shelf: &'a Shelf,
}

impl Asking<'_> {
    /// The best match in one report; `None` where nothing is near.
    fn best(&self, number: usize, opened: &Opened) -> Option<Match> {
        let lexicon = &self.shelf.lexicon;
        let mut best: Option<Match> = None;
        let mut keep = |found: Option<Match>| {
            let better = |a: &Match, b: &Match| {
                let (x, y) = (a.wording, b.wording);
                x < y || x == y && a.score > b.score
            };
            if let Some(found) = found
                && best.as_ref().is_none_or(|best| better(&found, best))
            {
                best = Some(found);
            }
        };
        let windows = windows(self.asked, opened);
        let is_near = !windows.is_empty();
        for window in windows {
            let meets = align(self.asked, opened, window, lexicon);
            keep(self.matched(number, opened, &meets));
        }
        let is_connector = |word: &Word| lists::is_connector(lexicon.text(word.form));
        let is_credited = |word: usize| {
            let by = |by: &By| {
                let shelf = self.shelf;
                who::credit(by, opened, word, &shelf.credits, &shelf.aliases) != Credit::Other
            };
            self.by.as_ref().is_none_or(by)
        };
        if self.asked.len() >= 2 * NEAR_WORDS
            && let Some(meets) = stretches(self.asked, opened, is_connector, is_credited)
        {
            keep(self.matched(number, opened, &meets));
        }
        if best.as_ref().is_none_or(|found| found.wording >= Wording::Fused)
            && is_near
            && self.asked.len() >= 2 * NEAR_WORDS
            && best.as_ref().is_none_or(|found| found.score < SURE_SHARE)
            && let Some(quotation) = translation::find(self.query, opened)
        {
            best = Some(self.translated(number, opened, quotation));
        }
        best
    }

    fn matched(&self, number: usize, opened: &Opened, meets: &Meets) -> Option<Match> {
        let judged = judge(self.asked, meets, opened, &self.shelf.lexicon);
        let first = *judged.same.first()?;
        let (voice, outside) = voice(&judged, opened);
        let middle = self.speaking(&judged, opened, first);
        let mut wording = self.wording(&judged);
        let mut changes = judged.changes.clone();
        let credit = self.credit(opened, &judged);
        let credited_alike = self.by.is_some() && credit != Credit::Other;
        if judged.is_of_two && wording <= Wording::Joined && !credited_alike {
            wording = Wording::Fused;
        }
        if wording <= Wording::Joined {
            if voice != PassageVoice::Quoted || !outside.is_empty() {
                wording = Wording::Dequoted;
                changes.extend(outside.iter().map(|&at| Change {
                    asked: variorum_model::Span::default(),
                    found: opened.words[at].span,
                    kind: ChangeKind::OutsideMarks,
                }));
            } else if credit == Credit::Other {
                wording = Wording::Misattributed;
            }
        }
        changes.sort_by_key(|change| (change.asked.start, change.found.start));
        let (speaker, chain) = who::told(opened, middle);
        let score = judged.share();
        let spans = judged.spans(opened);
        Some(Match { report: number, wording, spans, speaker, chain, voice, changes, score })
    }

    /// What the words are, or nothing near.
    fn wording(&self, judged: &Judged) -> Wording {
        let wording = judged.wording();
        if wording < Wording::Spun {
            return wording;
        }
        let run = judged.longest_run;
        let near = judged.share() >= ALTERED_SHARE && (run >= 4 || run * 3 >= judged.n_asked);
        if judged.n_asked < NEAR_WORDS || !near { Wording::NotFound } else { wording }
    }

    /// Who is credited with every part of the passage.
    fn credit(&self, opened: &Opened, judged: &Judged) -> Credit {
        let Some(by) = &self.by else { return Credit::Same };
        let mut seen: Option<At> = None;
        let mut out = Credit::Same;
        for &word in &judged.same {
            if seen == Some(opened.at[word]) {
                continue;
            }
            seen = Some(opened.at[word]);
            let shelf = self.shelf;
            out = out.min(who::credit(by, opened, word, &shelf.credits, &shelf.aliases));
        }
        out
    }

    /// The word of the passage that says who speaks: the first that is credited.
    fn speaking(&self, judged: &Judged, opened: &Opened, first: usize) -> usize {
        let credited = judged.same.iter().find(|&&at| matches!(opened.at[at], At::Quoted(_)));
        credited.copied().unwrap_or(first)
    }

    fn translated(&self, number: usize, opened: &Opened, quotation: usize) -> Match {
        let found = &opened.annotated.quotations[quotation];
        let chain = opened.annotated.attributions.get(found.attribution).map(|a| a.chain.clone());
        Match {
            report: number,
            wording: Wording::OtherTranslation,
            spans: found.content.clone(),
            speaker: found.speaker.clone(),
            chain: chain.unwrap_or_default(),
            voice: PassageVoice::Quoted,
            changes: Vec::new(),
            score: 0.5,
        }
    }
}

/// Whose voice the passage is in, and the words of it that stand outside the marks where some stand inside.
fn voice(judged: &Judged, opened: &Opened) -> (PassageVoice, Vec<usize>) {
    let outside: Vec<usize> =
        judged.same.iter().copied().filter(|&at| !opened.at[at].is_quoted()).collect();
    if outside.len() < judged.same.len() {
        return (PassageVoice::Quoted, outside);
    }
    let indirect = judged.same.iter().filter(|&&at| matches!(opened.at[at], At::Indirect(_)));
    let voice = if indirect.count() * 2 > judged.same.len() {
        PassageVoice::Indirect
    } else {
        PassageVoice::Narrator
    };
    (voice, Vec::new())
}
