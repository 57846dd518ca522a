//! The stories of a stream for a person: the largest first, each with its headline, its size and its days.

use crate::output::counted;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a person wants to know of a report in a list of stories.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Told {
    /// Its headline, else its id.
    pub(crate) title: String,
    /// The day it was published; `None` where nothing says.
    pub(crate) day: Option<String>,
}

/// One story as far as it is known.
#[derive(Debug, Default)]
struct Story {
    title: String,
    n_reports: usize,
    n_copies: usize,
    /// The first and the last day.
    days: Option<(String, String)>,
}

/// The stories of a run.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    stories: BTreeMap<String, Story>,
}

impl Listing {
    /// A report of the story; reports come in the order of the stream, and the first names the story.
    pub(crate) fn add(&mut self, story: &str, told: &Told, is_copy: bool) {
        let story = self.stories.entry(story.to_owned()).or_default();
        if story.title.is_empty() {
            story.title.clone_from(&told.title);
        }
        story.n_reports += 1;
        story.n_copies += usize::from(is_copy);
        let Some(day) = &told.day else { return };
        let (first, last) = story.days.get_or_insert_with(|| (day.clone(), day.clone()));
        if day < first {
            first.clone_from(day);
        }
        if day > last {
            last.clone_from(day);
        }
    }

    /// How many stories there are.
    pub(crate) fn len(&self) -> usize {
        self.stories.len()
    }

    /// The stories as lines no wider than `width` columns, headlines cut where they are longer.
    pub(crate) fn print(&self, width: usize) -> String {
        let mut stories: Vec<(&String, &Story)> = self.stories.iter().collect();
        stories.sort_by_key(|(id, story)| (std::cmp::Reverse(story.n_reports), *id));
        let n_reports: usize = stories.iter().map(|(_, story)| story.n_reports).sum();
        let n_alone = stories.iter().filter(|(_, story)| story.n_reports == 1).count();
        let mut out = format!(
            "{} in {}, {n_alone} of one report\n",
            counted(n_reports, "report", "reports"),
            counted(stories.len(), "story", "stories")
        );
        for (id, story) in stories {
            let copies = match story.n_copies {
                0 => String::new(),
                n => format!(", {}", counted(n, "copy", "copies")),
            };
            let days = match &story.days {
                None => String::new(),
                Some((first, last)) if first == last => format!(" · {first}"),
                Some((first, last)) => format!(" · {first} to {last}"),
            };
            let size = counted(story.n_reports, "report", "reports");
            let title = variorum_render::fit(&story.title, width.saturating_sub(2));
            let id = variorum_render::fit(id, usize::MAX);
            out += &format!("\n{title}\n  {size}{copies}{days}\n  --story {id}\n");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Listing, Told};

    #[test]
    fn the_largest_story_comes_first() {
        let mut listing = Listing::default();
        let told = |title: &str, day: Option<&str>| Told {
            title: title.to_owned(),
            day: day.map(str::to_owned),
        };
        listing.add("s-a", &told("A ferry sinks", None), false);
        listing.add("s-b", &told("Bakers win", Some("2031-03-02")), false);
        listing.add("s-b", &told("Bakers won", Some("2031-03-01")), true);
        assert_eq!(
            listing.print(40),
            "3 reports in 2 stories, 1 of one report\n\
             \nBakers win\n  2 reports, 1 copy · 2031-03-01 to 2031-03-02\n  --story s-b\n\
             \nA ferry sinks\n  1 report\n  --story s-a\n"
        );
    }
}
