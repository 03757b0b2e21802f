//! A file's bytes as a cache, or what else they are.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::error::Category;

use super::document::Document;
use super::error::Error;

/// What Windows puts before what it has encrypted for a user: a version, and the provider's id.
const DPAPI: &[u8] = b"\x01\0\0\0\xd0\x8c\x9d\xdf\x01\x15\xd1\x11\x8c\x7a\0\xc0\x4f\xc2\x97\xeb";
/// Every age file, our own caches too.
const AGE: &[u8] = b"age-encryption.org/";
/// Some editors begin a text with it; Python would not read it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

const SECTIONS: [&str; 5] = [
    "AccessToken",
    "Account",
    "IdToken",
    "RefreshToken",
    "AppMetadata",
];

/// Reads a cache file.
pub fn parse(bytes: &[u8]) -> Result<Document, Error> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::Empty);
    }
    if bytes.starts_with(DPAPI) {
        return Err(Error::Encrypted("Windows (DPAPI)"));
    }
    if bytes.starts_with(AGE) {
        return Err(Error::Encrypted("age, as jeton's own caches are"));
    }
    let names: BTreeMap<String, IgnoredAny> = read(bytes, "it is no JSON object")?;
    if names.is_empty() {
        return Err(Error::Empty);
    }
    if !SECTIONS.iter().any(|section| names.contains_key(*section)) {
        return Err(Error::Layout("none of its sections is there"));
    }
    read(bytes, "a section is not an object of objects")
}

/// The library's own words would quote what they stumbled over.
fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8], otherwise: &'static str) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        Category::Data => Error::Layout(otherwise),
        Category::Io | Category::Syntax | Category::Eof => Error::NotJson {
            line: error.line(),
            column: error.column(),
        },
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn refused(bytes: &[u8]) -> String {
        parse(bytes).map_or_else(|error| error.to_string(), |_| "read".to_owned())
    }

    #[test]
    fn what_is_no_cache_is_called_by_its_name() {
        for (bytes, expected) in [
            (&b""[..], "it is empty"),
            (b" \n", "it is empty"),
            (b"{}", "it is empty"),
            (b"\xef\xbb\xbf{\"AccessToken\":{}}", "read"),
            (b"{\"AppMetadata\":{},\"of a later version\":[1]}", "read"),
            (
                b"{\"RefreshToken\":{\"k\":{\"target\":null,\"secret\":7,\"more\":{}}}}",
                "read",
            ),
            (DPAPI, "it is encrypted by Windows (DPAPI)"),
            (
                b"age-encryption.org/v1\n",
                "it is encrypted by age, as jeton's own caches are",
            ),
            (b"\xff\xfe{\0}\0", "it is not JSON (line 1, column 1)"),
            (b"{\"AccessToken\":", "it is not JSON (line 1, column 15)"),
            (
                b"[{\"accessToken\":\"hunter2\"}]",
                "its layout is not that of MSAL's cache, or of a later one: it is no JSON object",
            ),
            (
                b"{\"access_token\":\"hunter2\"}",
                "its layout is not that of MSAL's cache, or of a later one: none of its sections is there",
            ),
            (
                b"{\"AccessToken\":{\"k\":\"hunter2\"}}",
                "its layout is not that of MSAL's cache, or of a later one: a section is not an object of objects",
            ),
        ] {
            assert_eq!(
                refused(bytes),
                expected,
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
    }

    proptest! {
        #[test]
        fn nothing_of_a_file_is_in_an_error(
            before in prop::sample::select(vec!["", "{", "[", "{\"AccessToken\":", "{\"AccessToken\":{\"k\":", "\""]),
            after in ".{0,20}",
        ) {
            let said = refused(format!("{before}\"hunter2\"{after}").as_bytes());
            prop_assert!(!said.contains("hunter2"), "{}", said);
        }
    }
}
