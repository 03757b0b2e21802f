//! Which login of a cache a profile gets, by tables of caches that differ in one thing each.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::{Error, find, parse};
use crate::config::Profile;

const CLIENT: &str = "22222222-2222-2222-2222-222222222222";
const ONE: &str = "11111111-1111-1111-1111-111111111111";
const TWO: &str = "99999999-9999-9999-9999-999999999999";
const SCOPE: &str = "https://api.example/.default";
const HOST: &str = "login.microsoftonline.com";

/// An access token and a refresh token, an id_token and an account, of `name` at home in `tenant`.
fn login(name: &str, tenant: &str) -> Value {
    let home = format!("{name}.{tenant}");
    let claims = json!({"tid": tenant, "oid": name, "sub": "s", "preferred_username": format!("{name}@example")});
    let jwt = format!("h.{}.s", URL_SAFE_NO_PAD.encode(claims.to_string()));
    let common =
        json!({"home_account_id": home, "environment": HOST, "client_id": CLIENT, "realm": tenant});
    let entry = |more: Value| {
        let mut entry = common.clone();
        let fields = more.as_object().unwrap().clone();
        entry.as_object_mut().unwrap().extend(fields);
        entry
    };
    json!({
        "AccessToken": {&home: entry(json!({
            "secret": format!("access-{name}"), "target": SCOPE, "token_type": "Bearer",
            "cached_at": "1000", "expires_on": "5000"}))},
        "RefreshToken": {&home: entry(json!({
            "secret": format!("refresh-{name}"), "target": SCOPE, "last_modification_time": "1000"}))},
        "IdToken": {&home: entry(json!({"secret": jwt}))},
        "Account": {&home: entry(json!({"username": format!("{name}@example"), "local_account_id": name}))},
    })
}

/// Both caches in one.
fn both(mut one: Value, other: Value) -> Value {
    for (section, entries) in other.as_object().unwrap() {
        let there = one[section].as_object_mut().unwrap();
        there.extend(entries.as_object().unwrap().clone());
    }
    one
}

/// With one field of every entry of a section set; with `null` it is as good as absent.
fn with(mut cache: Value, section: &str, field: &str, value: Value) -> Value {
    for entry in cache[section].as_object_mut().unwrap().values_mut() {
        entry[field] = value.clone();
    }
    cache
}

fn without(mut cache: Value, section: &str) -> Value {
    cache.as_object_mut().unwrap().remove(section);
    cache
}

fn profile(tenant: &str) -> Profile {
    serde_json::from_value(json!({
        "provider": "entra", "tenant": tenant, "client_id": CLIENT, "scopes": [SCOPE, "openid"]
    }))
    .unwrap()
}

/// "account access-token refresh-token notes", or the failure's variant.
fn outcome(cache: &Value, profile: &Profile, account: Option<&str>) -> String {
    let document = parse(cache.to_string().as_bytes()).unwrap();
    let now = Timestamp::from_second(2000).unwrap();
    match find(&document, profile, account, now) {
        Ok(found) => {
            let granted = &found.granted;
            let refresh = granted.refresh_token.as_ref();
            let refresh = refresh.map_or("-", |token| token.expose_secret());
            let access = granted.access_token.expose_secret();
            format!("{} {access} {refresh} {:?}", found.account, found.notes)
        }
        Err(Error::NothingFits { there, .. }) => format!("nothing fits of {}", there.len()),
        Err(Error::Several(names)) => format!("several: {}", names.join(" ")),
        Err(error) => error.to_string(),
    }
}

