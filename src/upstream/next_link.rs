//! What is taken of a link to the next page: its query, and nothing else.
//!
//! Partner Center's own samples show links with `http` and another path than the list's. So the host must
//! be ours, scheme and path are not looked at, and the query goes back byte for byte: its
//! `$skiptoken` is percent-encoded already and is not ours to read.

use url::Url;

use super::reader::Error;

/// The raw query of `link`, which must lead to the host of `list` (or name none).
pub(super) fn query(link: &str, list: &Url) -> Result<String, Error> {
    let foreign = |found: &str| Error::ForeignNextLink {
        expected: list.host_str().unwrap_or_default().to_owned(),
        found: found.chars().filter(|c| !c.is_control()).take(80).collect(),
    };
    let target = list.join(link).map_err(|_| foreign("no link"))?;
    if target.host_str() != list.host_str() {
        return Err(match target.host_str() {
            Some(host) => foreign(&format!("one to {host}")),
            None => foreign("one without a host"),
        });
    }
    let without_fragment = link.split('#').next().unwrap_or(link);
    match without_fragment.split_once('?') {
        Some((_, query)) if !query.is_empty() => Ok(query.to_owned()),
        _ => Err(foreign("one without a paging query")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list() -> Url {
        Url::parse("https://api.partner.microsoft.com/v1.0/engagements/referrals").unwrap()
    }

    #[test]
    fn only_the_query_of_our_own_host_is_taken() {
        for (link, expected) in [
            (
                "http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=a%2fb%2bc",
                Some("$skiptoken=a%2fb%2bc"),
            ),
            (
                "https://api.partner.microsoft.com:8443/elsewhere?x=1#frag?y",
                Some("x=1"),
            ),
            ("?$skiptoken=1", Some("$skiptoken=1")),
            ("/v1.0/referrals?$skip=100", Some("$skip=100")),
            (
                "https://evil.example/v1.0/engagements/referrals?$skiptoken=1",
                None,
            ),
            ("//evil.example/?$skiptoken=1", None),
            ("https://api.partner.microsoft.com@evil.example/?a=1", None),
            ("https://api.partner.microsoft.com/v1.0/referrals", None),
            ("https://api.partner.microsoft.com/v1.0/referrals?", None),
            ("javascript:alert(1)?a=1", None),
            ("http://[::1", None),
        ] {
            assert_eq!(query(link, &list()).ok().as_deref(), expected, "{link}");
        }
    }

    proptest! {
        #[test]
        fn a_request_never_leaves_the_configured_origin(link in ".{0,80}") {
            if let Ok(query) = query(&link, &list()) {
                let list = list();
                let mut url = list.clone();
                url.set_query(Some(&query));
                prop_assert_eq!(url.origin(), list.origin());
                prop_assert_eq!(url.path(), list.path());
            }
        }
    }
}
