//! One address, fetched politely: what its robots.txt allows (RFC 9309), under a name of our own, within limits of
//! time, size and redirects.
//!
//! Every connection, those after a redirect too, goes to an address that was looked at when its name was resolved:
//! a name cannot point to a public address when it is checked and to a private one when it is used.

mod reachable;

use std::fmt;
use std::io::{self, Read};
use std::time::Duration;

use texting_robots::{Robot, get_robots_url};
use ureq::config::Config;
use ureq::http::{Response, Uri, header};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};
use url::Url;

use crate::capture::Reach;
use reachable::is_public;

/// What the program calls itself.
const AGENT: &str = concat!("variorum/", env!("CARGO_PKG_VERSION"));
/// The name that a robots.txt may address.
const ROBOT: &str = "variorum";
/// Redirects that are followed.
const MOST_REDIRECTS: usize = 5;
/// Time for one answer, redirects apart.
const PATIENCE: Duration = Duration::from_secs(20);
/// Longest answer, in bytes.
const LONGEST: u64 = 32 << 20;
/// Longest robots.txt that is looked at, in bytes (RFC 9309 asks for at least 500 kB).
const LONGEST_ROBOTS: u64 = 512 << 10;

/// What an address gave.
#[derive(Debug)]
pub(crate) struct Fetched {
    /// Where it was found in the end.
    pub url: String,
    pub bytes: Vec<u8>,
}

/// True for an address of the web, as opposed to a path.
pub(crate) fn is_address(name: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        name.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    })
}

/// Fetches the address.
///
/// # Errors
/// Where it is refused, forbidden, too long, too slow or not there; the message is for a person.
pub(crate) fn fetch(address: &str, reach: Reach) -> io::Result<Fetched> {
    let agent = agent(reach);
    let mut url = Url::parse(address).map_err(io::Error::other)?;
    for _ in 0..=MOST_REDIRECTS {
        check_robots(&agent, &url)?;
        let mut response = get(&agent, &url)?;
        if let Some(next) = redirect(&response, &url)? {
            url = next;
            continue;
        }
        let status = response.status();
        if !status.is_success() {
            return Err(io::Error::other(format!("the server answers {status}")));
        }
        let bytes = body(&mut response, LONGEST)?;
        return Ok(Fetched { url: url.into(), bytes });
    }
    Err(io::Error::other(format!("redirected more than {MOST_REDIRECTS} times")))
}

fn agent(reach: Reach) -> Agent {
    let config = Config::builder()
        .user_agent(AGENT)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // a proxy would resolve the name itself, out of our sight
        .proxy(None)
        .timeout_global(Some(PATIENCE))
        .build();
    Agent::with_parts(
        config,
        DefaultConnector::default(),
        Guarded { reach, plain: DefaultResolver::default() },
    )
}

fn get(agent: &Agent, url: &Url) -> io::Result<Response<Body>> {
    agent.get(url.as_str()).call().map_err(|error| io::Error::other(spell(&error)))
}

/// The error's own words, or those of what it wraps.
fn spell(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Io(inner) => inner.to_string(),
        ureq::Error::Timeout(_) => format!("no answer within {} seconds", PATIENCE.as_secs()),
        error => error.to_string(),
    }
}

fn body(response: &mut Response<Body>, longest: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    response.body_mut().as_reader().take(longest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > longest {
        return Err(io::Error::other(format!("longer than {longest} bytes")));
    }
    Ok(bytes)
}

/// Where the answer sends us.
fn redirect(response: &Response<Body>, from: &Url) -> io::Result<Option<Url>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
    let next = location.and_then(|location| from.join(location).ok());
    match next {
        Some(next) if matches!(next.scheme(), "http" | "https") => Ok(Some(next)),
        _ => Err(io::Error::other("redirected to no address of the web")),
    }
}

/// Refuses what the site's robots.txt disallows. A site without one allows everything; one whose
/// robots.txt cannot be had is left alone (RFC 9309, 2.3.1).
fn check_robots(agent: &Agent, url: &Url) -> io::Result<()> {
    let mut robots = get_robots_url(url.as_str())
        .ok()
        .and_then(|robots| Url::parse(&robots).ok())
        .ok_or_else(|| io::Error::other("no address of the web"))?;
    for _ in 0..=MOST_REDIRECTS {
        let mut response = get(agent, &robots)?;
        if let Some(next) = redirect(&response, &robots)? {
            robots = next;
            continue;
        }
        return match response.status().as_u16() {
            200..=299 => allow(&mut response, url),
            400..=499 => Ok(()),
            _ => Err(io::Error::other("its robots.txt cannot be had now; try again later")),
        };
    }
    Ok(())
}

fn allow(response: &mut Response<Body>, url: &Url) -> io::Result<()> {
    let mut rules = Vec::new();
    response.body_mut().as_reader().take(LONGEST_ROBOTS).read_to_end(&mut rules)?;
    match Robot::new(ROBOT, &rules) {
        Ok(robot) if !robot.allowed(url.as_str()) => {
            Err(io::Error::other("its robots.txt does not allow it"))
        }
        // what cannot be parsed forbids nothing
        _ => Ok(()),
    }
}

/// Resolves names, and gives only addresses that may be reached.
struct Guarded {
    reach: Reach,
    plain: DefaultResolver,
}

impl fmt::Debug for Guarded {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Guarded").field("reach", &self.reach).finish_non_exhaustive()
    }
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.plain.resolve(uri, config, timeout)?;
        if self.reach == Reach::Private {
            return Ok(found);
        }
        let mut allowed = self.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            allowed.push(*address);
        }
        if allowed.is_empty() {
            let why = "a private address; --allow-private lets it be fetched";
            return Err(ureq::Error::Io(io::Error::new(io::ErrorKind::AddrNotAvailable, why)));
        }
        Ok(allowed)
    }
}

#[cfg(test)]
mod tests;
