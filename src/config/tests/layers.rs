//! Where values come from, which layer wins, and how text is read as a type.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::{Case, shown};
use crate::config::{Environment, Inputs, load, search_path};

const FILE: &str = "state_dir = \"/file\"\n\n[http]\ntimeout = \"1s\"\n";

#[test]
fn each_layer_goes_before_the_next() {
    let state = |case: &Case| shown(&case.loaded(), "state_dir");
    let pair = |value: &str, origin: &str| (format!("{value:?}"), origin.to_owned());

    let case = Case::empty();
    let default = case.root().join("state");
    assert_eq!(state(&case), pair(default.to_str().unwrap(), "default"));
    let case = Case::new(FILE);
    assert_eq!(state(&case), pair("/file", "jeton.toml:1"));
    let case = case.file(".env", "# x\nJETON_STATE_DIR=/dotenv\n");
    assert_eq!(state(&case), pair("/dotenv", ".env:2"));
    let case = case.var("JETON_STATE_DIR", "/env");
    assert_eq!(state(&case), pair("/env", "environment JETON_STATE_DIR"));
    let case = case.flag("state_dir", "--state-dir", "/flag");
    assert_eq!(state(&case), pair("/flag", "flag --state-dir"));
    assert_eq!(
        shown(&case.loaded(), "http.timeout"),
        pair("1s", "jeton.toml:4")
    );
    assert_eq!(
        shown(&case.loaded(), "sources.partner-center.enabled"),
        ("true".to_owned(), "default".to_owned())
    );
}

#[test]
fn a_variable_names_a_job_of_one_source() {
    let case = Case::new("[schedule.referrals]\nfirst = \"0s\"")
        .var("JETON_SCHEDULE__ORDERS_EXTERNAL__EVERY", "1m")
        .var("JETON_SCHEDULE__ORDERS_N11", "2m")
        .var("JETON_SCHEDULE__TOKENS", "false");
    let jobs = case.loaded().settings.schedule;
    let jobs: Vec<_> = jobs
        .jobs()
        .map(|(name, job)| (name, job.every.as_secs(), job.first(name).as_secs()))
        .collect();
    assert_eq!(
        jobs,
        [
            ("referrals", 300, 0),
            ("orders/external", 60, 10),
            ("orders/n11", 120, 10)
        ]
    );
}

#[test]
fn the_first_file_found_is_used() {
    let case = Case::empty().file("etc/jeton.toml", "[http]\ntimeout = \"1s\"");
    let used = |case: &Case| {
        let path = case.loaded().path.unwrap();
        path.strip_prefix(case.root()).unwrap().to_path_buf()
    };
    assert_eq!(used(&case), Path::new("etc/jeton.toml"));
    let case = case.file("config/jeton.toml", "");
    assert_eq!(used(&case), Path::new("config/jeton.toml"));
    let case = case.file("jeton.toml", "");
    assert_eq!(used(&case), Path::new("jeton.toml"));
    let case = case.file("a/b.toml", "").var("JETON_CONFIG", "a/b.toml");
    assert_eq!(used(&case), Path::new("a/b.toml"));
    let case = case.file("c.toml", "").named("c.toml");
    assert_eq!(used(&case), Path::new("c.toml"));
    assert_eq!(Case::empty().loaded().path, None);
}

#[test]
fn the_search_path_is_what_is_searched() {
    let case = Case::empty();
    let expected = ["jeton.toml", "config/jeton.toml", "etc/jeton.toml"];
    let expected: Vec<PathBuf> = expected.iter().map(|p| case.root().join(p)).collect();
    assert_eq!(search_path(&case.environment()), expected);
    let case = case.var("JETON_CONFIG", "/x.toml");
    assert_eq!(search_path(&case.environment()), [Path::new("/x.toml")]);
}

#[test]
fn text_of_variables_is_read_as_the_type_asks() {
    let loaded = Case::new("[profiles.orders]\nprovider = \"oidc\"\nissuer = \"https://a\"\n")
        .var("HUNTER_PARTNER_CENTER_ENABLED", "Off")
        .var("JETON_SOURCES__PARTNER_CENTER__PAGE_SIZE", " 100 ")
        .var("JETON_KEY__RECIPIENTS", "age1a, age1b  age1c")
        .var("JETON_HTTP__TIMEOUT", "1h 30m")
        .var("JETON_PROFILES__ORDERS__CLIENT_ID", "123")
        .var("JETON_PROFILES__ORDERS__SCOPES", "[\"a b\", \"c\"]")
        .var("JETON_PROFILES__ORDERS__CLIENT_AUTH", "client_secret_post")
        .var("JETON_PROFILES__ORDERS__CLIENT_SECRET", "s3cret")
        .var("JETON_HTTP__PROXY", "")
        .loaded();
    let settings = &loaded.settings;
    assert!(!settings.sources.partner_center.enabled);
    assert_eq!(settings.sources.partner_center.page_size, Some(100));
    assert_eq!(settings.key.recipients, ["age1a", "age1b", "age1c"]);
    assert_eq!(settings.http.timeout.as_secs(), 5400);
    assert!(settings.http.proxy.is_none());
    let (name, profile) = settings.profiles.first().unwrap();
    assert_eq!((name, profile.client_id.as_str()), ("orders", "123"));
    assert_eq!(profile.scopes, ["a b", "c"]);
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
    for yes in ["true", "1", "YES", "on"] {
        let loaded = Case::empty()
            .var("HUNTER_PARTNER_CENTER_ENABLED", yes)
            .loaded();
        assert!(loaded.settings.sources.partner_center.enabled, "{yes}");
    }
}

