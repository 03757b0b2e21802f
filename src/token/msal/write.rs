//! A cache as a file's bytes: what Python's `json.dumps(cache, indent=4)` writes, to the byte.

use std::io::{self, Write};

use secrecy::zeroize::Zeroizing;
use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};

use super::document::Document;

/// Room for all of it: a buffer that grows leaves copies of secrets behind.
const ROOM: usize = 64 << 10;

/// The bytes. They hold secrets in the clear.
pub(super) fn bytes(document: &Document) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(ROOM));
    let mut serializer = serde_json::Serializer::with_formatter(&mut *bytes, Python::default());
    // Texts in maps, written to memory: there is nothing to fail.
    let _ = document.serialize(&mut serializer);
    bytes
}

/// `json.dumps(…, indent=4)`: four spaces, and ASCII alone.
struct Python(PrettyFormatter<'static>);

impl Default for Python {
    fn default() -> Self {
        Self(PrettyFormatter::with_indent(b"    "))
    }
}

impl Formatter for Python {
    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object(to)
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object(to)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(to, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object_value(to)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object_value(to)
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        to: &mut W,
        text: &str,
    ) -> io::Result<()> {
        for character in text.chars() {
            match character {
                ' '..='~' => to.write_all(&[character as u8])?,
                _ => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        write!(to, "\\u{unit:04x}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::token::msal::parse;

    /// `json.dumps({"Account": {"k": {"username": "Ö\x7f😀\n\"\\"}}}, indent=4)`, and the other sections.
    const PYTHON: &str = r#"{
    "AccessToken": {},
    "Account": {
        "k": {
            "home_account_id": null,
            "environment": null,
            "realm": null,
            "local_account_id": null,
            "username": "\u00d6\u007f\ud83d\ude00\n\"\\\u0001",
            "authority_type": null
        }
    },
    "IdToken": {},
    "RefreshToken": {},
    "AppMetadata": {}
}"#;

    #[test]
    fn as_python_writes_it() {
        let document = parse(PYTHON.as_bytes()).unwrap();
        assert_eq!(
            String::from_utf8(bytes(&document).to_vec()).unwrap(),
            PYTHON
        );
    }

    #[test]
    fn the_samples_come_out_as_they_went_in() {
        for sample in [
            include_str!("../../../tests/fixtures/msal/tenant.json"),
            include_str!("../../../tests/fixtures/msal/organizations.json"),
        ] {
            let document = parse(sample.as_bytes()).unwrap();
            assert_eq!(
                String::from_utf8(bytes(&document).to_vec()).unwrap(),
                sample
            );
        }
    }
}
