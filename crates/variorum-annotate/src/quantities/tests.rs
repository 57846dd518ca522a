//! Each line: a sentence, and its quantities as `qualifier|value|unit|of`.

use super::*;
use crate::prose::Prose;

fn shown(text: &str) -> String {
    let found = quantities(&[Prose::whole(text).as_line()]);
    let lines: Vec<String> = found
        .iter()
        .map(|q| {
            let upper = q.upper.map(|upper| format!("-{upper}")).unwrap_or_default();
            let part = |part: &Option<String>| part.clone().unwrap_or_default();
            format!("{}|{}{upper}|{}|{}", part(&q.qualifier), q.value, part(&q.unit), part(&q.of))
        })
        .collect();
    lines.join("; ")
}

#[test]
fn numbers_with_their_nouns() {
    let cases = [
        ("They sent over 9,000 crates of shells to Orr.", "over|9000|crate|shells"),
        ("It took about 300 barrels of oil.", "about|300|barrel|oil"),
        ("A dozen Norlandic border guards fled.", "|12|guard|"),
        ("Police held two dozen men.", "|24|man|"),
        ("Police held 12 people.", "|12|person|"),
        ("He freed two geese named Pip and Pop.", ""),
        ("He freed two ducks named Pip and Pop.", "|2|duck|"),
        ("The firm is worth an estimated $48 billion.", "an estimated|48000000000|$|"),
        ("It lost €1.2bn.", "|1200000000|€|"),
        ("It cost AUD 10 million ($7.6 million).", "|10000000|A$|; |7600000|$|"),
        ("It cost A$12m and US$9m.", "|12000000|A$|; |9000000|$|"),
        ("Half a million people left.", "|500000|person|"),
        ("Turnout was 54 percent.", "|54|%|"),
        ("Turnout was 54% of voters.", "|54|%|voters"),
        ("It pleased 4 percent of likely Norlandic voters.", "|4|%|voters"),
        ("It pleased 4 percent of Norlandic voters.", "|4|%|voters"),
        ("Two-thirds of members agreed.", "|0.6666666666666666||members"),
        ("It lasts three to five days.", "|3-5|day|"),
        ("Between 10 and 15 ships sank.", "|10-15|ship|"),
        ("His first trip in 24 years.", "|24|year|"),
        ("A two-day visit followed.", "|2|day|visit"),
        ("A 21-year-old student spoke.", "|21|year|age"),
        ("Mara, 16, wore red.", "|16|year|age"),
        ("Mara and Lena Lund, aged 16 and 13 respectively, left.", "|16|year|age; |13|year|age"),
        ("The mayor is 46 years old.", "|46|year|age"),
        ("Nine leading Norlandic phone companies joined.", "|9|company|"),
        ("She called 18 members of the Harbour Committee.", "|18|member|Harbour Committee"),
        ("At least 180 cases were heard.", "At least|180|case|"),
        ("Nearly 50,000 followers saw it.", "Nearly|50000|follower|"),
        ("Two hundred and five soldiers marched.", "|205|soldier|"),
        ("Twenty-one states sued.", "|21|state|"),
        ("One million ballots were cast.", "|1000000|ballot|"),
        ("The 1.2 billion fund closed.", "|1200000000||"),
        ("One of them left, and no one spoke.", ""),
        ("They met at 5 p.m. and 10:30.", ""),
        ("They won 3-2 in Section 702.", ""),
        ("In 2006 and on June 18, 2024, it rained.", ""),
        ("Call 555-1234 or see page 12.", ""),
        ("Apollo 11 and Group 8 failed.", ""),
        ("He lives at 10 Downing Street.", ""),
        ("It is open 24/7 since 9/11.", ""),
        ("Dozens of boats and thousands of fish.", ""),
        ("The bridge fell 24 years ago.", ""),
        ("As noted [3] by all.", ""),
        ("They spoke about two plans.", "|2|plan|"),
        ("It is one in seven boats.", ""),
        ("They accuse a dozen sailors of leaving.", "|12|sailor|"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
}

/// Each quantity as `words|kind|claimant`.
fn kinds(text: &str) -> String {
    let found = quantities(&[Prose::whole(text).as_line()]);
    let lines: Vec<String> = found
        .iter()
        .map(|q| {
            let kind = q.kind.map(QuantityKind::name).unwrap_or_default();
            let claimant = q.claimant.map(|span| span.of(text)).unwrap_or_default();
            format!("{}|{kind}|{claimant}", q.span.of(text))
        })
        .collect();
    lines.join("; ")
}

#[test]
fn numbers_say_what_became_of_those_they_count() {
    let cases = [
        ("The flood left at least 34 dead.", "at least 34 dead|dead|"),
        ("There were 16,740 injured, the board said.", "16,740 injured|injured|"),
        ("The toll rose to 34 on Monday.", "34|dead|"),
        ("The death toll in Orr has since climbed from 12 to at least 34.", "at least 34|dead|"),
        ("The toll of the flood in Orr rose to 51, they said.", "51|dead|"),
        ("The number of injured stood at 120.", "120|injured|"),
        ("At least a dozen were killed.", "At least a dozen|dead|"),
        ("The quake killed 12 people and injured 40.", "12 people|dead|; 40|injured|"),
        ("Nineteen people had died by dawn.", "Nineteen people|dead|"),
        ("One person was killed.", "One|dead|"),
        ("Three fishermen are still missing.", "Three fishermen|missing|"),
        ("Police made 47 arrests.", "47 arrests|arrested|"),
        ("The storm claimed 12 lives.", "12 lives|dead|"),
        ("A crowd of 200 stood in the rain.", "200|present|"),
        ("About 300 people marched.", "About 300 people|present|"),
        ("It cost $3 million, or 4 percent.", "$3 million|money|; 4 percent|share|"),
        // no toll
        ("He killed 12 years of work.", "12 years||"),
        ("It was 12 killed cats short.", "12 killed cats|dead|"),
        ("The strike hit 12 ships.", "12 ships||"),
        ("None of the 40 boys was hurt; 12 were not injured.", "40 boys||"),
    ];
    for (text, expected) in cases {
        assert_eq!(kinds(text), expected, "{text}");
    }
}

#[test]
fn a_disputed_number_has_its_claimants() {
    let cases = [
        (
            "The march drew 200 people according to the council, 450 by the police, more than 600 by the organisers.",
            "200 people|present|the council; 450|present|the police; more than 600|present|the organisers",
        ),
        (
            "Police put the crowd at 450, the organisers at 600.",
            "450|present|Police; 600|present|the organisers",
        ),
        (
            "About 450 people marched, by the police count; organisers said more than 600.",
            "About 450 people|present|; more than 600|present|organisers",
        ),
        // no list of claimants
        ("He was hired at 34 by the board.", ""),
        ("The mayor said 40 of them came.", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(kinds(text), expected, "{text}");
    }
}

#[test]
fn digits_are_grouped_by_spaces_too() {
    let cases = [
        ("It shipped 816 000 tonnes of rye.", "|816000|tonne|rye"),
        ("It shipped 1\u{a0}250\u{202f}000 tonnes.", "|1250000|tonne|"),
        ("On August 12 200 boats fled.", "|200|boat|"),
        ("It had 12 2000 boats.", "|2000|boat|"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn spans_hold_qualifier_number_and_noun() {
    let text = "They sent over 9,000 large crates of shells.";
    let found = quantities(&[Prose::whole(text).as_line()]);
    assert_eq!(found[0].span.of(text), "over 9,000 large crates");
}

#[test]
fn no_text_panics() {
    for text in [
        "",
        "$",
        "1",
        "-1",
        "a",
        "half a",
        "of of 3",
        "10-",
        "99999999999999999999999999 men",
        "3–",
        "１２ men",
        "two- ",
    ] {
        let _ = shown(text);
    }
}

proptest::proptest! {
    #[test]
    fn spans_are_words_and_values_are_numbers(text in "(a|two|dozen|half|million|thirds|of|over|about|[0-9]{1,4}|-|to|,|\\.|\\$|%|men|crates| |é){0,30}") {
        for quantity in quantities(&[Prose::whole(&text).as_line()]) {
            proptest::prop_assert!(!quantity.span.of(&text).is_empty());
            proptest::prop_assert!(quantity.value.is_finite() && quantity.upper.is_none_or(|upper| upper > quantity.value));
        }
    }
}