#[test]
fn table() {
    const GOOD: &str = "a@example access-a refresh-a []";
    const RENEWS: &str = "a@example  refresh-a [NoAccessToken]";
    const NOTHING: &str = "nothing fits of 1";
    let a = || login("a", ONE);
    let access = |field: &str, value: Value| with(a(), "AccessToken", field, value);
    let everywhere = |field: &str, value: &str| {
        let sections = ["AccessToken", "RefreshToken", "IdToken", "Account"];
        sections.iter().fold(a(), |cache, section| {
            with(cache, section, field, value.into())
        })
    };
    // Of some tenant, nobody says which.
    let nameless = without(without(login("b", TWO), "Account"), "IdToken");
    let nameless = ["AccessToken", "RefreshToken"]
        .iter()
        .fold(nameless, |cache, section| {
            let cache = with(cache, section, "home_account_id", "b".into());
            with(cache, section, "realm", "organizations".into())
        });
    let dead = with(login("b", ONE), "AccessToken", "expires_on", "1999".into());
    let dead = with(dead, "RefreshToken", "secret", "".into());
    let namesake = with(login("b", ONE), "Account", "username", "a@example".into());
    for (name, cache, tenant, expected) in [
        ("plain", a(), ONE, GOOD),
        ("another tenant", a(), TWO, NOTHING),
        ("any tenant", a(), "organizations", GOOD),
        (
            "realm is a word",
            everywhere("realm", "organizations"),
            ONE,
            GOOD,
        ),
        (
            "realm is a word, of another tenant",
            everywhere("realm", "organizations"),
            TWO,
            NOTHING,
        ),
        (
            "a domain is not compared with an id",
            a(),
            "contoso.example",
            "a@example access-a refresh-a [TenantNotCompared]",
        ),
        (
            "another name of the host",
            everywhere("environment", "login.windows.net"),
            ONE,
            GOOD,
        ),
        (
            "another cloud",
            everywhere("environment", "login.microsoftonline.us"),
            ONE,
            NOTHING,
        ),
        ("another client", everywhere("client_id", TWO), ONE, NOTHING),
        ("no account", without(a(), "Account"), ONE, GOOD),
        ("no id_token", without(a(), "IdToken"), ONE, GOOD),
        (
            "no account, no id_token",
            without(without(a(), "Account"), "IdToken"),
            ONE,
            "a.11111111-1111-1111-1111-111111111111 access-a refresh-a []",
        ),
        ("no access token", without(a(), "AccessToken"), ONE, RENEWS),
        (
            "no refresh token",
            without(a(), "RefreshToken"),
            ONE,
            "a@example access-a - [NoRefreshToken]",
        ),
        (
            "times are numbers",
            access("expires_on", json!(5000)),
            ONE,
            GOOD,
        ),
        (
            "ended",
            access("expires_on", "1999".into()),
            ONE,
            "a@example access-a refresh-a [NoAccessToken]",
        ),
        (
            "ended for good",
            without(access("expires_on", "1999".into()), "RefreshToken"),
            ONE,
            "the access token of a@example has ended, and there is no refresh token",
        ),
        ("no end", access("expires_on", Value::Null), ONE, RENEWS),
        (
            "other scopes",
            access("target", "https://graph.example/User.Read".into()),
            ONE,
            RENEWS,
        ),
        (
            "a scope of the resource",
            access("target", "https://api.example/read".into()),
            ONE,
            GOOD,
        ),
        ("bound to a key", access("key_id", "k".into()), ONE, RENEWS),
        (
            "not a bearer",
            access("token_type", "pop".into()),
            ONE,
            RENEWS,
        ),
        (
            "for a path of its own",
            access("ext_cache_key", "x".into()),
            ONE,
            RENEWS,
        ),
        ("an empty secret", access("secret", "".into()), ONE, RENEWS),
        (
            "two accounts, one fits",
            both(a(), login("b", TWO)),
            ONE,
            GOOD,
        ),
        (
            "an access token of another tenant",
            access("realm", TWO.into()),
            ONE,
            RENEWS,
        ),
        ("two accounts, one is dead", both(a(), dead), ONE, GOOD),
        (
            "two accounts of one name",
            both(a(), namesake),
            ONE,
            "several: a.11111111-1111-1111-1111-111111111111 b.11111111-1111-1111-1111-111111111111",
        ),
        (
            "two accounts fit",
            both(a(), login("b", ONE)),
            ONE,
            "several: a@example b@example",
        ),
        ("two accounts, one surely", both(a(), nameless), ONE, GOOD),
    ] {
        assert_eq!(outcome(&cache, &profile(tenant), None), expected, "{name}");
    }
}

#[test]
fn an_account_is_chosen_by_its_names() {
    let cache = both(login("a", ONE), login("b", ONE));
    for (name, expected) in [
        ("b@example", "b@example access-b refresh-b []"),
        ("B@Example", "b@example access-b refresh-b []"),
        (
            "b.11111111-1111-1111-1111-111111111111",
            "b@example access-b refresh-b []",
        ),
        ("c@example", "nothing fits of 2"),
    ] {
        assert_eq!(
            outcome(&cache, &profile(ONE), Some(name)),
            expected,
            "{name}"
        );
    }
}

