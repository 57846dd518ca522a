//! Archives made by hand: whole, packed, broken.

use std::io::Write;
use std::ops::ControlFlow;

use expect_test::{Expect, expect};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, proptest};

use crate::record::{Body, Item};

/// A record with its two empty lines.
fn record(kind: &str, target: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {target}\r\nWARC-Date: 2031-03-04T05:06:07Z\r\n\
         WARC-Record-ID: <urn:uuid:{}>\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        target.len(),
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn answer(target: &str, head: &str, body: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 {head}\r\n\r\n{body}");
    record("response", target, "application/http; msgtype=response", block.as_bytes())
}

fn page(target: &str, body: &str) -> Vec<u8> {
    answer(target, "200 OK\r\nContent-Type: text/html; charset=utf-8", body)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// A crawl as crawlers write it.
fn crawl() -> Vec<Vec<u8>> {
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: made up\r\n"),
        record(
            "request",
            "https://a.example/1",
            "application/http; msgtype=request",
            b"GET /1\r\n\r\n",
        ),
        page("https://a.example/1", "<p>One</p>"),
        answer("https://a.example/i", "200 OK\r\nContent-Type: image/png", "\u{89}PNG"),
        answer("https://a.example/j", "200 OK\r\nContent-Type: image/jpeg", "x"),
        answer("https://a.example/2", "404 Not Found\r\nContent-Type: text/html", "gone"),
        page("https://a.example/3", "<p>Three</p>"),
        record("conversion", "https://a.example/4", "text/plain", b"Four."),
    ]
}

fn show_from(bytes: &[u8], start: u64) -> String {
    let mut shown = String::new();
    let mut emit = |item| {
        match item {
            Item::Record(record) => {
                let Body::Bytes { bytes, label } = &record.body else { panic!("bytes") };
                let words = String::from_utf8_lossy(bytes);
                let words: String = words.chars().take(20).collect();
                let url = record.known.url.as_deref().unwrap_or_default();
                let label = label.map_or("", |label| label.name());
                shown += &format!("{:?} {url} {label} {words}\n", record.offset);
            }
            Item::Notice(notice) => shown += &format!("{}: {}\n", notice.rule, notice.message),
        }
        ControlFlow::Continue(())
    };
    let flow = super::read("a.warc", Box::new(bytes), start, &mut emit);
    assert!(flow.is_continue());
    shown
}

fn check(bytes: &[u8], expected: &Expect) {
    expected.assert_eq(&show_from(bytes, 0));
}

#[test]
fn plain() {
    check(
        &crawl().concat(),
        &expect![[r#"
        Some(414) https://a.example/1 UTF-8 <p>One</p>
        Some(1469) https://a.example/3 UTF-8 <p>Three</p>
        Some(1749) https://a.example/4  Four.
        warc-left-out: `a.warc`: left out, answers other than 200: 1
        warc-left-out: `a.warc`: left out, images: 2
    "#]],
    );
}

#[test]
fn one_member_a_record() {
    let members: Vec<Vec<u8>> = crawl().iter().map(|record| gzip(record)).collect();
    let shown = show_from(&members.concat(), 0);
    // every offset is where a member begins, and reading can begin there
    let place: usize = members[..6].iter().map(Vec::len).sum();
    assert!(
        shown.contains(&format!("Some({place}) https://a.example/3 UTF-8 <p>Three</p>")),
        "{shown}"
    );
    expect![[r#"
        Some(there) https://a.example/3 UTF-8 <p>Three</p>
        Some(1529) https://a.example/4  Four.
    "#]]
    .assert_eq(
        &show_from(&members.concat()[place..], place as u64).replace(&place.to_string(), "there"),
    );
}

#[test]
fn packed_as_a_whole() {
    check(
        &gzip(&crawl().concat()),
        &expect![[r#"
        None https://a.example/1 UTF-8 <p>One</p>
        None https://a.example/3 UTF-8 <p>Three</p>
        None https://a.example/4  Four.
        warc-left-out: `a.warc`: left out, answers other than 200: 1
        warc-left-out: `a.warc`: left out, images: 2
    "#]],
    );
}

#[test]
fn members_that_cut_records() {
    let whole = crawl().concat();
    let members: Vec<u8> = whole.chunks(100).flat_map(gzip).collect();
    let plain = show_from(&whole, 0).replace(|c: char| c.is_ascii_digit(), "");
    let shown = show_from(&members, 0).replace("None", "Some()");
    assert_eq!(shown.replace(|c: char| c.is_ascii_digit(), ""), plain);
}

#[test]
fn zstd_frames() {
    let frames = crawl().iter().flat_map(|record| zstd(record)).collect::<Vec<u8>>();
    let skippable = [&[0x5d, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
    check(
        &[skippable, frames].concat(),
        &expect![[r#"
        Some(426) https://a.example/1 UTF-8 <p>One</p>
        Some(1414) https://a.example/3 UTF-8 <p>Three</p>
        Some(1677) https://a.example/4  Four.
        warc-left-out: `a.warc`: left out, answers other than 200: 1
        warc-left-out: `a.warc`: left out, images: 2
    "#]],
    );
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn a_broken_record_is_not_the_end() {
    let mut records = crawl();
    let text = String::from_utf8(records[2].clone()).expect("text");
    records[2] = text.replace("Content-Length: ", "Content-Length: 9").into_bytes();
    check(
        &records.concat(),
        &expect![[r#"
        warc-broken-record: `a.warc`: the record at byte 414 is not as long as its header says; left out
        Some(1470) https://a.example/3 UTF-8 <p>Three</p>
        Some(1750) https://a.example/4  Four.
        warc-left-out: `a.warc`: left out, answers other than 200: 1
        warc-left-out: `a.warc`: left out, images: 2
    "#]],
    );
    records[2] = text.replace("Content-Length: ", "Content-Length: x").into_bytes();
    check(
        &records.concat(),
        &expect![[r#"
        warc-broken-record: `a.warc`: the record at byte 414 has a broken header; left out
        Some(1470) https://a.example/3 UTF-8 <p>Three</p>
        Some(1750) https://a.example/4  Four.
        warc-left-out: `a.warc`: left out, answers other than 200: 1
        warc-left-out: `a.warc`: left out, images: 2
    "#]],
    );
    records[2] = text.replace("<p>One</p>", "<p>One and only</p>").into_bytes();
    check(
        &records.concat(),
        &expect![[r#"
        warc-broken-record: `a.warc`: the record at byte 414 is not as long as its header says; left out
        Some(1478) https://a.example/3 UTF-8 <p>Three</p>
        Some(1758) https://a.example/4  Four.
        warc-left-out: `a.warc`: left out, answers other than 200: 1
        warc-left-out: `a.warc`: left out, images: 2
    "#]],
    );
    records[2] = b"\0\0junk that is no record\r\n\r\n".to_vec();
    check(
        &records.concat(),
        &expect![[r#"
        warc-broken-record: `a.warc`: no record begins at byte 414; left out
        Some(1219) https://a.example/3 UTF-8 <p>Three</p>
        Some(1499) https://a.example/4  Four.
        warc-left-out: `a.warc`: left out, answers other than 200: 1
        warc-left-out: `a.warc`: left out, images: 2
    "#]],
    );
}

#[test]
fn a_broken_member_is_not_the_end() {
    let mut members: Vec<Vec<u8>> = crawl()[2..4].iter().map(|record| gzip(record)).collect();
    members.push(gzip(&page("https://a.example/3", "<p>Three</p>")));
    let good = members.concat();
    // a flipped bit in the words, then in the checksum
    let mut bad = good.clone();
    bad[members[0].len() / 2] ^= 0x10;
    let shown = show_from(&bad, 0);
    assert!(shown.contains("warc-broken-record") && shown.contains("<p>Three</p>"), "{shown}");
    assert!(!shown.contains("<p>One"), "{shown}");
    let mut bad = good.clone();
    bad[members[0].len() - 6] ^= 0x10;
    let shown = show_from(&bad, 0);
    assert!(shown.contains("warc-broken-record") && shown.contains("<p>Three</p>"), "{shown}");
    assert!(!shown.contains("<p>One"), "{shown}");
    // a member cut short, junk between members
    let cut = [&members[0][..members[0].len() - 20], b"junk", &members[2]].concat();
    let shown = show_from(&cut, 0);
    assert!(shown.contains("warc-broken-record") && shown.contains("<p>Three</p>"), "{shown}");
}

#[test]
fn a_member_that_swallows_the_rest_gives_it_back() {
    let members: Vec<Vec<u8>> = (0..6)
        .map(|n| gzip(&page(&format!("https://a.example/{n}"), "<p>Words of a page</p>")))
        .collect();
    let mut bytes = members.concat();
    // an extra field (RFC 1952, FEXTRA) as long as the words behind it happen to say
    bytes[members[0].len() + 3] = 4;
    assert_eq!(show_from(&bytes, 0).matches("Words of a page").count(), 5);
}

#[test]
fn a_cut_off_end_is_told() {
    let whole = crawl().concat();
    let shown = show_from(&whole[..whole.len() - 8], 0);
    assert!(shown.contains("is cut off; left out") && shown.contains("<p>Three</p>"), "{shown}");
    let packed: Vec<u8> = crawl().iter().flat_map(|record| gzip(record)).collect();
    let shown = show_from(&packed[..packed.len() - 20], 0);
    assert!(shown.contains("damaged or cut off") && shown.contains("<p>Three</p>"), "{shown}");
}

#[test]
fn what_unpacks_without_measure_is_left_out() {
    let huge = page("https://a.example/huge", &"a".repeat(40 << 20));
    let next = page("https://a.example/3", "<p>Three</p>");
    let shown = show_from(&[huge.clone(), next.clone()].concat(), 0);
    assert!(shown.contains("longer than 32 MB: 1") && shown.contains("Three"), "{shown}");
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&page("https://a.example/bomb", &"a".repeat(100 << 20))).expect("memory");
    let bomb = encoder.finish().expect("memory");
    let shown = show_from(&[bomb, gzip(&next)].concat(), 0);
    assert!(shown.contains("far more than a page") && shown.contains("Three"), "{shown}");
}

#[test]
fn reading_can_be_stopped() {
    let bytes = crawl().concat();
    let mut n = 0;
    let flow = super::read("a.warc", Box::new(bytes.as_slice()), 0, &mut |_| {
        n += 1;
        ControlFlow::Break(())
    });
    assert!(flow.is_break() && n == 1);
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in vec(any::<u8>(), 0..300)) {
        for magic in [&b""[..], b"WARC/1.0\r\n", b"\x1f\x8b\x08\0\0\0\0\0\0\0", b"\x28\xb5\x2f\xfd"] {
            show_from(&[magic, &bytes].concat(), 0);
        }
    }

    #[test]
    fn one_fault_costs_few_records(at in 0_usize..3_000, byte in any::<u8>(), packed in any::<bool>()) {
        let pages = (0..12).map(|n| page(&format!("https://a.example/{n}"), "<p>Words of a page</p>"));
        let stored = pages.map(|page| if packed { gzip(&page) } else { page });
        let mut bytes: Vec<u8> = stored.flatten().collect();
        // the first bytes tell how the whole is packed
        let at = 4 + at % (bytes.len() - 4);
        bytes[at] = byte;
        let n = show_from(&bytes, 0).matches("Words of a page").count();
        prop_assert!(n >= 10, "{n} of 12");
    }
}
