//! Why two reports were put together: the rarest words that they share, as written, and how far apart they came out.

use super::report::Live;
use crate::features::NAME;

/// Words named in a reason.
const WORDS: usize = 5;

/// The shared words that weigh most, names before others of equal weight, then the time between the two. Never empty.
pub(crate) fn reason(a: &Live, b: &Live) -> Vec<String> {
    let mut shared: Vec<(u32, u32, &str)> = Vec::new();
    for (hash, word) in a.written.each().chain(b.written.each()) {
        if let (Some(x), Some(y)) = (a.weighed.mark(hash), b.weighed.mark(hash)) {
            let name = u32::from((x.flags | y.flags) & NAME != 0);
            let weight = u32::from(x.rarity) * u32::from(y.rarity) * (2 + name);
            if !shared.iter().any(|(_, known, _)| *known == hash) {
                shared.push((weight, hash, word));
            }
        }
    }
    shared.sort_by(|x, y| y.0.cmp(&x.0).then(x.2.cmp(y.2)));
    let words = shared.iter().take(WORDS).map(|(_, _, word)| (*word).to_owned());
    let common = shared.is_empty().then(|| "no rare word, but common ones".to_owned());
    words.chain(common).chain(apart(a, b)).collect()
}

fn apart(a: &Live, b: &Live) -> Option<String> {
    let seconds = a.weighed.published?.abs_diff(b.weighed.published?);
    Some(match seconds {
        0..5_400 => format!("{} minutes apart", seconds / 60),
        5_400..172_800 => format!("{} hours apart", (seconds + 1_800) / 3_600),
        _ => format!("{} days apart", (seconds + 43_200) / 86_400),
    })
}
