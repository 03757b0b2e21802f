//! A Postgres URL turned into connect options and into the words that name the place.
//! Nothing of the URL but user, host, port and database is ever shown: a mistyped password can end up in any other part.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use url::Url;

use super::Error;

/// How long a connection may take, unless the URL says `connect_timeout`.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What the driver reads from the query. It logs what it does not know with its value, so only these reach it.
const KNOWN: [&str; 18] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
];

/// A server, as the URL describes it.
pub(super) struct Server {
    pub(super) options: PgConnectOptions,
    pub(super) timeout: Duration,
    pub(super) location: String,
}

pub(super) fn parse(url: &SecretString) -> Result<Server, Error> {
    let mut url = Url::parse(url.expose_secret()).map_err(|error| unusable(&error.to_string()))?;
    if !matches!(url.scheme(), "postgres" | "postgresql") {
        return Err(unusable("it does not start with postgres://"));
    }
    if url.path().contains('@') || url.fragment().is_some() {
        return Err(unusable(
            "/ ? # and @ in a user name or password must be percent-encoded",
        ));
    }
    let timeout = take_parameters(&mut url)?;
    let options = PgConnectOptions::from_url(&url).map_err(|error| unusable(&error.to_string()))?;
    let options = match options.get_application_name() {
        Some(_) => options,
        None => options.application_name("jeton"),
    };
    // Values of a statement are business data, and the driver would log the statements that it finds slow.
    let options = options.disable_statement_logging();
    let location = location(&options);
    Ok(Server {
        options,
        timeout,
        location,
    })
}

/// Leaves only known parameters in the URL, and gives the time allowed for connecting.
fn take_parameters(url: &mut Url) -> Result<Duration, Error> {
    let pairs: Vec<(String, String)> = url
        .query_pairs()
        .map(|(key, value)| (key.into(), value.into()))
        .collect();
    let mut timeout = CONNECT_TIMEOUT;
    url.set_query(None);
    for (key, value) in pairs {
        if KNOWN.contains(&key.as_str()) || key.starts_with("options[") {
            url.query_pairs_mut().append_pair(&key, &value);
        } else if key == "connect_timeout" {
            let seconds = value
                .parse()
                .map_err(|_| unusable("connect_timeout is not a number of seconds"))?;
            timeout = Duration::from_secs(seconds);
        } else if key
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        {
            tracing::warn!(
                parameter = key,
                "unknown parameter in the database url ignored"
            );
        } else {
            return Err(unusable("it has a parameter that no Postgres client knows"));
        }
    }
    Ok(timeout)
}

fn location(options: &PgConnectOptions) -> String {
    let user = options.get_username();
    let host = options.get_socket().map_or_else(
        || options.get_host().to_owned(),
        |path| path.display().to_string(),
    );
    let database = options.get_database().unwrap_or(user);
    format!("postgres://{user}@{host}:{}/{database}", options.get_port())
}

fn unusable(reason: &str) -> Error {
    Error::Url {
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    fn read(url: &str) -> Result<Server, Error> {
        parse(&SecretString::from(url.to_owned()))
    }

    #[test]
    fn the_location_has_no_password_and_no_query() {
        for (url, location) in [
            (
                "postgres://u:hunter2@db:6432/app?sslmode=require",
                "postgres://u@db:6432/app",
            ),
            (
                "postgresql://u:hunter2@db/app?password=hunter2",
                "postgres://u@db:5432/app",
            ),
            (
                "postgres://u:hunter2@db/app?host=/run/pg",
                "postgres://u@/run/pg:5432/app",
            ),
            (
                "postgres://u:h%40%2Funter2@db/app?application_name=x",
                "postgres://u@db:5432/app",
            ),
        ] {
            assert_eq!(read(url).unwrap().location, location);
        }
    }

    #[test]
    fn an_unusable_url_is_not_repeated() {
        for url in [
            "jeton:hunter2@db/app",
            "mysql://u:hunter2@db/app",
            "postgres://u:1/hunter2@db/app",
            "postgres://u:1#hunter2@db/app",
            "postgres://u:1?hunter2@db/app",
            "postgres://u:hunter2@db:port/app",
            "postgres://u:hunter2@db/app?sslmode=maybe",
            "postgres://u:hunter2@db/app?port=five",
            "postgres://u:hunter2@db/app?connect_timeout=soon",
            "hunter2",
            "",
        ] {
            let Err(error) = read(url) else {
                panic!("{url} was taken")
            };
            assert!(
                !format!("{error} {error:?}").contains("hunter2"),
                "{error:?}"
            );
        }
    }

    #[test]
    fn a_timeout_is_read_and_unknown_words_are_passed_over() {
        assert_eq!(
            read("postgres://u@db/app?channel_binding=require")
                .unwrap()
                .timeout,
            CONNECT_TIMEOUT
        );
        assert_eq!(
            read("postgres://u@db/app?connect_timeout=3")
                .unwrap()
                .timeout,
            Duration::from_secs(3)
        );
    }
}
