//! Error bodies in all the shapes that come from this host and the gateways before it.
//!
//! The nested `innerError` wins, as the API's page `error-codes` asks; codes are shown and compared
//! without case, messages only shown.

use serde_json::Value;

use crate::http::{Reply, one_line};

/// What the code of an answer that names none begins with; the HTTP status follows.
pub(super) const NO_CODE: &str = "http_";

/// What an error answer says of itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) code: String,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
}

impl Problem {
    pub(super) fn read(reply: &Reply) -> Self {
        let (code, message) = parse(&reply.body);
        Self {
            code: code.unwrap_or_else(|| format!("{NO_CODE}{}", reply.status.as_u16())),
            message,
            request_id: reply.request_id(),
        }
    }
}

/// Code and message of `{"error":{code,message,innerError}}`, `{"code","description"}`,
/// `{"statusCode","message"}`; nothing of anything else.
fn parse(body: &[u8]) -> (Option<String>, Option<String>) {
    let Ok(body) = serde_json::from_slice::<Value>(body) else {
        return (None, None);
    };
    let mut level = body.get("error").unwrap_or(&body);
    let (mut code, mut message) = (None, None);
    loop {
        code = text(level, &["code", "statusCode"]).or(code);
        message = text(level, &["message", "description"]).or(message);
        match level.get("innerError").or_else(|| level.get("innererror")) {
            Some(inner) if inner.is_object() => level = inner,
            _ => return (code, message),
        }
    }
}

fn text(level: &Value, names: &[&str]) -> Option<String> {
    let value = names.iter().find_map(|name| level.get(name))?;
    match value {
        Value::String(text) if !text.is_empty() => Some(one_line(text)),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_shape() {
        for (body, code, message) in [
            (
                r#"{"error":{"code":"accessDenied","message":"no","innerError":{"code":"900421","message":"MFA"}}}"#,
                Some("900421"),
                Some("MFA"),
            ),
            (
                r#"{"error":{"code":"invalidRequest","innererror":{"message":"bad token"}}}"#,
                Some("invalidRequest"),
                Some("bad token"),
            ),
            (
                r#"{"code":"1001","description":"gone","data":[]}"#,
                Some("1001"),
                Some("gone"),
            ),
            (
                r#"{"statusCode":429,"message":"Rate limit"}"#,
                Some("429"),
                Some("Rate limit"),
            ),
            (r#"{"error":"odd"}"#, None, None),
            ("<html>", None, None),
            ("", None, None),
        ] {
            let got = parse(body.as_bytes());
            assert_eq!(
                (got.0.as_deref(), got.1.as_deref()),
                (code, message),
                "{body}"
            );
        }
    }
}
