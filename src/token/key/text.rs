//! The text of a key: age identities one after another, the newest first, with a marker while a rotation
//! is under way. Pure. The public `age` tool reads the same text: the marker is a comment.

use std::str::FromStr;

use age::x25519::Identity;
use secrecy::{ExposeSecret, SecretString};

const HEAD: &str =
    "# The key of jeton's token cache. Whoever has it can read every cached login.\n";
/// What the marker line begins with: what stands below it goes when the rotation has ended.
const MARKER: &str = "# jeton key rotate: ";
const MARKER_WORDS: &str =
    "what follows is needed until the rotation ends; run it again if it was cut off";

/// What a text holds.
pub(super) struct Identities {
    /// What logins are sealed for.
    pub first: Identity,
    /// What opens them besides.
    pub older: Vec<Identity>,
    /// Whether a rotation put the first one there and has not ended.
    pub rotating: bool,
}

/// Why a text is no key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Empty,
    NotAKey,
}

/// Reads identities between lines, spaces or commas; a line with `#` first is a comment.
pub(super) fn parse(text: &str) -> Result<Identities, Wrong> {
    let (mut identities, mut rotating) = (Vec::new(), false);
    for line in text.lines().map(str::trim) {
        if line.starts_with('#') {
            rotating |= line.starts_with(MARKER.trim_end());
            continue;
        }
        let words = line.split(|letter: char| letter == ',' || letter.is_whitespace());
        for word in words.filter(|word| !word.is_empty()) {
            identities.push(Identity::from_str(word).map_err(|_| Wrong::NotAKey)?);
        }
    }
    let mut identities = identities.into_iter();
    let first = identities.next().ok_or(Wrong::Empty)?;
    let older: Vec<Identity> = identities.collect();
    Ok(Identities {
        // A marker with nothing below it was left by an editor.
        rotating: rotating && !older.is_empty(),
        first,
        older,
    })
}

/// The text of a key; with `older` ones it is that of a rotation under way.
pub(super) fn render(first: &Identity, older: &[Identity]) -> SecretString {
    // Enough for all of it: a text that grows leaves copies behind that nobody wipes.
    let mut text = String::with_capacity(512 * (2 + older.len()));
    text.push_str(HEAD);
    push(&mut text, first);
    if !older.is_empty() {
        text.push_str(&format!("{MARKER}{MARKER_WORDS}\n"));
    }
    for identity in older {
        push(&mut text, identity);
    }
    SecretString::from(text)
}

fn push(text: &mut String, identity: &Identity) {
    let secret = identity.to_string();
    text.push_str("# public key: ");
    text.push_str(&identity.to_public().to_string());
    text.push('\n');
    text.push_str(secret.expose_secret());
    text.push('\n');
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn public(identities: &[Identity]) -> Vec<String> {
        let public = identities.iter().map(Identity::to_public);
        public.map(|recipient| recipient.to_string()).collect()
    }

    fn found(text: &str) -> (Vec<String>, bool) {
        let Identities {
            first,
            mut older,
            rotating,
        } = parse(text).ok().unwrap();
        older.insert(0, first);
        (public(&older), rotating)
    }

    #[test]
    fn identities_stand_between_lines_spaces_or_commas() {
        let made = [Identity::generate(), Identity::generate()];
        let words: Vec<SecretString> = made.iter().map(Identity::to_string).collect();
        let (a, b) = (words[0].expose_secret(), words[1].expose_secret());
        for text in [
            format!("{a}\n{b}"),
            format!("# comment\r\n{a}\r\n\r\n  {b}\r\n"),
            format!("{a} {b}"),
            format!("{a},{b}\n"),
            format!(" ,{a} ,\t{b}, "),
        ] {
            assert_eq!(found(&text), (public(&made), false));
        }
    }

    #[test]
    fn what_is_no_key_is_told_from_nothing() {
        for (text, wrong) in [
            ("", Wrong::Empty),
            (" \n,\n# age1\n", Wrong::Empty),
            ("hunter2", Wrong::NotAKey),
            ("age1abc", Wrong::NotAKey),
        ] {
            assert_eq!(parse(text).err(), Some(wrong), "{text:?}");
        }
        let good = Identity::generate().to_string();
        let text = format!("{} hunter2", good.expose_secret());
        assert_eq!(parse(&text).err(), Some(Wrong::NotAKey));
    }

    #[test]
    fn a_marker_counts_while_something_stands_below_it() {
        let made = Identity::generate();
        let text = render(&made, &[]);
        let text = format!("{}{MARKER}\n", text.expose_secret());
        assert_eq!(found(&text), (public(&[made]), false));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn what_is_rendered_is_read_back(count in 1_usize..5) {
            let made: Vec<Identity> = (0..count).map(|_| Identity::generate()).collect();
            let text = render(&made[0], &made[1..]);
            prop_assert_eq!(found(text.expose_secret()), (public(&made), count > 1));
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,200}") {
            drop(parse(&text));
        }
    }
}
