//! Prints the tests' edition: `cargo run -p variorum-render --example fixture -- html > page.html`.
//! Formats: `text` (the default; a second word gives the width), `colour`, `json`, `html`, `line`.

#[path = "../tests/fixture/mod.rs"]
mod fixture;

use std::time::Instant;
use variorum_render::{TextStyle, annotation_json, html, json, text};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let format = arguments.first().map_or("text", String::as_str);
    let number = arguments.get(1).and_then(|number| number.parse().ok());
    let edition = fixture::edition();
    let out = match format {
        "json" => json(&edition, "0.1.0"),
        "html" => html(&number.map_or(edition, fixture::many)),
        "line" => annotation_json(&fixture::report()),
        "time" => timed(number.unwrap_or(1)),
        format => {
            let style =
                TextStyle { width: number.unwrap_or(80), colour: format == "colour", all: false };
            text(&edition, style)
        }
    };
    println!("{out}");
}

/// Milliseconds for each format over an edition of so many copies of the fixture.
#[allow(clippy::disallowed_methods, reason = "an example may look at the clock")]
fn timed(copies: usize) -> String {
    let edition = fixture::many(copies);
    let time = |name: &str, show: &dyn Fn() -> String| {
        let start = Instant::now();
        let bytes = show().len();
        format!("{name} {:.2} ms, {bytes} bytes\n", start.elapsed().as_secs_f64() * 1e3)
    };
    time("json", &|| json(&edition, "0.1.0"))
        + &time("text", &|| text(&edition, TextStyle::default()))
        + &time("html", &|| html(&edition))
}
