//! What must go together and no single type can see; each complaint has its line and a hint.

use super::error::Error;
use super::node::{Node, join};
use super::profile::{Grant, Profile, Provider};
use super::settings::Settings;

/// The first thing wrong, in the order of the file.
pub(super) fn check(settings: &Settings, tree: &Node) -> Result<(), Error> {
    for (name, profile) in settings.profiles.iter() {
        let check = Check { tree, name };
        check.texts(profile)?;
        check.provider(profile)?;
        if profile.grant == Grant::ClientCredentials && profile.client_secret.is_none() {
            let reason = "grant \"client_credentials\" needs \"client_secret\"";
            return Err(check.missing("grant", reason, "client_secret = { env = \"…\" }"));
        }
    }
    quotas(settings, tree)?;
    external_orders(settings, tree)?;
    let named: [(&[&str], _); 3] = [
        (
            &["sources", "partner-center", "profile"],
            &settings.sources.partner_center.profile,
        ),
        (
            &["sources", "external-orders", "profile"],
            &settings.sources.external_orders.profile,
        ),
        (&["gateway", "profile"], &settings.gateway.profile),
    ];
    for (path, name) in named {
        if let Some(name) = name
            .as_ref()
            .filter(|name| settings.profiles.get(name).is_none())
        {
            return Err(unknown_profile(settings, tree, path, name));
        }
    }
    Ok(())
}

/// A quota is the client's: two profiles of one client that name different ones cannot both be right.
fn quotas(settings: &Settings, tree: &Node) -> Result<(), Error> {
    let client = |profile: &Profile| {
        let issuer = (&profile.authority, &profile.tenant, &profile.issuer);
        let endpoint = &profile.token_endpoint;
        format!("{issuer:?} {endpoint:?} {}", profile.client_id)
    };
    let profiles: Vec<_> = settings.profiles.iter().collect();
    for (number, (name, profile)) in profiles.iter().enumerate() {
        let mut others = profiles[..number].iter();
        let other = others.find(|(_, other)| client(other) == client(profile));
        if let Some((other, _)) = other.filter(|(_, other)| other.quota != profile.quota) {
            let check = Check { tree, name };
            let reason =
                format!("profiles {other} and {name} are of one client and name different quotas");
            let hint = "a quota is the client's: write the same one in both".to_owned();
            return Err(check.wrong("quota", reason, Some(hint)));
        }
    }
    Ok(())
}

/// Who asks for orders is told by a profile, or whole.
fn external_orders(settings: &Settings, tree: &Node) -> Result<(), Error> {
    let source = &settings.sources.external_orders;
    let parts = [
        ("token_endpoint", source.token_endpoint.is_some()),
        ("client_id", source.client_id.is_some()),
        ("client_secret", source.client_secret.is_some()),
        ("orders_endpoint", source.orders_endpoint.is_some()),
    ];
    let told = parts[..3].iter().find(|(_, there)| *there);
    let missing = parts.iter().find(|(_, there)| !there);
    let Some((told, _)) = told else {
        return Ok(());
    };
    let table = ["sources", "external-orders"];
    let (reason, hint) = match (&source.profile, missing) {
        (Some(_), _) => (
            format!("{told:?} and \"profile\" both say who asks"),
            "leave one of them out".to_owned(),
        ),
        (None, Some((missing, _))) => (
            format!("{told:?} needs {missing:?}"),
            format!("add {missing} under [{}]", table.join(".")),
        ),
        (None, None) => return Ok(()),
    };
    Err(Error::WrongValue {
        origin: Box::new(tree.origin_of(&[table[0], table[1], told]).clone()),
        key: table.join("."),
        reason,
        nearest: None,
        hint: Some(hint),
    })
}

struct Check<'a> {
    tree: &'a Node,
    name: &'a str,
}

impl Check<'_> {
    fn provider(&self, profile: &Profile) -> Result<(), Error> {
        let missing = |reason, example| Err(self.missing("provider", reason, example));
        match profile.provider {
            Provider::Entra if profile.tenant.is_none() => missing(
                "provider \"entra\" needs \"tenant\"",
                "tenant = \"contoso.onmicrosoft.com\"",
            ),
            Provider::Oidc if profile.issuer.is_none() => missing(
                "provider \"oidc\" needs \"issuer\"",
                "issuer = \"https://login.example\"",
            ),
            Provider::Oauth2 if profile.token_endpoint.is_none() => missing(
                "provider \"oauth2\" needs \"token_endpoint\"",
                "token_endpoint = \"https://login.example/oauth/token\"",
            ),
            Provider::Oauth2
                if profile.grant == Grant::DeviceCode
                    && profile.device_authorization_endpoint.is_none() =>
            {
                missing(
                    "provider \"oauth2\" with grant \"device_code\" needs \
                     \"device_authorization_endpoint\"",
                    "device_authorization_endpoint = \"https://login.example/oauth/device\"",
                )
            }
            Provider::Entra | Provider::Oidc | Provider::Oauth2 => Ok(()),
        }
    }

    /// Texts that become part of a request.
    fn texts(&self, profile: &Profile) -> Result<(), Error> {
        if profile.client_id.trim().is_empty() {
            return Err(self.wrong("client_id", "it is empty".to_owned(), None));
        }
        // The tenant becomes a part of the issuer's path.
        let is_tenant = |text: &str| {
            let part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
            text.bytes().any(|byte| byte.is_ascii_alphanumeric()) && text.bytes().all(part)
        };
        match &profile.tenant {
            Some(tenant) if !is_tenant(tenant) => {
                let reason = format!("{tenant:?} is not a tenant's domain or id");
                Err(self.wrong("tenant", reason, None))
            }
            _ => Ok(()),
        }
    }

    /// `because` is the key that asks for another one.
    fn missing(&self, because: &str, reason: &str, example: &str) -> Error {
        let table = join("profiles", self.name);
        Error::WrongValue {
            origin: Box::new(
                self.tree
                    .origin_of(&["profiles", self.name, because])
                    .clone(),
            ),
            reason: reason.to_owned(),
            nearest: None,
            hint: Some(format!("add {example} under [{table}]")),
            key: table,
        }
    }

    fn wrong(&self, key: &str, reason: String, hint: Option<String>) -> Error {
        Error::WrongValue {
            origin: Box::new(self.tree.origin_of(&["profiles", self.name, key]).clone()),
            key: join(&join("profiles", self.name), key),
            reason,
            nearest: None,
            hint,
        }
    }
}

fn unknown_profile(settings: &Settings, tree: &Node, path: &[&str], name: &str) -> Error {
    let names: Vec<&str> = settings.profiles.iter().map(|(name, _)| name).collect();
    let hint = if names.is_empty() {
        format!("add a table [{}]", join("profiles", name))
    } else {
        format!("the profiles are {}", names.join(", "))
    };
    Error::WrongValue {
        origin: Box::new(tree.origin_of(path).clone()),
        key: path.join("."),
        reason: format!("there is no profile {name:?}"),
        nearest: settings.profiles.nearest(name).map(str::to_owned),
        hint: Some(hint),
    }
}
