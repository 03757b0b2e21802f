//! `key add-recipient`: further keys that open what is cached. They are kept inside each login, so that its
//! renewals keep them, and so that nobody can add one who cannot open the login.

use super::cache::{Cache, RENEWAL};
use super::error::Error;
use super::key::{KeyError, recipient};

/// What became of one login.
pub type Added = (String, Result<bool, Error>);

/// Checks recipients as they were typed; gives them back as age writes them.
pub fn checked(texts: &[String]) -> Result<Vec<String>, KeyError> {
    let recipients = texts
        .iter()
        .map(|text| recipient("the recipients given", text));
    recipients
        .map(|recipient| Ok(recipient?.to_string()))
        .collect()
}

/// Seals every cached login for these recipients, too. `true` for a login that did not have them all.
pub async fn add_recipients(cache: &Cache, recipients: &[String]) -> Result<Vec<Added>, Error> {
    let mut done = Vec::new();
    for profile in cache.logins()? {
        let added = add(cache, &profile, recipients).await;
        done.push((profile, added));
    }
    Ok(done)
}

async fn add(cache: &Cache, profile: &str, recipients: &[String]) -> Result<bool, Error> {
    let _lock = cache.lock(profile, RENEWAL).await?;
    // Given back since it was listed: there is nothing to add to.
    let Some(mut login) = cache.read(profile)? else {
        return Ok(false);
    };
    let known = login.recipients.len();
    for recipient in recipients {
        if !login.recipients.contains(recipient) {
            login.recipients.push(recipient.clone());
        }
    }
    if login.recipients.len() == known {
        return Ok(false);
    }
    login.generation += 1;
    let room = cache.reserve(profile)?;
    cache.write(room, &login)?;
    Ok(true)
}
