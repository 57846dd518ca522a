//! Reports as they come, for archives that no memory holds: in the order of the input, ids made unique in that
//! order, repeated texts kept.

use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use variorum_model::{Notice, Report};

use crate::capture::Draft;

/// What comes out of an archive.
#[derive(Clone, Debug, PartialEq)]
pub enum Streamed {
    /// The next report.
    Report(Box<Report>),
    /// A remark on input that gave no report.
    Notice(Notice),
}

/// The ids given so far, as hashes: eight bytes each, so that an archive's memory stays flat.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    taken: HashSet<u64>,
    next: BTreeMap<String, u64>,
}

impl Ids {
    /// The report under an id of its own: the given one, or with a number where that is taken.
    pub fn name(&mut self, draft: Draft) -> Report {
        let mut report = draft.report;
        if !self.taken.insert(hash(&report.id)) {
            let number = self.next.entry(report.id.clone()).or_insert(2);
            let mut id = format!("{}-{number}", report.id);
            while !self.taken.insert(hash(&id)) {
                *number += 1;
                id = format!("{}-{number}", report.id);
            }
            *number += 1;
            report.id = id;
        }
        for notice in &mut report.notices {
            notice.report = Some(report.id.clone());
        }
        report
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::Ids;
    use crate::capture::Draft;

    #[test]
    fn taken_ids_get_numbers_in_order() {
        let mut ids = Ids::default();
        let named = ["a", "a-2", "a", "b", "a"].map(|id| {
            let mut draft = Draft::default();
            draft.report.id = id.to_owned();
            ids.name(draft).id
        });
        assert_eq!(named, ["a", "a-2", "a-3", "b", "a-4"]);
    }
}
