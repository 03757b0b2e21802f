//! Requests of a marketplace's API: their address, part by part, their body and their signature.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT,
};
use reqwest::{Method, Request};
use secrecy::ExposeSecret;
use secrecy::zeroize::Zeroizing;
use url::Url;

use super::{Credentials, Error, Marketplace};

/// A request of `path` behind `base`, each of its parts as one, with the query.
pub(super) fn request(
    method: Method,
    base: &Url,
    path: &[&str],
    query: &[(&str, &str)],
) -> Request {
    let mut url = base.clone();
    if let Ok(mut parts) = url.path_segments_mut() {
        parts.pop_if_empty().extend(path);
    }
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    let mut request = Request::new(method, url);
    let headers = request.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    request
}

/// A GET.
pub(super) fn get(base: &Url, path: &[&str], query: &[(&str, &str)]) -> Request {
    request(Method::GET, base, path, query)
}

/// A POST with JSON in it.
pub(super) fn post(base: &Url, path: &[&str], json: String) -> Request {
    let mut request = request(Method::POST, base, path, &[]);
    let headers = request.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    *request.body_mut() = Some(json.into());
    request
}

/// Items between commas, as the elements of an array.
pub(super) fn array(bodies: &[&str]) -> String {
    format!("[{}]", bodies.join(","))
}

/// `host` or `host:port`.
pub(super) fn host(base: &Url) -> &str {
    base.authority()
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

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