/// One person, tokens of two tenants: the one of the profile's is taken, however long the other lasts.
#[test]
fn a_guests_tokens_are_told_apart() {
    let mut cache = login("a", ONE);
    let mut guest = cache["AccessToken"]["a.11111111-1111-1111-1111-111111111111"].clone();
    guest["realm"] = TWO.into();
    guest["secret"] = "access-guest".into();
    guest["expires_on"] = "9000".into();
    cache["AccessToken"]["guest"] = guest;
    let home = "a@example access-a refresh-a []";
    assert_eq!(outcome(&cache, &profile(ONE), None), home);
    let guest = "a@example access-guest refresh-a []";
    assert_eq!(outcome(&cache, &profile(TWO), None), guest);
    // Any tenant will do: the one that lasts.
    assert_eq!(outcome(&cache, &profile("organizations"), None), guest);
}

#[test]
fn at_an_issuer_of_openid_the_token_says_whose_it_is() {
    let at = |issuer: &str, scopes: &str| -> Profile {
        serde_json::from_value(json!({
            "provider": "oidc", "issuer": issuer, "client_id": CLIENT,
            "scopes": scopes.split(' ').collect::<Vec<_>>()
        }))
        .unwrap()
    };
    let claims = URL_SAFE_NO_PAD.encode(r#"{"iss":"https://login.example/realms/one","sub":"a"}"#);
    let jwt = format!("h.{claims}.s");
    let sections = ["AccessToken", "RefreshToken", "IdToken", "Account"];
    let set = |cache: Value, field: &str, value: &str| {
        sections.iter().fold(cache, |cache, section| {
            with(cache, section, field, value.into())
        })
    };
    let cache = set(
        set(login("a", ONE), "environment", "login.example"),
        "realm",
        "realms",
    );
    let cache = set(cache, "target", "openid offline_access read");
    let cache = with(cache, "IdToken", "secret", jwt.into());
    let good = "a@example access-a refresh-a []";
    for (issuer, scopes, expected) in [
        (
            "https://login.example/realms/one",
            "openid offline_access read",
            good,
        ),
        ("https://login.example/realms/one/", "read", good),
        (
            "https://login.example/realms/two",
            "read",
            "nothing fits of 1",
        ),
        (
            "https://other.example/realms/one",
            "read",
            "nothing fits of 1",
        ),
        // What was not granted is not renewed either.
        (
            "https://login.example/realms/one",
            "read write",
            "nothing fits of 1",
        ),
    ] {
        assert_eq!(
            outcome(&cache, &at(issuer, scopes), None),
            expected,
            "{issuer} {scopes}"
        );
    }
    let nameless = without(cache, "IdToken");
    let other = at("https://login.example/else/one", "read");
    assert_eq!(outcome(&nameless, &other, None), "nothing fits of 1");
    let same = at("https://login.example/realms/two", "read");
    assert_eq!(outcome(&nameless, &same, None), good);
}

#[test]
fn it_never_lives_longer_than_the_file_says() {
    let found = |cache: Value| {
        let document = parse(cache.to_string().as_bytes()).unwrap();
        let now = Timestamp::from_second(2000).unwrap();
        let granted = find(&document, &profile(ONE), None, now).unwrap().granted;
        (
            granted.obtained_at.as_second(),
            granted.expires_at.unwrap().as_second(),
        )
    };
    let access =
        |field: &str, value: &str| with(login("a", ONE), "AccessToken", field, value.into());
    assert_eq!(found(login("a", ONE)), (1000, 5000));
    assert_eq!(found(access("cached_at", "soon")), (2000, 5000));
    assert_eq!(found(access("cached_at", "7000")), (5000, 5000));
    assert_eq!(found(access("expires_on", "never")), (1000, 1000));
    assert_eq!(found(without(login("a", ONE), "AccessToken")), (1000, 1000));
    let ahead = with(
        login("a", ONE),
        "RefreshToken",
        "last_modification_time",
        "7000".into(),
    );
    assert_eq!(found(without(ahead, "AccessToken")), (2000, 2000));
}
