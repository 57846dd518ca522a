//! Raw confidences to shares: of the attributions with confidence .8, eight in ten should be right.
//!
//! What the network gives is a product of probabilities, which ranks well and means little. A table of knots, fitted by
//! isotonic regression (Zadrozny and Elkan 2002) on annotated articles, says how many of such attributions were right
//! there: `variorum-train calibrate` prints it, and it lies beside the model that it belongs to.

use serde::Deserialize;

/// Knots for attributions with and without words in marks.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Calibration {
    /// Raw confidence from which what the engine found in marks is offered as an attribution.
    pub(crate) least_marked: f32,
    /// The same for words without marks.
    pub(crate) least_unmarked: f32,
    marked: Vec<Knot>,
    unmarked: Vec<Knot>,
}

/// (raw confidence, share of right ones), both rising.
type Knot = [f32; 2];

impl Calibration {
    /// From a file in the program itself.
    ///
    /// # Panics
    /// Never with the shipped files: a test reads them.
    pub(crate) fn embedded(file: &str) -> Self {
        toml::from_str(file).expect("a shipped calibration")
    }

    /// The share of right ones among attributions of this raw confidence, straight between two knots.
    pub(crate) fn share(&self, marked: bool, raw: f32) -> f32 {
        let knots = if marked { &self.marked } else { &self.unmarked };
        let next = knots.partition_point(|[at, _]| *at < raw);
        let (Some([from, low]), Some([to, high])) =
            (knots.get(next.wrapping_sub(1)), knots.get(next))
        else {
            let end = if next == 0 { knots.first() } else { knots.last() };
            return end.map_or(raw, |[_, share]| *share);
        };
        low + (high - low) * (raw - from) / (to - from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_between_knots_and_level_beyond() {
        let calibration = Calibration {
            least_marked: 0.0,
            least_unmarked: 0.0,
            marked: vec![[0.2, 0.5], [0.6, 0.9]],
            unmarked: Vec::new(),
        };
        for (raw, share) in [(0.0, 0.5), (0.2, 0.5), (0.4, 0.7), (0.6, 0.9), (1.0, 0.9)] {
            assert!((calibration.share(true, raw) - share).abs() < 1e-6, "{raw}");
        }
        assert!((calibration.share(false, 0.3) - 0.3).abs() < 1e-6, "no knots: as it is");
    }

    #[test]
    fn shipped_tables_rise() {
        for engine in [crate::Engine::Careful, crate::Engine::Fast] {
            let calibration = engine.calibration();
            for knots in [&calibration.marked, &calibration.unmarked] {
                assert!(
                    knots.windows(2).all(|two| two[0][0] < two[1][0] && two[0][1] <= two[1][1]),
                    "{engine:?}"
                );
            }
        }
    }
}
