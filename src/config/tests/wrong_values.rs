//! Values of a wrong type or range, and the exact messages for them.

use super::Case;
use super::wrong::{ORDERS, error};

#[test]
fn wrong_values_say_what_is_allowed() {
    let table = [
        (
            "state_dir = 5",
            "jeton.toml:1: state_dir: expected a path, found a number",
        ),
        (
            "state_dir = \"\"",
            "jeton.toml:1: state_dir: the path is empty",
        ),
        (
            "[http]\nca_file = \"\"",
            "jeton.toml:2: http.ca_file: the path is empty",
        ),
        (
            "key = \"x\"",
            "jeton.toml:1: key: expected a table, found a string",
        ),
        (
            "[key]\nrecipients = \"age1\"",
            "jeton.toml:2: key.recipients: expected a list, found a string",
        ),
        (
            "[key]\nrecipients = [\n\"age1\",\n2]",
            "jeton.toml:4: key.recipients[1]: expected a string, found a number",
        ),
        (
            "[http]\ntimeout = 30",
            "jeton.toml:2: http.timeout: expected a duration in quotes, such as \"10m\", found a number",
        ),
        (
            "[http]\ntimeout = \"soon\"",
            "jeton.toml:2: http.timeout: \"soon\" is not a duration such as \"10m\" or \"1h 30m\"",
        ),
        (
            "[http]\ntimeout = \"0s\"",
            "jeton.toml:2: http.timeout: \"0s\" is not between 0 and 366 days",
        ),
        (
            "[http]\ntimeout = \"-5s\"",
            "jeton.toml:2: http.timeout: \"-5s\" is not a duration such as \"10m\" or \"1h 30m\"",
        ),
        (
            "[http]\ntimeout = \"9999999h\"",
            "jeton.toml:2: http.timeout: \"9999999h\" is not between 0 and 366 days",
        ),
        (
            "[schedule.orders]\nevery = \"10ms\"",
            "jeton.toml:2: schedule.orders.every: it is shorter than a second",
        ),
        (
            "[schedule]\norders = 5",
            "jeton.toml:2: schedule.orders: expected { every = \"5m\" }, \"5m\" or false, found a number",
        ),
        (
            "[serve]\nlisten = \"8217\"",
            "jeton.toml:2: serve.listen: \"8217\" is not an address such as \"127.0.0.1:8217\", nor \"off\"",
        ),
        (
            "[http]\ntimeout = 1.5",
            "jeton.toml:2: http.timeout: expected a duration in quotes, such as \"10m\", found a number with a fraction",
        ),
        (
            "[http]\nproxy = \"socks5://p:1\"",
            "jeton.toml:2: http.proxy: \"socks5://p:1\" is not http or https",
        ),
        (
            "[http]\nproxy = \"http://u:s3cret@p:1\"",
            "jeton.toml:2: http.proxy: a URL must not hold a user or a password",
        ),
        (
            "[sources.partner-center]\nbase_url = \"http://api.example/v1\"",
            "jeton.toml:2: sources.partner-center.base_url: \"http://api.example/v1\" is http, which only a loopback address may be; use https",
        ),
        (
            "[sources.partner-center]\nbase_url = \"api.example\"",
            "jeton.toml:2: sources.partner-center.base_url: the text is not a URL: it does not begin with https://",
        ),
        (
            "[sources.partner-center]\nbase_url = \"file:///x\"",
            "jeton.toml:2: sources.partner-center.base_url: \"file:///x\" has no host",
        ),
        (
            "[sources.partner-center]\npage_size = 0",
            "jeton.toml:2: sources.partner-center.page_size: 0 is not between 1 and 1000",
        ),
        (
            "[sources.partner-center]\npage_size = 1001",
            "jeton.toml:2: sources.partner-center.page_size: 1001 is not between 1 and 1000",
        ),
        (
            "[sources.partner-center]\nenabled = \"true\"",
            "jeton.toml:2: sources.partner-center.enabled: expected true or false, found a string",
        ),
        (
            "[database]\nurl = 5",
            "jeton.toml:2: database.url: expected a reference such as { env = \"NAME\" } or { file = \"/run/secrets/name\" }, found a number",
        ),
        (
            "[database]\nurl = {}",
            "jeton.toml:2: database.url: expected a reference such as { env = \"NAME\" } or { file = \"/run/secrets/name\" }",
        ),
        (
            "[database]\nurl = \"\"",
            "jeton.toml:2: database.url: the secret is empty",
        ),
        (
            "[database]\nurl = { env = \"\" }",
            "jeton.toml:2: database.url: the reference to the secret is empty",
        ),
        (
            "[database]\nurl = { command = [] }",
            "jeton.toml:2: database.url: the reference to the secret is empty",
        ),
        (
            "[database]\nurl = { env = \"A\", file = \"b\" }",
            "jeton.toml:2: database.url: one secret has more than one reference",
        ),
        (
            "[profiles]\nclient_secret = \"s3cret\"",
            "jeton.toml:2: profiles.client_secret: expected a table, found a string",
        ),
        (
            "[profiles.\"A b\"]",
            "jeton.toml:1: profiles.\"A b\": a profile's name is 1 to 64 of a-z, 0-9, \".\", \"_\" and \"-\", and begins with a letter or digit",
        ),
        (
            "[profiles.\"..\"]",
            "jeton.toml:1: profiles.\"..\": a profile's name is 1 to 64 of a-z, 0-9, \".\", \"_\" and \"-\", and begins with a letter or digit",
        ),
        (
            "\n[profiles.a]\nprovider = \"oidc\"",
            "jeton.toml:2: profiles.a: \"client_id\" is missing",
        ),
        (
            "[profiles.a]\nclient_id = \"x\"",
            "jeton.toml:1: profiles.a: \"provider\" is missing",
        ),
        (
            "[profiles.a]\nprovider = \"jwt\"",
            "jeton.toml:2: profiles.a.provider: \"jwt\" is not one of entra, oidc, oauth2",
        ),
    ];
    for (config, message) in table {
        assert_eq!(error(config), message, "{config}");
    }
    let config = ORDERS.replace("\"client_credentials\"", "\"client_credential\"");
    assert_eq!(
        error(&config),
        "jeton.toml:5: profiles.orders.grant: \"client_credential\" is not one of device_code, \
         client_credentials; did you mean \"client_credentials\"?"
    );
}

#[test]
fn only_loopback_may_be_http() {
    let load = |url: &str| {
        let config = format!("[sources.partner-center]\nbase_url = \"{url}\"");
        Case::new(&config).load().is_ok()
    };
    for url in [
        "http://localhost:1/x",
        "http://127.0.0.1",
        "http://127.9.9.9",
        "http://[::1]:8080",
        "https://a",
    ] {
        assert!(load(url), "{url}");
    }
    for url in [
        "http://localhost.example",
        "http://10.0.0.1",
        "http://[::2]",
        "ftp://localhost",
    ] {
        assert!(!load(url), "{url}");
    }
}
