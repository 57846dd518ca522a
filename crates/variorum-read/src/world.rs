//! The files under the paths. Folders are walked, hidden files and linked folders left out; a file is read once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use variorum_model::{Notice, Rule};

use crate::capture::remark;
use crate::fetch::is_address;
use crate::format::reason;

/// Files found so far, by what they really are, so that two spellings of a path are one file.
#[derive(Debug, Default)]
pub(crate) struct Search {
    /// What it really is, and the spelling that is shown.
    pub files: BTreeMap<PathBuf, PathBuf>,
    twice: BTreeMap<PathBuf, usize>,
    /// Paths that cannot be read, and why.
    pub refused: Vec<(PathBuf, String)>,
}

impl Search {
    pub fn visit(&mut self, path: &Path) {
        if is_no_file(path) {
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
        let real = if is_no_file(path) {
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

    /// A remark on each file that was named more than once.
    pub fn repeats(&self) -> Vec<Notice> {
        let message = |real: &PathBuf, n_times: &usize| {
            let path = self.files.get(real).unwrap_or(real);
            format!("`{}` is named {n_times} times; read once", path.display())
        };
        self.twice.iter().map(|(real, n)| remark(Rule::DuplicateReport, message(real, n))).collect()
    }
}

/// Standard input or an address.
fn is_no_file(path: &Path) -> bool {
    path == Path::new("-") || path.to_str().is_some_and(is_address)
}