#[test]
fn profiles_keep_the_order_of_the_file() {
    let profile = |name: &str| {
        format!(
            "[profiles.{name}]\nprovider = \"oidc\"\nissuer = \"https://a\"\nclient_id = \"c\"\n"
        )
    };
    let config = ["z", "a", "m"].map(profile).concat();
    let loaded = Case::new(&config)
        .var("JETON_PROFILES__B__PROVIDER", "oidc")
        .var("JETON_PROFILES__B__ISSUER", "https://a")
        .var("JETON_PROFILES__B__CLIENT_ID", "c")
        .loaded();
    let profiles = &loaded.settings.profiles;
    let names: Vec<&str> = profiles.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["z", "a", "m", "b"]);
    assert!(profiles.get("m").is_some() && profiles.get("x").is_none());
}

#[test]
fn relative_paths_start_where_they_were_written() {
    let case = Case::empty()
        .file("conf/jeton.toml", "state_dir = \"state\"\n[key]\nfile = \"../key\"\n[http]\nca_file = \"~/ca.pem\"\n[database]\nurl = { file = \"db\" }")
        .named("conf/jeton.toml");
    let settings = case.loaded().settings;
    assert_eq!(settings.state_dir, case.root().join("conf/state"));
    assert_eq!(settings.key.file, Some(case.root().join("conf/../key")));
    assert_eq!(settings.http.ca_file, Some(case.root().join("ca.pem")));
    let url = settings.database.url.unwrap().to_string();
    assert!(url.ends_with("/conf/db\" }"), "{url}");
    let case = case.var("JETON_STATE_DIR", "here");
    assert_eq!(case.loaded().settings.state_dir, case.root().join("here"));
}

#[test]
fn dotenv_never_overrides_the_environment() {
    let case = Case::empty()
        .file(".env", "A=1\nB=1\nB=2\nC=3\n-x\n")
        .var("A", "0")
        .var("C", "");
    let loaded = case.loaded();
    let get = |name| loaded.environment.get(name);
    assert_eq!(
        (get("A"), get("B"), get("C"), get("D")),
        (Some("0"), Some("2"), None, None)
    );
    assert_eq!(
        loaded.warnings,
        [".env:5 is not KEY=value and was not read"]
    );
    let debug = format!("{:?}", loaded.environment);
    assert!(
        debug.contains("\"B\"") && !debug.contains("\"2\""),
        "{debug}"
    );
}

#[test]
fn a_folder_called_dotenv_is_not_ours() {
    let loaded = Case::empty().file(".env/bin/python", "").loaded();
    assert!(loaded.warnings.is_empty());
}

#[test]
fn dotenv_stands_beside_the_config() {
    let case = Case::empty()
        .file("conf/jeton.toml", "")
        .file("conf/.env", "JETON_CONFG=1\nJETON_HTTP__TIMEOUT='2s'\n")
        .file(".env", "JETON_HTTP__TIMEOUT=3s\n")
        .named("conf/jeton.toml");
    let loaded = case.loaded();
    assert_eq!(
        shown(&loaded, "http.timeout"),
        ("\"2s\"".to_owned(), "conf/.env:2".to_owned())
    );
    assert_eq!(
        loaded.warnings,
        ["conf/.env:1: JETON_CONFG sets nothing; did you mean JETON_CONFIG?"]
    );
}

#[test]
fn this_process_has_an_environment() {
    let environment = Environment::current();
    assert!(!search_path(&environment).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_variables_give_settings_or_an_error(
        pairs in prop::collection::vec(
            ("JETON_(STATE_DIR|PROFILES|KEY|HTTP|SOURCES|X)(__[A-Z_]{0,8}){0,3}", ".{0,12}"), 0..6)
    ) {
        let env = Environment::from_pairs(Path::new("/nowhere"), pairs);
        let _ = load(&Inputs { config: None, flags: Vec::new(), env });
    }
}
