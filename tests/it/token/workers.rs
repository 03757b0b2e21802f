//! Many tasks of one process: one gate before the file lock, one renewal for all of them.

use std::sync::Arc;
use std::time::Duration;

use jeton::app::App;
use jeton::config::{Environment, Inputs};
use jeton::http::{Bearer, BearerError};
use jeton::token::Manager;

use crate::support::Vendor;

const WORKERS: usize = 50;

fn app(vendor: &Vendor, root: &std::path::Path) -> App {
    let url = &vendor.url;
    let config = root.join("jeton.toml");
    let text = format!(
        "[profiles.orders]\nprovider = \"oauth2\"\ngrant = \"client_credentials\"\n\
         token_endpoint = \"{url}/token\"\nclient_id = \"c\"\nclient_secret = {{ env = \"SECRET\" }}\n"
    );
    std::fs::write(&config, text).unwrap();
    let inputs = Inputs {
        config: Some(config),
        flags: Vec::new(),
        env: Environment::from_pairs(root, [("SECRET", "s")]),
    };
    App::new(&inputs, false).unwrap()
}

/// Runs this many workers on one manager at once; their results.
fn at_once<F, T>(app: &App, manager: &Arc<Manager>, work: impl Fn(Arc<Manager>) -> F) -> Vec<T>
where
    F: Future<Output = T> + 'static,
    T: 'static,
{
    let run = async {
        let local = tokio::task::LocalSet::new();
        let spawned: Vec<_> = (0..WORKERS)
            .map(|_| local.spawn_local(work(Arc::clone(manager))))
            .collect();
        local.await;
        let mut ended = Vec::new();
        for worker in spawned {
            ended.push(worker.await.unwrap());
        }
        ended
    };
    app.block_on(run).unwrap()
}

async fn fingerprint(manager: Arc<Manager>) -> Result<String, BearerError> {
    Ok(manager.credential().await?.fingerprint)
}

#[test]
fn fifty_workers_have_one_token_and_replace_a_refused_one_once() {
    let vendor = Vendor::start();
    vendor.set(0, 3600, Duration::from_millis(200));
    let root = tempfile::tempdir().unwrap();
    let app = app(&vendor, root.path());
    let manager = Arc::new(app.manager(None).unwrap());

    let first = at_once(&app, &manager, fingerprint);
    assert_eq!(vendor.asked(), 1, "cold");
    let first = first.into_iter().collect::<Result<Vec<_>, _>>().unwrap();
    assert!(first.iter().all(|one| *one == first[0]));

    let refused = &first[0];
    let replaced = at_once(&app, &manager, |manager| {
        let refused = refused.clone();
        async move { manager.refused(&refused).await }
    });
    assert!(replaced.iter().all(Result::is_ok));
    assert_eq!(vendor.asked(), 2, "refused by fifty at once");
    let second = at_once(&app, &manager, fingerprint);
    assert_eq!(vendor.asked(), 2, "from memory");
    assert_ne!(second[0].as_ref().unwrap(), refused);

    // One who comes late with the old one is given the new one.
    app.block_on(manager.refused(refused)).unwrap().unwrap();
    assert_eq!(vendor.asked(), 2);
}
