//! Every value in force with its origin, for `config show`: secrets masked, in the file's form.

use std::path::Path;
use std::time::Duration;

use secrecy::ExposeSecret;
use url::Url;

use super::external_orders::ExternalOrders;
use super::load::Value;
use super::marketplaces::{Gateway, Marketplaces};
use super::node::{Node, join};
use super::profile::Profile;
use super::rate::Rates;
use super::secret::Secret;
use super::settings::Settings;
use super::values;

/// The values that are set or have a default, in the order of `default.toml`.
pub(super) fn values(settings: &Settings, tree: &Node) -> Vec<Value> {
    let mut list = List {
        tree,
        values: Vec::new(),
    };
    list.add(&["state_dir"], path(&settings.state_dir));
    list.add(
        &["state_mode"],
        string(&format!("{:04o}", settings.state_mode)),
    );
    list.maybe(
        &["state_group"],
        settings.state_group.as_deref().map(string),
    );
    list.maybe(&["key", "file"], settings.key.file.as_deref().map(path));
    let command = settings.key.command.as_ref();
    list.maybe(&["key", "command"], command.map(program));
    list.add(&["key", "recipients"], strings(&settings.key.recipients));
    let database = settings.database.url.as_ref();
    list.maybe(&["database", "url"], database.map(address));
    for (name, profile) in settings.profiles.iter() {
        list.profile(name, profile);
    }
    let source = &settings.sources.partner_center;
    let table = ["sources", "partner-center"];
    list.under(&table, "enabled", Some(source.enabled.to_string()));
    list.under(&table, "profile", source.profile.as_deref().map(string));
    list.under(&table, "base_url", Some(url(&source.base_url)));
    list.under(&table, "page_size", source.page_size.map(|n| n.to_string()));
    list.under(&table, "limits", rates(&source.limits));
    let lengths = [
        ("overlap", source.overlap),
        ("full_every", source.full_every),
    ];
    for (key, length) in lengths {
        list.under(&table, key, Some(string(&values::shown(length))));
    }
    list.external_orders(&settings.sources.external_orders);
    list.marketplaces(&settings.marketplaces);
    list.gateway(&settings.gateway);
    let deadline = string(&values::shown(settings.sync.deadline));
    list.under(&["sync"], "deadline", Some(deadline));
    for (name, job) in settings.schedule.all() {
        let table = ["schedule", name];
        list.under(&table, "enabled", Some(job.enabled.to_string()));
        for (key, length) in [("every", job.every), ("first", job.first(name))] {
            list.under(&table, key, Some(string(&values::shown(length))));
        }
    }
    let listen = string(&settings.serve.listen_text());
    list.under(&["serve"], "listen", Some(listen));
    let within = string(&values::shown(settings.serve.stop_within));
    list.under(&["serve"], "stop_within", Some(within));
    let http = &settings.http;
    list.under(
        &["http"],
        "timeout",
        Some(string(&values::shown(http.timeout))),
    );
    list.under(&["http"], "proxy", http.proxy.as_ref().map(url));
    list.under(&["http"], "ca_file", http.ca_file.as_deref().map(path));
    list.values
}

struct List<'a> {
    tree: &'a Node,
    values: Vec<Value>,
}

