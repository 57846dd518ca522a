//! Numbers as values: how one is written down, and whether two can be the same.
//!
//! What is counted plays no part here.

use variorum_model::{Quantity, Verdict};

/// Which side of the written number the true one lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Exact,
    About,
    /// More than, at least.
    Over,
    /// Fewer than, up to, nearly.
    Under,
}

pub(super) fn bound(quantity: &Quantity) -> Bound {
    let qualifier = quantity.qualifier.as_deref().unwrap_or_default().to_lowercase();
    let any =
        |words: &[&str]| words.iter().any(|word| qualifier.split(' ').any(|part| part == *word));
    if any(&["no"]) && any(&["more"]) {
        Bound::Under
    } else if any(&["over", "more", "above", "upwards", "excess"])
        || (any(&["least", "no"]) && !any(&["more"]))
    {
        Bound::Over
    } else if any(&["under", "fewer", "less", "up", "most", "nearly", "almost", "barely"]) {
        Bound::Under
    } else if any(&[
        "about",
        "around",
        "some",
        "roughly",
        "approximately",
        "close",
        "estimated",
        "many",
        "much",
    ]) {
        Bound::About
    } else {
        Bound::Exact
    }
}

/// ">9000", "~6700", "3-5".
pub(super) fn shown(quantity: &Quantity) -> String {
    let sign = match bound(quantity) {
        Bound::Exact => "",
        Bound::About => "~",
        Bound::Over => ">",
        Bound::Under => "<",
    };
    let upper = quantity.upper.map(|upper| format!("-{upper}")).unwrap_or_default();
    format!("{sign}{}{upper}", quantity.value)
}

/// True where the two say the same number.
pub(super) fn equal(a: &Quantity, b: &Quantity) -> bool {
    let near = |x: f64, y: f64| (x - y).abs() <= 1e-9 * x.abs().max(y.abs());
    near(a.value, b.value) && near(a.upper.unwrap_or(a.value), b.upper.unwrap_or(b.value))
}

/// How two numbers for one thing stand to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// One is a bound, an estimate or a range that the other meets.
    Compatible,
    /// Both are exact, or both bounds, and one is round.
    Rounded,
    Apart,
}

impl Agreement {
    /// The verdict on two numbers that are one; `None` where they are apart.
    pub(super) fn verdict(self) -> Option<Verdict> {
        match self {
            Self::Compatible => Some(Verdict::Equivalent),
            Self::Rounded => Some(Verdict::Rounding),
            Self::Apart => None,
        }
    }
}

pub(super) fn agreement(a: &Quantity, b: &Quantity) -> Agreement {
    let within = |range: &Quantity, one: &Quantity| {
        range.upper.is_some_and(|upper| range.value <= one.value && one.value <= upper)
    };
    if within(a, b) || within(b, a) {
        return Agreement::Compatible;
    }
    let (low, high) = if a.value <= b.value { (a, b) } else { (b, a) };
    let ratio = low.value / high.value;
    let met = ratio >= 0.8 && (bound(low) == Bound::Over || bound(high) == Bound::Under);
    let estimate = ratio >= 0.95 && (bound(low) == Bound::About || bound(high) == Bound::About);
    let one_sided = bound(low) == Bound::Exact || bound(high) == Bound::Exact;
    let round = ratio >= 0.95 && (is_round(low.value) || is_round(high.value));
    // "$425,000" for "$424,886": the one has far fewer digits that tell
    let digits = telling_digits(low.value).abs_diff(telling_digits(high.value));
    // "over 60,000", "at least 62,800": both bounds, the lower one said in round figures
    let bounds = ratio >= 0.9 && bound(low) == Bound::Over && is_round(low.value);
    if met && (one_sided || bounds) || estimate {
        Agreement::Compatible
    } else if met || round || (ratio >= 0.97 && high.value >= 1000.0 && digits >= 2) {
        Agreement::Rounded
    } else {
        Agreement::Apart
    }
}

/// Digits up to the last that is not zero.
fn telling_digits(value: f64) -> usize {
    format!("{value:.0}").trim_end_matches('0').len()
}

/// At most two digits that are not zero, and at least three in all.
fn is_round(value: f64) -> bool {
    value >= 100.0 && value.fract() == 0.0 && telling_digits(value) <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(qualifier: &str, value: f64) -> Quantity {
        let qualifier = (!qualifier.is_empty()).then(|| qualifier.to_owned());
        Quantity { value, qualifier, ..Quantity::default() }
    }

    #[test]
    fn bounds_and_rounding() {
        for (a, x, b, y, expected) in [
            ("over", 9_000.0, "about", 6_500.0, Agreement::Apart),
            ("over", 1_000.0, "", 1_100.0, Agreement::Compatible),
            ("nearly", 50_000.0, "", 49_200.0, Agreement::Compatible),
            ("about", 1_230.0, "", 1_231.0, Agreement::Compatible),
            ("", 1_000.0, "", 998.0, Agreement::Rounded),
            ("", 12.0, "", 13.0, Agreement::Apart),
            ("", 425_000.0, "", 424_886.0, Agreement::Rounded),
            ("", 1_234.0, "", 1_236.0, Agreement::Apart),
            ("at least", 12.0, "", 14.0, Agreement::Compatible),
            ("at least", 6.0, "at least", 7.0, Agreement::Rounded),
            ("over", 60_000.0, "at least", 62_819.0, Agreement::Compatible),
            ("no more than", 12.0, "", 14.0, Agreement::Apart),
        ] {
            assert_eq!(agreement(&quantity(a, x), &quantity(b, y)), expected, "{a} {x} {b} {y}");
        }
        assert_eq!(shown(&quantity("more than", 9_000.0)), ">9000");
    }
}
