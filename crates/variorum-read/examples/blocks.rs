//! Prints the blocks of reports, to be checked by eye: `cargo run --example blocks -- PATH…`.

use std::path::PathBuf;

use variorum_read::{Options, read_paths};

fn main() {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match read_paths(&paths, &Options::default()) {
        Err(error) => eprintln!("error: {error}"),
        Ok(intake) => {
            for report in &intake.reports {
                println!(
                    "=== {} lang={:?} outlet={:?} byline={:?} title={:?}",
                    report.id, report.language, report.outlet, report.byline, report.title
                );
                for date in &report.dates {
                    println!("    {} {} {:?}", date.role.name(), date.value, date.span);
                }
                for block in &report.blocks {
                    println!(
                        "  {:<15} {}",
                        format!("{:?}", block.role),
                        shown(block.span.of(&report.text))
                    );
                }
                for notice in &report.notices {
                    println!("  notice {}: {}", notice.rule, notice.message);
                }
            }
            for notice in &intake.notices {
                println!("notice {}: {}", notice.rule, notice.message);
            }
        }
    }
}

fn shown(text: &str) -> String {
    let n_chars = text.chars().count();
    if n_chars <= 110 {
        return text.replace('\n', "⏎");
    }
    let first: String = text.chars().take(80).collect();
    let last: String = text.chars().skip(n_chars - 25).collect();
    format!("{first} … {last}").replace('\n', "⏎")
}