impl List<'_> {
    fn add(&mut self, path: &[&str], shown: String) {
        let node = self.tree.get(path);
        self.values.push(Value {
            path: path
                .iter()
                .fold(String::new(), |path, key| join(&path, key)),
            shown,
            origin: node.map_or(super::Origin::Default, |node| node.origin.clone()),
        });
    }

    fn maybe(&mut self, path: &[&str], shown: Option<String>) {
        if let Some(shown) = shown {
            self.add(path, shown);
        }
    }

    fn under(&mut self, table: &[&str], key: &str, shown: Option<String>) {
        self.maybe(&[table, &[key]].concat(), shown);
    }

    fn external_orders(&mut self, source: &ExternalOrders) {
        let text = |text: &Option<String>| text.as_deref().map(string);
        let length = |length: Duration| Some(string(&values::shown(length)));
        for (key, shown) in [
            ("enabled", Some(source.enabled.to_string())),
            ("orders_endpoint", source.orders_endpoint.as_ref().map(url)),
            ("profile", text(&source.profile)),
            ("token_endpoint", source.token_endpoint.as_ref().map(url)),
            ("client_id", text(&source.client_id)),
            ("client_secret", source.client_secret.as_ref().map(secret)),
            ("client_auth", Some(string(source.client_auth.as_str()))),
            ("scopes", Some(strings(&source.scopes))),
            ("audience", text(&source.audience)),
            ("quota", rates(&source.quota)),
            ("items", text(&source.items)),
            ("id", text(&source.id)),
            ("updated_at", text(&source.updated_at)),
            ("paging", Some(string(source.paging.as_str()))),
            ("page_param", Some(string(&source.page_param))),
            ("offset_param", Some(string(&source.offset_param))),
            ("cursor_param", Some(string(&source.cursor_param))),
            ("cursor", text(&source.cursor)),
            ("page_size", source.page_size.map(|n| n.to_string())),
            ("page_size_param", Some(string(&source.page_size_param))),
            ("since_param", text(&source.since_param)),
            ("overlap", length(source.overlap)),
            ("full_every", length(source.full_every)),
            ("limits", rates(&source.limits)),
        ] {
            self.under(&["sources", "external-orders"], key, shown);
        }
    }

    fn marketplaces(&mut self, settings: &Marketplaces) {
        let Marketplaces {
            trendyol,
            hepsiburada,
            n11,
            retry_refused,
        } = settings;
        let length = |length: Duration| Some(string(&values::shown(length)));
        self.under(&["marketplaces"], "retry_refused", length(*retry_refused));
        let attributes = trendyol.attribute_values.as_str();
        for (key, shown) in [
            ("base_url", Some(url(&trendyol.base_url))),
            ("integrator", Some(string(&trendyol.integrator))),
            ("limits", rates(&trendyol.limits)),
            (
                "listing_quota",
                Some(string(trendyol.listing_quota.as_str())),
            ),
            ("attribute_values", Some(string(attributes))),
            ("orders_by", Some(string(trendyol.orders_by.as_str()))),
            ("poll_every", length(trendyol.poll_every)),
            ("resend_after", length(trendyol.resend_after)),
        ] {
            self.under(&["marketplaces", "trendyol"], key, shown);
        }
        for (key, shown) in [
            ("listing_url", Some(url(&hepsiburada.listing_url))),
            ("catalog_url", Some(url(&hepsiburada.catalog_url))),
            ("orders_url", Some(url(&hepsiburada.orders_url))),
            ("user_agent", hepsiburada.user_agent.as_deref().map(string)),
            ("limits", rates(&hepsiburada.limits)),
            ("catalog_limits", rates(&hepsiburada.catalog_limits)),
            ("order_limits", rates(&hepsiburada.order_limits)),
            ("poll_every", length(hepsiburada.poll_every)),
            ("resend_after", length(hepsiburada.resend_after)),
        ] {
            self.under(&["marketplaces", "hepsiburada"], key, shown);
        }
        for (key, shown) in [
            ("base_url", Some(url(&n11.base_url))),
            ("integrator", Some(string(&n11.integrator))),
            ("limits", rates(&n11.limits)),
            ("poll_every", length(n11.poll_every)),
            ("resend_after", length(n11.resend_after)),
        ] {
            self.under(&["marketplaces", "n11"], key, shown);
        }
    }

    fn gateway(&mut self, gateway: &Gateway) {
        self.under(&["gateway"], "url", gateway.url.as_ref().map(url));
        let profile = gateway.profile.as_deref();
        self.under(&["gateway"], "profile", profile.map(string));
        self.under(&["gateway"], "limits", rates(&gateway.limits));
        let timeout = string(&values::shown(gateway.timeout));
        self.under(&["gateway"], "timeout", Some(timeout));
    }

    fn profile(&mut self, name: &str, profile: &Profile) {
        let secret = profile.client_secret.as_ref().map(secret);
        let values = [
            ("provider", Some(string(profile.provider.as_str()))),
            ("grant", Some(string(profile.grant.as_str()))),
            ("tenant", profile.tenant.as_deref().map(string)),
            ("authority", Some(url(&profile.authority))),
            ("issuer", profile.issuer.as_ref().map(url)),
            ("token_endpoint", profile.token_endpoint.as_ref().map(url)),
            (
                "device_authorization_endpoint",
                profile.device_authorization_endpoint.as_ref().map(url),
            ),
            (
                "revocation_endpoint",
                profile.revocation_endpoint.as_ref().map(url),
            ),
            ("client_id", Some(string(&profile.client_id))),
            ("client_secret", secret),
            ("client_auth", Some(string(profile.client_auth.as_str()))),
            ("scopes", Some(strings(&profile.scopes))),
            ("audience", profile.audience.as_deref().map(string)),
            (
                "renew_before",
                Some(string(&values::shown(profile.renew_before))),
            ),
            ("quota", rates(&profile.quota)),
            (
                "refresh_replay_window",
                profile
                    .refresh_replay_window
                    .map(|window| string(&values::shown(window))),
            ),
        ];
        for (key, shown) in values {
            self.under(&["profiles", name], key, shown);
        }
    }
}

