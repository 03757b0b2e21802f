//! A form-encoded request of OAuth (RFC 6749, appendix B) and HTTP Basic client credentials.
//! Says what is wrong as a sentence for `error_description`; which error that is, the face decides.

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const FORM: &str = "application/x-www-form-urlencoded";

/// The parameters of a request.
pub(in crate::sandbox) struct Form(Vec<(String, String)>);

impl Form {
    pub(in crate::sandbox) fn parse(
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Form, &'static str> {
        let kind = headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.trim_start().starts_with(FORM) {
            return Err("The body must be application/x-www-form-urlencoded.");
        }
        // A parameter without a value counts as left out (section 3.2).
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(body)
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        let repeated = pairs
            .iter()
            .enumerate()
            .any(|(at, (name, _))| pairs[..at].iter().any(|(before, _)| before == name));
        match repeated {
            true => Err("A parameter is given twice."),
            false => Ok(Form(pairs)),
        }
    }

    pub(in crate::sandbox) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Client id and secret of an `Authorization: Basic` header; `Some(None)` where it is unreadable.
pub(in crate::sandbox) fn basic(headers: &HeaderMap) -> Option<Option<(String, String)>> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, coded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = STANDARD
        .decode(coded.trim())
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok());
    let pair = pair.as_deref().and_then(|pair| pair.split_once(':'));
    Some(pair.map(|(id, secret)| (decoded(id), decoded(secret))))
}

/// Both halves are form-encoded before they are joined (section 2.3.1).
fn decoded(text: &str) -> String {
    let mut pairs = url::form_urlencoded::parse(text.as_bytes());
    pairs
        .next()
        .map_or_else(String::new, |(key, _)| key.into_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    fn headers(name: &'static str, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())])
    }

    #[test]
    fn forms_are_read_and_repeats_refused() {
        let headers = headers(
            "content-type",
            "application/x-www-form-urlencoded;charset=utf-8",
        );
        let form = Form::parse(&headers, b"a=1+2&b=&c=%26").ok().unwrap();
        assert_eq!(
            [form.get("a"), form.get("b"), form.get("c")],
            [Some("1 2"), None, Some("&")]
        );
        assert!(Form::parse(&headers, b"a=1&a=2").is_err());
        assert!(Form::parse(&HeaderMap::new(), b"a=1").is_err());
    }

    #[test]
    fn basic_credentials_are_read() {
        let read = |value: &str| basic(&headers("authorization", value));
        // "orders-svc:a%3Ab+c"
        let pair = ("orders-svc".to_owned(), "a:b c".to_owned());
        assert_eq!(read("Basic b3JkZXJzLXN2YzphJTNBYitj"), Some(Some(pair)));
        assert_eq!(read("basic !"), Some(None));
        assert_eq!(read("Bearer x"), None);
    }
}
