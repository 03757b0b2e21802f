//! What servers in the field get wrong in otherwise good answers, put right before they are read: one
//! odd field must not cost a refresh token that was rotated for it. Pure.

use serde_json::{Map, Value};

/// Seconds. A token that claims to live longer is renewed after this long all the same.
const LONGEST_LIFE: u64 = 366 * 24 * 3600;
/// Seconds. No person needs longer, and no clock overflows.
const LONGEST_CODE: u64 = 24 * 3600;
/// Seconds; MSAL's default where a server names none.
const USUAL_CODE: u64 = 1800;
/// Seconds.
const LONGEST_INTERVAL: u64 = 600;

/// Fields that are text wherever they are known (RFC 6749 5.1 and 5.2, RFC 8628 3.2; Entra's `client_info`).
const TEXTS: [&str; 13] = [
    "access_token",
    "refresh_token",
    "id_token",
    "client_info",
    "token_type",
    "scope",
    "error",
    "error_description",
    "error_uri",
    "device_code",
    "user_code",
    "verification_uri",
    "verification_uri_complete",
];

/// The body as a JSON object whose known fields have their types; `None` when it is no object.
///
/// A field of another type, or an empty one, counts as absent. Numbers may be text or have fractions.
pub(super) fn mended(body: &[u8]) -> Option<Map<String, Value>> {
    let mut object: Map<String, Value> = serde_json::from_slice(body).ok()?;
    if let Some(Value::Array(scopes)) = object.get("scope") {
        let names: Vec<&str> = scopes.iter().filter_map(Value::as_str).collect();
        object.insert("scope".to_owned(), names.join(" ").into());
    }
    for name in TEXTS {
        let text = object.get(name).and_then(Value::as_str);
        if text.is_none_or(str::is_empty) {
            object.remove(name);
        }
    }
    // RFC 6749 A.12: visible characters. Anything else would become another header, or a command of a terminal.
    for name in ["access_token", "refresh_token"] {
        let text = object.get(name).and_then(Value::as_str).unwrap_or_default();
        if !text.bytes().all(|byte| (0x20..=0x7e).contains(&byte)) {
            object.remove(name);
        }
    }
    let is_code = object.contains_key("device_code");
    let longest = if is_code { LONGEST_CODE } else { LONGEST_LIFE };
    whole(&mut object, "expires_in", 0, longest);
    whole(&mut object, "interval", 1, LONGEST_INTERVAL);
    if is_code {
        object.entry("expires_in").or_insert(USUAL_CODE.into());
    }
    if object.contains_key("access_token") {
        object.entry("token_type").or_insert("Bearer".into());
    }
    Some(object)
}

/// Makes a field a whole number within its bounds, or takes it away.
fn whole(object: &mut Map<String, Value>, name: &str, least: u64, most: u64) {
    let number = match object.get(name) {
        Some(Value::Number(number)) => number.as_f64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    match number.filter(|number| *number >= 0.0) {
        // A float turns into the nearest integer that there is: no overflow.
        Some(number) => object.insert(name.to_owned(), (number as u64).clamp(least, most).into()),
        None => object.remove(name),
    };
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn odd_fields_cost_nothing_else() {
        for (body, expected) in [
            (r#"{"expires_in":"3599"}"#, r#"{"expires_in":3599}"#),
            (r#"{"expires_in":3599.7}"#, r#"{"expires_in":3599}"#),
            (r#"{"expires_in":"soon"}"#, "{}"),
            (r#"{"expires_in":-1}"#, "{}"),
            (r#"{"expires_in":1e300}"#, r#"{"expires_in":31622400}"#),
            (r#"{"interval":"0"}"#, r#"{"interval":1}"#),
            (r#"{"interval":99999}"#, r#"{"interval":600}"#),
            (
                r#"{"access_token":"a","token_type":null,"refresh_token":"","id_token":7}"#,
                r#"{"access_token":"a","token_type":"Bearer"}"#,
            ),
            (
                r#"{"access_token":"a","token_type":"bearer","scope":["x","y"]}"#,
                r#"{"access_token":"a","scope":"x y","token_type":"bearer"}"#,
            ),
            (
                r#"{"device_code":"d"}"#,
                r#"{"device_code":"d","expires_in":1800}"#,
            ),
            (
                r#"{"device_code":"d","expires_in":9999999}"#,
                r#"{"device_code":"d","expires_in":86400}"#,
            ),
            (
                r#"{"access_token":"a\nX-Evil: 1","refresh_token":"r\u001b"}"#,
                "{}",
            ),
            (r#"{"error":"x","more":1}"#, r#"{"error":"x","more":1}"#),
        ] {
            let expected: Map<String, Value> = serde_json::from_str(expected).unwrap();
            assert_eq!(mended(body.as_bytes()).unwrap(), expected, "{body}");
        }
        assert!(mended(b"<html>").is_none());
        assert!(mended(b"[]").is_none());
        assert!(mended(b"").is_none());
    }

    proptest! {
        #[test]
        fn any_body_is_read_without_a_panic(body in ".{0,200}") {
            mended(body.as_bytes());
        }
    }
}
