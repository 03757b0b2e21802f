//! Wrong keys, combinations, variables and files, and the exact messages for them.

use std::path::Path;

use super::Case;
use crate::config::{Environment, Error, Inputs, load};

pub(super) const ORDERS: &str = "[profiles.orders]\nprovider = \"oauth2\"\nclient_id = \"c\"\n\
    token_endpoint = \"https://api.example/token\"\ngrant = \"client_credentials\"\n\
    client_secret = { env = \"S\" }\n";

pub(super) fn error(config: &str) -> String {
    Case::new(config)
        .load()
        .err()
        .map_or_else(|| panic!("it loads: {config}"), |error| error.to_string())
}

#[test]
fn a_good_one_loads() {
    Case::new(ORDERS).loaded();
}

#[test]
fn unknown_keys_name_the_nearest() {
    let table = [
        (
            "stat_dir = \"/s\"",
            "jeton.toml:1: unknown key \"stat_dir\"; did you mean \"state_dir\"?",
        ),
        (
            "\n[gateways]\nurl = \"x\"",
            "jeton.toml:2: unknown key \"gateways\"; did you mean \"gateway\"?",
        ),
        ("[workers]", "jeton.toml:1: unknown key \"workers\""),
        (
            "[schedule]\norder = { every = \"5m\" }",
            "jeton.toml:2: unknown key \"schedule.order\"; did you mean \"orders\"?",
        ),
        (
            "[schedule]\n\"orders/n12\" = \"5m\"",
            "jeton.toml:2: unknown key schedule.\"orders/n12\"; did you mean \"orders/n11\"?",
        ),
        (
            "[schedule.orders]\nevry = \"5m\"",
            "jeton.toml:2: unknown key \"schedule.orders.evry\"; did you mean \"every\"?",
        ),
        (
            "[sources.warehouse]",
            "jeton.toml:1: unknown key \"sources.warehouse\"",
        ),
        (
            "[sources.partner_center]",
            "jeton.toml:1: unknown key \"sources.partner_center\"; did you mean \"partner-center\"?",
        ),
        (
            "[http]\ntime_out = \"1s\"",
            "jeton.toml:2: unknown key \"http.time_out\"; did you mean \"timeout\"?",
        ),
        (
            "[database]\nurl = { envs = \"X\" }",
            "jeton.toml:2: database.url.envs: \"envs\" is not one of env, file, keyring, command; did you mean \"env\"?",
        ),
    ];
    for (config, message) in table {
        assert_eq!(error(config), message, "{config}");
    }
    let config = format!("{ORDERS}clientid = \"x\"\n");
    assert_eq!(
        error(&config),
        "jeton.toml:7: unknown key \"profiles.orders.clientid\"; did you mean \"client_id\"?"
    );
    let error_of = Case::new("[http]\nquota = 1").load().unwrap_err();
    let hint = "the keys here are timeout, proxy, ca_file";
    assert_eq!(error_of.hint().as_deref(), Some(hint));
    let config = format!("{ORDERS}quota = \"5 an hour\"\n");
    assert_eq!(
        error(&config),
        "jeton.toml:7: profiles.orders.quota: \"5 an hour\" is not a rate such as \"5/h\" or \"50/10s\""
    );
}

#[test]
fn what_must_go_together_is_named_with_a_hint() {
    let oauth2 = "token_endpoint = \"https://a.example/t\"\n";
    let table = [
        (
            "entra",
            "",
            2,
            "provider \"entra\" needs \"tenant\"",
            "add tenant = \"contoso.onmicrosoft.com\" under [profiles.a]",
        ),
        (
            "oidc",
            "",
            2,
            "provider \"oidc\" needs \"issuer\"",
            "add issuer = \"https://login.example\" under [profiles.a]",
        ),
        (
            "oauth2",
            "",
            2,
            "provider \"oauth2\" needs \"token_endpoint\"",
            "add token_endpoint = \"https://login.example/oauth/token\" under [profiles.a]",
        ),
        (
            "oauth2",
            oauth2,
            2,
            "provider \"oauth2\" with grant \"device_code\" needs \"device_authorization_endpoint\"",
            "add device_authorization_endpoint = \"https://login.example/oauth/device\" under [profiles.a]",
        ),
        (
            "entra",
            "tenant = \"t\"\ngrant = \"client_credentials\"\n",
            5,
            "grant \"client_credentials\" needs \"client_secret\"",
            "add client_secret = { env = \"…\" } under [profiles.a]",
        ),
    ];
    for (provider, more, line, reason, hint) in table {
        let config = format!("[profiles.a]\nprovider = \"{provider}\"\nclient_id = \"c\"\n{more}");
        let error = Case::new(&config).load().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("jeton.toml:{line}: profiles.a: {reason}")
        );
        assert_eq!(error.hint().as_deref(), Some(hint));
    }
    let tenant = "[profiles.a]\nprovider = \"entra\"\ntenant = \"../x\"\nclient_id = \"c\"";
    assert_eq!(
        error(tenant),
        "jeton.toml:3: profiles.a.tenant: \"../x\" is not a tenant's domain or id"
    );
    let config = ORDERS.replace("\"c\"", "\" \"");
    assert_eq!(
        error(&config),
        "jeton.toml:3: profiles.orders.client_id: it is empty"
    );
}

