//! Stories as a user meets them: small reports written for the project, and bad input.

use proptest::prelude::*;
use variorum_group::Incoming;
use variorum_group::stories::{EventKind, Options, Stories};

const FERRY: [(&str, &str); 3] = [
    (
        "Ferry sinks off Marbek, 14 missing",
        "The ferry Anselma sank off Marbek harbour on Tuesday and 14 passengers are missing, the coastguard of Velland said.",
    ),
    (
        "Fourteen missing after Anselma ferry disaster",
        "Divers searched the wreck of the ferry Anselma near Marbek for 14 missing passengers, the Velland coastguard said.",
    ),
    (
        "Velland mourns as Anselma sinks near Marbek",
        "The coastguard of Velland called off the search for 14 passengers of the ferry Anselma, which sank near Marbek.",
    ),
];
const STRIKE: [(&str, &str); 3] = [
    (
        "Tram drivers in Ostrelle walk out",
        "Tram drivers in Ostrelle began a strike over wages on Monday, their union Kollektra said, and no tram left the depot.",
    ),
    (
        "Ostrelle tram strike: union Kollektra rejects offer",
        "The union Kollektra rejected a wage offer from the city of Ostrelle and the strike of tram drivers goes on.",
    ),
    (
        "Commuters walk as Ostrelle tram strike enters second day",
        "No tram ran in Ostrelle as drivers of the union Kollektra kept up their strike over wages for a second day.",
    ),
];

fn add(stories: &mut Stories, id: &str, (title, text): (&str, &str)) -> usize {
    let incoming = Incoming { id, title, text, published: None, language: None };
    stories.add(&incoming, None)
}

fn two_stories() -> Stories {
    let mut stories = Stories::new(Options::default());
    for i in 0..3 {
        add(&mut stories, &format!("f{i}"), FERRY[i]);
        add(&mut stories, &format!("t{i}"), STRIKE[i]);
    }
    stories
}

fn names(stories: &Stories) -> Vec<String> {
    let all = (0..stories.len()).map(|place| stories.story_of(place).unwrap_or("-").to_owned());
    all.collect()
}

#[test]
fn reports_of_one_event_share_a_story() {
    let mut stories = two_stories();
    stories.finish();
    assert_eq!(names(&stories), ["s-f0", "s-t0", "s-f0", "s-t0", "s-f0", "s-t0"]);
}

#[test]
fn events_say_why() {
    let mut stories = two_stories();
    let events = stories.drain_events();
    let joined = events.iter().find(|event| event.report == "f1").expect("an event each");
    assert_eq!(joined.kind, EventKind::Joined);
    assert_eq!(joined.to, "s-f0");
    assert!(joined.reason.contains(&"Anselma".to_owned()), "{:?}", joined.reason);
    assert!(stories.drain_events().is_empty());
}

#[test]
fn a_copy_joins_its_original() {
    let mut stories = Stories::new(Options::default());
    add(&mut stories, "a", FERRY[0]);
    let incoming = Incoming { id: "b", title: "", text: "Unlike words.", ..Incoming::default() };
    stories.add(&incoming, Some(0));
    stories.finish();
    assert_eq!(stories.story_of(1), Some("s-a"));
}

#[test]
fn a_saved_state_continues_as_if_never_saved() {
    let mut whole = Stories::new(Options { repair_every: 2, ..Options::default() });
    let mut half = Stories::new(Options { repair_every: 2, ..Options::default() });
    for round in 0..4 {
        for i in 0..3 {
            for (kind, (title, text)) in [("f", FERRY[i]), ("t", STRIKE[i])] {
                let text = format!("{text} Round {round} of {i}.");
                add(&mut whole, &format!("{kind}{i}{round}"), (title, &text));
                add(&mut half, &format!("{kind}{i}{round}"), (title, &text));
            }
        }
        let saved = serde_json::to_string(&half).expect("a state is plain data");
        half = serde_json::from_str(&saved).expect("what was saved is read");
    }
    whole.finish();
    half.finish();
    let state = |stories: &Stories| serde_json::to_string(stories).expect("a state is plain data");
    assert_eq!(state(&whole), state(&half));
}

#[test]
fn pinned_choices_survive_repair() {
    let mut stories = two_stories();
    assert!(stories.pin("f1", Some("s-t0")));
    stories.finish();
    assert_eq!(stories.story_of(2), Some("s-t0"));
    assert_eq!(stories.story_of(4), Some("s-f0"));
    assert!(!stories.pin("nobody", None));
}

#[test]
fn merged_stories_stay_merged_under_the_older_name() {
    let mut stories = two_stories();
    assert!(stories.merge("s-t0", "s-f0"));
    stories.finish();
    assert!(names(&stories).iter().all(|name| name == "s-f0"));
}

