//! A configuration that is missing or wrong, and a command line that is.

use super::says;
use crate::support::Jeton;
use crate::token::person::{orders, staging};

/// An address where nobody listens: nothing here may ask it.
const NOWHERE: &str = "http://127.0.0.1:1";

#[test]
fn no_configuration() {
    let jeton = Jeton::new();
    let hint =
        "make a configuration with: jeton config init (or try everything without one: jeton demo)";
    for command in ["login", "status", "print", "reset"] {
        let run = jeton.args(["token", command]).run();
        says(run, 3, "no profile is configured", hint);
    }
    let run = jeton.args(["sync", "referrals"]).run();
    says(run, 3, "no profile is configured", hint);
}

/// A service's token is not sent to an API that nobody named; there are profiles all the same.
#[test]
fn a_source_with_services_profiles_alone() {
    let jeton = Jeton::new().env("ORDERS_SECRET", "s");
    jeton.write_config(&orders(NOWHERE));
    let run = jeton.args(["sync", "referrals"]).run();
    let error = "no profile is named for partner-center, and only services have one: orders";
    let hint = "name the one whose token it takes: sources.partner-center.profile = \"orders\"";
    says(run, 3, error, hint);
}

#[test]
fn a_named_configuration_that_is_missing() {
    let jeton = Jeton::new();
    let error = "--config names /nowhere/jeton.toml, which does not exist";
    let run = jeton.args(["token", "status", "--config", "/nowhere/jeton.toml"]);
    says(run.run(), 3, error, "`jeton config init` writes one");
    let error = "JETON_CONFIG names /nowhere/jeton.toml, which does not exist";
    let run = jeton
        .args(["token", "status"])
        .env("JETON_CONFIG", "/nowhere/jeton.toml");
    says(run.run(), 3, error, "`jeton config init` writes one");
}

#[test]
fn wrong_files() {
    let jeton = Jeton::new();
    let good = staging(NOWHERE);
    for (text, error, hint) in [
        (
            good.replace("client_id", "clientid"),
            "4: unknown key \"profiles.staging.clientid\"; did you mean \"client_id\"?",
            "",
        ),
        (
            good.replace("\"oidc\"", "\"odic\""),
            "2: profiles.staging.provider: \"odic\" is not one of entra, oidc, oauth2; did you mean \"oidc\"?",
            "",
        ),
        (
            good.replace(NOWHERE, "login.example"),
            "3: profiles.staging.issuer: the text is not a URL: it does not begin with https://",
            "",
        ),
        (
            good.replace(NOWHERE, "http://login.example"),
            "3: profiles.staging.issuer: \"http://login.example/\" is http, which only a loopback address may be; use https",
            "",
        ),
        (
            format!("{good}renew_before = \"soon\"\n"),
            "6: profiles.staging.renew_before: \"soon\" is not a duration such as \"10m\" or \"1h 30m\"",
            "",
        ),
        (
            good.replace("client_id = \"jeton-cli\"\n", ""),
            "1: profiles.staging: \"client_id\" is missing",
            "",
        ),
        (
            good.replace("[profiles.staging]", "[profiles.staging"),
            "1:18: unclosed table, expected `]`",
            "",
        ),
        (
            format!("{good}grant = \"client_credentials\"\n"),
            "6: profiles.staging: grant \"client_credentials\" needs \"client_secret\"",
            "add client_secret = { env = \"…\" } under [profiles.staging]",
        ),
    ] {
        jeton.write_config(&text);
        let run = jeton.args(["token", "print"]).run();
        says(run, 3, &format!(".config/jeton/jeton.toml:{error}"), hint);
    }
}

#[test]
fn an_unknown_profile() {
    let jeton = Jeton::new();
    jeton.write_config(&format!("{}\n{}", staging(NOWHERE), orders(NOWHERE)));
    for command in ["login", "status", "print", "reset"] {
        let run = jeton.args(["token", command, "order"]).run();
        says(
            run,
            3,
            "there is no profile \"order\"",
            "did you mean orders?",
        );
    }
    let run = jeton.args(["token", "print", "something-else"]).run();
    let hint = "see the configured ones with: jeton token status";
    says(run, 3, "there is no profile \"something-else\"", hint);
}

#[test]
fn a_client_secret_that_cannot_be_had() {
    let jeton = Jeton::new();
    jeton.write_config(&orders(NOWHERE));
    let run = jeton.args(["token", "print", "-q"]).run();
    let error =
        "no token for orders: cannot read the client secret: the environment has no ORDERS_SECRET";
    let hint = "set it there, or change client_secret of the profile";
    says(run, 3, error, hint);
}

#[test]
fn a_wrong_command_line() {
    let jeton = Jeton::new();
    for (args, words) in [
        (
            ["tokn", "print"].as_slice(),
            "a similar subcommand exists: 'token'",
        ),
        (&["token", "prnt"], "a similar subcommand exists: 'print'"),
        (
            &["token", "print", "--forse"],
            "unexpected argument '--forse' found",
        ),
        (
            &["token", "print", "-o", "xml"],
            "[possible values: human, json]",
        ),
        (&["token", "print", "-v", "-q"], "cannot be used with"),
        (
            &["token", "reset", "--all", "orders"],
            "cannot be used with",
        ),
    ] {
        let run = jeton.args(args.iter().copied()).run().fails(2);
        assert!(run.stderr.contains(words), "{words:?} is missing\n{run}");
        assert_eq!(run.stdout, "");
    }
}
