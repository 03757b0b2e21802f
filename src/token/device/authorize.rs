//! Asking for a code (RFC 8628 3.1 and 3.2), and making what the issuer wrote safe to show.
//!
//! Entra's ready-made `message` is not read: it repeats the page and the code in a stranger's words.

use oauth2::{DeviceCodeErrorResponse, EndpointSet, Scope, StandardDeviceAuthorizationResponse};
use secrecy::SecretString;
use url::Url;

use crate::http::one_line;
use crate::token::exchange::OauthClient;
use crate::token::wire::{Failed, Wire};

/// Far above any code that a person types.
const LONGEST_CODE: usize = 64;
/// Far above any page; a longer address fits in no terminal and no QR code.
const LONGEST_PAGE: usize = 2048;

/// The issuer's answer, fit to be kept and shown.
pub(in crate::token) struct Authorized {
    pub(in crate::token) device_code: SecretString,
    pub(in crate::token) user_code: String,
    pub(in crate::token) verification_uri: Url,
    pub(in crate::token) verification_uri_complete: Option<Url>,
    /// Seconds between polls.
    pub(in crate::token) interval: u64,
    /// Seconds.
    pub(in crate::token) expires_in: u64,
}

/// Asks for a code.
pub(in crate::token) async fn authorize(
    wire: &Wire<'_>,
    client: &OauthClient<EndpointSet>,
    scopes: &[String],
) -> Result<Authorized, Failed> {
    let answer: Result<StandardDeviceAuthorizationResponse, _> = client
        .exchange_device_code()
        .add_scopes(scopes.iter().cloned().map(Scope::new))
        .request_async(&|request| wire.send(request))
        .await;
    let details = answer.map_err(|error| wire.sort(error))?;
    let complete = details.verification_uri_complete();
    let user_code: String = one_line(details.user_code().secret());
    let page = page(details.verification_uri().as_str());
    let (Some(verification_uri), false) = (page, user_code.is_empty()) else {
        let nothing_to_show = "no code and web page to show".to_owned();
        return Err(
            wire.sort::<oauth2::DeviceCodeErrorResponseType>(oauth2::RequestTokenError::<
                _,
                DeviceCodeErrorResponse,
            >::Other(nothing_to_show)),
        );
    };
    Ok(Authorized {
        device_code: SecretString::from(details.device_code().secret().clone()),
        user_code: user_code.chars().take(LONGEST_CODE).collect(),
        verification_uri,
        verification_uri_complete: complete.and_then(|uri| self::page(uri.secret())),
        interval: details.interval().as_secs(),
        expires_in: details.expires_in().as_secs(),
    })
}

/// An address that can be shown as a link. A parsed one has no control characters left: they are encoded.
fn page(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    (is_web && url.as_str().len() <= LONGEST_PAGE).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_pages_are_shown() {
        let shown = |text: &str| page(text).map(String::from);
        for text in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "microsoft.com/devicelogin",
            "",
            &format!("https://login.example/{}", "x".repeat(3000)),
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
        assert_eq!(
            shown("https://microsoft.com/devicelogin").as_deref(),
            Some("https://microsoft.com/devicelogin")
        );
        let hostile = "https://login.example/\u{202e}d\x1b]8;;x\x07?a=\u{9b}2J#\u{2066}";
        let clean = shown(hostile).unwrap_or_default();
        assert!(clean.is_ascii() && !clean.contains('\x1b'), "{clean}");
    }
}
