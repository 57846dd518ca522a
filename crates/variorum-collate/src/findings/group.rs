//! Groups of counts of different reports that answer one question.
//!
//! Two numbers count one thing where what they count, what stands between number and noun, and the telling
//! words around them meet, and their sentences do not name other people.

use super::count::Count;
use super::keys::{other_people, shared, weight};
use super::scene::Scene;
use std::collections::BTreeMap;

/// What the words around two counts, or two sums, must single out together.
const SAME_THING: f32 = 1.15;
const SAME_SUM: f32 = 2.0;
/// The same for two counts that each have a claimant of their own.
const CLAIMED_THING: f32 = 0.3;
/// What the sentences of two tolls must share: the place and the event, or rarer words.
const SAME_EVENT: f32 = 4.0;

/// The counts by what they count, each group about one thing, in order of witness.
pub(super) fn groups<'b, 'a>(scene: &Scene, counts: &'b [Count<'a>]) -> Vec<Vec<&'b Count<'a>>> {
    let mut by_thing: BTreeMap<(&str, Option<&str>), Vec<&Count>> = BTreeMap::new();
    for count in counts.iter().filter(|count| !count.is_time() && !count.is_addition) {
        if let Some(thing) = &count.thing {
            by_thing.entry((thing, count.part.as_deref())).or_default().push(count);
        }
    }
    by_thing.into_values().flat_map(|counts| cluster(scene, counts)).collect()
}

/// Groups the numbers of one unit around the first of each kind: linear in the numbers for a fixed number of things.
fn cluster<'b, 'a>(scene: &Scene, counts: Vec<&'b Count<'a>>) -> Vec<Vec<&'b Count<'a>>> {
    let mut groups: Vec<Vec<&Count>> = Vec::new();
    for count in counts {
        match groups.iter_mut().find(|group| is_same_thing(scene, group[0], count)) {
            Some(group) => group.push(count),
            None => groups.push(vec![count]),
        }
    }
    groups
}

fn is_same_thing(scene: &Scene, a: &Count, b: &Count) -> bool {
    if a.counts_people() {
        return is_same_toll(a, b);
    }
    let common = shared(&a.keys, &b.keys);
    let sums = a.is_measured();
    let meets =
        a.modifiers.is_empty() || b.modifiers.is_empty() || !a.modifiers.is_disjoint(&b.modifiers);
    // two named claimants who count the same noun in one story speak of one thing sooner than two narrators do
    let claimed = !sums && a.claimant.is_some() && b.claimant.is_some();
    let least = if sums { 3 } else { 1 + usize::from(!claimed) };
    let same_thing = if claimed { CLAIMED_THING } else { SAME_THING };
    meets
        && !other_people(&a.people, &b.people)
        && common.len() >= least
        && scene.telling(&common) >= if sums { SAME_SUM } else { same_thing }
}

/// Two tolls of one event: their sentences share its place or other telling words, and no year parts them.
fn is_same_toll(a: &Count, b: &Count) -> bool {
    let years = matches!((a.moment.year(), b.moment.year()), (Some(a), Some(b)) if a != b);
    let common = shared(&a.sentence, &b.sentence);
    let one_sentence = a.witness == b.witness && a.sentence == b.sentence;
    !years
        && !other_people(&a.people, &b.people)
        && (one_sentence || common.len() >= 2 && weight(&common) >= SAME_EVENT)
}
