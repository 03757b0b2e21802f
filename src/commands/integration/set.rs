//! `integration set`: a tenant's keys at a marketplace, asked for hidden or taken from where they are kept, and sealed.

use secrecy::{ExposeSecret, SecretString};

use super::{Told, known};
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
    pub key: Option<Secret>,
    pub secret: Option<Secret>,
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
    let credentials = wanted.credentials(seller_id.as_deref())?;
    let vault = app.vault();
    let integration = with_database(app, true, async |database| {
        loop {
            let seal = |credentials: &Credentials| vault.seal(&credentials.write());
            let sealed = credentials.as_ref().map(seal).transpose()?;
            let settled = Settled {
                seller_id: seller_id.as_deref(),
                credentials: sealed.as_deref(),
            };
            database
                .set_integration(&tenant.id, marketplace.as_str(), settled)
                .await?;
            // A rotation of the key that went over the table before may drop what this was sealed for.
            if sealed.is_none_or(|sealed| vault.is_current(&sealed).unwrap_or(true)) {
                break;
            }
        }
        let found = database
            .integration(&tenant.id, marketplace.as_str())
            .await?;
        found.ok_or_else(|| super::none(marketplace, &tenant.name))
    })
    .map_err(|f| f.doing("cannot keep the integration"))?;
    let line = format!("{marketplace} of {} is set", integration.tenant);
    ui.report(&line, &Told::from(integration))?;
    Ok(Exit::Done)
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
    fn credentials(&self, seller_id: Option<&str>) -> Result<Option<Credentials>, Failure> {
        let (marketplace, options) = (self.options.marketplace, self.options);
        let sealed = self.held.and_then(|held| held.credentials.as_deref());
        let given = options.key.is_some() || options.secret.is_some();
        // Only the seller's id was to be changed.
        if !given && sealed.is_some() && options.seller_id.is_some() {
            return Ok(None);
        }
        // What was sealed for a lost key is no reason not to set it anew.
        let held = sealed.and_then(|sealed| held(&self.app.vault(), sealed));
        let default = match marketplace {
            Marketplace::Hepsiburada => seller_id.map(SecretString::from),
            Marketplace::Trendyol | Marketplace::N11 => None,
        };
        let kept = held.as_ref().map(|held| ("keeps it", held.key.clone()));
        let default = default.map(|id| ("takes the merchantId", id));
        let key = self.half(
            options.key.as_ref(),
            marketplace.key(),
            kept.or(default),
            "--key-from",
        )?;
        let kept = held.map(|held| ("keeps it", held.secret));
        let secret = self.half(
            options.secret.as_ref(),
            marketplace.secret(),
            kept,
            "--secret-from",
        )?;
        Ok(Some(Credentials { key, secret }))
    }

    /// As given, asked for, or `otherwise`, which Enter alone means, in these words.
    fn half(
        &self,
        given: Option<&Secret>,
        name: &str,
        otherwise: Option<(&str, SecretString)>,
        flag: &str,
    ) -> Result<SecretString, Failure> {
        let marketplace = self.options.marketplace.name();
        let others = self.options.key.is_some() || self.options.secret.is_some();
        let found = match (given, otherwise) {
            (Some(reference), _) => {
                let resolved = reference.resolve(self.app.environment());
                resolved.map_err(|error| {
                    Failure::new(Kind::Config, format!("{flag} gives no {name}: {error}"))
                })?
            }
            (None, Some((_, otherwise))) if others || !self.ui.can_ask() => otherwise,
            (None, otherwise) if self.ui.can_ask() => {
                let enter = otherwise
                    .as_ref()
                    .map(|(enter, _)| format!(" (Enter {enter})"));
                let question = format!("{marketplace} {name}{}", enter.unwrap_or_default());
                let answer = self.ui.ask_hidden(&question, otherwise.is_some())?;
                match otherwise.filter(|_| answer.expose_secret().trim().is_empty()) {
                    Some((_, otherwise)) => otherwise,
                    None => answer,
                }
            }
            (None, _) => {
                let failure =
                    Failure::new(Kind::Usage, format!("{marketplace}'s {name} is needed"));
                return Err(failure.hinted(format!(
                    "say where it is kept, such as {flag} env:NAME or {flag} file:PATH; in a terminal it is asked for"
                )));
            }
        };
        let text = found.expose_secret().trim();
        match text.chars().all(|letter| letter.is_ascii_graphic()) && !text.is_empty() {
            true => Ok(SecretString::from(text)),
            false => Err(Failure::new(
                Kind::Usage,
                format!("{marketplace}'s {name} has characters that no key has"),
            )),
        }
    }
}

fn held(vault: &Vault, sealed: &str) -> Option<Credentials> {
    let opened = vault.open("the integration's credentials", sealed);
    if let Err(error) = &opened {
        tracing::warn!("the credentials that were kept cannot be read: {error}");
    }
    Credentials::read(&opened.ok()?)
}