#[test]
fn split_reports_stay_apart() {
    let mut stories = two_stories();
    let new = stories.split("s-f0", &["f1", "f2"]).expect("the story holds them");
    stories.finish();
    assert_eq!(stories.story_of(0), Some("s-f0"));
    assert_eq!(stories.story_of(2), Some(&*new));
    assert_eq!(stories.story_of(4), Some(&*new));
    assert_eq!(stories.split("s-f0", &["t0"]), None);
}

#[test]
fn the_window_settles_the_oldest() {
    let mut stories = Stories::new(Options { window_reports: 2, ..Options::default() });
    for (i, report) in FERRY.into_iter().enumerate() {
        add(&mut stories, &format!("f{i}"), report);
    }
    let settled = stories.drain_settled();
    assert_eq!(settled.len(), 1);
    assert_eq!((settled[0].place, &*settled[0].story), (0, "s-f0"));
    assert_eq!(stories.story_of(0), None);
    assert_eq!(stories.story_of(2), Some("s-f0"));
}

#[test]
fn dates_in_the_future_do_not_empty_the_window() {
    let mut stories = Stories::new(Options::default());
    for i in 0..60 {
        let published = if i % 20 == 7 { 9_000_000_000 } else { 1_700_000_000 + i };
        let incoming = Incoming {
            id: &i.to_string(),
            title: FERRY[0].0,
            text: FERRY[0].1,
            published: Some(published),
            language: None,
        };
        stories.add(&incoming, None);
    }
    assert!(stories.drain_settled().is_empty());
    assert!(stories.story_of(0).is_some());
}

#[test]
fn a_report_of_one_word_founds_a_story() {
    let mut stories = Stories::new(Options::default());
    add(&mut stories, "a", ("", "Ferry"));
    add(&mut stories, "b", ("", ""));
    add(&mut stories, "c", ("", ""));
    stories.finish();
    assert_eq!(names(&stories), ["s-a", "s-b", "s-c"]);
}

/// The cost of a report does not grow with its story.
#[test]
fn a_story_may_grow_without_end() {
    one_story(6_000, 2_000);
}

#[test]
#[ignore = "takes a minute without optimisation"]
fn a_story_may_grow_to_fifty_thousand() {
    one_story(50_000, 20_000);
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn a_million_identical_reports_are_one_story() {
    let mut stories = Stories::new(Options::default());
    for i in 0..1_000_000 {
        add(&mut stories, &i.to_string(), FERRY[0]);
        stories.drain_events();
        assert!(stories.drain_settled().iter().all(|settled| settled.story == "s-0"));
    }
    assert_eq!(stories.story_of(999_999), Some("s-0"));
}

fn one_story(n: usize, window_reports: usize) {
    let mut stories = Stories::new(Options { window_reports, ..Options::default() });
    let mut n_settled = 0;
    for i in 0..n {
        add(&mut stories, &i.to_string(), FERRY[i % 3]);
        for settled in stories.drain_settled() {
            assert_eq!(settled.story, "s-0");
            n_settled += 1;
        }
        stories.drain_events();
    }
    stories.finish();
    assert_eq!(n_settled, n - window_reports);
    assert_eq!(stories.story_of(n - 1), Some("s-0"));
}

fn texts() -> impl Strategy<Value = Vec<(usize, String, Option<i64>)>> {
    let words = prop::collection::vec(
        prop_oneof!["Marbek", "ferry", "sank", "Ostrelle", "tram", "strike", "14", "\\PC{0,12}"],
        0..14,
    );
    let text = words.prop_map(|words| words.join(" "));
    let date = prop::option::of(any::<i64>());
    prop::collection::vec((0..6_usize, text, date), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_reports_in_any_order_have_a_story_and_twice_the_same(reports in texts()) {
        let run = || {
            let options = Options { repair_every: 5, repair_reports: 9, window_reports: 25, ..Options::default() };
            let mut stories = Stories::new(options);
            for (i, (copy, text, published)) in reports.iter().enumerate() {
                let id = i.to_string();
                let incoming = Incoming { id: &id, title: "", text, published: *published, language: None };
                stories.add(&incoming, i.checked_sub(*copy).filter(|_| copy % 3 == 1));
                if i == 7 {
                    stories.pin("5", Some("s-3"));
                }
            }
            stories.finish();
            let settled = stories.drain_settled();
            for place in 0..stories.len() {
                let is_settled = settled.iter().any(|settled| settled.place == place);
                assert!(is_settled || stories.story_of(place).is_some());
            }
            serde_json::to_string(&stories).expect("a state is plain data")
        };
        prop_assert_eq!(run(), run());
    }
}
