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

const PAROM: [(&str, &str); 3] = [
    (
        "В гавани Велны затонул паром «Сизая чайка»",
        "Паром «Сизая чайка» затонул ночью в гавани Велны, пропали девять пассажиров, сообщил начальник порта Остап Грелкин.",
    ),
    (
        "Девять пассажиров парома пропали в Велне",
        "Водолазы ищут девять пассажиров парома «Сизая чайка», который затонул у причала в Велне, сказал начальник порта Грелкин.",
    ),
    (
        "В Велне прекращён поиск пассажиров «Сизой чайки»",
        "Начальник порта Велны Грелкин объявил, что поиск девяти пассажиров затонувшего парома «Сизая чайка» прекращён.",
    ),
];
const ZAVOD: [(&str, &str); 3] = [
    (
        "Рабочие стекольного завода в Дубровце начали забастовку",
        "Рабочие стекольного завода в Дубровце остановили печи и требуют прибавки, заявил председатель профсоюза Мирон Латышко.",
    ),
    (
        "Стекольный завод Дубровца стоит второй день",
        "Второй день стоят печи завода в Дубровце: профсоюз Латышко отказался от прибавки, которую предложила дирекция.",
    ),
    (
        "Дирекция завода в Дубровце согласилась на прибавку",
        "После забастовки дирекция стекольного завода в Дубровце согласилась поднять оплату, сообщил профсоюз Мирона Латышко.",
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

/// Reports of both stories and of the Russian one, each told a little differently in every round.
fn rounds(n: usize) -> Vec<(String, String, String)> {
    let mut reports = Vec::new();
    for round in 0..n {
        for (kind, told) in [("f", FERRY), ("t", STRIKE), ("p", PAROM), ("z", ZAVOD)] {
            for (i, (title, text)) in told.into_iter().enumerate() {
                let text = format!("{text} Round {round} of {i}.");
                reports.push((format!("{kind}{i}{round}"), title.to_owned(), text));
            }
        }
    }
    reports
}

/// The window is small enough that reports settle, the repairs are frequent enough that foreign words are weighed again.
#[test]
fn a_saved_state_continues_as_if_never_saved() {
    let options = Options { repair_every: 7, window_reports: 30, ..Options::default() };
    let mut whole = Stories::new(options.clone());
    let mut part = Stories::new(options);
    let state = |stories: &Stories| serde_json::to_string(stories).expect("a state is plain data");
    let mut n_settled = 0;
    for (i, (id, title, text)) in rounds(8).iter().enumerate() {
        add(&mut whole, id, (title, text));
        add(&mut part, id, (title, text));
        if i % 5 == 0 {
            part = serde_json::from_str(&state(&part)).expect("what was saved is read");
        }
        if i % 11 == 0 {
            let settled = whole.drain_settled();
            n_settled += settled.len();
            assert_eq!(settled, part.drain_settled());
            assert_eq!(whole.drain_events(), part.drain_events());
        }
    }
    whole.finish();
    part.finish();
    assert_eq!(state(&whole), state(&part));
    assert!(n_settled > 50 && state(&whole).contains("\"learned\""));
}

#[test]
fn russian_reports_of_one_event_share_a_story() {
    let mut stories = Stories::new(Options::default());
    for i in 0..3 {
        add(&mut stories, &format!("p{i}"), PAROM[i]);
        add(&mut stories, &format!("z{i}"), ZAVOD[i]);
        add(&mut stories, &format!("f{i}"), FERRY[i]);
    }
    stories.finish();
    let told = ["s-p0", "s-z0", "s-f0"];
    assert_eq!(names(&stories), [told, told, told].concat());
    let events = stories.drain_events();
    let joined = events.iter().find(|event| event.report == "p1").expect("an event each");
    assert!(joined.reason.contains(&"Грелкин".to_owned()), "{:?}", joined.reason);
}

/// A few foreign words do not tell their language, a declared language does: then the words are learned, not weighed
/// as rare English ones.
#[test]
fn a_declared_language_counts_where_the_words_are_few() {
    let learned = |language| {
        let mut stories = Stories::new(Options::default());
        let incoming =
            Incoming {
                id: "a", title: "Паром затонул ночью", language, ..Incoming::default()
            };
        stories.add(&incoming, None);
        let state = serde_json::to_value(&stories).expect("a state is plain data");
        state["learned"]["n_texts"].as_u64()
    };
    assert_eq!(learned(None), Some(0));
    assert_eq!(learned(Some("en")), Some(0));
    assert_eq!(learned(Some("ru")), Some(1));
}

/// Whatever happens to a report, the event says why.
#[test]
fn every_event_has_a_reason() {
    let mut stories = Stories::new(Options { repair_every: 3, ..Options::default() });
    let mut kinds = Vec::new();
    for (i, (id, title, text)) in rounds(6).iter().enumerate() {
        // every fourth report is said to be a copy of one that it has nothing in common with
        let incoming = Incoming { id, title, text, ..Incoming::default() };
        stories.add(&incoming, i.checked_sub(3).filter(|_| i % 4 == 3));
        for event in stories.drain_events() {
            assert!(event.reason.iter().any(|words| !words.is_empty()), "{event:?}");
            kinds.push(event.kind);
        }
    }
    assert!(kinds.contains(&EventKind::Moved), "{kinds:?}");
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
