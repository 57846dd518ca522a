//! One article: gold and predicted attributions paired and counted.
//! Every pairing is one to one and greedy in a stated order, so it does not depend on anything else.

use super::item::{Class, Item};
use super::tally::{Counts, Metric};
use super::token::Role;

/// A gold and a predicted attribution that belong together.
pub(crate) struct Pair {
    pub(crate) gold: usize,
    pub(crate) predicted: usize,
    /// Token Jaccard of the contents, above 0.
    jaccard: f64,
}

impl Pair {
    /// True where it counts as a right attribution: half of the content, and the source.
    pub(crate) fn is_right(&self, gold: &[Item], predicted: &[Item]) -> bool {
        self.jaccard >= 0.5 && same_source(&gold[self.gold], &predicted[self.predicted])
    }
}

/// All counts of one article.
pub(crate) fn count(gold: &[Item], predicted: &[Item]) -> Counts {
    let mut counts = Counts::default();
    exact(gold, predicted, &mut counts);
    exact_spans(gold, predicted, &mut counts);
    tokens(gold, predicted, &mut counts);
    partial(gold, predicted, &mut counts);
    pairs(gold, predicted, &mut counts);
    cues(gold, predicted, Metric::Cue, &mut counts);
    cues(gold, predicted, Metric::CueHead, &mut counts);
    counts
}

/// Decreasing Jaccard of the content; ties by shared cue, shared source, then place.
pub(crate) fn align(gold: &[Item], predicted: &[Item]) -> Vec<Pair> {
    let mut candidates = Vec::new();
    for (g, mine) in gold.iter().enumerate() {
        for (p, theirs) in predicted.iter().enumerate() {
            let shared = mine.content.shared(&theirs.content);
            if shared > 0 {
                let whole = mine.content.len() + theirs.content.len() - shared;
                let ties = (mine.cue.shared(&theirs.cue), mine.source.shared(&theirs.source));
                candidates.push((shared as f64 / whole as f64, ties, g, p));
            }
        }
    }
    candidates
        .sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
    let mut free = (vec![true; gold.len()], vec![true; predicted.len()]);
    candidates.retain(|&(_, _, g, p)| {
        let both = free.0[g] && free.1[p];
        if both {
            (free.0[g], free.1[p]) = (false, false);
        }
        both
    });
    candidates
        .into_iter()
        .map(|(jaccard, _, gold, predicted)| Pair { gold, predicted, jaccard })
        .collect()
}

fn same_source(gold: &Item, predicted: &Item) -> bool {
    gold.source.shared(&predicted.source) > 0
        || gold.source.is_empty() && predicted.source.is_empty()
}

/// Pairs each gold entry with the first free predicted one that fits, and counts both sides.
fn first_fit<T>(
    metric: Metric,
    gold: &[(T, Class)],
    predicted: &[(T, Class)],
    fits: impl Fn(&T, &T) -> bool,
    counts: &mut Counts,
) {
    let mut hit = vec![false; predicted.len()];
    for (mine, class) in gold {
        let found = (0..predicted.len()).find(|&p| !hit[p] && fits(mine, &predicted[p].0));
        if let Some(p) = found {
            hit[p] = true;
        }
        counts.gold(metric, *class, f64::from(u8::from(found.is_some())), 1.0);
    }
    for ((_, class), hit) in predicted.iter().zip(hit) {
        counts.predicted(metric, *class, f64::from(u8::from(hit)), 1.0);
    }
}

fn exact(gold: &[Item], predicted: &[Item], counts: &mut Counts) {
    let contents = |items: &[Item]| -> Vec<(Role, Class)> {
        items.iter().map(|item| (item.content.clone(), item.class)).collect()
    };
    first_fit(Metric::ContentExact, &contents(gold), &contents(predicted), Role::eq, counts);
}

