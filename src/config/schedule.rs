//! What stays up does again and again, and where it listens: the tables `schedule` and `serve`.
//!
//! A job is called as its sync is in `sync history`; what it does is not known here.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, IntoDeserializer, MapAccess, Visitor};

use super::values;

/// Every job that there is. A part of one (`orders/n11`) is that source or marketplace alone.
const JOBS: [&str; 11] = [
    TOKENS,
    "referrals",
    ORDERS,
    "orders/external",
    "orders/trendyol",
    "orders/hepsiburada",
    "orders/n11",
    "products",
    "products/trendyol",
    "products/hepsiburada",
    "products/n11",
];
/// Runs without a word.
const TOKENS: &str = "tokens";
/// Runs without a word, unless a part of it is named.
const ORDERS: &str = "orders";

const EVERY: Duration = Duration::from_secs(5 * 60);
const FIRST: Duration = Duration::from_secs(10);
const LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8217);

/// How often a job runs. In short a duration, or false.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields, default)]
pub struct Job {
    pub enabled: bool,
    /// From start to start.
    #[serde(deserialize_with = "values::period")]
    pub every: Duration,
    /// From the start of the process to the first run; without it [`Job::first`] says.
    #[serde(deserialize_with = "values::optional_pause")]
    first: Option<Duration>,
}

impl Default for Job {
    fn default() -> Self {
        Self {
            enabled: true,
            every: EVERY,
            first: None,
        }
    }
}

impl<'de> Deserialize<'de> for Job {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Short;
        impl<'de> Visitor<'de> for Short {
            type Value = Job;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("{ every = \"5m\" }, \"5m\" or false")
            }

