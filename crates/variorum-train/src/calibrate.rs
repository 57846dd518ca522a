//! `variorum-train calibrate`: the table beside a model file that says what its raw confidences come to.
//!
//! Isotonic regression by pooling adjacent violators (Ayer et al. 1955), over groups of attributions of like
//! confidence. It is fitted on every second article; the reliability tables are made on the others.

use crate::attributions::{Article, Class, articles};
use crate::engine::Engine;
use crate::gold;
use crate::reliability::outcomes;
use anyhow::Result;
use std::fmt::Write;
use std::path::Path;

/// Attributions that make one point before pooling.
const GROUP: usize = 60;

/// True for the articles that calibration is fitted on.
pub(crate) fn is_fitted(index: usize) -> bool {
    index.is_multiple_of(2)
}

/// Prints the table of an engine; `least` are the raw confidences from which marked and unmarked words are offered.
///
/// # Errors
/// Where the gold cannot be read.
pub(crate) fn run(engine: Engine, dev: &Path, least: [f64; 2]) -> Result<()> {
    let records = gold::read(dev)?;
    let all = articles(&records, &gold::predict(dev, &engine.raw())?);
    print!("{}", file(engine.name(), least, &all));
    Ok(())
}

fn file(name: &str, least: [f64; 2], all: &[Article]) -> String {
    let fitted = all.iter().enumerate().filter(|(index, _)| is_fitted(*index));
    let found: Vec<_> = fitted.flat_map(|(_, article)| outcomes(article)).collect();
    let [marked, unmarked] = least;
    let mut out = format!(
        "# Written by `variorum-train calibrate --engine {name} --least-marked {marked} --least-unmarked {unmarked}`.\n\
         least_marked = {marked}\n\
         least_unmarked = {unmarked}\n"
    );
    for marked in [true, false] {
        let of_kind = found.iter().filter(|found| (found.class != Class::Indirect) == marked);
        let mut points: Vec<(f64, bool)> =
            of_kind.map(|found| (found.confidence, found.right)).collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        let kind = if marked { "marked" } else { "unmarked" };
        let _ = write!(out, "{kind} = [");
        for knot in isotonic(&points) {
            let _ = write!(out, "[{:.4}, {:.4}], ", knot.confidence(), knot.share());
        }
        out.truncate(out.trim_end_matches([',', ' ']).len());
        out.push_str("]\n");
    }
    out
}

/// Attributions pooled into one point.
#[derive(Clone, Copy, Debug, Default)]
struct Knot {
    n: f64,
    n_right: f64,
    /// Sum of the confidences.
    sum: f64,
}

impl Knot {
    fn confidence(self) -> f64 {
        self.sum / self.n
    }

    /// By Laplace's rule of succession: a small pool is never certain.
    fn share(self) -> f64 {
        (self.n_right + 1.0) / (self.n + 2.0)
    }
}

/// Points in order of confidence to pools whose shares rise.
fn isotonic(points: &[(f64, bool)]) -> Vec<Knot> {
    let mut out: Vec<Knot> = Vec::new();
    for group in points.chunks(GROUP) {
        let mut pool = Knot::default();
        for &(confidence, right) in group {
            pool.n += 1.0;
            pool.n_right += f64::from(u8::from(right));
            pool.sum += confidence;
        }
        while let Some(last) = out.pop_if(|last| last.share() >= pool.share()) {
            pool = Knot {
                n: pool.n + last.n,
                n_right: pool.n_right + last.n_right,
                sum: pool.sum + last.sum,
            };
        }
        out.push(pool);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_rise() {
        let points: Vec<(f64, bool)> =
            (0..300).map(|k| (f64::from(k) / 300.0, k % 7 == 0 || k > 120 && k % 3 != 0)).collect();
        let knots = isotonic(&points);
        assert!(knots.len() > 1);
        assert!(knots.windows(2).all(
            |two| two[0].share() < two[1].share() && two[0].confidence() < two[1].confidence()
        ));
        assert_eq!(knots.iter().map(|knot| knot.n).sum::<f64>(), 300.0);
    }
}