fn exact_spans(gold: &[Item], predicted: &[Item], counts: &mut Counts) {
    let runs = |items: &[Item]| -> Vec<(Role, Class)> {
        let of = |item: &Item| {
            let class = item.class;
            item.content.runs().into_iter().map(move |run| (run, class))
        };
        items.iter().flat_map(of).collect()
    };
    first_fit(Metric::ContentExactSpans, &runs(gold), &runs(predicted), Role::eq, counts);
}

/// A token counts once, whoever claims it.
fn tokens(gold: &[Item], predicted: &[Item], counts: &mut Counts) {
    let union = |items: &[Item], class: Option<Class>| {
        let of_class = items.iter().filter(|item| class.is_none_or(|class| item.class == class));
        Role::union(of_class.map(|item| &item.content))
    };
    let (all_gold, all_predicted) = (union(gold, None), union(predicted, None));
    for class in [None].into_iter().chain(Class::ALL.map(Some)) {
        let (mine, theirs) = (union(gold, class), union(predicted, class));
        let tally = counts.at(Metric::ContentTokens, class);
        tally.hits_predicted += theirs.shared(&all_gold) as f64;
        tally.n_predicted += theirs.len() as f64;
        tally.hits_gold += mine.shared(&all_predicted) as f64;
        tally.n_gold += mine.len() as f64;
    }
}

/// The best overlap of each item with any of the other side, as a share of its own length.
fn partial(gold: &[Item], predicted: &[Item], counts: &mut Counts) {
    let best = |item: &Item, others: &[Item]| {
        let shared = others.iter().map(|other| item.content.shared(&other.content)).max();
        shared.unwrap_or_default() as f64 / item.content.len() as f64
    };
    for item in gold {
        counts.gold(Metric::ContentPartial, item.class, best(item, predicted), 1.0);
    }
    for item in predicted {
        counts.predicted(Metric::ContentPartial, item.class, best(item, gold), 1.0);
    }
}

/// What aligned pairs are good for, by metric.
#[derive(Clone, Copy, Default)]
struct Credit {
    soft: f64,
    right: f64,
    exact: f64,
    tokens: f64,
}

fn pairs(gold: &[Item], predicted: &[Item], counts: &mut Counts) {
    let mut credit =
        (vec![Credit::default(); gold.len()], vec![Credit::default(); predicted.len()]);
    for pair in align(gold, predicted) {
        let (mine, theirs) = (&gold[pair.gold], &predicted[pair.predicted]);
        let one = |yes: bool| f64::from(u8::from(yes));
        let shared = mine.content.shared(&theirs.content) as f64;
        let worth = Credit {
            soft: one(pair.jaccard >= 0.5),
            right: one(pair.is_right(gold, predicted)),
            exact: one(mine.content == theirs.content && mine.source == theirs.source),
            tokens: shared * one(same_source(mine, theirs)),
        };
        (credit.0[pair.gold], credit.1[pair.predicted]) = (worth, worth);
        if pair.jaccard >= 0.5 {
            source(mine, theirs, counts);
        }
    }
    for (item, credit) in gold.iter().zip(credit.0) {
        let n_tokens = item.content.len() as f64;
        counts.gold(Metric::ContentSoft, item.class, credit.soft, 1.0);
        counts.gold(Metric::Attribution, item.class, credit.right, 1.0);
        counts.gold(Metric::AttributionExact, item.class, credit.exact, 1.0);
        counts.gold(Metric::AttributionTokens, item.class, credit.tokens, n_tokens);
    }
    for (item, credit) in predicted.iter().zip(credit.1) {
        let n_tokens = item.content.len() as f64;
        counts.predicted(Metric::ContentSoft, item.class, credit.soft, 1.0);
        counts.predicted(Metric::Attribution, item.class, credit.right, 1.0);
        counts.predicted(Metric::AttributionExact, item.class, credit.exact, 1.0);
        counts.predicted(Metric::AttributionTokens, item.class, credit.tokens, n_tokens);
    }
}

