//! Where words are whose speaker is named behind them: “I counted them.” — Hanna Falk; a quotation that the page sets off with a
//! `<cite>`, an embedded post with its holder's account. The signature is no part of the words.

use super::signature::{Form, Signature, signature};
use crate::document::{Document, Paragraph};
use crate::speaker::{Resolved, SpeakerKind, Speakers, is_medium};
use std::collections::BTreeMap;
use variorum_model::{Platform, Span, Speaker};
use variorum_text::fold_word;

/// Words and who signs them.
#[derive(Clone, Debug)]
pub(super) struct Signed {
    /// By paragraph, in order; empty where only the account is shown.
    pub(super) words: Vec<Span>,
    /// The last paragraph that belongs to it: the signature's.
    pub(super) last: usize,
    pub(super) name: Span,
    pub(super) speaker: Resolved,
    pub(super) platform: Option<Platform>,
}

/// Paragraphs that one signature can stand behind.
const MOST_PARAGRAPHS: usize = 12;

/// The signed words of a report, by their first paragraph; the others' keys lead to nothing.
pub(super) fn signed(document: &Document, speakers: &Speakers) -> BTreeMap<usize, Signed> {
    let mut out: BTreeMap<usize, Signed> = BTreeMap::new();
    for (k, paragraph) in document.paragraphs.iter().enumerate().filter(|(_, p)| !p.is_title()) {
        let floor = out.values().next_back().map_or(0, |before| before.last + 1);
        let signs = Signs { document, speakers, floor };
        if let Some((first, signed)) = signs.at(k, paragraph) {
            out.insert(first, signed);
        }
    }
    out
}

/// Where the next signature may stand.
struct Signs<'a, 's> {
    document: &'a Document<'a>,
    speakers: &'a Speakers<'s>,
    /// The first paragraph that no signature has taken.
    floor: usize,
}

impl Signs<'_, '_> {
    fn at(&self, k: usize, paragraph: &Paragraph) -> Option<(usize, Signed)> {
        if k < self.floor {
            return None;
        }
        self.account_before(k, paragraph)
            .or_else(|| self.by_page(k, paragraph))
            .or_else(|| self.of_its_own(k, paragraph))
            .or_else(|| self.at_end(k, paragraph))
    }

    /// What the page marks as a signature.
    fn by_page(&self, k: usize, paragraph: &Paragraph) -> Option<(usize, Signed)> {
        let mark = self.document.prose.signature_in(paragraph.span)?;
        let found = self.read(mark)?;
        let before = Span::new(paragraph.span.start, mark.start);
        let before = self.without_dash(before);
        if !before.is_empty() {
            let (first, mut words) = self.set_off_before(k);
            words.push(before);
            return Some((first, self.signed(words, k, found, mark)));
        }
        let (first, words) = self.words_before(k, Form::Bare)?;
        Some((first, self.signed(words, k, found, mark)))
    }

    /// A paragraph that is no more than a signature.
    fn of_its_own(&self, k: usize, paragraph: &Paragraph) -> Option<(usize, Signed)> {
        let found = self.read(paragraph.span)?;
        let post = self.post(paragraph.span).is_some();
        let signs = match found.form {
            Form::Account => true,
            Form::Dashed => self.may_sign(found),
            Form::Bare => false,
        };
        if !signs {
            return None;
        }
        let form = if post { Form::Account } else { found.form };
        let (first, words) = self.words_before(k, form)?;
        Some((first, self.signed(words, k, found, paragraph.span)))
    }

