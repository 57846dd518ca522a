//! Files, folders, addresses and standard input: the only place that touches the world.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use variorum_model::{Notice, RecordAt, Rule};

use crate::capture::{Draft, Intake, Options, Part, remark};
use crate::error::ReadError;
use crate::extractor::Extractor;
use crate::fetch::{fetch, is_address};
use crate::format::{Input, reason};
use crate::intake::{drafts, open, part};
use crate::settle::settle;
use crate::stream::{Ids, Streamed};
use crate::tell::Format;
use crate::unpack::Opened;
use crate::world::Search;

/// Remarks that are kept for the case that not one report is read.
const MOST_NOTICES: usize = 100;

/// What the paths of a run stand for, before it is read.
pub struct Inputs {
    paths: Vec<PathBuf>,
    search: Search,
    /// Standard input, once it has been looked at.
    stdin: Option<Input>,
    options: Options,
}

/// The reports under the paths: files, folders with everything in them, addresses, `-` for standard input.
///
/// # Errors
/// Where not one report was read.
pub fn read_paths(paths: &[PathBuf], options: &Options) -> Result<Intake, ReadError> {
    Inputs::find(paths, options)?.read_all()
}

impl Inputs {
    /// Finds the files under the paths.
    ///
    /// # Errors
    /// Where no path is given.
    pub fn find(paths: &[PathBuf], options: &Options) -> Result<Self, ReadError> {
        if paths.is_empty() {
            return Err(ReadError::NoInput);
        }
        let mut search = Search::default();
        for path in paths {
            search.visit(path);
        }
        Ok(Self { paths: paths.to_vec(), search, stdin: None, options: options.clone() })
    }

    /// True where every input is an archive or a file of JSON lines: such a run may be of any length and is
    /// better taken with [`Inputs::read_each`]. Looks at the beginning of the inputs.
    pub fn are_archives(&mut self) -> bool {
        let files: Vec<PathBuf> = self.search.files.values().cloned().collect();
        !files.is_empty()
            && files.iter().all(|path| {
                !path.to_str().is_some_and(is_address)
                    && self.open(path, 0).is_ok_and(|input| {
                        let is_archive = input.format.is_archive();
                        if path == Path::new("-") {
                            self.stdin = Some(input);
                        }
                        is_archive
                    })
            })
    }

    /// All reports, in order of their ids.
    ///
    /// # Errors
    /// Where not one report was read.
    pub fn read_all(mut self) -> Result<Intake, ReadError> {
        let mut extractor = Extractor::new(self.options.extraction.clone());
        let mut parts = vec![Part { drafts: Vec::new(), notices: self.search.repeats() }];
        for path in std::mem::take(&mut self.search.files).into_values() {
            match self.open(&path, 0) {
                Ok(input) => parts.push(part(input, &self.options, &mut extractor)),
                Err(error) => self.search.refused.push((path, reason(&error))),
            }
        }
        let notices = self.refusals();
        parts.push(Part { drafts: Vec::new(), notices });
        let intake = settle(parts, &self.options);
        if intake.reports.is_empty() { Err(self.failure(intake)) } else { Ok(intake) }
    }

    /// The reports one at a time, input by input in order of their paths, record by record.
    /// `after`: the last record of an earlier run; what comes behind it is read.
    ///
    /// # Errors
    /// Where not one report was read and none had been before; where no input is the one that `after` names.
    pub fn read_each(
        mut self,
        after: Option<&RecordAt>,
        take: &mut dyn FnMut(Streamed) -> ControlFlow<()>,
    ) -> Result<(), ReadError> {
        let mut extractor = Extractor::new(self.options.extraction.clone());
        let mut paths: Vec<PathBuf> =
            std::mem::take(&mut self.search.files).into_values().collect();
        let stands_in = |path: &Path, after: &RecordAt| {
            let inside = after.input.strip_prefix(path.to_string_lossy().as_ref());
            inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
        };
        if let Some(after) = after {
            let Some(at) = paths.iter().position(|path| stands_in(path, after)) else {
                return Err(ReadError::NotResumable { input: after.input.clone() });
            };
            paths.drain(..at);
        }
        let mut ids = Ids::default();
        let (mut n_reports, mut end) = (0_usize, ControlFlow::Continue(()));
        let mut notices = self.search.repeats();
        for path in paths {
            let after = after.filter(|after| stands_in(&path, after));
            let mut each = |made: Result<Box<Draft>, Notice>| {
                end = match made {
                    Ok(draft) => {
                        n_reports += 1;
                        take(Streamed::Report(Box::new(ids.name(*draft))))
                    }
                    Err(notice) => {
                        if n_reports == 0 && notices.len() < MOST_NOTICES {
                            notices.push(notice.clone());
                        }
                        take(Streamed::Notice(notice))
                    }
                };
                end
            };
            match self.open(&path, after.map_or(0, |after| after.offset)) {
                Ok(input) => {
                    drafts(input, after, &self.options, &mut extractor, &mut each);
                }
                Err(error) => self.search.refused.push((path, reason(&error))),
            }
            if end.is_break() {
                return Ok(());
            }
        }
        for notice in self.refusals() {
            if take(Streamed::Notice(notice)).is_break() {
                return Ok(());
            }
        }
        if n_reports == 0 && after.is_none() {
            return Err(self.failure(Intake { reports: Vec::new(), notices }));
        }
        Ok(())
    }

    /// Opens an input, `skip` bytes of it already read.
    fn open(&mut self, path: &Path, skip: u64) -> io::Result<Input> {
        let name = path.to_string_lossy();
        if path == Path::new("-") {
            return match self.stdin.take() {
                Some(input) => Ok(Input { skip, ..input }),
                None => open("-", Opened::new(Box::new(io::stdin()))?, skip),
            };
        }
        if is_address(&name) {
            let fetched = fetch(&name, self.options.reach)?;
            let input = open(&name, Opened::new(Box::new(io::Cursor::new(fetched.bytes)))?, 0)?;
            return Ok(Input { url: Some(fetched.url), ..input });
        }
        let mut file = File::open(path)?;
        let input = open(&name, Opened::new(Box::new(file.try_clone()?))?, skip)?;
        match input.format {
            Format::Zip => Ok(Input { file: Some(file), ..input }),
            // the records of a web archive are found by where they lie in the file
            Format::Warc if skip > 0 => {
                file.seek(SeekFrom::Start(skip))?;
                Ok(Input { opened: Opened::new(Box::new(file))?, ..input })
            }
            _ => Ok(input),
        }
    }

    fn refusals(&mut self) -> Vec<Notice> {
        self.search.refused.sort();
        self.search.refused.dedup();
        let message = |(path, reason): &(PathBuf, String)| {
            remark(
                Rule::Unreadable,
                format!("cannot read `{}`: {reason}; left out", path.display()),
            )
        };
        self.search.refused.iter().map(message).collect()
    }

    fn failure(self, intake: Intake) -> ReadError {
        if let Some((path, reason)) = self.search.refused.into_iter().next() {
            return ReadError::Unreadable { path, reason };
        }
        let mut names: Vec<String> =
            self.paths.iter().map(|path| format!("`{}`", path.display())).collect();
        names.sort();
        names.dedup();
        ReadError::NoReports { paths: names.join(", "), notices: intake.notices }
    }
}
