//! `pairs FOLDER SET… > pairs.tsv`: what compared pairs share, with their label, for fitting.
//!
//! A line: set, the two stories by the key, then the measures. Only pairs that a stream would compare are written.
#![allow(clippy::disallowed_methods)] // an example touches files

use std::collections::BTreeMap;
use std::fs::read_to_string;
use std::io::Write;
use std::path::Path;
use variorum_group::stories::{Options, Stories};

mod prepared;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("which folder?")?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for set in args {
        let path = Path::new(&folder).join(format!("{set}.jsonl"));
        let key = read_to_string(path.with_extension("key"))?;
        let gold: BTreeMap<&str, &str> = prepared::key(&key);
        let mut stories = Stories::new(Options { silent: true, ..Options::default() });
        let mut ids = Vec::new();
        for (id, signature) in prepared::signatures(&read_to_string(&path)?)? {
            ids.push(id);
            stories.add_signature(signature, None);
        }
        stories.finish();
        for (a, b, measures) in stories.compared() {
            write!(out, "{set}\t{}\t{}", gold[&*ids[a]], gold[&*ids[b]])?;
            for measure in measures {
                write!(out, "\t{measure:.4}")?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}