    /// A signature behind the words of its own paragraph.
    fn at_end(&self, k: usize, paragraph: &Paragraph) -> Option<(usize, Signed)> {
        let text = self.document.of(paragraph.span);
        let outer: Vec<Span> =
            paragraph.quoted.iter().filter(|q| q.depth == 0).map(|q| q.span).collect();
        // “…,” said one. “…” — another: the paragraph is the reporter's
        let alone = outer.windows(2).all(|two| {
            let between = Span::new(two[0].end, two[1].start).of(self.document.text);
            let cues = &self.speakers.models.cues;
            !between.split_whitespace().any(|word| cues.contains_key(&fold_word(word)))
        });
        let marked =
            alone && outer.first().is_some_and(|first| first.start == paragraph.span.start);
        let last = outer.last().filter(|_| marked).map(|span| span.end - paragraph.span.start);
        let set_off = self.document.is_set_off(paragraph.span);
        let dashes = text.char_indices().filter(|(_, c)| matches!(c, '—' | '–' | '―' | '-'));
        let starts: Vec<usize> = last.into_iter().chain(dashes.map(|(at, _)| at)).collect();
        starts.into_iter().rev().take(MOST_DASHES).find_map(|at| {
            let before = &text[..at];
            let parted = before.ends_with(|c: char| c.is_whitespace() || "”\"».!?…".contains(c));
            let behind = Span::new(paragraph.span.start + at, paragraph.span.end);
            let found = self.read(behind).filter(|_| parted && !before.trim().is_empty())?;
            let whole = Some(at) == last
                || last
                    .and_then(|last| text.get(last..at))
                    .is_some_and(|between| between.trim().is_empty());
            let closed = before.trim_end().ends_with(['.', '!', '?', '…', '”', '"', '»']);
            let signs = match found.form {
                Form::Account => whole || text[at..].starts_with(['—', '–']),
                Form::Dashed => (whole || set_off && closed) && self.may_sign(found),
                Form::Bare => false,
            };
            if !signs {
                return None;
            }
            let own = Span::new(paragraph.span.start, paragraph.span.start + at);
            let (first, mut words) = if set_off { self.set_off_before(k) } else { (k, Vec::new()) };
            words.push(own.trim(self.document.text));
            Some((first, self.signed(words, k, found, behind)))
        })
    }

    /// An account above its words, as TikTok sets it.
    fn account_before(&self, k: usize, paragraph: &Paragraph) -> Option<(usize, Signed)> {
        let (post, platform) = self.post(paragraph.span).filter(|(_, p)| *p == Platform::TikTok)?;
        let found = self.read(paragraph.span).filter(|_| {
            paragraph.span.start == post.start && self.document.of(paragraph.span).starts_with('@')
        })?;
        let inside = self.document.paragraphs.iter().enumerate().skip(k + 1);
        let inside: Vec<(usize, Span)> = inside
            .take_while(|(_, next)| post.contains(next.span))
            .map(|(at, next)| (at, next.span))
            .collect();
        let last = inside.last().map_or(k, |(at, _)| *at);
        let words = inside.iter().map(|(_, span)| *span);
        let words = words.filter(|span| !self.document.of(*span).starts_with('♬')).collect();
        let signed = self.signed(words, last, found, paragraph.span);
        Some((k, Signed { platform: Some(platform), ..signed }))
    }

    /// The signature that the stretch holds.
    fn read(&self, span: Span) -> Option<Signature> {
        let found = signature(self.document.of(span), self.speakers.models)?;
        let name = Span::new(span.start + found.name.start, span.start + found.name.end);
        Some(Signature { name, ..found })
    }

    /// "— Reuters" credits an agency, and one word can be anything: a dash alone signs with a name of two, or a known one.
    fn may_sign(&self, found: Signature) -> bool {
        let name = self.document.of(found.name);
        let known = self.holder(found.name).speaker.entity.is_some();
        !is_medium(self.speakers.models, self.speakers.entities, name)
            && (name.split_whitespace().count() > 1 || known)
    }

