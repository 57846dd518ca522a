//! Where an earlier run stopped: the last whole line of its output names the record.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use variorum_model::RecordAt;

/// What is in the output already.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// Bytes up to the end of the last whole line.
    pub(crate) length: u64,
    /// The record of that line; `None` where there is none yet.
    pub(crate) last: Option<RecordAt>,
}

/// Bytes that are read at a time, backwards.
const STEP: u64 = 1 << 16;

/// What an earlier run has written to the file, nothing where there is no such file.
pub(crate) fn written(path: &Path) -> Result<Written> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Written::default()),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read `{}`", path.display()));
        }
    };
    let Some((line, length)) = last_line(&mut file)? else { return Ok(Written::default()) };
    match serde_json::from_slice::<Line>(&line) {
        Ok(Line { record: Some(record) }) => {
            let last = RecordAt { input: record.input, offset: record.offset };
            Ok(Written { length, last: Some(last) })
        }
        _ => bail!(
            "the last line of `{}` names no record of an archive; write to another file, or without --resume",
            path.display()
        ),
    }
}

#[derive(Deserialize)]
struct Line {
    record: Option<Record>,
}

#[derive(Deserialize)]
struct Record {
    input: String,
    offset: u64,
}

/// The last line that has an end, without it, and the byte behind that end.
fn last_line(file: &mut File) -> io::Result<Option<(Vec<u8>, u64)>> {
    let mut start = file.seek(SeekFrom::End(0))?;
    let mut tail: Vec<u8> = Vec::new();
    while start > 0 {
        let from = start.saturating_sub(STEP);
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.by_ref().take(start - from).read_to_end(&mut bytes)?;
        bytes.extend(&tail);
        (tail, start) = (bytes, from);
        let Some(end) = tail.iter().rposition(|byte| *byte == b'\n') else { continue };
        let before = tail[..end].iter().rposition(|byte| *byte == b'\n');
        if let Some(line) = before.map(|at| at + 1).or((start == 0).then_some(0)) {
            return Ok(Some((tail[line..end].to_vec(), start + end as u64 + 1)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::written;

    fn check(content: &str) -> Result<(u64, Option<u64>), String> {
        let path = std::env::temp_dir().join(format!("variorum-resume-{}", std::process::id()));
        std::fs::write(&path, content).expect("a temporary file");
        let found = written(&path).map_err(|error| error.to_string());
        std::fs::remove_file(&path).expect("just written");
        found.map(|written| (written.length, written.last.map(|last| last.offset)))
    }

    #[test]
    fn the_last_whole_line_says_where() {
        let line =
            |offset: u64| format!("{{\"record\":{{\"input\":\"a\",\"offset\":{offset}}}}}\n");
        assert_eq!(check(""), Ok((0, None)));
        let length = line(7).len() as u64;
        assert_eq!(check(&line(7)), Ok((length, Some(7))));
        let cut = format!("{}{}{{\"record", line(7), line(9));
        assert_eq!(check(&cut), Ok((2 * length, Some(9))));
        let long = format!("{}{}", line(8), "x".repeat(200_000));
        assert_eq!(check(&long), Ok((length, Some(8))));
        assert!(check("{}\n").expect_err("no record").contains("names no record"));
    }
}
