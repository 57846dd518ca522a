//! The time that a number holds for: the one its sentence gives nearest to it.
//!
//! What began "since October" is no time that a count holds for.

use variorum_model::{Precision, Quantity, Span, TimeExpression, TimeRelation};

/// Sets the time of each quantity, by its index in `times`; all three come in order of place.
pub(crate) fn date(quantities: &mut [Quantity], times: &[TimeExpression], sentences: &[Span]) {
    for quantity in quantities {
        let at = sentences.partition_point(|sentence| sentence.end <= quantity.span.start);
        let Some(sentence) = sentences.get(at).filter(|s| s.contains(quantity.span)) else {
            continue;
        };
        let first = times.partition_point(|time| time.span.start < sentence.start);
        quantity.as_of = times[first..]
            .iter()
            .enumerate()
            .take_while(|(_, time)| time.span.start < sentence.end)
            .filter(|(_, time)| is_date(time) && !time.span.overlaps(quantity.span))
            .min_by_key(|(_, time)| distance(time.span, quantity.span))
            .map(|(index, _)| first + index);
    }
}

fn is_date(time: &TimeExpression) -> bool {
    let dated = time.value.is_some() || time.weekday.is_some();
    let fine = !matches!(time.precision, Precision::Unknown);
    dated && fine && time.relation != TimeRelation::Since
}

/// Bytes between the two.
fn distance(a: Span, b: Span) -> usize {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}
