//! What an AADSTS code means for an operator. Hints only: Microsoft changes numbers and texts, so
//! nothing is decided by them.
//!
//! Source: Microsoft Entra authentication and authorization error codes.

const HINTS: &[(&[u32], &str)] = &[
    (
        &[50072, 50074, 50076, 50078, 50079],
        "multi-factor authentication is needed: log in again and complete it",
    ),
    (
        &[
            53000, 53001, 53002, 53003, 53004, 53010, 50131, 50158, 530_032, 530_035,
        ],
        "Conditional Access blocks this login (often the device code flow itself): ask the tenant's administrator for an exception",
    ),
    (
        &[50097, 50129, 50155, 50187],
        "the tenant wants a managed device, which a device code login from this host cannot be",
    ),
    (
        &[65001, 65004, 90008, 90094, 90095],
        "consent is missing: an administrator of the tenant must grant it to the app registration",
    ),
    (
        &[650_052, 650_056, 650_057, 500_011, 50001],
        "the API permission \"Microsoft Partner\" is missing from the app registration, or the scope names another host",
    ),
    (
        &[70011, 28002, 700_022, 700_023],
        "the scopes are wrong, or belong to two resources: one resource's \".default\" is enough",
    ),
    (
        &[7_000_218],
        "the app registration is not a public client: set Authentication > Allow public client flows to Yes",
    ),
    (
        &[700_025],
        "the app registration is a public client: remove client_secret from the profile",
    ),
    (
        &[7_000_215, 7_000_222],
        "the client secret is wrong or has expired",
    ),
    (
        &[700_016, 700_011, 70001, 7_000_112],
        "the client_id is not registered in this tenant",
    ),
    (
        &[90002, 50059, 50128, 90019],
        "the tenant does not exist: check tenant, and authority if it is in a national cloud",
    ),
    (
        &[50194, 9_001_023, 90124, 90130],
        "this app needs its own tenant's id instead of \"common\" or \"organizations\"",
    ),
    (
        &[50020, 50034, 51004, 16000, 50014, 90072, 500_208],
        "the account is not in this tenant: sign in with the partner tenant's account",
    ),
    (
        &[50105],
        "the account is not assigned to the app: an administrator does that under Enterprise applications",
    ),
    (
        &[50053, 50055, 50057, 50126, 50144],
        "the account is disabled or locked, or its password is wrong or has expired",
    ),
    (
        &[70000],
        "the refresh token was revoked, or is good no more for another reason",
    ),
    (
        &[70008, 700_082, 50089],
        "the refresh token has expired, after 90 days without use as a rule",
    ),
    (
        &[70043],
        "Conditional Access wants a new sign-in this often: ask the administrator about the sign-in frequency",
    ),
    (
        &[50132, 50133, 50173],
        "the sessions were revoked, or the password was changed",
    ),
    (
        &[700_084],
        "the app is registered as a single-page application, whose logins last 24 hours: register a public client instead",
    ),
    (
        &[50196],
        "the same request came too often: wait some minutes",
    ),
    (
        &[50134],
        "the login was approved in another region: start it again",
    ),
    (
        &[50199],
        "the page in the browser wants the app confirmed: finish it there",
    ),
    (
        &[50033, 50087, 90006, 90012, 90024, 90033, 90055, 90090],
        "Entra is busy or out of order for a moment: try again later",
    ),
];

/// The hint for the first known `AADSTSnnnnn` in an error's description.
pub fn hint(description: &str) -> Option<&'static str> {
    let (_, tail) = description.split_once("AADSTS")?;
    let digits: String = tail.chars().take_while(char::is_ascii_digit).collect();
    let code: u32 = digits.parse().ok()?;
    let known = HINTS.iter().find(|(codes, _)| codes.contains(&code))?;
    Some(known.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_codes_have_hints_and_unknown_ones_none() {
        let known = hint("AADSTS7000218: The request body must contain…");
        assert!(known.is_some_and(|text| text.contains("public client")));
        assert_eq!(hint("AADSTS1: new"), None);
        assert_eq!(hint("AADSTS: none"), None);
        assert_eq!(hint("something else"), None);
    }
}
