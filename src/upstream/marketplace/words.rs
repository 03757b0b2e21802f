//! What an answer says that is no success: whose fault it is, in the marketplace's own words.

use reqwest::StatusCode;
use serde::de::{Deserialize, DeserializeOwned, Deserializer};

use super::driver::Pushed;
use super::{Error, Marketplace};
use crate::http::{Reply, one_line};

/// A list that may be null.
pub(super) fn or_empty<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// The answer as JSON; an error where it is no success, or something else.
pub(super) fn read<T: DeserializeOwned>(
    marketplace: Marketplace,
    reply: &Reply,
) -> Result<T, Error> {
    match reply.status.is_success() {
        true => serde_json::from_slice(&reply.body).map_err(|_| Error::Unreadable(marketplace)),
        false => Err(refused(marketplace, reply)),
    }
}

/// What became of products that were sent, by the id under which their result can be had, or why there is none.
pub(super) fn taken(
    marketplace: Marketplace,
    tracking_id: Result<String, Error>,
) -> Result<Pushed, Error> {
    match tracking_id {
        Ok(id) if id.is_empty() => Err(Error::Unreadable(marketplace)),
        Ok(tracking_id) => Ok(Pushed::Taken { tracking_id }),
        Err(Error::Refused {
            status: 400 | 409 | 413 | 422,
            message,
            ..
        }) => Ok(Pushed::Refused { reason: message }),
        Err(error) => Err(error),
    }
}

/// What an answer that is no success means. N11 answers 500 to a request that it does not like, and says so by a name.
pub(super) fn refused(marketplace: Marketplace, reply: &Reply) -> Error {
    let status = reply.status.as_u16();
    let message = message(&reply.body);
    match reply.status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Error::Denied {
            marketplace,
            status,
            message,
        },
        StatusCode::TOO_MANY_REQUESTS => Error::Throttled {
            marketplace,
            status,
            message,
        },
        code if code.is_server_error() && !is_disliked(&reply.body) => Error::Unavailable {
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

/// Whether a 500 speaks of the request and not of the server.
pub(super) fn is_disliked(body: &[u8]) -> bool {
    let body = String::from_utf8_lossy(body);
    let names = [
        "MissingRequestHeader",
        "ConstraintViolation",
        "IllegalArgument",
    ];
    names.iter().any(|name| body.contains(name))
}

/// Its own words: the first text under a name that one of the marketplaces uses, else the body's first line.
pub(super) fn message(body: &[u8]) -> String {
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
        "/errors/0",
        "/message",
        "/errorMessage",
        "/exception",
        "/name",
        "/error",
        "",
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
            (r#"{"errors":["in one word"]}"#, "in one word"),
            (r#"{"code":400,"errorMessage":"bad"}"#, "bad"),
            (r#""just text""#, "just text"),
            ("Missing Credentials!", "Missing Credentials!"),
            ("<html><body>502</body></html>", "a web page"),
            ("[]", ""),
            ("", ""),
        ] {
            assert_eq!(message(body.as_bytes()), said, "{body}");
        }
    }
}
