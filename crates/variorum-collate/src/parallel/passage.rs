//! Sentences as they are compared: their words, names, figures, days, and whose words they are.
//!
//! Sentences of the same words are one passage with several places, so that copies cost nothing.

use crate::meaning::Meaning;
use crate::polarity::{is_negator, negations};
use crate::word::{Lexicon, Word};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use variorum_model::{Annotated, BlockRole, EntityKind, Mode, Span, Voice};
use variorum_text::TokenKind;

/// Words of the longest sentence that is compared; what stands behind them is not read.
const LONGEST: usize = 120;
/// Content words of the shortest sentence that tells something.
const SHORTEST: usize = 2;

/// A sentence of one report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Index of the witness.
    pub witness: usize,
    /// Where it stands.
    pub span: Span,
    /// Whose words it is.
    pub voice: Voice,
}

/// A content word of a passage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Term {
    pub stem: u32,
    /// By the background.
    pub weight: f32,
    /// The same, less where many sentences of the story have it.
    pub rare: f32,
    /// Its place in the word vectors.
    pub meaning: Option<u32>,
    /// True where the story writes it as a name.
    pub name: bool,
    /// True inside quotation marks.
    pub marked: bool,
    /// True where a negator governs it.
    pub negated: bool,
}

/// A sentence, or several of the same words.
#[derive(Clone, Debug)]
pub(crate) struct Passage {
    /// Where it stands; at least one, in order.
    pub places: Vec<Place>,
    /// Its content words in order of stem, each once.
    pub terms: Vec<Term>,
    /// Stems of its content words as they follow one another.
    pub run: Vec<u32>,
    /// Names of its words and, through pronouns, of its people and bodies, sorted.
    pub named: Vec<u32>,
    /// Its figures, as bits, sorted.
    pub figures: Vec<u64>,
    /// Its days and other times, sorted.
    pub times: Vec<String>,
    /// Stems of the last names of those who speak in it, sorted.
    pub speakers: Vec<u32>,
    /// True for a title or standfirst.
    pub title: bool,
    /// Index among the sentences of its first place's report.
    pub index: usize,
    /// How many sentences that report has.
    pub of: usize,
    /// Spoken words.
    pub length: usize,
    /// Share of its words inside marks.
    pub marked: f32,
    /// True where it negates something.
    pub negates: bool,
    /// Mean of its words' vectors, by weight, of length 1; empty where none is known.
    pub meaning: Vec<f32>,
}

/// The passages of a story, and for each witness its passages in order.
#[derive(Debug, Default)]
pub(crate) struct Passages {
    pub all: Vec<Passage>,
    /// For each witness, the passage of each of its sentences.
    pub of: Vec<Vec<usize>>,
}

impl Passages {
    /// Cuts the reports into passages.
    pub fn cut(reports: &[&Annotated], lexicon: &mut Lexicon) -> Self {
        let mut out = Self::default();
        let mut known: HashMap<Vec<u32>, usize> = HashMap::new();
        let mut case = Case::default();
        let sentences: Vec<Vec<(Span, bool)>> = reports.iter().map(|r| sentences(r)).collect();
        for (witness, annotated) in reports.iter().enumerate() {
            let around = Around::of(annotated, lexicon);
            let mut own = Vec::new();
            for (span, title) in &sentences[witness] {
                let mut words = lexicon.words(&annotated.report.text, &[*span]);
                words.truncate(LONGEST);
                case.count(&words, &annotated.report.text, *title);
                let forms: Vec<u32> =
                    words.iter().filter(|w| w.is_spoken()).map(|w| w.form).collect();
                if words.iter().filter(|w| w.is_content()).count() < SHORTEST {
                    continue;
                }
                let place = Place { witness, span: *span, voice: around.voice(*span) };
                let at = *known.entry(forms).or_insert(out.all.len());
                if at < out.all.len() {
                    out.all[at].places.push(place);
                } else {
                    out.all.push(around.passage(place, &words, *title, lexicon));
                    out.all[at].index = own.len();
                }
                own.push(at);
            }
            let count = own.len();
            for &at in &own {
                let passage = &mut out.all[at];
                if passage.places[0].witness == witness {
                    passage.of = count;
                }
            }
            out.of.push(own);
        }
        finish(&mut out.all, &case);
        out
    }
}

