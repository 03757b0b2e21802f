//! A cached login that cannot be read is not an empty one: exit 3, and the file stays as it is, byte for byte.

use crate::support::{Jeton, OidcServer};
use crate::token::at_rest::make_key;
use crate::token::person::{home, printed, provider};
use crate::token::seal;

struct Scene {
    server: OidcServer,
    jeton: Jeton,
    good: Vec<u8>,
}

impl Scene {
    fn new() -> Self {
        let server = provider(&[]);
        let jeton = home(&server);
        printed(&jeton, "orders");
        let good = std::fs::read(seal::file(&jeton, "orders")).unwrap();
        Self {
            server,
            jeton,
            good,
        }
    }

    /// Puts these bytes there, and tries every command that could overwrite them.
    #[track_caller]
    fn refused(&self, bytes: &[u8], words: &str) {
        let file = seal::file(&self.jeton, "orders");
        std::fs::write(&file, bytes).unwrap();
        let asked = self.server.requests().len();
        for args in [
            ["token", "print", "orders"].as_slice(),
            &["token", "login", "orders"],
            &["token", "login", "orders", "--force"],
            &["token", "status", "orders", "--check"],
        ] {
            let run = self.jeton.args(args.iter().copied()).run().fails(3);
            let said = format!("{}{}", run.stdout, run.stderr);
            assert!(said.contains(words), "{words:?} is missing\n{run}");
            assert!(said.contains(&file.display().to_string()), "{run}");
            assert!(std::fs::read(&file).unwrap() == bytes, "{args:?} wrote");
        }
        assert_eq!(self.server.requests().len(), asked, "nothing was asked");
    }
}

fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 0x01;
    bytes
}

#[test]
fn a_byte_is_flipped() {
    let scene = Scene::new();
    let good = &scene.good;
    let end = good.windows(4).position(|part| part == b"\n---").unwrap();
    scene.refused(&flipped(good, 0), "is damaged: it is not an age file");
    scene.refused(
        &flipped(good, end + 6),
        "is damaged: its header was changed",
    );
    scene.refused(
        &flipped(good, good.len() / 2),
        "is damaged: its contents were cut or changed",
    );
    scene.refused(
        &flipped(good, good.len() - 1),
        "is damaged: its contents were cut or changed",
    );
}

/// In the header's stanza a flipped bit makes it a stanza for another key, or none at all.
#[test]
fn no_flipped_byte_of_the_header_is_overlooked() {
    let scene = Scene::new();
    let header = scene.good.windows(4).position(|part| part == b"\n---");
    let file = seal::file(&scene.jeton, "orders");
    for at in (0..header.unwrap() + 40).step_by(7) {
        let bytes = flipped(&scene.good, at);
        std::fs::write(&file, &bytes).unwrap();
        let run = scene
            .jeton
            .args(["token", "print", "orders"])
            .run()
            .fails(3);
        assert!(std::fs::read(&file).unwrap() == bytes, "byte {at}: {run}");
    }
}

#[test]
fn it_is_emptied_or_cut() {
    let scene = Scene::new();
    let good = &scene.good;
    scene.refused(b"", "is damaged: it is empty");
    scene.refused(
        &good[..10],
        "is damaged: it ends in the middle of its header",
    );
    scene.refused(
        &good[..100],
        "is damaged: it ends in the middle of its header",
    );
    for keep in [good.len() - 1, good.len() - 100] {
        scene.refused(
            &good[..keep],
            "is damaged: its contents were cut or changed",
        );
    }
}

#[test]
fn it_is_garbage() {
    let scene = Scene::new();
    for garbage in [
        "garbage",
        "{\"access_token\":\"x\"}",
        "\n",
        "AGE-ENCRYPTION.ORG/V1\n",
    ] {
        scene.refused(garbage.as_bytes(), "is damaged: it is not an age file");
    }
}

#[test]
fn it_is_something_else_inside() {
    let scene = Scene::new();
    for (login, words) in [
        (
            serde_json::json!({}),
            "is damaged: its contents are not a login",
        ),
        (
            serde_json::json!("text"),
            "is damaged: its contents are not a login",
        ),
    ] {
        seal::replace(&scene.jeton, "orders", &login);
        let bytes = std::fs::read(seal::file(&scene.jeton, "orders")).unwrap();
        scene.refused(&bytes, words);
    }
}

#[test]
fn it_is_of_a_newer_format() {
    let scene = Scene::new();
    let mut login = seal::opened(&scene.jeton, "orders");
    login["format"] = 2.into();
    seal::replace(&scene.jeton, "orders", &login);
    let bytes = std::fs::read(seal::file(&scene.jeton, "orders")).unwrap();
    scene.refused(&bytes, "has format 2; this jeton reads up to 1");
}

#[test]
fn it_is_another_profiles() {
    let scene = Scene::new();
    let mut login = seal::opened(&scene.jeton, "orders");
    login["profile"] = "staging".into();
    seal::replace(&scene.jeton, "orders", &login);
    let bytes = std::fs::read(seal::file(&scene.jeton, "orders")).unwrap();
    scene.refused(&bytes, "holds the login of profile staging, not of orders");
}

/// The file is whole, and the key is somebody else's.
#[test]
fn the_key_is_wrong() {
    let scene = Scene::new();
    let key = make_key(&scene.jeton.home().join("other.txt"));
    let file = seal::file(&scene.jeton, "orders");
    let run = scene.jeton.args(["token", "print", "orders"]);
    let run = run.env("JETON_KEY_FILE", &key).run();
    let error = format!(
        "no token for orders: {} cannot be opened with the key from {}",
        file.display(),
        key.display()
    );
    let hint = "give the key that it was made with: --key-file, JETON_KEY_FILE or JETON_KEY; with the right one, the file is damaged: jeton token reset --force orders";
    super::says(run, 3, &error, hint);
    assert!(std::fs::read(&file).unwrap() == scene.good);
    printed(&scene.jeton, "orders");
}

#[test]
fn the_hint_names_the_profile() {
    let scene = Scene::new();
    std::fs::write(seal::file(&scene.jeton, "orders"), "").unwrap();
    let run = scene.jeton.args(["token", "print", "orders"]).run();
    let error = format!(
        "no token for orders: {} is damaged: it is empty",
        seal::file(&scene.jeton, "orders").display()
    );
    let hint = "it was left as it is; to start over: jeton token reset --force orders, then jeton token login orders";
    super::says(run, 3, &error, hint);
}
