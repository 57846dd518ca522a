//! Whether a confidence means what it says: of the attributions with confidence .8, eight in ten should be right.
//! Right is what the scorer's row `attribution` counts: half of the content, and the source.

use crate::attributions::{Article, Class, Item, Metric, Tally, align, count, share, total};
use crate::table::{Table, percent};

/// Bins of a tenth.
const N_BINS: usize = 10;

/// The precision that the default threshold of `collate` has to reach.
const WANTED_PRECISION: f64 = 0.85;

/// Attributions whose confidence falls into one bin.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Bin {
    n: usize,
    n_right: usize,
    /// Sum of the confidences.
    confidence: f64,
}

/// A predicted attribution.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outcome {
    pub(crate) confidence: f64,
    pub(crate) right: bool,
    pub(crate) class: Class,
}

/// Each predicted attribution of an article, and whether it is right.
pub(crate) fn outcomes(article: &Article) -> Vec<Outcome> {
    let mut right = vec![false; article.predicted.len()];
    for pair in align(&article.gold, &article.predicted) {
        right[pair.predicted] = pair.is_right(&article.gold, &article.predicted);
    }
    let of = |(item, right): (&Item, bool)| Outcome {
        confidence: item.confidence,
        right,
        class: item.class,
    };
    article.predicted.iter().zip(right).map(of).collect()
}

fn bins(articles: &[Article]) -> [Bin; N_BINS] {
    let mut bins = [Bin::default(); N_BINS];
    for Outcome { confidence, right, .. } in articles.iter().flat_map(outcomes) {
        let bin = &mut bins[bin_of(confidence)];
        bin.n += 1;
        bin.n_right += usize::from(right);
        bin.confidence += confidence;
    }
    bins
}

/// The last bin holds 1 as well.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the bins")]
fn bin_of(confidence: f64) -> usize {
    // the product writes single precision: .7 is a little less than .7
    ((confidence + 1e-6) * N_BINS as f64).clamp(0.0, N_BINS as f64 - 1.0) as usize
}

/// Mean distance of confidence and precision over the bins, weighted by their attributions; between 0 and 1.
fn calibration_error(bins: &[Bin]) -> f64 {
    let n: usize = bins.iter().map(|bin| bin.n).sum();
    let gap = |bin: &Bin| (bin.n_right as f64 - bin.confidence).abs();
    share(bins.iter().map(gap).sum(), n as f64)
}

/// Precision and recall of what is left at a threshold: the rest is not there, so its gold is free again.
fn at_threshold(articles: &[Article], threshold: f64) -> Tally {
    let counts: Vec<_> = articles
        .iter()
        .map(|article| {
            let sure = |item: &&Item| item.confidence >= threshold - 1e-6;
            let kept: Vec<Item> = article.predicted.iter().filter(sure).cloned().collect();
            count(&article.gold, &kept)
        })
        .collect();
    total(&counts).of(Metric::Attribution, None)
}

/// The least threshold, in hundredths, at which the precision is reached; `None` where none reaches it.
fn threshold(articles: &[Article]) -> Option<(f64, Tally)> {
    (0..100)
        .map(|hundredth| f64::from(hundredth) / 100.0)
        .map(|threshold| (threshold, at_threshold(articles, threshold)))
        .find(|(_, tally)| tally.n_predicted > 0.0 && tally.precision() >= WANTED_PRECISION)
}

/// Bins of confidence, one pair of columns for each engine; empty bins are dashes.
pub(crate) fn table(ours: &[(String, Vec<Article>)]) -> Table {
    let mut head = vec!["confidence".to_owned()];
    for (name, _) in ours {
        head.extend([format!("{name}: attributions"), "mean confidence".into(), "right, %".into()]);
    }
    let mut table = Table::new(head);
    let all: Vec<[Bin; N_BINS]> = ours.iter().map(|(_, articles)| bins(articles)).collect();
    for at in (0..N_BINS).filter(|&at| all.iter().any(|bins| bins[at].n > 0)) {
        let edge = |at: usize| at as f64 / N_BINS as f64;
        let mut row = vec![format!("{:.1}–{:.1}", edge(at), edge(at + 1))];
        for bin in all.iter().map(|bins| bins[at]) {
            let n = bin.n as f64;
            row.extend([
                bin.n.to_string(),
                if bin.n == 0 { "–".to_owned() } else { format!("{:.3}", bin.confidence / n) },
                percent(bin.n_right as f64, n),
            ]);
        }
        table.row(row);
    }
    table
}

/// Calibration error, and what thresholds keep.
pub(crate) fn thresholds(ours: &[(String, Vec<Article>)]) -> Table {
    let mut table = Table::new([
        "engine",
        "calibration error",
        "P / R of all, %",
        "P / R at 0.5",
        "P / R at 0.7",
        "P / R at 0.9",
        "least threshold with P ≥ 85",
        "P / R there",
    ]);
    for (name, articles) in ours {
        let both = |tally: Tally| {
            format!("{} / {}", percent(tally.precision(), 1.0), percent(tally.recall(), 1.0))
        };
        let mut row = vec![name.clone(), format!("{:.3}", calibration_error(&bins(articles)))];
        row.extend([0.0, 0.5, 0.7, 0.9].map(|least| both(at_threshold(articles, least))));
        match threshold(articles) {
            Some((least, tally)) => row.extend([format!("{least:.2}"), both(tally)]),
            None => row.extend(["none reaches it".to_owned(), "–".to_owned()]),
        }
        table.row(row);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributions::articles;
    use crate::gold::{Marked, Record};

    /// Two right attributions at .9, one wrong at .7.
    fn three() -> Vec<Article> {
        let text = "Oye said no. Moe said yes. Dell said maybe.";
        let marked = |start, end, confidence| Marked {
            content: Some(vec![[start, end]]),
            confidence: Some(confidence),
            ..Marked::default()
        };
        let record = |attributions| Record {
            id: "a".into(),
            text: text.into(),
            publisher: None,
            attributions,
        };
        let gold = record(vec![marked(9, 11, 1.0), marked(22, 25, 1.0)]);
        let found = record(vec![marked(9, 11, 0.9), marked(22, 25, 0.9), marked(37, 42, 0.7)]);
        articles(&[gold], &[found])
    }

    #[test]
    fn bins_hold_what_they_say() {
        let bins = bins(&three());
        assert_eq!((bins[9].n, bins[9].n_right), (2, 2));
        assert_eq!((bins[7].n, bins[7].n_right), (1, 0));
        assert!((calibration_error(&bins) - (0.2 + 0.7) / 3.0).abs() < 1e-9);
    }

    #[test]
    fn single_precision_falls_into_its_own_bin() {
        assert_eq!(bin_of(f64::from(0.7_f32)), 7);
        assert_eq!(bin_of(f64::from(0.3_f32)), 3);
        assert_eq!((bin_of(1.0), bin_of(0.0), bin_of(-3.0), bin_of(f64::NAN)), (9, 0, 0, 0));
    }

    #[test]
    fn the_threshold_is_the_least_that_is_precise() {
        let (least, tally) = threshold(&three()).expect("0.71 is enough");
        assert!((least - 0.71).abs() < 1e-9, "{least}");
        assert_eq!((tally.precision(), tally.recall()), (1.0, 1.0));
    }
}