/// The sentences of title and prose, each with whether it stands in a headline.
fn sentences(annotated: &Annotated) -> Vec<(Span, bool)> {
    let report = &annotated.report;
    let prose: Vec<_> = report.prose().collect();
    let mut out = Vec::new();
    for span in &annotated.every_sentence {
        let at = prose.partition_point(|block| block.span.end <= span.start);
        let Some(block) = prose.get(at).filter(|block| block.span.overlaps(*span)) else {
            continue;
        };
        out.push((*span, matches!(block.role, BlockRole::Title | BlockRole::Standfirst)));
    }
    out
}

/// What the annotations say of any stretch of one report.
struct Around<'a> {
    annotated: &'a Annotated,
    /// Marked stretches, and those of indirect speech, in order.
    marked: Vec<Span>,
    indirect: Vec<Span>,
    /// (mention, key of its name), in order of place.
    mentions: Vec<(Span, Vec<u32>)>,
    /// (stretch of a quotation, key of its speaker's last name), in order.
    speakers: Vec<(Span, u32)>,
}

impl<'a> Around<'a> {
    fn of(annotated: &'a Annotated, lexicon: &mut Lexicon) -> Self {
        let mut marked = Vec::new();
        let mut indirect = Vec::new();
        let mut speakers = Vec::new();
        for quotation in &annotated.quotations {
            let into = if quotation.mode == Mode::Indirect { &mut indirect } else { &mut marked };
            into.extend(quotation.content.iter().copied());
            let name = quotation.speaker.as_ref().and_then(|s| key(&s.name, true, lexicon).pop());
            if let Some(name) = name {
                speakers.extend(quotation.content.iter().map(|span| (*span, name)));
            }
        }
        marked.sort_unstable();
        indirect.sort_unstable();
        speakers.sort_unstable();
        let mut mentions = Vec::new();
        for entity in &annotated.entities {
            let name = key(&entity.name, entity.kind == EntityKind::Person, lexicon);
            mentions.extend(entity.mentions.iter().map(|span| (*span, name.clone())));
        }
        mentions.sort_unstable();
        Self { annotated, marked, indirect, mentions, speakers }
    }

    /// Whose words the sentence is, by the greater part of it.
    fn voice(&self, span: Span) -> Voice {
        let marked = covered(&self.marked, span);
        if marked * 2 >= span.len() {
            Voice::Quoted
        } else if (marked + covered(&self.indirect, span)) * 2 >= span.len() {
            Voice::Attributed
        } else {
            Voice::Narrator
        }
    }

    fn passage(&self, place: Place, words: &[Word], title: bool, lexicon: &mut Lexicon) -> Passage {
        let negated = negations(words, &[], lexicon);
        let length = words.iter().filter(|w| w.is_spoken()).count();
        let inside = |w: &Word| within(&self.marked, w.span);
        let marked = words.iter().filter(|w| w.is_spoken() && inside(w)).count();
        let mut terms: Vec<Term> = words
            .iter()
            .zip(&negated)
            .filter(|(word, _)| word.is_content())
            .map(|(word, negated)| Term {
                stem: word.stem,
                weight: word.weight,
                rare: word.weight,
                meaning: Meaning::shipped().find(lexicon.text(word.form)),
                name: false,
                marked: inside(word),
                negated: negated.is_some(),
            })
            .collect();
        let run = terms.iter().map(|term| term.stem).collect();
        terms.sort_by_key(|term| term.stem);
        terms.dedup_by(|b, a| {
            let same = a.stem == b.stem;
            if same {
                a.marked |= b.marked;
                a.negated |= b.negated;
                a.meaning = a.meaning.or(b.meaning);
            }
            same
        });
        let under = |span: &Span| place.span.contains(*span);
        let mentions = from(&self.mentions, place.span, |m| m.0).iter();
        let mut named: Vec<u32> = mentions
            .take_while(|(span, _)| span.start < place.span.end)
            .filter(|(span, _)| under(span))
            .flat_map(|(_, name)| name.iter().copied())
            .collect();
        sort(&mut named);
        let speakers = self.speakers.iter().filter(|(span, _)| span.overlaps(place.span));
        let mut speakers: Vec<u32> = speakers.map(|(_, name)| *name).collect();
        sort(&mut speakers);
        let negates = words.iter().any(|w| is_negator(lexicon.text(w.form)));
        Passage {
            places: vec![place],
            terms,
            run,
            named,
            figures: self.figures(words, place.span),
            times: self.times(place.span),
            speakers,
            title,
            index: 0,
            of: 1,
            length,
            marked: marked as f32 / length.max(1) as f32,
            negates,
            meaning: Vec::new(),
        }
    }

