//! Article text of pages, in a process of its own: a page nested deep enough overflows the stack of good
//! libraries, which nothing in the same process survives.
//!
//! The child is started with the first page and used again for the next; it sets itself limits of memory and, for
//! each page, of processor time. Where it dies, the page is read once more without a tree, and the next page
//! meets a new child.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;
use variorum_model::Rule;

use serde::de::DeserializeOwned;

use crate::html::{Extract, Remark, extract, extract_flat};
use crate::pdf::{self, Pages};
use crate::quiet::quietly;

/// Where pages are extracted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Extraction {
    /// In this process, with nothing to stop a page that overflows the stack: for tests and trusted pages.
    #[default]
    Here,
    /// In a process that this command starts and that calls [`serve_extraction`].
    Child {
        /// The program.
        program: PathBuf,
        /// Its arguments.
        arguments: Vec<OsString>,
    },
}

/// Memory of the child, in bytes of address space.
const MEMORY: u64 = 640 << 20;
/// Processor time that the child may spend on one page, in seconds.
const SECONDS: u64 = 3;
/// Longest wait for an answer: the child's own limit comes first unless the machine has no such limits, or stops.
const PATIENCE: Duration = Duration::from_secs(30);
/// Stack of the thread that extracts, in bytes.
const STACK: usize = 64 << 20;
/// For the allocator of the GNU C library, where that is in use: memory that one page has given back is kept for the
/// next one. It takes a twentieth of the time off.
const ALLOCATOR: [(&str, &str); 4] = [
    ("MALLOC_ARENA_MAX", "1"),
    ("MALLOC_MMAP_THRESHOLD_", "67108864"),
    ("MALLOC_TOP_PAD_", "33554432"),
    ("MALLOC_TRIM_THRESHOLD_", "268435456"),
];
/// Longest answer, in bytes.
const LONGEST_ANSWER: u32 = 256 << 20;

/// Extracts pages, one at a time.
#[derive(Debug, Default)]
pub(crate) struct Extractor {
    extraction: Extraction,
    worker: Option<Worker>,
}

impl Extractor {
    pub fn new(extraction: Extraction) -> Self {
        Self { extraction, worker: None }
    }

    /// The article of the page; where the full extraction was stopped, the text without a tree, and a notice.
    pub fn extract(&mut self, html: &str, url: Option<&str>) -> Extract {
        if self.extraction == Extraction::Here {
            return extract(html, url);
        }
        match self.ask(Reading::Tree, html.as_bytes(), url) {
            Ok(extract) => extract,
            Err(first) => {
                let mut extract =
                    self.ask::<Extract>(Reading::Flat, html.as_bytes(), url).unwrap_or_default();
                let why =
                    format!("{}; its paragraphs were read without its structure", reason(&first));
                extract.notices.insert(0, Remark::new(Rule::ExtractionStopped, why));
                extract
            }
        }
    }

    /// The words of a PDF file; `None` where the reading was stopped at its limit of time or memory.
    pub fn pages(&mut self, bytes: &[u8]) -> Option<Pages> {
        if self.extraction == Extraction::Here {
            return quietly(|| pdf::pages(bytes));
        }
        self.ask(Reading::Pdf, bytes, None).ok()
    }

    fn ask<T: DeserializeOwned>(
        &mut self,
        reading: Reading,
        bytes: &[u8],
        url: Option<&str>,
    ) -> io::Result<T> {
        let mut worker = match self.worker.take() {
            Some(worker) => worker,
            None => Worker::start(&self.extraction)?,
        };
        let answer = worker.ask(reading, bytes, url)?;
        // only a worker that answered is asked again; another is dropped, and killed by that
        self.worker = Some(worker);
        Ok(answer)
    }
}

fn reason(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::TimedOut => "the extraction of this page took too long",
        io::ErrorKind::NotFound => "the program that extracts pages cannot be started",
        _ => "the extraction of this page was stopped, at its limit of time, memory or nesting",
    }
}

/// How a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Tree = 0,
    Flat = 1,
    /// A PDF file instead of a page.
    Pdf = 2,
}

