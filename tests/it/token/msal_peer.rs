//! Logins that go to msal and come from it, at one certified provider over TLS: msal is the real library, with its own file.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::person::{Pending, printed};
use super::seal;
use crate::support::{Certificates, Jeton, Msal, OidcServer, approve_trusting};

/// A home with a profile that asks for what msal always asks for.
fn home(server: &OidcServer, certificates: &Certificates) -> Jeton {
    let jeton = Jeton::new();
    jeton.write_config(&format!(
        "[http]\nca_file = \"{}\"\n[profiles.staging]\nprovider = \"oidc\"\nissuer = \"{}\"\nclient_id = \"jeton-cli\"\n\
         scopes = [\"openid\", \"profile\", \"offline_access\", \"orders:read\"]\n",
        certificates.authority().display(),
        server.issuer,
    ));
    jeton
}

fn log_in(jeton: &Jeton, certificates: &Certificates) {
    let login = Pending::start(jeton, &[]);
    approve_trusting(&certificates.authority(), login.complete.as_ref().unwrap()).ok();
    login.wait().ok();
}

fn file(jeton: &Jeton) -> PathBuf {
    jeton.home().join(".token_cache")
}

/// Makes the access token of a cache one that ended a minute ago.
fn expire(file: &Path) {
    let mut cache: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let end = jiff::Timestamp::now().as_second() - 60;
    for token in cache["AccessToken"].as_object_mut().unwrap().values_mut() {
        token["cached_at"] = (end - 3600).to_string().into();
        token["expires_on"] = end.to_string().into();
        token["extended_expires_on"] = end.to_string().into();
    }
    std::fs::write(file, cache.to_string()).unwrap();
}

/// Who renewed, by the first word of their user agents.
fn renewals(server: &OidcServer) -> Vec<String> {
    let requests = server.requests();
    let renewed = requests
        .iter()
        .filter(|request| request["grant_type"] == "refresh_token" && request["status"] == 200);
    let agent = |request: &Value| {
        let agent = request["user_agent"].as_str().unwrap_or_default();
        agent.split('/').next().unwrap_or_default().to_owned()
    };
    renewed.map(agent).collect()
}

#[test]
fn what_msal_wrote_is_used_and_renewed() {
    let certificates = Certificates::make();
    let server = certificates.server(&[("ACCESS_TTL", "3600"), ("DEVICE_INTERVAL", "1")]);
    let jeton = home(&server, &certificates);
    let cache = file(&jeton);
    let msal = Msal {
        server: &server,
        certificates: &certificates,
        cache: &cache,
    };
    let token = msal.log_in();
    let run = jeton
        .args(["token", "import", "--from", "msal", ".token_cache"])
        .run()
        .ok();
    assert!(
        run.stdout
            .starts_with("imported alice into staging; the token ends in "),
        "{run}"
    );
    assert!(
        run.stdout.ends_with(", and is renewed by itself\n"),
        "{run}"
    );
    assert_eq!(printed(&jeton, "staging"), token);

    let before = std::fs::read(&cache).unwrap();
    jeton
        .args(["token", "export", "--to", "msal", "again"])
        .run()
        .ok();
    let again = std::fs::read(jeton.home().join("again")).unwrap();
    assert_eq!(
        String::from_utf8(again).unwrap(),
        String::from_utf8(before).unwrap()
    );

    seal::expire(&jeton, "staging");
    assert_ne!(printed(&jeton, "staging"), token);
    assert_eq!(renewals(&server), ["jeton"]);
    let login = seal::opened(&jeton, "staging");
    assert_eq!(login["account"]["username"], "alice");
}

#[test]
fn what_has_expired_in_msals_file_is_renewed_at_first_use() {
    let certificates = Certificates::make();
    let server = certificates.server(&[("ACCESS_TTL", "3600"), ("DEVICE_INTERVAL", "1")]);
    let jeton = home(&server, &certificates);
    let cache = file(&jeton);
    let token = Msal {
        server: &server,
        certificates: &certificates,
        cache: &cache,
    }
    .log_in();
    expire(&cache);
    let run = jeton
        .args(["token", "import", "--from", "msal", ".token_cache"])
        .run()
        .ok();
    assert!(
        run.stdout
            .ends_with("; the token is renewed at its first use\n"),
        "{run}"
    );
    assert_eq!(renewals(&server), [] as [&str; 0]);
    assert_ne!(printed(&jeton, "staging"), token);
    assert_eq!(renewals(&server), ["jeton"]);
}

#[test]
fn what_jeton_wrote_is_used_and_renewed_by_msal() {
    let certificates = Certificates::make();
    let server = certificates.server(&[("ACCESS_TTL", "3600"), ("DEVICE_INTERVAL", "1")]);
    let jeton = home(&server, &certificates);
    log_in(&jeton, &certificates);
    let token = printed(&jeton, "staging");
    let cache = file(&jeton);
    jeton
        .args(["token", "export", "--to", "msal", ".token_cache"])
        .run()
        .ok();
    let msal = Msal {
        server: &server,
        certificates: &certificates,
        cache: &cache,
    };
    let accounts = msal.accounts();
    assert_eq!(accounts.as_array().unwrap().len(), 1, "{accounts}");
    assert_eq!(accounts[0]["home_account_id"], "alice", "{accounts}");
    assert_eq!(msal.token(), (token.clone(), "cache".to_owned()));

    expire(&cache);
    let (renewed, source) = msal.token();
    assert_eq!(source, "identity_provider");
    assert_ne!(renewed, token);
    assert_eq!(renewals(&server), ["python-requests"]);
    // What msal has written since then comes back.
    let back = [
        "token",
        "import",
        "--from",
        "msal",
        ".token_cache",
        "--force",
    ];
    jeton.args(back).run().ok();
    assert_eq!(printed(&jeton, "staging"), renewed);
    seal::expire(&jeton, "staging");
    assert_ne!(printed(&jeton, "staging"), renewed);
    assert_eq!(renewals(&server), ["python-requests", "jeton"]);
}

/// Renewed by jeton in between: what MSAL needs of an account outlives the tokens.
#[test]
fn what_jeton_renewed_is_used_and_renewed_by_msal() {
    let certificates = Certificates::make();
    let server = certificates.server(&[("ACCESS_TTL", "3600"), ("DEVICE_INTERVAL", "1")]);
    let jeton = home(&server, &certificates);
    let cache = file(&jeton);
    let msal = Msal {
        server: &server,
        certificates: &certificates,
        cache: &cache,
    };
    msal.log_in();
    jeton
        .args(["token", "import", "--from", "msal", ".token_cache"])
        .run()
        .ok();
    seal::expire(&jeton, "staging");
    let token = printed(&jeton, "staging");
    assert_eq!(seal::opened(&jeton, "staging")["msal"]["realm"], "tenant");
    jeton
        .args(["token", "export", "--to", "msal", ".token_cache", "-f"])
        .run()
        .ok();
    assert_eq!(msal.token(), (token, "cache".to_owned()));
    expire(&cache);
    assert_eq!(msal.token().1, "identity_provider");
}
