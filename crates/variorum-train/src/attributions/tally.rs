//! What is counted of one article, summed over articles.
//! Sums are in the order of the articles, so that a figure is the same to the last digit.

use super::item::Class;
use std::ops::AddAssign;

/// Hits and items, seen from the predictions and from the gold.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    pub(crate) hits_predicted: f64,
    pub(crate) n_predicted: f64,
    pub(crate) hits_gold: f64,
    pub(crate) n_gold: f64,
}

impl Tally {
    pub(crate) fn precision(self) -> f64 {
        share(self.hits_predicted, self.n_predicted)
    }

    pub(crate) fn recall(self) -> f64 {
        share(self.hits_gold, self.n_gold)
    }

    /// Between 0 and 1; 0 where nothing is right.
    pub(crate) fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        share(2.0 * precision * recall, precision + recall)
    }
}

/// A share, 0 of nothing.
pub(crate) fn share(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

/// What is measured of attributions; the head of `score_attributions.py` defines each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(crate) enum Metric {
    ContentExact,
    ContentExactSpans,
    ContentTokens,
    ContentPartial,
    ContentSoft,
    Cue,
    CueHead,
    Attribution,
    AttributionExact,
    AttributionTokens,
}

/// Sources of the aligned pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sources {
    /// Pairs whose gold has a source.
    pub(crate) n_given: f64,
    /// Of these, where the predicted one shares a token.
    pub(crate) n_shared: f64,
    /// Of these, where the two are equal.
    pub(crate) n_equal: f64,
    /// Pairs whose gold has none.
    pub(crate) n_none: f64,
    /// Of these, where the prediction has none either.
    pub(crate) n_left_empty: f64,
}

/// Rows of each table: all classes, then one each.
const N_CLASSES: usize = 1 + Class::ALL.len();

/// All counts of one article, or of several.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Counts {
    tallies: [[Tally; N_CLASSES]; 10],
    sources: [Sources; N_CLASSES],
}

const fn index(class: Option<Class>) -> usize {
    match class {
        None => 0,
        Some(class) => 1 + class as usize,
    }
}

impl Counts {
    /// The tally of a class; of all for `None`.
    pub(crate) fn of(&self, metric: Metric, class: Option<Class>) -> Tally {
        self.tallies[metric as usize][index(class)]
    }

    pub(crate) fn sources(&self, class: Option<Class>) -> Sources {
        self.sources[index(class)]
    }

    pub(super) fn at(&mut self, metric: Metric, class: Option<Class>) -> &mut Tally {
        &mut self.tallies[metric as usize][index(class)]
    }

    pub(super) fn sources_at(&mut self, class: Option<Class>) -> &mut Sources {
        &mut self.sources[index(class)]
    }

    /// Counts a gold item for its class and for all.
    pub(super) fn gold(&mut self, metric: Metric, class: Class, hits: f64, n: f64) {
        for class in [None, Some(class)] {
            let tally = self.at(metric, class);
            tally.hits_gold += hits;
            tally.n_gold += n;
        }
    }

    /// Counts a predicted item for its class and for all.
    pub(super) fn predicted(&mut self, metric: Metric, class: Class, hits: f64, n: f64) {
        for class in [None, Some(class)] {
            let tally = self.at(metric, class);
            tally.hits_predicted += hits;
            tally.n_predicted += n;
        }
    }
}

impl AddAssign<&Self> for Counts {
    fn add_assign(&mut self, other: &Self) {
        let mine = self.tallies.as_flattened_mut().iter_mut();
        for (mine, theirs) in mine.zip(other.tallies.as_flattened()) {
            mine.hits_predicted += theirs.hits_predicted;
            mine.n_predicted += theirs.n_predicted;
            mine.hits_gold += theirs.hits_gold;
            mine.n_gold += theirs.n_gold;
        }
        for (mine, theirs) in self.sources.iter_mut().zip(&other.sources) {
            mine.n_given += theirs.n_given;
            mine.n_shared += theirs.n_shared;
            mine.n_equal += theirs.n_equal;
            mine.n_none += theirs.n_none;
            mine.n_left_empty += theirs.n_left_empty;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_counts_for_its_class_and_for_all() {
        let mut counts = Counts::default();
        counts.gold(Metric::Cue, Class::Mixed, 1.0, 1.0);
        counts.predicted(Metric::Cue, Class::Direct, 1.0, 2.0);
        let mut twice = counts.clone();
        twice += &counts;
        assert_eq!(twice.of(Metric::Cue, None).n_gold, 2.0);
        assert_eq!(twice.of(Metric::Cue, Some(Class::Mixed)).recall(), 1.0);
        assert_eq!(twice.of(Metric::Cue, Some(Class::Direct)).precision(), 0.5);
        assert_eq!(twice.of(Metric::Cue, Some(Class::Indirect)).f1(), 0.0);
        assert_eq!(twice.of(Metric::CueHead, None), Tally::default());
    }
}