    /// The words of the paragraphs before: of one quotation that the page sets off, one in marks, or a post's one.
    fn words_before(&self, k: usize, form: Form) -> Option<(usize, Vec<Span>)> {
        let (first, words) = self.set_off_before(k);
        if !words.is_empty() {
            return Some((first, words));
        }
        let before = k.checked_sub(1).filter(|before| *before >= self.floor)?;
        let is_whole = |paragraph: &Paragraph| {
            let mut outer = paragraph.quoted.iter().filter(|q| q.depth == 0);
            outer.next().is_some_and(|q| {
                q.span.start == paragraph.span.start && q.span.end == paragraph.span.end
            })
        };
        let one = &self.document.paragraphs[before];
        if one.is_title() {
            return None;
        }
        if is_whole(one) {
            let open = |at: &usize| {
                let paragraph = &self.document.paragraphs[*at];
                is_whole(paragraph) && paragraph.quoted.iter().any(|q| q.depth == 0 && !q.closed)
            };
            let first = (self.floor..before).rev().take(MOST_PARAGRAPHS).take_while(open).last();
            let first = first.unwrap_or(before);
            let words = (first..=before).map(|at| self.document.paragraphs[at].span).collect();
            return Some((first, words));
        }
        // a page's caption or `<cite>` needs words that are set off
        (form == Form::Account).then(|| (before, vec![one.span]))
    }

    /// The paragraphs right before that stand in the same quotation that the page sets off.
    fn set_off_before(&self, k: usize) -> (usize, Vec<Span>) {
        let here = self.document.paragraphs[k].span;
        let Some(whole) = self.document.prose.set_off_around(here) else { return (k, Vec::new()) };
        let inside = |at: &usize| whole.contains(self.document.paragraphs[*at].span);
        let first = (self.floor..k).rev().take(MOST_PARAGRAPHS).take_while(inside).last();
        let first = first.unwrap_or(k);
        (first, (first..k).map(|at| self.document.paragraphs[at].span).collect())
    }

    fn post(&self, span: Span) -> Option<(Span, Platform)> {
        self.document.prose.post_around(span)
    }

    fn without_dash(&self, span: Span) -> Span {
        let words = self.document.of(span);
        let kept = words.trim_end_matches(|c: char| c.is_whitespace() || "—–―-".contains(c));
        Span::new(span.start, span.start + kept.len()).trim(self.document.text)
    }

    fn signed(&self, words: Vec<Span>, last: usize, found: Signature, at: Span) -> Signed {
        let text = self.document.text;
        let words: Vec<Span> = words
            .into_iter()
            .filter(|span| !span.of(text).starts_with("View this post on"))
            .map(|span| without_address(text, span))
            .filter(|span| !span.is_empty())
            .collect();
        let shown = words.iter().any(|span| {
            let around = Span::new(span.start, at.start.max(span.end)).of(text);
            around.contains("pic.twitter.com")
                || around.contains("pic.x.com")
                || around.contains("https://t.co/")
        });
        let platform = self
            .post(at)
            .map(|(_, platform)| platform)
            .or(found.platform)
            .or_else(|| shown.then_some(Platform::Twitter));
        Signed { words, last, name: found.name, speaker: self.holder(found.name), platform }
    }

    /// Whom the name means: an entity of the report, else a name of its own.
    fn holder(&self, name: Span) -> Resolved {
        let words = self.document.of(name);
        let entities = self.speakers.entities;
        let ends = entities.in_span(name).filter(|(mention, _)| mention.end == name.end).last();
        let models = self.speakers.models;
        let entity = ends
            .map(|(_, id)| id)
            .filter(|&id| entities.all[id].is_person() || entities.all[id].words.len() > 1)
            .or_else(|| entities.by_label(words, |word| models.names.is_given(word)));
        entity.map_or_else(
            || Resolved {
                speaker: Speaker {
                    entity: None,
                    name: words.split_whitespace().collect::<Vec<_>>().join(" "),
                },
                kind: SpeakerKind::Person,
                sure: true,
            },
            |id| self.speakers.entity(id),
        )
    }
}

/// Dashes from the end that may begin a signature.
const MOST_DASHES: usize = 4;

/// Words without the addresses of pictures and pages that a post ends in.
fn without_address(text: &str, span: Span) -> Span {
    let mut span = span.trim(text);
    loop {
        let words = span.of(text);
        let last = words.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let token = &words[last..];
        let address =
            ["http://", "https://", "pic.", "www."].iter().any(|it| token.starts_with(it))
                && token.contains('/');
        if !address {
            return span;
        }
        span = Span::new(span.start, span.start + words[..last].trim_end().len());
    }
}
