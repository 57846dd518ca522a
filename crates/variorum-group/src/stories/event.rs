//! What happened to reports and stories, with the reason.

use serde::{Deserialize, Serialize};

/// One change, in the order in which they came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// Id of the report; for `merged`, of the report whose words joined the stories.
    pub report: String,
    /// The story before; `None` for a report that has just come in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The story after.
    pub to: String,
    /// Names, words and times that decided, at most seven, or in words why there are none; never empty.
    pub reason: Vec<String>,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A report came in and told no known story.
    Founded,
    /// A report came in and joined a story.
    Joined,
    /// A repair or the user moved a report to another story.
    Moved,
    /// A repair or the user merged a story into another; its reports are not listed one by one.
    Merged,
}
