//! A made-up web archive in the manner of a news crawl: same seed, same bytes.

use std::io::{self, Write};
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Words of which the pages are made.
const WORDS: &str = "the of and to in a ferry harbour mayor said on that for was with by strike dockers council \
    island storm week union talks morning boat crew report minister vote quay warehouse cargo price winter \
    Elmstead Halmar Vask Roe Coe not had been would after before against under over new first last two three \
    spokesman confirmed denied announced according agreement negotiations infrastructure responsibility";

static WORD_LIST: LazyLock<Vec<&str>> = LazyLock::new(|| WORDS.split_whitespace().collect());

/// How records are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As they are.
    Plain,
    /// One gzip member a record.
    Gzip,
}

/// Writes records until `n_bytes` of content are reached; gives the bytes of content.
pub fn write(out: &mut impl Write, n_bytes: u64, packing: Packing) -> io::Result<u64> {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut written = store(
        out,
        packing,
        &record("warcinfo", "", "application/warc-fields", b"software: made up\r\n", 0),
    )?;
    for n in 1_u64.. {
        if written >= n_bytes {
            break;
        }
        let target = format!("https://news.example/{n}");
        let request = format!("GET /{n} HTTP/1.1\r\nHost: news.example\r\n\r\n");
        let body = page(n, &mut random);
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Crawler-Content-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let answer = [head.as_bytes(), body.as_bytes()].concat();
        let records = [
            record("request", &target, "application/http; msgtype=request", request.as_bytes(), n),
            record("response", &target, "application/http; msgtype=response", &answer, n),
            record("metadata", &target, "application/warc-fields", b"fetchTimeMs: 120\r\n", n),
        ];
        for record in records {
            written += store(out, packing, &record)?;
        }
    }
    Ok(written)
}

fn store(out: &mut impl Write, packing: Packing, record: &[u8]) -> io::Result<u64> {
    match packing {
        Packing::Plain => out.write_all(record)?,
        Packing::Gzip => {
            let mut encoder = GzEncoder::new(&mut *out, Compression::default());
            encoder.write_all(record)?;
            encoder.finish()?;
        }
    }
    Ok(record.len() as u64)
}

fn record(kind: &str, target: &str, content_type: &str, block: &[u8], n: u64) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2031-03-04T05:06:07Z\r\nWARC-Target-URI: {target}\r\n\
         WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012x}>\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A page of some 30 to 130 kB: mostly markup, as pages are, around some paragraphs.
fn page(n: u64, random: &mut Random) -> String {
    let title = sentence(random);
    let mut page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title}</title><meta property=\"og:title\" content=\"{title}\">\
         <meta property=\"article:published_time\" content=\"2031-03-04T05:06:07Z\"></head><body><nav><ul>\n"
    );
    for _ in 0..200 + random.below(400) {
        let at = random.below(1 << 40);
        page += &format!(
            "<li class=\"menu-item menu-item-{at:x}\"><a href=\"/section/{}/{at:x}\" data-id=\"{n}\">{}</a></li>\n",
            random.word(),
            sentence(random)
        );
    }
    page += "</ul></nav><article><h1>";
    page += &title;
    page += "</h1>\n";
    for _ in 0..10 + random.below(40) {
        page += "<p>";
        for _ in 0..2 + random.below(4) {
            page += &sentence(random);
            page += ". ";
        }
        page += "</p>\n";
    }
    page + "</article></body></html>\n"
}

fn sentence(random: &mut Random) -> String {
    let words: Vec<&str> = (0..5 + random.below(12)).map(|_| random.word()).collect();
    words.join(" ")
}

/// Numbers by xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn word(&mut self) -> &'static str {
        // small numbers are likelier, as common words are
        let n_words = WORD_LIST.len() as u64;
        let at = self.below(n_words).min(self.below(n_words));
        WORD_LIST[at as usize]
    }
}
