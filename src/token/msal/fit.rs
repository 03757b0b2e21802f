//! Whether what a cache says is what a profile asks for: hosts, tenants, scopes. Functions of words.

use crate::config::{Profile, Provider};

/// Hosts of one cloud each: MSAL's libraries write any of its names.
const CLOUDS: [&[&str]; 3] = [
    &[
        "login.microsoftonline.com",
        "login.windows.net",
        "login.microsoft.com",
        "sts.windows.net",
    ],
    &["login.partner.microsoftonline.cn", "login.chinacloudapi.cn"],
    &["login.microsoftonline.us", "login.usgovcloudapi.net"],
];

/// Authorities of many tenants; each token is of one of them all the same.
const ANY_TENANT: [&str; 2] = ["organizations", "common"];
const CONSUMERS: &str = "consumers";
/// The tenant of personal accounts.
const CONSUMERS_ID: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// Scopes that say who somebody is; Entra does not list them among the granted ones.
const ABOUT_THE_PERSON: [&str; 4] = ["openid", "profile", "email", "offline_access"];

/// How well a login fits a profile, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It is another one's.
    No,
    /// A domain against an id: only the issuer knows.
    Unsure,
    /// It is.
    Yes,
}

/// Whether two names are of one sign-in host.
pub(super) fn same_host(one: &str, other: &str) -> bool {
    let has =
        |cloud: &[&str], name: &str| cloud.iter().any(|alias| alias.eq_ignore_ascii_case(name));
    let both = |cloud: &&[&str]| has(cloud, one) && has(cloud, other);
    one.eq_ignore_ascii_case(other) || CLOUDS.iter().any(both)
}

/// Whether a token of `realm`, in truth of the tenant `id` where that is known, is one of the profile's tenant.
pub(super) fn tenant(wanted: &str, realm: &str, id: Option<&str>) -> Fit {
    let same = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
    let sure = |is: bool| if is { Fit::Yes } else { Fit::No };
    if same(wanted, realm) || ANY_TENANT.iter().any(|word| same(word, wanted)) {
        return Fit::Yes;
    }
    let id = id.or_else(|| is_id(realm).then_some(realm));
    if same(wanted, CONSUMERS) {
        return sure(id.is_some_and(|id| same(id, CONSUMERS_ID)));
    }
    match (is_id(wanted), id) {
        (true, Some(id)) => sure(same(wanted, id)),
        (true, None) => Fit::Unsure,
        (false, _) => sure_of_domain(realm),
    }
}

/// Another domain may be the same tenant's, but nobody has both for one client.
fn sure_of_domain(realm: &str) -> Fit {
    match realm.contains('.') {
        true => Fit::No,
        false => Fit::Unsure,
    }
}

/// Whether a realm is a tenant's id, and no domain and no word.
pub(super) fn is_id(realm: &str) -> bool {
    uuid::Uuid::try_parse(realm).is_ok()
}

/// Whether a realm stands for one tenant only when somebody signs in.
pub(super) fn is_word(realm: &str) -> bool {
    let same = |word: &&str| word.eq_ignore_ascii_case(realm);
    ANY_TENANT.iter().any(same) || same(&CONSUMERS)
}

/// Whether the granted scopes hold all that the profile asks for. `/.default` is whatever was consented to for
/// its resource.
pub(super) fn covers(granted: &str, profile: &Profile) -> bool {
    let granted: Vec<String> = granted.split(' ').map(str::to_lowercase).collect();
    profile
        .scopes
        .iter()
        .map(|scope| scope.to_lowercase())
        .all(|scope| {
            let resource = scope
                .strip_suffix(".default")
                .filter(|resource| resource.ends_with('/'));
            let implied =
                profile.provider == Provider::Entra && ABOUT_THE_PERSON.contains(&scope.as_str());
            implied
                || granted.contains(&scope)
                || resource
                    .is_some_and(|resource| granted.iter().any(|one| one.starts_with(resource)))
        })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    const ONE: &str = "11111111-1111-1111-1111-111111111111";
    const TWO: &str = "22222222-2222-2222-2222-222222222222";

    #[test]
    fn hosts() {
        for (one, other, expected) in [
            (
                "login.microsoftonline.com",
                "login.microsoftonline.com",
                true,
            ),
            ("login.microsoftonline.com", "login.windows.net", true),
            ("STS.windows.net", "login.microsoft.com", true),
            (
                "login.microsoftonline.us",
                "login.microsoftonline.com",
                false,
            ),
            (
                "login.chinacloudapi.cn",
                "login.partner.microsoftonline.cn",
                true,
            ),
            ("login.example", "LOGIN.example", true),
            ("login.example", "login.windows.net", false),
        ] {
            assert_eq!(same_host(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn tenants() {
        for (wanted, realm, id, expected) in [
            (ONE, ONE, None, Fit::Yes),
            (ONE, TWO, None, Fit::No),
            (ONE, TWO, Some(ONE), Fit::Yes),
            (ONE, "organizations", Some(ONE), Fit::Yes),
            (ONE, "organizations", Some(TWO), Fit::No),
            (ONE, "organizations", None, Fit::Unsure),
            (ONE, "contoso.example", Some(ONE), Fit::Yes),
            (ONE, "contoso.example", None, Fit::Unsure),
            ("organizations", ONE, None, Fit::Yes),
            ("organizations", "organizations", Some(ONE), Fit::Yes),
            ("common", "organizations", None, Fit::Yes),
            ("Contoso.example", "contoso.example", None, Fit::Yes),
            ("contoso.example", ONE, Some(ONE), Fit::Unsure),
            ("contoso.example", "organizations", None, Fit::Unsure),
            ("contoso.example", "fabrikam.example", None, Fit::No),
            ("consumers", CONSUMERS_ID, None, Fit::Yes),
            ("consumers", ONE, None, Fit::No),
        ] {
            assert_eq!(
                tenant(wanted, realm, id),
                expected,
                "{wanted} {realm} {id:?}"
            );
        }
    }
}