    /// Figures with what they count left out, and bare numbers.
    fn figures(&self, words: &[Word], span: Span) -> Vec<u64> {
        let known: Vec<_> =
            self.annotated.quantities.iter().filter(|q| span.contains(q.span)).collect();
        let text = &self.annotated.report.text;
        let mut out: Vec<u64> = known.iter().map(|q| q.value.to_bits()).collect();
        for word in words.iter().filter(|word| word.kind == TokenKind::Number) {
            let free = !known.iter().any(|q| q.span.contains(word.span));
            let digits = word.span.of(text).replace(',', "");
            if let (true, Ok(value)) = (free, digits.parse::<f64>()) {
                out.push(value.to_bits());
            }
        }
        sort(&mut out);
        out
    }

    fn times(&self, span: Span) -> Vec<String> {
        let times = from(&self.annotated.times, span, |time| time.span).iter();
        let mut out: Vec<String> = times
            .take_while(|time| time.span.start < span.end)
            .filter_map(|time| time.value.as_ref())
            .map(|value| value.get(..10).unwrap_or(value).to_owned())
            .collect();
        sort(&mut out);
        out
    }
}

/// Numbers of the folded words of a name; of a person only the last.
fn key(name: &str, person: bool, lexicon: &mut Lexicon) -> Vec<u32> {
    let words = lexicon.words(name, &[Span::new(0, name.len())]);
    let mut stems = words.iter().filter(|w| w.is_content()).map(|w| w.stem);
    if person { stems.next_back().into_iter().collect() } else { stems.collect() }
}

/// How many bytes of the span lie under the spans, which are in order of their beginning.
fn covered(spans: &[Span], span: Span) -> usize {
    let mut end = span.start;
    let mut sum = 0;
    for other in spans.iter().filter(|other| other.overlaps(span)) {
        let start = other.start.max(end);
        let stop = other.end.min(span.end);
        if stop > start {
            sum += stop - start;
            end = stop;
        }
    }
    sum
}

fn within(spans: &[Span], span: Span) -> bool {
    let until = spans.partition_point(|other| other.start <= span.start);
    spans[..until].iter().rev().take(8).any(|other| other.contains(span))
}

/// The items from the first that begins in the span, of items in order.
fn from<T>(items: &[T], span: Span, of: impl Fn(&T) -> Span) -> &[T] {
    &items[items.partition_point(|item| of(item).start < span.start)..]
}

fn sort<T: Ord>(items: &mut Vec<T>) {
    items.sort_unstable();
    items.dedup();
}

/// How often each stem is written with a capital that no beginning explains, and how often without.
#[derive(Default)]
struct Case {
    capital: BTreeMap<u32, usize>,
    small: BTreeMap<u32, usize>,
}

impl Case {
    fn count(&mut self, words: &[Word], text: &str, title: bool) {
        if title {
            return;
        }
        for pair in words.windows(2) {
            let [before, word] = pair else { continue };
            if !before.is_spoken() || !word.is_content() {
                continue;
            }
            let capital = word.span.of(text).starts_with(char::is_uppercase);
            let into = if capital { &mut self.capital } else { &mut self.small };
            *into.entry(word.stem).or_default() += 1;
        }
    }

    fn is_name(&self, stem: u32) -> bool {
        let count = |of: &BTreeMap<u32, usize>| of.get(&stem).copied().unwrap_or_default();
        count(&self.capital) > count(&self.small)
    }
}

/// What only the whole story tells: which words are names, and which many of its sentences have.
fn finish(passages: &mut [Passage], case: &Case) {
    let mut have: HashMap<u32, usize> = HashMap::new();
    for passage in passages.iter() {
        for term in &passage.terms {
            *have.entry(term.stem).or_default() += 1;
        }
    }
    let count = passages.len() as f32;
    let names: BTreeSet<u32> = have.keys().copied().filter(|stem| case.is_name(*stem)).collect();
    for passage in passages {
        for term in &mut passage.terms {
            term.name = names.contains(&term.stem);
            let share = (count + 1.0) / (have[&term.stem] as f32 + 0.5);
            term.rare = 0.5f32.mul_add(term.weight, share.ln().max(0.0));
        }
        passage.named.extend(passage.terms.iter().filter(|t| t.name).map(|t| t.stem));
        sort(&mut passage.named);
        passage.meaning =
            Meaning::shipped().mean(passage.terms.iter().map(|t| (t.meaning, t.weight)));
    }
}
