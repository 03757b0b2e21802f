//! The known word that a mistyped one was probably meant to be.

/// The nearest of `known`, when it is near enough to be worth naming.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let (distance, found) = known
        .into_iter()
        .map(|other| (strsim::osa_distance(&word, &other.to_lowercase()), other))
        .min_by_key(|(distance, _)| *distance)?;
    // A third of the letters wrong is still a typing mistake, more is another word.
    let limit = (word.chars().count().max(found.chars().count()) / 3).max(1);
    (distance <= limit).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_words_are_named_and_far_ones_not() {
        let known = ["client_id", "client_secret", "scopes"];
        assert_eq!(nearest("clientid", known), Some("client_id"));
        assert_eq!(nearest("Scope", known), Some("scopes"));
        assert_eq!(nearest("quota", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest("x", []), None);
    }
}
