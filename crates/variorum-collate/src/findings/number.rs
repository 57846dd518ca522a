//! Numbers as values: how one is written down, and whether two can be the same.

use variorum_model::Quantity;

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

/// ">11000", "~6700", "3-5".
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

/// True where both can be true of one number: one is round, approximate or a bound of the other.
pub(super) fn can_agree(a: &Quantity, b: &Quantity) -> bool {
    let within = |range: &Quantity, one: &Quantity| {
        range.upper.is_some_and(|upper| range.value <= one.value && one.value <= upper)
    };
    if within(a, b) || within(b, a) {
        return true;
    }
    let (low, high) = if a.value <= b.value { (a, b) } else { (b, a) };
    let ratio = low.value / high.value;
    let loose = |quantity: &Quantity| bound(quantity) != Bound::Exact || is_round(quantity.value);
    let reaches = bound(low) == Bound::Over || bound(high) == Bound::Under;
    (reaches && ratio >= 0.8)
        || (ratio >= 0.95 && (loose(low) || loose(high)))
        // "$425,000" for "$424,886": the one has far fewer digits that tell
        || (ratio >= 0.97 && high.value >= 1000.0 && telling_digits(low.value).abs_diff(telling_digits(high.value)) >= 2)
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
        Quantity {
            span: variorum_model::Span::default(),
            value,
            upper: None,
            qualifier,
            unit: None,
            of: None,
            attribution: None,
        }
    }

    #[test]
    fn bounds_and_rounding() {
        for (a, x, b, y, expected) in [
            ("over", 11_000.0, "about", 6_700.0, false),
            ("over", 1_000.0, "", 1_100.0, true),
            ("nearly", 50_000.0, "", 49_200.0, true),
            ("", 1_000.0, "", 998.0, true),
            ("", 12.0, "", 13.0, false),
            ("", 425_000.0, "", 424_886.0, true),
            ("", 1_234.0, "", 1_236.0, false),
            ("at least", 12.0, "", 14.0, true),
            ("no more than", 12.0, "", 14.0, false),
        ] {
            assert_eq!(can_agree(&quantity(a, x), &quantity(b, y)), expected, "{a} {x} {b} {y}");
        }
        assert_eq!(shown(&quantity("more than", 11_000.0)), ">11000");
    }
}
