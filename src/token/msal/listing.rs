//! What a cache holds, in words for a person who has to find out why nothing fits. No secret, no control character.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Account, Document};
use crate::http::one_line;

/// Account, client, host.
type Whose<'a> = (&'a str, &'a str, &'a str);

/// Tenants and scopes of one login's tokens.
#[derive(Default)]
struct Tokens<'a> {
    realms: BTreeSet<&'a str>,
    scopes: BTreeSet<&'a str>,
}

/// Every login, one line each.
pub(super) fn listing(document: &Document) -> Vec<String> {
    let mut logins: BTreeMap<Whose<'_>, Tokens<'_>> = BTreeMap::new();
    for token in document.access_token.values() {
        let whose = whose(&token.home_account_id, &token.client_id, &token.environment);
        let tokens = logins.entry(whose).or_default();
        tokens.realms.insert(word(&token.realm));
        tokens.scopes.extend(word(&token.target).split(' '));
    }
    for token in document.refresh_token.values() {
        let whose = whose(&token.home_account_id, &token.client_id, &token.environment);
        let tokens = logins.entry(whose).or_default();
        let accounts = accounts(document, whose.0);
        tokens
            .realms
            .extend(accounts.map(|account| word(&account.realm)));
        tokens.scopes.extend(word(&token.target).split(' '));
    }
    let described = logins
        .iter()
        .map(|(whose, tokens)| described(document, *whose, tokens));
    described.collect()
}

fn described(document: &Document, (home, client, host): Whose<'_>, tokens: &Tokens<'_>) -> String {
    let mut names = accounts(document, home).map(|account| word(&account.username));
    let who = match names.find(|name| !name.is_empty()) {
        Some(name) => name,
        None if home.is_empty() => "a service",
        None => home,
    };
    let list = |words: &BTreeSet<&str>| words.iter().copied().collect::<Vec<_>>().join(" ");
    one_line(&format!(
        "{who} with client {client}, tenant {} at {host}, scopes {}",
        list(&tokens.realms),
        list(&tokens.scopes)
    ))
}

fn whose<'a>(
    home: &'a Option<String>,
    client: &'a Option<String>,
    host: &'a Option<String>,
) -> Whose<'a> {
    (word(home), word(client), word(host))
}

fn accounts<'a>(document: &'a Document, home: &str) -> impl Iterator<Item = &'a Account> {
    document
        .account
        .values()
        .filter(move |account| word(&account.home_account_id) == home)
}

fn word(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or_default()
}
