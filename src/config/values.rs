//! Values that people write as text: durations, addresses, counts.

use std::path::PathBuf;
use std::time::Duration;

use jiff::fmt::friendly::SpanParser;
use serde::de::{Deserialize, Deserializer, Error, IntoDeserializer, Unexpected, Visitor};
use url::{Host, Url};

use super::secret::Secret;

/// Longer spans are slips of the pen, and would overflow clocks further on.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);
/// From start to start of what repeats: it leaves an upstream some peace.
pub const SHORTEST_PERIOD: Duration = Duration::from_secs(1);

/// A span of time as jiff's friendly format writes it: "10m", "1h 30m", "90 seconds".
pub(super) fn duration<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    struct Text;
    impl Visitor<'_> for Text {
        type Value = Duration;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a duration in quotes, such as \"10m\"")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Duration, E> {
            let parsed = SpanParser::new().parse_unsigned_duration(text.trim());
            let span = parsed.map_err(|_| {
                E::custom(format!(
                    "{text:?} is not a duration such as \"10m\" or \"1h 30m\""
                ))
            })?;
            if span.is_zero() || span > LONGEST {
                let reason = format!("{text:?} is not between 0 and 366 days");
                return Err(E::custom(reason));
            }
            Ok(span)
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<Duration, E> {
            Err(E::invalid_type(Unexpected::Signed(number), &self))
        }
    }
    from.deserialize_str(Text)
}

/// A length of at least [`SHORTEST_PERIOD`].
pub(super) fn period<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    let period = duration(from)?;
    match period < SHORTEST_PERIOD {
        true => Err(D::Error::custom("it is shorter than a second")),
        false => Ok(period),
    }
}

/// A pause, for a key that may be left out: none at all is one, too.
pub(super) fn optional_pause<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Duration>, D::Error> {
    let text = String::deserialize(from)?;
    let parsed = SpanParser::new().parse_unsigned_duration(text.trim());
    match parsed {
        Ok(Duration::ZERO) => Ok(Some(Duration::ZERO)),
        _ => optional_duration(text.as_str().into_deserializer()),
    }
}

/// As [`duration`], for a key that may be left out.
pub(super) fn optional_duration<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Duration>, D::Error> {
    duration(from).map(Some)
}

/// The permissions of a file as `chmod` takes them: the owner's to read and write, the group's perhaps,
/// nobody else's.
pub(super) fn file_mode<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let text = String::deserialize(from)?;
    match u32::from_str_radix(text.trim(), 8) {
        Ok(mode @ (0o600 | 0o640 | 0o660)) => Ok(mode),
        _ => Err(D::Error::custom(format!(
            "{text:?} is not \"0600\", \"0640\" or \"0660\""
        ))),
    }
}

/// An address that tokens may go to: https, or http on this machine alone, with no credentials.
pub(super) fn address<'de, D: Deserializer<'de>>(from: D) -> Result<Url, D::Error> {
    let url = without_credentials(from)?;
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        "http" => Err(D::Error::custom(format!(
            "\"{url}\" is http, which only a loopback address may be; use https"
        ))),
        _ => Err(D::Error::custom(format!("\"{url}\" is not https"))),
    }
}

/// As [`address`], for a key that may be left out.
pub(super) fn optional_address<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Url>, D::Error> {
    address(from).map(Some)
}

/// A proxy, or a gateway within one's own network, is asked in the clear as a rule: any http or https address.
pub(super) fn plain_address<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Url>, D::Error> {
    let url = without_credentials(from)?;
    match url.scheme() {
        "http" | "https" => Ok(Some(url)),
        _ => Err(D::Error::custom(format!("\"{url}\" is not http or https"))),
    }
}

fn without_credentials<'de, D: Deserializer<'de>>(from: D) -> Result<Url, D::Error> {
    let text = String::deserialize(from)?;
    // What does not parse is not repeated either: it may hold a password all the same.
    let url = Url::parse(text.trim()).map_err(|error| D::Error::custom(not_a_url(error)))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(D::Error::custom("a URL must not hold a user or a password"));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(D::Error::custom(format!("\"{url}\" has no host")));
    }
    Ok(url)
}

/// The library's words for the likeliest mistake mean nothing to an operator.
fn not_a_url(error: url::ParseError) -> String {
    match error {
        url::ParseError::RelativeUrlWithoutBase => {
            "the text is not a URL: it does not begin with https://".to_owned()
        }
        other => format!("the text is not a URL: {other}"),
    }
}

/// Whether a URL leads to this machine itself: the one place where http is good enough.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// A path that is not empty: an empty one would silently be the current folder.
pub(super) fn path<'de, D: Deserializer<'de>>(from: D) -> Result<PathBuf, D::Error> {
    let path = PathBuf::deserialize(from)?;
    if path.as_os_str().is_empty() {
        return Err(D::Error::custom("the path is empty"));
    }
    Ok(path)
}

/// As [`path`], for a key that may be left out.
pub(super) fn optional_path<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<PathBuf>, D::Error> {
    path(from).map(Some)
}

/// A program and its arguments, for a key that may be left out.
pub(super) fn optional_command<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Secret>, D::Error> {
    let words = Vec::<String>::deserialize(from)?;
    match words.first().is_none_or(String::is_empty) {
        true => Err(D::Error::custom("the command is empty")),
        false => Ok(Some(Secret::Command(words))),
    }
}

/// Partner Center takes 1 to 1,000 items a page.
pub(super) fn page_size<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    let size = i64::deserialize(from)?;
    match u32::try_from(size) {
        Ok(size @ 1..=1000) => Ok(Some(size)),
        _ => Err(D::Error::custom(format!(
            "{size} is not between 1 and 1000"
        ))),
    }
}

/// How a duration is shown: "10m", "1h 30m".
pub(super) fn shown(span: Duration) -> String {
    jiff::fmt::friendly::SpanPrinter::new().unsigned_duration_to_string(&span)
}
