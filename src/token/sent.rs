//! The secrets of a request, to be struck out of what is shown of its answer: an issuer may repeat in its
//! words what it was sent.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Request;
use reqwest::header::AUTHORIZATION;
use secrecy::zeroize::Zeroizing;
use url::form_urlencoded;

/// Fields of a form that are secrets (RFC 6749, 7009 and 8628).
const SECRET: [&str; 4] = ["client_secret", "device_code", "refresh_token", "token"];
/// What is shown instead of one.
const STRUCK: &str = "***";

/// What was sent and must not be shown, as it is and as it was written.
#[derive(Default)]
pub(super) struct Sent(Vec<Zeroizing<String>>);

impl Sent {
    /// The secrets of a form and of Basic authentication.
    pub(super) fn of(request: &Request) -> Self {
        let body = request.body().and_then(reqwest::Body::as_bytes);
        let mut sent = Self::default();
        for (name, value) in form_urlencoded::parse(body.unwrap_or_default()) {
            if SECRET.contains(&name.as_ref()) {
                sent.add(&value);
            }
        }
        let header = request.headers().get(AUTHORIZATION);
        let basic = header.and_then(|value| value.to_str().ok()?.strip_prefix("Basic "));
        if let Some(basic) = basic {
            sent.0.push(Zeroizing::new(basic.to_owned()));
            let pair = STANDARD.decode(basic).map(Zeroizing::new);
            let pair = pair.unwrap_or_default();
            if let Some(colon) = pair.iter().position(|byte| *byte == b':') {
                // RFC 6749 2.3.1: the half is form-encoded. A form's name alone is decoded as a value is.
                for (secret, _) in form_urlencoded::parse(&pair[colon + 1..]) {
                    sent.add(&secret);
                }
            }
        }
        // The longest first: one may be a part of another.
        sent.0.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        sent
    }

    fn add(&mut self, secret: &str) {
        let encoded: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        for text in [secret.to_owned(), encoded] {
            if !text.is_empty() {
                self.0.push(Zeroizing::new(text));
            }
        }
    }

    /// `text` without them.
    pub(super) fn struck_from(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in &self.0 {
            if text.contains(secret.as_str()) {
                text = text.replace(secret.as_str(), STRUCK);
            }
        }
        text
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use reqwest::Method;

    fn request(form: &str, basic: Option<&str>) -> Request {
        let mut request = Request::new(Method::POST, "https://login.example/".parse().unwrap());
        *request.body_mut() = Some(form.to_owned().into());
        if let Some(pair) = basic {
            let value = format!("Basic {}", STANDARD.encode(pair));
            request
                .headers_mut()
                .insert(AUTHORIZATION, value.parse().unwrap());
        }
        request
    }

    #[test]
    fn secrets_are_struck_and_nothing_else() {
        let form = "grant_type=refresh_token&scope=orders&refresh_token=r%2F1+x&client_secret=";
        let sent = Sent::of(&request(form, Some("jeton:s%2F2%3D")));
        let basic = STANDARD.encode("jeton:s%2F2%3D");
        for (text, shown) in [
            ("r/1 x is not known", "*** is not known"),
            ("r%2F1+x, s/2= and s%2F2%3D", "***, *** and ***"),
            (basic.as_str(), "***"),
            (
                "refresh_token of jeton for orders",
                "refresh_token of jeton for orders",
            ),
            ("", ""),
        ] {
            assert_eq!(sent.struck_from(text), shown);
        }
        assert_eq!(
            Sent::of(&request("device_code=d", None)).struck_from("d!"),
            "***!"
        );
    }
}
