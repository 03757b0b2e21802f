//! The smallest HTTP client that does: one request per connection over a plain TCP stream, so that a test shares no code with
//! what it tests. HTTP/1.0, because an answer then ends with the connection; no TLS, no redirects.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use url::Url;

const LIMIT: Duration = Duration::from_secs(20);

/// An HTTP answer.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    /// The status line and the headers.
    pub head: String,
    pub body: String,
}

impl Reply {
    /// The body as JSON; panics with the whole answer when it is not.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}

/// Fails when the connection is refused, reset or silent for 20 s.
pub fn get(url: &str) -> io::Result<Reply> {
    exchange("GET", url, "", "", "")
}

/// With an access token.
pub fn get_as(url: &str, token: &str) -> io::Result<Reply> {
    let authorization = format!("authorization: Bearer {token}\r\n");
    exchange("GET", url, &authorization, "", "")
}

pub fn post_json(url: &str, body: &serde_json::Value) -> io::Result<Reply> {
    exchange("POST", url, "", "application/json", &body.to_string())
}

pub fn post_form(url: &str, fields: &[(&str, &str)]) -> io::Result<Reply> {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    exchange("POST", url, "", "application/x-www-form-urlencoded", &body)
}

/// With an `Authorization` header.
pub fn post_form_as(url: &str, authorization: &str, fields: &[(&str, &str)]) -> io::Result<Reply> {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let header = format!("authorization: {authorization}\r\n");
    exchange(
        "POST",
        url,
        &header,
        "application/x-www-form-urlencoded",
        &body,
    )
}

pub fn post_text(url: &str, body: &str) -> io::Result<Reply> {
    exchange("POST", url, "", "text/plain", body)
}

fn exchange(method: &str, url: &str, headers: &str, kind: &str, body: &str) -> io::Result<Reply> {
    let url = Url::parse(url).expect("a URL");
    let host = url.host_str().expect("a host");
    let address = (host, url.port_or_known_default().expect("a port"));
    let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(LIMIT))?;
    write!(
        stream,
        "{method} {path} HTTP/1.0\r\nhost: {host}:{}\r\n{headers}content-type: {kind}\r\ncontent-length: {}\r\n\r\n{body}",
        address.1,
        body.len(),
    )?;
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    parse(&text).ok_or_else(|| io::Error::new(io::ErrorKind::UnexpectedEof, text))
}

fn parse(text: &str) -> Option<Reply> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Reply {
        status,
        head: head.to_owned(),
        body: body.to_owned(),
    })
}