/// A running child.
#[derive(Debug)]
struct Worker {
    child: Child,
    input: ChildStdin,
    answers: Receiver<io::Result<Vec<u8>>>,
}

impl Worker {
    fn start(extraction: &Extraction) -> io::Result<Self> {
        let Extraction::Child { program, arguments } = extraction else {
            return Err(io::ErrorKind::NotFound.into());
        };
        let mut child = Command::new(program)
            .args(arguments)
            .envs(ALLOCATOR)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(input), Some(mut output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (sender, answers) = sync_channel(1);
        // The thread ends with the child's output, or when nobody waits for it any more.
        std::thread::spawn(move || {
            loop {
                let answer = read_frame(&mut output);
                let last = answer.is_err();
                if sender.send(answer).is_err() || last {
                    break;
                }
            }
        });
        Ok(Self { child, input, answers })
    }

    fn ask<T: DeserializeOwned>(
        &mut self,
        reading: Reading,
        bytes: &[u8],
        url: Option<&str>,
    ) -> io::Result<T> {
        self.input.write_all(&[reading as u8])?;
        write_frame(&mut self.input, url.unwrap_or_default().as_bytes())?;
        write_frame(&mut self.input, bytes)?;
        self.input.flush()?;
        let answer = self.answers.recv_timeout(PATIENCE).map_err(|_| io::ErrorKind::TimedOut)??;
        serde_json::from_slice(&answer).map_err(io::Error::other)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to kill.
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}

fn write_frame(output: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(bytes)
}

fn read_frame(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length);
    if length > LONGEST_ANSWER {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    input.take(u64::from(length)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == u64::from(length) {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// Answers requests until the input ends: what the child of [`Extraction::Child`] runs.
///
/// # Errors
/// Where the parent is gone in the middle of a request.
pub fn serve_extraction(
    mut input: impl Read + Send,
    mut output: impl Write + Send,
) -> io::Result<()> {
    limit_memory();
    let serve = move || loop {
        let mut reading = [0];
        if input.read(&mut reading)? == 0 {
            return Ok(());
        }
        let url = String::from_utf8(read_frame(&mut input)?).unwrap_or_default();
        let bytes = read_frame(&mut input)?;
        limit_time();
        let url = Some(url.as_str()).filter(|url| !url.is_empty());
        let page = || std::str::from_utf8(&bytes).map_err(io::Error::other);
        let answer = match reading[0] {
            2 => serde_json::to_vec(&pdf::pages(&bytes)),
            1 => serde_json::to_vec(&extract_flat(page()?)),
            _ => serde_json::to_vec(&extract(page()?, url)),
        };
        let answer = answer.map_err(io::Error::other)?;
        write_frame(&mut output, &answer)?;
        output.flush()?;
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, serve)?;
        thread.join().unwrap_or_else(|_| Err(io::Error::other("the extractor panicked")))
    })
}

/// No more memory than [`MEMORY`]: what wants more ends the child.
#[cfg(unix)]
fn limit_memory() {
    use nix::sys::resource::{Resource, setrlimit};
    // Where the system refuses, the caps of the extraction itself and the parent's patience remain.
    let _refused = setrlimit(Resource::RLIMIT_AS, MEMORY, MEMORY);
    let _refused = setrlimit(Resource::RLIMIT_CORE, 0, 0);
}

/// [`SECONDS`] more of processor time from now on.
#[cfg(unix)]
fn limit_time() {
    use nix::sys::resource::{Resource, UsageWho, getrlimit, getrusage, setrlimit};
    let Ok(usage) = getrusage(UsageWho::RUSAGE_SELF) else { return };
    let spent = usage.user_time().tv_sec() + usage.system_time().tv_sec();
    let soft = u64::try_from(spent).unwrap_or(0) + SECONDS + 1;
    if let Ok((_, hard)) = getrlimit(Resource::RLIMIT_CPU) {
        let _refused = setrlimit(Resource::RLIMIT_CPU, soft.min(hard), hard);
    }
}

#[cfg(not(unix))]
fn limit_memory() {}

#[cfg(not(unix))]
fn limit_time() {}