/// Whether the source was found, given that the content was.
fn source(gold: &Item, predicted: &Item, counts: &mut Counts) {
    let one = |yes: bool| f64::from(u8::from(yes));
    for class in [None, Some(gold.class)] {
        let sources = counts.sources_at(class);
        if gold.source.is_empty() {
            sources.n_none += 1.0;
            sources.n_left_empty += one(predicted.source.is_empty());
        } else {
            sources.n_given += 1.0;
            sources.n_shared += one(gold.source.shared(&predicted.source) > 0);
            sources.n_equal += one(gold.source == predicted.source);
        }
    }
}

/// Cues from left to right; those without a token (":") are skipped on both sides.
fn cues(gold: &[Item], predicted: &[Item], metric: Metric, counts: &mut Counts) {
    let by_place = |items: &[Item]| -> Vec<(Role, Class)> {
        let mut cues: Vec<(Role, Class)> = items
            .iter()
            .filter(|item| !item.cue.is_empty())
            .map(|item| (item.cue.clone(), item.class))
            .collect();
        cues.sort_by_key(|(cue, _)| cue.0[0]);
        cues
    };
    let fits = |mine: &Role, theirs: &Role| match metric {
        Metric::Cue => mine.shared(theirs) > 0,
        _ => head(theirs).is_some_and(|head| mine.0.contains(&head)),
    };
    first_fit(metric, &by_place(gold), &by_place(predicted), fits, counts);
}

/// The last token of the first run: the verb of "has said", cheaply.
fn head(cue: &Role) -> Option<u32> {
    cue.runs().first().and_then(|run| run.0.last().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(source: &[u32], cue: &[u32], content: &[u32]) -> Item {
        let role = |tokens: &[u32]| Role(tokens.to_vec());
        Item {
            source: role(source),
            cue: role(cue),
            content: role(content),
            class: Class::Indirect,
            confidence: 1.0,
        }
    }

    fn f1(counts: &Counts, metric: Metric) -> f64 {
        counts.of(metric, None).f1()
    }

    #[test]
    fn gold_against_itself_is_all_right() {
        let gold = [item(&[0], &[1], &[2, 3, 4]), item(&[], &[7], &[5, 6, 9])];
        let counts = count(&gold, &gold);
        for metric in [Metric::ContentExactSpans, Metric::Attribution, Metric::CueHead] {
            assert_eq!(f1(&counts, metric), 1.0);
        }
        assert_eq!(counts.sources(None).n_left_empty, 1.0);
    }

    #[test]
    fn a_wrong_source_is_found_content_only() {
        let counts = count(&[item(&[0], &[1], &[2, 3])], &[item(&[8], &[1], &[2, 3])]);
        assert_eq!(f1(&counts, Metric::ContentExact), 1.0);
        assert_eq!(f1(&counts, Metric::Attribution), 0.0);
        assert_eq!(f1(&counts, Metric::AttributionTokens), 0.0);
        assert_eq!(counts.sources(None).n_shared, 0.0);
    }

    #[test]
    fn less_than_half_of_the_content_is_not_found() {
        let counts = count(&[item(&[0], &[1], &[2, 3, 4])], &[item(&[0], &[1], &[4])]);
        assert_eq!(f1(&counts, Metric::ContentSoft), 0.0);
        assert_eq!(counts.of(Metric::ContentPartial, None).precision(), 1.0);
        assert_eq!(f1(&counts, Metric::ContentTokens), 0.5);
    }

    #[test]
    fn the_cue_breaks_ties() {
        let gold = [item(&[0], &[1], &[2, 3])];
        let pairs = align(&gold, &[item(&[0], &[9], &[2, 3]), item(&[0], &[1], &[2, 3])]);
        assert_eq!(pairs.len(), 1);
        assert_eq!(pairs[0].predicted, 1);
    }

    #[test]
    fn nothing_predicted_is_no_recall() {
        let counts = count(&[item(&[0], &[1], &[2])], &[]);
        assert_eq!(counts.of(Metric::Attribution, None).recall(), 0.0);
        assert_eq!(counts.of(Metric::ContentTokens, None).n_gold, 1.0);
    }
}