#[test]
fn a_source_names_a_profile_that_exists() {
    let source = "[sources.partner-center]\nprofile = \"order\"\n";
    let wrong = Case::new(&format!("{ORDERS}{source}")).load().unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "jeton.toml:8: sources.partner-center.profile: there is no profile \"order\"; \
         did you mean \"orders\"?"
    );
    assert_eq!(wrong.hint().as_deref(), Some("the profiles are orders"));
    let wrong = Case::new(source).load().unwrap_err();
    assert_eq!(
        wrong.hint().as_deref(),
        Some("add a table [profiles.order]")
    );
}

#[test]
fn variables_are_named_in_errors() {
    let table = [
        (
            "JETON_HTP__TIMEOUT",
            "1s",
            "environment JETON_HTP__TIMEOUT: unknown key \"htp\"; did you mean \"JETON_HTTP__TIMEOUT\"?",
        ),
        (
            "JETON_HTTP__TIME_OUT",
            "1s",
            "environment JETON_HTTP__TIME_OUT: unknown key \"http.time_out\"; did you mean \"JETON_HTTP__TIMEOUT\"?",
        ),
        (
            "JETON_SOURCES__PARTNER_CENTR__ENABLED",
            "1",
            "environment JETON_SOURCES__PARTNER_CENTR__ENABLED: unknown key \"sources.partner-centr\"; did you mean \"JETON_SOURCES__PARTNER_CENTER__ENABLED\"?",
        ),
        (
            "JETON_HTTP__",
            "1",
            "environment JETON_HTTP__: unknown key http.\"\"",
        ),
        (
            "JETON_HTTP__TIMEOUT",
            "soon",
            "environment JETON_HTTP__TIMEOUT: http.timeout: \"soon\" is not a duration such as \"10m\" or \"1h 30m\"",
        ),
        (
            "JETON_STATE_DIR__X",
            "1",
            "environment JETON_STATE_DIR__X: state_dir: expected a path, found a table",
        ),
        (
            "HUNTER_PARTNER_CENTER_ENABLED",
            "maybe",
            "environment HUNTER_PARTNER_CENTER_ENABLED: sources.partner-center.enabled: \"maybe\" is not true or false",
        ),
        (
            "JETON_SOURCES__PARTNER_CENTER__PAGE_SIZE",
            "many",
            "environment JETON_SOURCES__PARTNER_CENTER__PAGE_SIZE: sources.partner-center.page_size: \"many\" is not a whole number",
        ),
        (
            "JETON_KEY__RECIPIENTS",
            "[1]",
            "environment JETON_KEY__RECIPIENTS: key.recipients: the text is not a JSON array of strings",
        ),
        (
            "JETON_PROFILES__NEW__CLIENT_ID",
            "x",
            "environment JETON_PROFILES__NEW__CLIENT_ID: profiles.new: \"provider\" is missing",
        ),
    ];
    for (name, value, message) in table {
        let error = Case::empty().var(name, value).load().unwrap_err();
        assert_eq!(error.to_string(), message);
    }
    let error = Case::empty()
        .file(".env", "\nJETON_HTTP__TIMEOUT=soon\n")
        .load()
        .unwrap_err();
    assert!(
        error.to_string().starts_with(".env:2: http.timeout: "),
        "{error}"
    );
    let error = Case::empty()
        .flag("http.timeout", "--timeout", "x")
        .load()
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("flag --timeout: http.timeout: "),
        "{error}"
    );
}

#[test]
fn files_that_cannot_be_used_are_named() {
    let error = Case::empty().named("absent.toml").load().unwrap_err();
    assert!(
        matches!(&error, Error::NotFound { path, by: "--config" } if path.ends_with("absent.toml"))
    );
    let case = Case::new("").var("JETON_CONFIG", "absent.toml");
    let message = case.load().unwrap_err().to_string();
    assert!(message.starts_with("JETON_CONFIG names "), "{message}");
    assert!(
        message.ends_with("absent.toml, which does not exist"),
        "{message}"
    );
    assert_eq!(
        error.hint().as_deref(),
        Some("`jeton config init` writes one")
    );

    let case = Case::new("");
    std::fs::write(case.root().join("jeton.toml"), b"\xff").unwrap();
    assert!(
        case.load()
            .unwrap_err()
            .to_string()
            .ends_with("is not UTF-8 text")
    );
}

#[test]
fn no_home_is_only_an_error_where_a_folder_is_needed() {
    let inputs = |variables: &[(&str, &str)]| Inputs {
        config: None,
        flags: Vec::new(),
        env: Environment::from_pairs(Path::new("/nowhere"), variables.iter().copied())
            .without_home(),
    };
    let error = load(&inputs(&[])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no home folder to keep the state in"
    );
    let loaded = load(&inputs(&[("JETON_STATE_DIR", "/state")])).unwrap();
    let error = loaded.settings.data_dir().unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no home folder to keep the data in"
    );
    assert!(error.hint().is_some_and(|hint| hint.contains("HOME")));
}
