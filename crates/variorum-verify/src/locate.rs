//! Where in a report the words asked may stand.

use crate::passage::Opened;
use crate::search::slack;
use crate::word::Word;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Places of one report that are looked at.
const MOST_WINDOWS: usize = 6;
/// A place has this share of what the words asked tell.
const SHARE: f32 = 0.3;
/// Words of a stretch at least where the words asked are put together from several.
const STRETCH: usize = 3;
/// Stretches at most.
const MOST_STRETCHES: usize = 5;

/// The places that hold most of the words asked, the fullest first; none overlaps another's core.
pub(crate) fn windows(asked: &[Word], opened: &Opened) -> Vec<Range<usize>> {
    let mut numbers: FxHashMap<u32, usize> = FxHashMap::default();
    let (mut worth, mut times, mut total) = (Vec::new(), Vec::new(), 0.0_f32);
    for word in asked.iter().filter(|word| !word.is_bracketed) {
        let next = worth.len();
        let number = *numbers.entry(word.stem).or_insert(next);
        if number == next {
            worth.push(0.3 + word.weight);
            times.push(0_u32);
        }
        times[number] += 1;
        total += 0.3 + word.weight;
    }
    let stems: Vec<Option<usize>> =
        opened.words.iter().map(|word| numbers.get(&word.stem).copied()).collect();
    let n_words = stems.len();
    let wide = asked.len() + slack(asked.iter().any(|word| word.after_ellipsis));
    let mut have = vec![0_u32; worth.len()];
    let mut sum = 0.0_f32;
    let mut sums = Vec::with_capacity(n_words);
    for at in 0..n_words {
        if let Some(number) = stems[at] {
            have[number] += 1;
            sum += if have[number] <= times[number] { worth[number] } else { 0.0 };
        }
        if let Some(gone) = at.checked_sub(wide).and_then(|at| stems[at]) {
            have[gone] -= 1;
            sum -= if have[gone] < times[gone] { worth[gone] } else { 0.0 };
        }
        sums.push(sum);
    }
    let mut order: Vec<usize> =
        (0..n_words).filter(|&at| stems[at].is_some() && sums[at] >= SHARE * total).collect();
    order.sort_by(|&a, &b| sums[b].total_cmp(&sums[a]).then(a.cmp(&b)));
    let mut out: Vec<Range<usize>> = Vec::new();
    for end in order {
        if out.len() == MOST_WINDOWS {
            break;
        }
        let start = (end + 1).saturating_sub(wide);
        // what a window of more words ends with stands in the middle of another
        if out
            .iter()
            .all(|w| end + asked.len() / 2 < w.start + wide.min(w.len()) / 2 || end > w.end)
        {
            let margin = asked.len() + 5;
            out.push(start..(end + margin).min(n_words));
        }
    }
    out
}

/// The words asked as stretches that each stand somewhere in the report in the same order: for each word, where.
/// `None` where they do not come out even. Only what stands in marks is taken, or only what does not.
pub(crate) fn stretches(
    asked: &[Word],
    opened: &Opened,
    is_connector: impl Fn(&Word) -> bool,
    is_credited: impl Fn(usize) -> bool,
) -> Option<Vec<Option<usize>>> {
    let mut places: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    let stream: Vec<usize> =
        (0..opened.words.len()).filter(|&at| opened.at[at].is_quoted()).collect();
    for (place, &at) in stream.iter().enumerate() {
        places.entry(opened.words[at].form).or_default().push(place);
    }
    let mut out = vec![None; asked.len()];
    let (mut from, mut n_stretches) = (0, 0);
    while from < asked.len() {
        let longest = |from: usize| {
            let starts = places.get(&asked[from].form).map_or(&[][..], Vec::as_slice);
            let length = |&place: &usize| {
                let pairs = stream[place..].iter().zip(&asked[from..]);
                pairs.take_while(|(at, word)| opened.words[**at].form == word.form).count()
            };
            let all: Vec<(usize, usize)> = starts.iter().map(|at| (length(at), *at)).collect();
            let most = all.iter().map(|(n, _)| *n).max()?;
            let mut longest = all.iter().filter(|(n, _)| *n == most).copied();
            let first = longest.clone().next();
            longest.find(|(_, place)| is_credited(stream[*place])).or(first)
        };
        let (mut length, mut place) = longest(from).unwrap_or((0, 0));
        if length < STRETCH
            && n_stretches > 0
            && is_connector(&asked[from])
            && from + 1 < asked.len()
        {
            (length, place) = longest(from + 1).unwrap_or((0, 0));
            from += 1;
        }
        n_stretches += 1;
        if length < STRETCH || n_stretches > MOST_STRETCHES {
            return None;
        }
        for step in 0..length {
            out[from + step] = Some(stream[place + step]);
        }
        from += length;
    }
    Some(out)
}
