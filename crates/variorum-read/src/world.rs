//! Files, folders and standard input: the only place that touches the world.
//! Folders are walked in order, hidden files and linked folders left out; a file is read once.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use variorum_model::Notice;

use crate::capture::{Capture, Intake, Options, Part, remark};
use crate::error::ReadError;
use crate::format::read_capture;
use crate::settle::settle;

/// The reports under the paths: files, folders with everything in them, `-` for standard input.
///
/// # Errors
/// Where not one report was read.
pub fn read_paths(paths: &[PathBuf], options: &Options) -> Result<Intake, ReadError> {
    if paths.is_empty() {
        return Err(ReadError::NoInput);
    }
    let mut search = Search::default();
    for path in paths {
        search.visit(path);
    }
    let mut parts = vec![Part { drafts: Vec::new(), notices: search.repeats() }];
    for path in search.files.into_values() {
        match read_file(&path, options) {
            Ok(part) => parts.push(part),
            Err(error) => search.refused.push((path, reason(&error))),
        }
    }
    search.refused.sort();
    search.refused.dedup();
    for (path, reason) in &search.refused {
        let message = format!("cannot read `{}`: {reason}; left out", path.display());
        parts.push(Part::remark("unreadable", message));
    }
    let intake = settle(parts, options);
    if intake.reports.is_empty() { Err(failure(paths, search.refused, intake)) } else { Ok(intake) }
}

fn failure(paths: &[PathBuf], refused: Vec<(PathBuf, String)>, intake: Intake) -> ReadError {
    if let Some((path, reason)) = refused.into_iter().next() {
        return ReadError::Unreadable { path, reason };
    }
    let mut names: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    names.sort();
    names.dedup();
    ReadError::NoReports { paths: names.join(", "), notices: intake.notices }
}

/// Files found so far, by what they really are, so that two spellings of a path are one file.
#[derive(Default)]
struct Search {
    files: BTreeMap<PathBuf, PathBuf>,
    twice: BTreeMap<PathBuf, usize>,
    refused: Vec<(PathBuf, String)>,
}

impl Search {
    fn visit(&mut self, path: &Path) {
        if path == Path::new("-") {
            return self.add(path);
        }
        match fs::metadata(path) {
            Err(error) => self.refused.push((path.to_owned(), reason(&error))),
            Ok(metadata) if metadata.is_dir() => self.walk(path),
            Ok(_) => self.add(path),
        }
    }

    /// Everything in the folder; a stack instead of recursion, so that depth costs no stack.
    fn walk(&mut self, folder: &Path) {
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    self.refused.push((folder, reason(&error)));
                    continue;
                }
            };
            for entry in entries.flatten() {
                if entry.file_name().to_string_lossy().starts_with('.') {
                    continue;
                }
                let path = entry.path();
                // A linked folder may lead back up; a linked file may not.
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(path),
                    Ok(kind) if kind.is_file() || (kind.is_symlink() && path.is_file()) => {
                        self.add(&path);
                    }
                    _ => {}
                }
            }
        }
    }

    fn add(&mut self, path: &Path) {
        let real = if path == Path::new("-") {
            path.to_owned()
        } else {
            fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
        };
        match self.files.get_mut(&real) {
            None => {
                self.files.insert(real, path.to_owned());
            }
            Some(kept) => {
                // The spelling that stays is the least one, whatever the order of the arguments.
                if path < kept.as_path() {
                    path.clone_into(kept);
                }
                *self.twice.entry(real).or_insert(1) += 1;
            }
        }
    }

    fn repeats(&self) -> Vec<Notice> {
        let message = |real: &PathBuf, n_times: &usize| {
            let path = self.files.get(real).unwrap_or(real);
            format!("`{}` is named {n_times} times; read once", path.display())
        };
        self.twice.iter().map(|(real, n)| remark("duplicate-report", message(real, n))).collect()
    }
}

fn read_file(path: &Path, options: &Options) -> io::Result<Part> {
    let mut bytes = Vec::new();
    // One byte more than allowed tells a file that is too long from one that just fits.
    let limit = options.max_bytes.saturating_add(1);
    if path == Path::new("-") {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        fs::File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > options.max_bytes {
        let message =
            format!("`{}` is longer than {} bytes; left out", path.display(), options.max_bytes);
        return Ok(Part::remark("too-long", message));
    }
    Ok(read_capture(&Capture { path: path.to_string_lossy().into_owned(), bytes }))
}

/// One lower-case line, the same on every system where the kind is known.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string().to_lowercase(),
    }
}