fn string(text: &str) -> String {
    format!("{text:?}")
}

fn strings(texts: &[String]) -> String {
    format!("{texts:?}")
}

fn rates(rates: &Rates) -> Option<String> {
    let texts: Vec<String> = rates.iter().map(|rate| rate.to_string()).collect();
    match texts.as_slice() {
        [] => None,
        [one] => Some(string(one)),
        several => Some(strings(several)),
    }
}

fn path(path: &Path) -> String {
    string(&path.to_string_lossy())
}

/// An address without the `/` that parsing adds to a bare host. It holds no credentials.
fn url(url: &Url) -> String {
    let text = url.as_str();
    string(if url.path() == "/" {
        text.trim_end_matches('/')
    } else {
        text
    })
}

fn secret(secret: &Secret) -> String {
    match secret {
        Secret::Literal(_) => string("***"),
        reference => reference.to_string(),
    }
}

/// A command as the file writes it, its arguments left out.
fn program(command: &Secret) -> String {
    match command {
        Secret::Command(words) => match words.as_slice() {
            [program] => format!("[{program:?}]"),
            [program, ..] => format!("[{program:?}, …]"),
            [] => "[]".to_owned(),
        },
        other => secret(other),
    }
}

/// A database's address with its password masked: its host is what people look for.
fn address(url: &Secret) -> String {
    match url {
        Secret::Literal(literal) => string(&masked(literal.expose_secret())),
        reference => reference.to_string(),
    }
}

fn masked(text: &str) -> String {
    match Url::parse(text) {
        Ok(mut url) => {
            let had_password = url.password().is_some();
            // Parameters can hold a password too, under names that differ by driver.
            url.set_query(url.query().map(|_| "***"));
            url.set_fragment(None);
            if had_password && url.set_password(Some("***")).is_err() {
                return "***".to_owned();
            }
            url.to_string()
        }
        Err(_) => "***".to_owned(),
    }
}

/// True when a database's address holds what must not stand in a file.
pub(super) fn has_password(text: &str) -> bool {
    Url::parse(text).map_or(true, |url| {
        url.password().is_some()
            || url
                .query_pairs()
                .any(|(name, _)| name.ends_with("password"))
    })
}

#[cfg(test)]
mod tests {
    use super::{has_password, masked};

    #[test]
    fn passwords_of_addresses_are_masked() {
        let table = [
            (
                "postgres://jeton@db/jeton",
                "postgres://jeton@db/jeton",
                false,
            ),
            ("postgres://j:p%40@db:5/x", "postgres://j:***@db:5/x", true),
            ("postgres://db/x?password=p", "postgres://db/x?***", true),
            ("sqlite:///state/x.db", "sqlite:///state/x.db", false),
            ("sqlite:x.db", "sqlite:x.db", false),
            ("host=db password=p", "***", true),
        ];
        for (text, shown, secret) in table {
            assert_eq!(masked(text), shown, "{text}");
            assert_eq!(has_password(text), secret, "{text}");
        }
    }
}
