//! `integration set`: a tenant's keys at a marketplace, asked for hidden or taken from where they are kept, and sealed.

use secrecy::{ExposeSecret, SecretString};

use super::{Told, found, known};
use crate::app::App;
use crate::commands::db::with_database;
use crate::config::Secret;
use crate::db::{Integration, Settled};
use crate::failure::{Exit, Failure, Kind};
use crate::token::Vault;
use crate::ui::{Question, Ui};
use crate::upstream::marketplace::{Credentials, Marketplace};

/// What `integration set` was asked for. What is left out is asked for, or stays as it is.
#[derive(Clone, Debug)]
pub struct SetOptions {
    pub marketplace: Marketplace,
    /// Name or id.
    pub tenant: String,
    pub seller_id: Option<String>,
    pub key: Option<Where>,
    pub secret: Option<Where>,
}

/// Where a half of the credentials is kept.
#[derive(Clone, Debug)]
pub enum Where {
    Known(Secret),
    /// None of the forms that are known: the secret itself, perhaps.
    Unknown,
}

/// Makes an integration, or changes it; what was disabled is active again.
pub fn set(app: &App, ui: &Ui, options: &SetOptions) -> Result<Exit, Failure> {
    let marketplace = options.marketplace;
    let (tenant, held) = with_database(app, true, async |database| {
        database.make_ready().await?;
        let tenant = known(database, &options.tenant).await?;
        let held = database
            .integration(&tenant.id, marketplace.as_str())
            .await?;
        Ok((tenant, held))
    })?;
    let wanted = Wanted {
        app,
        ui,
        options,
        held: held.as_ref(),
    };
    let seller_id = wanted.seller_id()?;
    let halves = wanted.halves(seller_id.as_deref())?;
    let vault = app.vault()?;
    let integration = with_database(app, true, async |database| {
        // From here on no rotation and no other call comes between.
        let _lock = vault.lock().await?;
        let marketplace = marketplace.as_str();
        let held = database.integration(&tenant.id, marketplace).await?;
        vault.note(database.location())?;
        let sealed = match halves {
            None => None,
            Some(halves) => {
                let credentials = halves.merged(&vault, held.as_ref())?;
                Some(vault.seal(&credentials.write())?)
            }
        };
        let settled = Settled {
            seller_id: seller_id.as_deref(),
            credentials: sealed.as_deref(),
        };
        let before = held.as_ref().and_then(|held| held.seller_id.as_deref());
        if before.is_some() && before != seller_id.as_deref() {
            // What another seller has there says nothing of this one.
            database.forget_listings(&tenant.id, marketplace).await?;
        }
        database
            .set_integration(&tenant.id, marketplace, settled)
            .await?;
        found(database, options.marketplace, &tenant.id).await
    })
    .map_err(|f| f.doing("cannot keep the integration"))?;
    let line = format!("{marketplace} of {} is set", integration.tenant);
    ui.report(&line, &Told::from(integration))?;
    Ok(Exit::Done)
}

/// What was given of the credentials; the rest stays as it is.
struct Halves {
    key: Option<SecretString>,
    secret: Option<SecretString>,
}

impl Halves {
    fn merged(
        self,
        vault: &Vault,
        integration: Option<&Integration>,
    ) -> Result<Credentials, Failure> {
        let (key, secret) = match self {
            Halves {
                key: Some(key),
                secret: Some(secret),
            } => (key, secret),
            Halves { key, secret } => {
                let sealed = integration.and_then(|held| held.credentials.as_deref());
                let held = sealed.and_then(|sealed| held(vault, sealed));
                let held = held.ok_or_else(|| {
                    Failure::new(Kind::Config, "the keys that were to stay cannot be read")
                        .hinted("give both of them: --key-from and --secret-from")
                })?;
                (key.unwrap_or(held.key), secret.unwrap_or(held.secret))
            }
        };
        Ok(Credentials { key, secret })
    }
}

struct Wanted<'a> {
    app: &'a App,
    ui: &'a Ui,
    options: &'a SetOptions,
    held: Option<&'a Integration>,
}

