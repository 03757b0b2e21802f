//! The end of a login: `token reset` revokes at the issuer and removes here, whatever the issuer says.

use serde_json::{Value, json};

use super::person::{home, log_in, printed, provider, staging};
use super::seal;
use crate::support::{Jeton, get_as, post_form};

#[test]
fn a_reset_revokes_at_the_issuer() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    log_in(&jeton);
    let login = seal::opened(&jeton, "staging");
    let token = seal::secret(&login, "access_token");
    assert_eq!(get_as(&server.url("/me"), &token).unwrap().status, 200);
    let run = jeton.args(["token", "reset", "--yes"]).run().ok();
    assert_eq!(run.stdout, "staging: removed; revoked at the issuer\n");
    assert_eq!(get_as(&server.url("/me"), &token).unwrap().status, 401);
    let refresh_token = seal::secret(&login, "refresh_token");
    let fields = [
        ("grant_type", "refresh_token"),
        ("client_id", "jeton-cli"),
        ("refresh_token", refresh_token.as_str()),
    ];
    let renewed = post_form(&server.url("/token"), &fields).unwrap();
    assert_eq!(renewed.json()["error"], "invalid_grant");
    assert!(!seal::file(&jeton, "staging").exists());
    jeton.args(["token", "print"]).run().fails(4);
}

#[test]
fn a_service_token_is_revoked_too() {
    let server = provider(&[("ACCESS_TTL", "3600")]);
    let jeton = home(&server);
    let token = printed(&jeton, "orders");
    let active = || {
        let fields = [
            ("token", token.as_str()),
            ("client_id", "orders-svc"),
            ("client_secret", "orders-svc-secret"),
        ];
        introspect(&server.url("/token/introspection"), &fields)
    };
    assert_eq!(active(), json!(true));
    jeton.args(["token", "reset", "orders", "--yes"]).run().ok();
    assert_eq!(active(), json!(false));
}

/// The client sends its secret in the header: the provider knows no other way for it.
fn introspect(url: &str, fields: &[(&str, &str); 3]) -> Value {
    use base64::Engine as _;
    let pair = format!("{}:{}", fields[1].1, fields[2].1);
    let basic = base64::engine::general_purpose::STANDARD.encode(pair);
    let reply = crate::support::post_form_as(url, &format!("Basic {basic}"), &fields[..1]);
    reply.unwrap().json()["active"].clone()
}

/// An unreachable issuer does not keep the login alive here.
#[test]
fn a_reset_removes_though_the_issuer_is_gone() {
    let server = provider(&[]);
    let jeton = home(&server);
    log_in(&jeton);
    drop(server);
    let run = jeton.args(["token", "reset", "--yes"]).run().fails(7);
    assert!(
        run.stdout.starts_with(
            "staging: removed; not revoked at the issuer (cannot connect to 127.0.0.1:"
        ),
        "{run}"
    );
    assert!(!seal::file(&jeton, "staging").exists());
}

#[test]
fn a_reset_without_a_terminal_has_to_be_confirmed() {
    let server = provider(&[]);
    let jeton = home(&server);
    log_in(&jeton);
    let run = jeton.args(["token", "reset"]).run().fails(2);
    assert_eq!(
        run.stderr,
        "error: a reset has to be confirmed, and nobody can be asked here\n\
         hint: say --yes to reset without being asked\n"
    );
    assert!(seal::file(&jeton, "staging").exists());
    assert_eq!(revocations(&server.requests()), 0);
}

#[test]
fn all_profiles_are_reset_at_once() {
    let server = provider(&[]);
    let jeton = home(&server);
    log_in(&jeton);
    printed(&jeton, "orders");
    let run = jeton
        .args(["token", "reset", "--all", "--yes", "-o", "json"])
        .run()
        .ok();
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        report,
        json!({"format": 1, "reset": [
            {"profile": "staging", "removed": true, "revocation": "revoked"},
            {"profile": "orders", "removed": true, "revocation": "revoked"},
        ]})
    );
    let again = jeton.args(["token", "reset", "--all", "--yes"]).run().ok();
    assert_eq!(
        again.stdout,
        "staging: there was no login\norders: there was no login\n"
    );
    assert_eq!(revocations(&server.requests()), 2);
}

/// A file that cannot be opened may be good with another key: it goes only by force.
#[test]
fn a_damaged_login_can_be_reset() {
    let jeton = Jeton::new();
    jeton.write_config(&staging("http://127.0.0.1:1"));
    std::fs::create_dir_all(seal::folder(&jeton)).unwrap();
    std::fs::write(seal::file(&jeton, "staging"), "no age file").unwrap();
    let run = jeton.args(["token", "reset", "--yes"]).run().fails(3);
    assert!(run.stdout.starts_with("staging: not reset, "), "{run}");
    assert!(run.stderr.contains("token reset --force staging"), "{run}");
    assert!(seal::file(&jeton, "staging").exists());
    let run = jeton
        .args(["token", "reset", "--yes", "--force"])
        .run()
        .ok();
    assert!(
        run.stdout
            .starts_with("staging: removed; not revoked, because it could not be read ("),
        "{run}"
    );
    assert!(!seal::file(&jeton, "staging").exists());
}

fn revocations(requests: &[Value]) -> usize {
    let revocation = |request: &&Value| request["path"] == "/token/revocation";
    requests.iter().filter(revocation).count()
}
