//! Against a server of the test's own, on the loopback.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread;

use super::{fetch, is_address};
use crate::capture::Reach;

/// Serves `answers` by path until the test ends; gives its address.
fn serve(answers: &'static [(&'static str, &'static str)]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("bound");
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut lines = BufReader::new(stream.try_clone().expect("cloned")).lines();
            let request = lines.next().and_then(Result::ok).unwrap_or_default();
            for line in lines {
                if line.is_ok_and(|line| line.is_empty()) {
                    break;
                }
            }
            let path = request.split(' ').nth(1).unwrap_or_default();
            let answer = answers.iter().find(|(known, _)| *known == path);
            let missing = "404 Not Found\r\nContent-Length: 0\r\n\r\n";
            let answer = answer.map_or(missing, |(_, answer)| answer);
            let _gone = write!(
                stream,
                "HTTP/1.1 {}",
                answer.replacen("\r\n", "\r\nConnection: close\r\n", 1)
            );
        }
    });
    format!("http://{address}")
}

const PAGE: &str = "200 OK\r\nContent-Length: 18\r\n\r\nThe ferry stopped.";

#[test]
fn a_page_is_fetched_by_way_of_redirects() {
    let server = serve(&[
        ("/old", "301 Moved\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n"),
        ("/new", PAGE),
    ]);
    let fetched = fetch(&format!("{server}/old"), Reach::Private).expect("there");
    assert_eq!(fetched.bytes, b"The ferry stopped.");
    assert_eq!(fetched.url, format!("{server}/new"));
}

#[test]
fn private_addresses_are_refused_by_name_and_by_number() {
    let server = serve(&[("/", PAGE)]);
    let port = server.rsplit(':').next().expect("a port");
    for host in ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433"] {
        let error = fetch(&format!("http://{host}:{port}/"), Reach::Public).expect_err(host);
        assert!(error.to_string().contains("private address"), "{host}: {error}");
    }
}

#[test]
fn what_robots_forbid_is_left_alone() {
    let robots = "200 OK\r\nContent-Length: 31\r\n\r\nUser-agent: *\nDisallow: /private";
    let answers: &'static [(&str, &str)] =
        vec![("/robots.txt", robots), ("/private/a", PAGE), ("/open", PAGE)].leak();
    let server = serve(answers);
    assert!(fetch(&format!("{server}/open"), Reach::Private).is_ok());
    let error = fetch(&format!("{server}/private/a"), Reach::Private).expect_err("forbidden");
    assert!(error.to_string().contains("robots.txt does not allow"), "{error}");
}

#[test]
fn circles_end() {
    let server = serve(&[("/a", "302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n")]);
    let error = fetch(&format!("{server}/a"), Reach::Private).expect_err("a circle");
    assert!(error.to_string().contains("redirected more than"), "{error}");
    let server =
        serve(&[("/a", "302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n")]);
    let error = fetch(&format!("{server}/a"), Reach::Private).expect_err("no web address");
    assert!(error.to_string().contains("no address of the web"), "{error}");
}

#[test]
fn addresses_are_told_from_paths() {
    assert!(is_address("https://courier.example/1") && is_address("HTTP://courier.example"));
    assert!(!is_address("https.txt") && !is_address("courier/http:/x") && !is_address("é"));
}