impl Wanted<'_> {
    /// As given, as it was, or asked for.
    fn seller_id(&self) -> Result<Option<String>, Failure> {
        let marketplace = self.options.marketplace;
        let held = self.held.and_then(|held| held.seller_id.clone());
        let given = self
            .options
            .seller_id
            .clone()
            .map(|id| id.trim().to_owned());
        let id = match (given.or(held), marketplace.seller_id()) {
            (Some(id), _) => id,
            (None, None) => return Ok(None),
            (None, Some(name)) if self.ui.can_ask() => self.ask_seller_id(name)?,
            (None, Some(name)) => {
                let failure = Failure::new(
                    Kind::Usage,
                    format!("{}'s {name} is needed", marketplace.name()),
                );
                return Err(failure.hinted("give it with --seller-id"));
            }
        };
        let checked = marketplace.check_seller_id(&id);
        checked.map_err(|reason| Failure::new(Kind::Usage, reason))?;
        Ok(Some(id))
    }

    fn ask_seller_id(&self, name: &str) -> Result<String, Failure> {
        let answer = self.ui.ask(Question {
            question: &format!("{} {name}", self.options.marketplace.name()),
            default: "",
            check: &|answer| self.options.marketplace.check_seller_id(answer),
        })?;
        Ok(answer.trim().to_owned())
    }

    /// None where they stay as they are.
    fn halves(&self, seller_id: Option<&str>) -> Result<Option<Halves>, Failure> {
        let (marketplace, options) = (self.options.marketplace, self.options);
        let sealed = self.held.and_then(|held| held.credentials.as_deref());
        let given = options.key.is_some() || options.secret.is_some();
        let merchant = marketplace == Marketplace::Hepsiburada;
        // Only the seller's id was to be changed.
        if !given && sealed.is_some() && options.seller_id.is_some() && !merchant {
            return Ok(None);
        }
        // What was sealed for a lost key is no reason not to set it anew.
        let vault = self.app.vault()?;
        let held = sealed.and_then(|sealed| held(&vault, sealed));
        // The merchantId as it was is no user name of its own.
        let old = self.held.and_then(|held| held.seller_id.as_deref());
        let own = |held: &Credentials| !merchant || Some(held.key.expose_secret()) != old;
        let key = Half {
            given: options.key.as_ref(),
            flag: "--key-from",
            name: marketplace.key(),
            is_kept: held.as_ref().is_some_and(own),
            default: seller_id.filter(|_| merchant),
        };
        let secret = Half {
            given: options.secret.as_ref(),
            flag: "--secret-from",
            name: marketplace.secret(),
            is_kept: held.is_some(),
            default: None,
        };
        Ok(Some(Halves {
            key: self.half(key)?,
            secret: self.half(secret)?,
        }))
    }

    /// As given or asked for; none where it stays as it is.
    fn half(&self, half: Half<'_>) -> Result<Option<SecretString>, Failure> {
        let Half {
            given,
            flag,
            name,
            is_kept,
            default,
        } = half;
        let marketplace = self.options.marketplace.name();
        let others = self.options.key.is_some() || self.options.secret.is_some();
        let asks = self.ui.can_ask() && !others;
        let found = match given {
            Some(Where::Unknown) => {
                let message = format!("{flag} does not say where the {name} is");
                return Err(Failure::new(Kind::Usage, message).hinted(
                    "write env:NAME, file:PATH or keyring:NAME; a key itself does not belong on a command line",
                ));
            }
            Some(Where::Known(reference)) => {
                let resolved = reference.resolve(self.app.environment());
                resolved.map_err(|error| {
                    Failure::new(Kind::Config, format!("{flag} gives no {name}: {error}"))
                })?
            }
            None if is_kept && !asks => return Ok(None),
            None => match default {
                Some(default) if !asks => SecretString::from(default),
                _ if self.ui.can_ask() => {
                    let enter = match (is_kept, default) {
                        (true, _) => " (Enter keeps it)",
                        (false, Some(_)) => " (Enter takes the merchantId)",
                        (false, None) => "",
                    };
                    let question = format!("{marketplace} {name}{enter}");
                    let answer = self.ui.ask_hidden(&question, !enter.is_empty())?;
                    match (answer.expose_secret().trim(), default) {
                        ("", _) if is_kept => return Ok(None),
                        ("", Some(default)) => SecretString::from(default),
                        _ => answer,
                    }
                }
                _ => {
                    let failure =
                        Failure::new(Kind::Usage, format!("{marketplace}'s {name} is needed"));
                    return Err(failure.hinted(format!(
                        "say where it is kept, such as {flag} env:NAME or {flag} file:PATH; in a terminal it is asked for"
                    )));
                }
            },
        };
        let text = found.expose_secret().trim();
        match text.chars().all(|letter| letter.is_ascii_graphic()) && !text.is_empty() {
            true => Ok(Some(SecretString::from(text))),
            false => Err(Failure::new(
                Kind::Usage,
                format!("{marketplace}'s {name} has characters that no key has"),
            )),
        }
    }
}

/// One half of the credentials, and what may stand in for it.
struct Half<'a> {
    given: Option<&'a Where>,
    flag: &'a str,
    /// As the marketplace calls it.
    name: &'a str,
    /// Whether one is there that can be read.
    is_kept: bool,
    default: Option<&'a str>,
}

fn held(vault: &Vault, sealed: &str) -> Option<Credentials> {
    let opened = vault.open("the integration's credentials", sealed);
    if let Err(error) = &opened {
        tracing::warn!("the credentials that were kept cannot be read: {error}");
    }
    Credentials::read(&opened.ok()?)
}
