//! Runs the built binary, and reads what it prints.
#![allow(clippy::disallowed_methods, dead_code, reason = "tests write their reports to files")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run left.
pub struct Ran {
    /// Exit status; 0 is done.
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A folder of one test, emptied when the test begins.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        std::fs::remove_dir_all(&path).ok();
        std::fs::create_dir_all(&path).expect("the target folder can be written");
        Self(path)
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    /// Writes a file and gives its path.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("the folder can be written");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// The folder of the example story.
pub fn example() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/harbour-strike").to_owned()
}

pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
    command.args(arguments).env_remove("COLUMNS").env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

pub fn variorum(arguments: &[&str]) -> Ran {
    with_environment(arguments, &[])
}

pub fn with_environment(arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
    let output =
        command(arguments).envs(variables.iter().copied()).output().expect("the binary starts");
    Ran {
        status: output.status.code().expect("no signal ended it"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

pub fn with_input(arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    child.stdin.take().expect("piped").write_all(input).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    Ran {
        status: output.status.code().expect("no signal ended it"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

pub fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The code points of each report's text, by id.
pub fn texts(edition: &Value) -> BTreeMap<String, Vec<char>> {
    let of = |report: &Value| {
        let id = report["id"].as_str().expect("an id").to_owned();
        (id, report["text"].as_str().expect("a text").chars().collect())
    };
    edition["reports"].as_array().expect("reports").iter().map(of).collect()
}

/// A pair of numbers.
pub fn span(value: &Value) -> Option<(usize, usize)> {
    let [start, end] = value.as_array()?.as_slice() else { return None };
    let number = |value: &Value| value.as_u64().and_then(|n| usize::try_from(n).ok());
    Some((number(start)?, number(end)?))
}

/// Takes a text, the start and end of a span of it, and the object that holds the span.
pub type Visit<'v> = dyn FnMut(&[char], usize, usize, &Value) + 'v;

/// Visits every pair of numbers below an object that names its report, with the innermost object around it.
pub fn each_span(edition: &Value, texts: &BTreeMap<String, Vec<char>>, visit: &mut Visit<'_>) {
    let quotations: BTreeMap<&str, &str> = edition["quotations"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|q| Some((q["id"].as_str()?, q["report"].as_str()?)))
        .collect();
    let mut waiting: Vec<(&Value, Option<&str>, &Value)> = vec![(edition, None, edition)];
    while let Some((value, report, around)) = waiting.pop() {
        if let (Some((start, end)), Some(text)) = (span(value), report.and_then(|id| texts.get(id)))
        {
            visit(text, start, end, around);
            continue;
        }
        match value {
            Value::Array(items) => waiting.extend(items.iter().map(|item| (item, report, around))),
            Value::Object(fields) => {
                let named = |key: &str| fields.get(key).and_then(Value::as_str);
                let own = named("report")
                    .or_else(|| named("quotation").and_then(|q| quotations.get(q).copied()));
                let own = own
                    .or_else(|| fields.contains_key("text_sha256").then(|| named("id")).flatten());
                waiting.extend(fields.values().map(|field| (field, own.or(report), value)));
            }
            _ => {}
        }
    }
}
