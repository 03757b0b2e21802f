//! `config init`: asks what is needed for a first profile and writes a commented file.

use std::path::PathBuf;

use serde::Serialize;

use crate::config::{self, Environment, Inputs};
use crate::failure::{Exit, Failure, Kind};
use crate::fsio;
use crate::ui::{Question, Ui};

/// What `config init` was asked for.
#[derive(Clone, Debug)]
pub struct InitOptions {
    /// Where to write.
    pub path: PathBuf,
    /// Replace a file that is there.
    pub force: bool,
}

/// What a person answered.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answers {
    Entra {
        tenant: String,
        client_id: String,
    },
    Oidc {
        name: String,
        issuer: String,
        client_id: String,
        scopes: String,
    },
    ClientCredentials {
        name: String,
        token_endpoint: String,
        client_id: String,
        secret_variable: String,
    },
}

#[derive(Serialize)]
struct Written {
    path: PathBuf,
}

/// Asks, checks the answers as a configuration, and only then writes.
pub fn init(ui: &Ui, options: &InitOptions) -> Result<Exit, Failure> {
    if options.path.exists() && !options.force {
        let there = format!("{} is there already", options.path.display());
        return Err(Failure::new(Kind::Usage, there)
            .hinted("replace it with --force, or write elsewhere with --path FILE"));
    }
    let folder = options
        .path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let missing = format!("there is no folder {}", folder.display());
        return Err(Failure::new(Kind::Usage, missing).hinted("make it first"));
    }
    let asked = ask(ui);
    let answers = asked.map_err(|e| {
        Failure::from(e).hinted(
            "write the file yourself; every key is explained by: jeton config show --defaults",
        )
    })?;
    let text = answers.to_toml();
    check(&text)?;
    fsio::replace(&options.path, text.as_bytes(), 0o600)?;
    let next = match answers {
        Answers::Entra { .. } => "jeton token login, then: jeton sync referrals",
        _ => "jeton token login",
    };
    let human = format!("wrote {}\nnext: {next}", options.path.display());
    let report = Written {
        path: options.path.clone(),
    };
    ui.report(&human, &report)?;
    Ok(Exit::Done)
}

fn ask(ui: &Ui) -> Result<Answers, crate::ui::Error> {
    let what = ui.choose(
        "What is there to log in to",
        &[
            "Microsoft Partner Center (Entra, a person signs in by device code)",
            "another OpenID issuer (a person signs in by device code)",
            "an API with client id and secret (client credentials)",
        ],
    )?;
    let asked = |question, default, check| {
        ui.ask(Question {
            question,
            default,
            check,
        })
    };
    let text = |question, default| asked(question, default, &|_| Ok(()));
    let name = |question, default| asked(question, default, &profile_name);
    let address = |question| asked(question, "", &address);
    Ok(match what {
        0 => Answers::Entra {
            tenant: text("Tenant (domain or id)", "")?,
            client_id: text("Client id of the app registration", "")?,
        },
        1 => Answers::Oidc {
            name: name("Name of the profile", "main")?,
            issuer: address("Issuer (its https address)")?,
            client_id: text("Client id", "")?,
            scopes: text("Scopes", "openid offline_access")?,
        },
        _ => Answers::ClientCredentials {
            name: name("Name of the profile", "main")?,
            token_endpoint: address("Token endpoint (its https address)")?,
            client_id: text("Client id", "")?,
            secret_variable: text(
                "Environment variable that will hold the secret",
                "CLIENT_SECRET",
            )?,
        },
    })
}

fn profile_name(text: &str) -> Result<(), String> {
    Ok(config::check_profile_name(text)?)
}

fn address(text: &str) -> Result<(), String> {
    match url::Url::parse(text) {
        Ok(url) if url.scheme() == "https" || config::is_loopback(&url) => Ok(()),
        Ok(_) => Err("it must begin with https://".to_owned()),
        Err(_) => Err("that is no address".to_owned()),
    }
}

impl Answers {
    fn to_toml(&self) -> String {
        // A JSON string is a TOML basic string too.
        let quoted = |text: &str| serde_json::Value::from(text.trim()).to_string();
        let profile = match self {
            Answers::Entra { tenant, client_id } => format!(
                "[profiles.partner-center]\nprovider = \"entra\"\ntenant = {}\nclient_id = {}\nscopes = [\"https://api.partner.microsoft.com/.default\"]\n",
                quoted(tenant),
                quoted(client_id),
            ),
            Answers::Oidc {
                name,
                issuer,
                client_id,
                scopes,
            } => {
                let scopes: Vec<String> = scopes.split_whitespace().map(quoted).collect();
                format!(
                    "[profiles.{}]\nprovider = \"oidc\"\nissuer = {}\ngrant = \"device_code\"\nclient_id = {}\nscopes = [{}]\n",
                    quoted(name),
                    quoted(issuer),
                    quoted(client_id),
                    scopes.join(", "),
                )
            }
            Answers::ClientCredentials {
                name,
                token_endpoint,
                client_id,
                secret_variable,
            } => format!(
                "[profiles.{}]\nprovider = \"oauth2\"\ngrant = \"client_credentials\"\ntoken_endpoint = {}\nclient_id = {}\nclient_secret = {{ env = {} }}    # or {{ file = \"/run/secrets/…\" }}\n",
                quoted(name),
                quoted(token_endpoint),
                quoted(client_id),
                quoted(secret_variable),
            ),
        };
        format!(
            "# jeton's configuration. Every key is explained by: jeton config show --defaults\n\n\
             # state_dir = \"/state\"    # logins and locks; in a container: the mounted volume\n\n\
             # [database]\n# url = {{ env = \"DATABASE_URL\" }}    # left out: an embedded SQLite file in the data folder\n\n\
             {profile}"
        )
    }
}

/// What was typed may not be a configuration: an issuer without https, an empty tenant.
fn check(text: &str) -> Result<(), Failure> {
    let folder = tempfile::tempdir().map_err(|e| Failure::new(Kind::Unexpected, e.to_string()))?;
    let path = folder.path().join("jeton.toml");
    fsio::replace(&path, text.as_bytes(), 0o600)?;
    let pairs: [(&str, &str); 0] = [];
    let inputs = Inputs {
        config: Some(path),
        flags: Vec::new(),
        env: Environment::from_pairs(folder.path(), pairs),
    };
    match config::load(&inputs) {
        Ok(_) => Ok(()),
        Err(error) => {
            Err(Failure::from(error)
                .doing("nothing was written, the answers make no configuration"))
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_answer_makes_a_right_file() {
        for answers in [
            Answers::Entra {
                tenant: "contoso.onmicrosoft.com".into(),
                client_id: "00000000-0000-0000-0000-000000000000".into(),
            },
            Answers::Oidc {
                name: "main".into(),
                issuer: "https://login.example".into(),
                client_id: "a \"quoted\" one".into(),
                scopes: "openid  offline_access".into(),
            },
            Answers::ClientCredentials {
                name: "orders".into(),
                token_endpoint: "https://api.example/token".into(),
                client_id: "c".into(),
                secret_variable: "ORDERS_SECRET".into(),
            },
        ] {
            check(&answers.to_toml()).unwrap();
        }
    }

    #[test]
    fn a_wrong_answer_writes_nothing() {
        let answers = Answers::Oidc {
            name: "main".into(),
            issuer: "http://login.example".into(),
            client_id: "c".into(),
            scopes: String::new(),
        };
        let failure = check(&answers.to_toml()).unwrap_err();
        assert_eq!(failure.kind, Kind::Config);
    }
}
