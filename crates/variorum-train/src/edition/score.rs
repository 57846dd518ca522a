//! The counts of one story, summed over stories, and the figures made of them.

use crate::attributions::share;
use std::ops::AddAssign;

/// A part of a whole, such as hits of gold ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Of {
    pub(crate) part: usize,
    pub(crate) whole: usize,
}

impl Of {
    /// 0 of nothing.
    pub(crate) fn share(self) -> f64 {
        share(self.part as f64, self.whole as f64)
    }

    /// Counts one more, which is part of it or is not.
    pub(super) fn one(&mut self, is_part: bool) {
        self.part += usize::from(is_part);
        self.whole += 1;
    }
}

/// What `score_edition.py` counts; its head defines each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Score {
    /// Matched of predicted, matched of gold.
    pub(crate) quotations: [Of; 2],
    pub(crate) speaker: Of,
    /// Matched links of predicted, of gold.
    pub(crate) chain: [Of; 2],
    /// Matched pairs of predicted, of gold.
    pub(crate) statements: [Of; 2],
    pub(crate) false_merges: Of,
    pub(crate) disagreements: Of,
    pub(crate) verdicts: Of,
    pub(crate) false_alarms: Of,
    pub(crate) n_findings: usize,
    /// Edges that answer a gold one of edges, gold ones found of gold.
    pub(crate) sources: [Of; 2],
}

/// Of precision and recall; between 0 and 1.
pub(crate) fn f1([predicted, gold]: [Of; 2]) -> f64 {
    let (precision, recall) = (predicted.share(), gold.share());
    share(2.0 * precision * recall, precision + recall)
}

impl AddAssign for Of {
    fn add_assign(&mut self, other: Self) {
        self.part += other.part;
        self.whole += other.whole;
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        for at in 0..2 {
            self.quotations[at] += other.quotations[at];
            self.chain[at] += other.chain[at];
            self.statements[at] += other.statements[at];
            self.sources[at] += other.sources[at];
        }
        self.speaker += other.speaker;
        self.false_merges += other.false_merges;
        self.disagreements += other.disagreements;
        self.verdicts += other.verdicts;
        self.false_alarms += other.false_alarms;
        self.n_findings += other.n_findings;
    }
}

/// The names of the figures, in the order of [`Score::cells`].
pub(crate) const FIGURES: [&str; 7] = [
    "quotations P / R / F1",
    "speaker",
    "chain P / R",
    "statements P / R / F1",
    "false merges",
    "findings recall / verdicts / false alarms",
    "sources P / R",
];

impl Score {
    /// Each figure as a cell of the table.
    pub(crate) fn cells(&self) -> [String; 7] {
        let three = |both: [Of; 2]| {
            format!("{:.3} / {:.3} / {:.3}", both[0].share(), both[1].share(), f1(both))
        };
        let two = |both: [Of; 2]| format!("{:.3} / {:.3}", both[0].share(), both[1].share());
        let of = |of: Of| format!("{:.3} of {}", of.share(), of.whole);
        let count = |of: Of| format!("{} of {}", of.part, of.whole);
        [
            three(self.quotations),
            of(self.speaker),
            two(self.chain),
            three(self.statements),
            count(self.false_merges),
            format!(
                "{} / {} / {}",
                of(self.disagreements),
                of(self.verdicts),
                count(self.false_alarms)
            ),
            two(self.sources),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_nothing_is_none() {
        assert_eq!(Score::default().cells()[1], "0.000 of 0");
        assert_eq!(f1([Of::default(); 2]), 0.0);
    }

    #[test]
    fn stories_are_summed_before_shares_are_taken() {
        let mut both = Score { speaker: Of { part: 1, whole: 1 }, ..Score::default() };
        both += Score { speaker: Of { part: 0, whole: 3 }, ..Score::default() };
        assert_eq!(both.cells()[1], "0.250 of 4");
    }
}