            fn visit_bool<E: Error>(self, enabled: bool) -> Result<Job, E> {
                Ok(Job {
                    enabled,
                    ..Job::default()
                })
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Job, E> {
                match text.trim() {
                    "true" | "on" => self.visit_bool(true),
                    "false" | "off" => self.visit_bool(false),
                    text => Ok(Job {
                        every: values::period(text.into_deserializer())?,
                        ..Job::default()
                    }),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Job, A::Error> {
                // The derived one, of the whole table.
                Job::deserialize(MapAccessDeserializer::new(table))
            }
        }
        from.deserialize_any(Short)
    }
}

impl Job {
    /// When the first run of this job is: tokens come before those who need them.
    pub fn first(&self, name: &str) -> Duration {
        self.first.unwrap_or(match name {
            TOKENS => Duration::ZERO,
            _ => FIRST,
        })
    }
}

/// The jobs, in one order whatever the file has.
#[derive(Clone, Debug)]
pub struct Schedule(Vec<(&'static str, Job)>);

impl Schedule {
    /// Those that run.
    pub fn jobs(&self) -> impl Iterator<Item = (&'static str, Job)> {
        self.all().filter(|(_, job)| job.enabled)
    }

    /// Those that are named, or run without a word.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, Job)> {
        self.0.iter().copied()
    }

    fn new(mut named: Vec<(&'static str, Job)>) -> Self {
        let orders = !named.iter().any(|(name, _)| name.starts_with(ORDERS));
        let tokens = !named.iter().any(|(name, _)| *name == TOKENS);
        named.extend(tokens.then(|| (TOKENS, Job::default())));
        named.extend(orders.then(|| (ORDERS, Job::default())));
        named.sort_by_key(|(name, _)| JOBS.iter().position(|known| known == name));
        Self(named)
    }
}

impl Default for Schedule {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<'de> Deserialize<'de> for Schedule {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Tables;
        impl<'de> Visitor<'de> for Tables {
            type Value = Schedule;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of jobs")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut tables: A) -> Result<Schedule, A::Error> {
                let mut named = Vec::new();
                while let Some(Name(name)) = tables.next_key()? {
                    named.push((name, tables.next_value()?));
                }
                match left_out(&named) {
                    Some(name) => Err(A::Error::custom(format!(
                        "{name:?} alone cannot be disabled; name the sources that are wanted"
                    ))),
                    None => Ok(Schedule::new(named)),
                }
            }
        }
        from.deserialize_map(Tables)
    }
}

/// A source that is not wanted, where none is named that is: its orders would be fetched, or nobody's.
fn left_out(named: &[(&'static str, Job)]) -> Option<&'static str> {
    let mut orders = named.iter().filter(|(name, _)| name.starts_with(ORDERS));
    match orders
        .clone()
        .any(|(name, job)| *name == ORDERS || job.enabled)
    {
        true => None,
        false => orders.next().map(|(name, _)| *name),
    }
}

struct Name(&'static str);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        let known = JOBS.into_iter().find(|known| *known == name);
        let known = known.ok_or_else(|| D::Error::unknown_field(&name, &JOBS));
        known.map(Self)
    }
}

/// How `serve` stays up.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Serve {
    /// Where health and metrics are told; `None` is nowhere.
    #[serde(deserialize_with = "listen")]
    pub listen: Option<SocketAddr>,
    /// What runs may take to save their work when a stop is asked for.
    #[serde(deserialize_with = "values::duration")]
    pub stop_within: Duration,
}

impl Default for Serve {
    fn default() -> Self {
        Self {
            listen: Some(LISTEN),
            stop_within: Duration::from_secs(40),
        }
    }
}

impl Serve {
    /// As it is written in the file.
    pub(super) fn listen_text(&self) -> String {
        self.listen
            .map_or_else(|| "off".to_owned(), |at| at.to_string())
    }
}

/// Reads what [`Serve::listen`] is written as; the error is what is wrong with it.
pub fn listen_address(text: &str) -> Result<Option<SocketAddr>, String> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("off") {
        return Ok(None);
    }
    let local = text.replace("localhost:", "127.0.0.1:");
    let wrong = |_| format!("{text:?} is not an address such as \"127.0.0.1:8217\", nor \"off\"");
    local.parse().map(Some).map_err(wrong)
}

fn listen<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SocketAddr>, D::Error> {
    listen_address(&String::deserialize(from)?).map_err(D::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(named: &[&'static str]) -> Vec<&'static str> {
        let named = named.iter().map(|name| (*name, Job::default()));
        let schedule = Schedule::new(named.collect());
        schedule.jobs().map(|(name, _)| name).collect()
    }

    #[test]
    fn tokens_and_orders_run_without_a_word() {
        assert_eq!(names(&[]), ["tokens", "orders"]);
        assert_eq!(names(&["referrals"]), ["tokens", "referrals", "orders"]);
        // Who names a part of the orders means that part.
        assert_eq!(
            names(&["orders/n11", "orders/external"]),
            ["tokens", "orders/external", "orders/n11"]
        );
    }

    #[test]
    fn a_source_alone_cannot_be_left_out() {
        let job = |enabled| Job {
            enabled,
            ..Job::default()
        };
        for (named, wrong) in [
            (vec![("orders/n11", job(false))], Some("orders/n11")),
            (
                vec![("orders", job(false)), ("orders/n11", job(false))],
                None,
            ),
            (
                vec![("orders/n11", job(false)), ("orders/external", job(true))],
                None,
            ),
            (vec![("products/n11", job(false))], None),
        ] {
            assert_eq!(left_out(&named), wrong, "{named:?}");
        }
    }

    #[test]
    fn addresses() {
        for (text, read) in [
            ("127.0.0.1:8217", Some("127.0.0.1:8217")),
            ("localhost:80", Some("127.0.0.1:80")),
            ("[::1]:9", Some("[::1]:9")),
            ("Off", None),
        ] {
            let at = listen_address(text).map(|at| at.map(|at| at.to_string()));
            assert_eq!(at, Ok(read.map(str::to_owned)), "{text}");
        }
        for text in ["", "8217", ":8217", "example.test:80", "127.0.0.1"] {
            assert!(listen_address(text).is_err(), "{text}");
        }
    }
}
