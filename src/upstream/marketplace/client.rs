//! One seller's way to one marketplace: what the three have in common of a request and its answer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use reqwest::{Method, Request, StatusCode};
use secrecy::ExposeSecret;
use secrecy::zeroize::Zeroizing;
use serde::Deserialize;
use url::Url;

use super::{Credentials, Error, Marketplace, hepsiburada, n11, trendyol};
use crate::config::Marketplaces;
use crate::http::{self, Reply, one_line};

/// One product of a list is a few KiB.
const LARGEST: usize = 1 << 20;

/// Who sells.
#[derive(Clone, Copy)]
pub struct Seller<'a> {
    /// None at N11, whose keys say who it is.
    pub id: Option<&'a str>,
    pub credentials: &'a Credentials,
}

/// A seller's way to a marketplace.
pub struct Client<'a> {
    pub http: &'a http::Client,
    pub settings: &'a Marketplaces,
    pub marketplace: Marketplace,
    pub seller: Seller<'a>,
}

impl Client<'_> {
    /// Asks for one product of the seller's list, which changes nothing; how many it says there are.
    pub async fn products(&self) -> Result<u64, Error> {
        let (marketplace, settings) = (self.marketplace, self.settings);
        let request = match marketplace {
            Marketplace::Trendyol => trendyol::products(&settings.trendyol, self.seller),
            Marketplace::Hepsiburada => hepsiburada::products(&settings.hepsiburada, self.seller),
            Marketplace::N11 => n11::products(&settings.n11, self.seller),
        }?;
        let sent = self.http.send(request, LARGEST).await;
        let reply = sent.map_err(|source| Error::Http {
            marketplace,
            source,
        })?;
        if !reply.status.is_success() {
            return Err(refused(marketplace, &reply));
        }
        let count: Count =
            serde_json::from_slice(&reply.body).map_err(|_| Error::Unreadable(marketplace))?;
        Ok(count.total)
    }
}

/// Trendyol and N11 call it by the one name, Hepsiburada by the other.
#[derive(Deserialize)]
struct Count {
    #[serde(alias = "totalElements", alias = "totalCount")]
    total: u64,
}

/// A GET of `path` behind `base`, each of its parts as one, with the query.
pub(super) fn get(base: &Url, path: &[&str], query: &[(&str, &str)]) -> Request {
    let mut url = base.clone();
    if let Ok(mut parts) = url.path_segments_mut() {
        parts.pop_if_empty().extend(path);
    }
    url.query_pairs_mut().extend_pairs(query);
    let mut request = Request::new(Method::GET, url);
    let headers = request.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    request
}

/// A header that is not shown in debug prints; false where it has characters that no header takes.
pub(super) fn secret(headers: &mut HeaderMap, name: HeaderName, value: &str) -> bool {
    let Ok(mut value) = HeaderValue::from_str(value) else {
        return false;
    };
    value.set_sensitive(true);
    headers.insert(name, value);
    true
}

/// `request` as `agent`, with `Authorization: Basic` of the key and the secret (RFC 7617).
pub(super) fn signed(
    mut request: Request,
    marketplace: Marketplace,
    agent: &str,
    credentials: &Credentials,
) -> Result<Request, Error> {
    let pair = Zeroizing::new(format!(
        "{}:{}",
        credentials.key.expose_secret(),
        credentials.secret.expose_secret()
    ));
    let value = Zeroizing::new(format!("Basic {}", STANDARD.encode(&*pair)));
    let agent = HeaderValue::from_str(agent).map_err(|_| Error::Unfit(marketplace))?;
    request.headers_mut().insert(USER_AGENT, agent);
    match secret(request.headers_mut(), AUTHORIZATION, &value) {
        true => Ok(request),
        false => Err(Error::Unfit(marketplace)),
    }
}

/// What an answer that is no success means. N11 answers 500 to a request that it does not like, and says so by a name.
fn refused(marketplace: Marketplace, reply: &Reply) -> Error {
    let status = reply.status.as_u16();
    let message = message(&reply.body);
    let names = [
        "MissingRequestHeader",
        "ConstraintViolation",
        "IllegalArgument",
    ];
    let disliked = names.iter().any(|name| message.contains(name));
    match reply.status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Error::Denied {
            marketplace,
            status,
            message,
        },
        StatusCode::TOO_MANY_REQUESTS => Error::Throttled {
            marketplace,
            status,
        },
        code if code.is_server_error() && !disliked => Error::Unavailable {
            marketplace,
            status,
            message,
        },
        _ => Error::Refused {
            marketplace,
            status,
            message,
        },
    }
}

/// Its own words: the first text under a name that one of the marketplaces uses, else the body's first line.
fn message(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let Ok(json) = serde_json::from_str::<serde_json::Value>(&text) else {
        return match text.trim_start().starts_with('<') {
            true => "a web page".to_owned(),
            false => one_line(text.trim()),
        };
    };
    let places = [
        "/errors/0/message",
        "/errors/0/key",
        "/errors/0/reason",
        "/message",
        "/errorMessage",
        "/exception",
        "/name",
        "/error",
    ];
    let texts = places
        .iter()
        .filter_map(|place| json.pointer(place)?.as_str());
    one_line(
        texts
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_default(),
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_marketplace_is_quoted() {
        for (body, said) in [
            (
                r#"{"exception":"ClientApiAuthenticationException"}"#,
                "ClientApiAuthenticationException",
            ),
            (
                r#"{"errors":[{"key":"too.many","message":"slow","errorCode":"400"}]}"#,
                "slow",
            ),
            (
                r#"{"name":"X","message":"no","errors":[{"reason":"why"}]}"#,
                "why",
            ),
            (r#"{"code":400,"errorMessage":"bad"}"#, "bad"),
            ("Missing Credentials!", "Missing Credentials!"),
            ("<html><body>502</body></html>", "a web page"),
            ("[]", ""),
            ("", ""),
        ] {
            assert_eq!(message(body.as_bytes()), said, "{body}");
        }
    }

    #[test]
    fn a_path_is_added_part_by_part() {
        let base = Url::parse("https://api.example/integration/").unwrap();
        let request = get(
            &base,
            &["sellers", "1/2", "products"],
            &[("page", "0"), ("q", "ş")],
        );
        let url = "https://api.example/integration/sellers/1%2F2/products?page=0&q=%C5%9F";
        assert_eq!(request.url().as_str(), url);
    }
}
