//! The keys of entries, made of their fields as MSAL makes them: in small letters, but for the metadata's. Nobody
//! reads them: ids have dashes, too.

use super::document::{AccessToken, Account, AppMetadata, IdToken, RefreshToken};

fn joined(parts: &[&Option<String>]) -> String {
    let parts = parts.iter().map(|part| part.as_deref().unwrap_or_default());
    parts.collect::<Vec<_>>().join("-").to_lowercase()
}

fn word(word: &str) -> Option<String> {
    Some(word.to_owned())
}

pub(super) fn access_token(of: &AccessToken) -> String {
    let kind = word("accesstoken");
    joined(&[
        &of.home_account_id,
        &of.environment,
        &kind,
        &of.client_id,
        &of.realm,
        &of.target,
    ])
}

pub(super) fn refresh_token(of: &RefreshToken) -> String {
    let kind = word("refreshtoken");
    joined(&[
        &of.home_account_id,
        &of.environment,
        &kind,
        &of.client_id,
        &None,
        &of.target,
    ])
}

pub(super) fn id_token(of: &IdToken) -> String {
    let kind = word("idtoken");
    joined(&[
        &of.home_account_id,
        &of.environment,
        &kind,
        &of.client_id,
        &of.realm,
        &None,
    ])
}

pub(super) fn account(of: &Account) -> String {
    joined(&[&of.home_account_id, &of.environment, &of.realm])
}

pub(super) fn app_metadata(of: &AppMetadata) -> String {
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    format!(
        "appmetadata-{}-{}",
        part(&of.environment),
        part(&of.client_id)
    )
}
