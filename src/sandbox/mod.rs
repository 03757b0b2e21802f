//! Loopback stand-ins of every upstream: an authorization server with a device page, Partner Center, the marketplaces
//! and the gateway before them, and an order API.
//! Programs that speak the wire formats by themselves: nothing here is shared with the drivers, so that
//! the one can catch the other's mistakes. Listens on 127.0.0.1 only; guards nothing worth guarding.

mod catalogue;
mod control;
mod device_page;
mod dice;
mod faults;
mod identity;
mod journal;
mod json;
mod kurus;
mod limits;
pub mod marketplaces;
pub mod orders;
mod paging;
mod partner_center;
pub mod products;
mod referral;
mod traffic;
mod wire;

#[cfg(test)]
mod tests;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::config::Rate;
pub use faults::{Fault, FaultError, FaultKind, Target};
use identity::{Decision, Identity, Lifetimes};

/// How often results of batches are asked for here.
const POLL_EVERY: &str = "500ms";

/// What a stopped sandbox gives the requests in flight.
const PARTING: Duration = Duration::from_secs(1);

/// What the sandbox is asked to be.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port to listen on; 0 is a free one.
    pub port: u16,
    /// How many referrals there are.
    pub referrals: u64,
    /// What the data and the dice follow; tokens and codes do not.
    pub seed: u64,
    /// Referrals per page, where the client prefers no other number.
    pub page_size: usize,
    /// Added to each request of an API or a token endpoint.
    pub latency: Duration,
    /// What goes wrong, and how often.
    pub faults: Vec<Fault>,
    /// What may be asked of an API; beyond it the answer is 429, and a violation is counted.
    pub limits: Vec<Rate>,
    /// One record in so many is unreadable; 0 is none.
    pub malformed: u64,
    /// How long an access token lives.
    pub access_ttl: Duration,
    /// How long a device code waits for its person.
    pub device_ttl: Duration,
    /// The least time between two polls of one device code.
    pub interval: Duration,
    /// What the marketplaces are asked to be.
    pub marketplaces: marketplaces::Options,
    /// What the orders of the marketplaces and of the order API are asked to be.
    pub orders: orders::Options,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            port: 0,
            referrals: 1_000,
            seed: 1,
            page_size: 100,
            latency: Duration::ZERO,
            faults: Vec::new(),
            limits: Vec::new(),
            malformed: 0,
            access_ttl: Duration::from_secs(3_600),
            device_ttl: Duration::from_secs(900),
            interval: Duration::from_secs(5),
            marketplaces: marketplaces::Options::default(),
            orders: orders::Options::default(),
        }
    }
}

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The port is taken, or not ours to take.
    #[error("cannot listen on 127.0.0.1:{port}")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        source: std::io::Error,
    },
}

/// What all routes share.
struct State {
    base: String,
    page_size: usize,
    latency: Duration,
    access_ttl: Duration,
    catalogue: catalogue::Catalogue,
    faults: faults::Faults,
    identity: Identity,
    journal: journal::Journal,
    limits: limits::Limits,
    marketplaces: marketplaces::Marketplaces,
    orders: orders::Orders,
}

type Shared = Arc<State>;

/// A running sandbox; it ends when dropped.
pub struct Sandbox {
    state: Shared,
    /// Dropped or used, it ends the server.
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Binds to loopback and serves in the background.
    pub async fn start(options: Options) -> Result<Sandbox, Error> {
        let port = options.port;
        let listen = |source| Error::Listen { port, source };
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
            .await
            .map_err(listen)?;
        let port = listener.local_addr().map_err(listen)?.port();
        let state = Arc::new(State::new(options, format!("http://127.0.0.1:{port}")));
        let service = router(&state).into_make_service_with_connect_info::<wire::Wire>();
        let (stop, stopped) = oneshot::channel();
        let serve = axum::serve(wire::Gate(listener), service).with_graceful_shutdown(async {
            // An error is the sender's end, which means the same.
            let _ = stopped.await;
        });
        let server = tokio::spawn(async move {
            if let Err(error) = serve.await {
                tracing::warn!(%error, "the sandbox ended");
            }
        });
        Ok(Sandbox {
            state,
            stop: Some(stop),
            server: Some(server),
        })
    }

    /// Where it listens: `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> String {
        self.state.base.clone()
    }

    /// Consents in the person's place; false where no code like this waits.
    pub fn approve(&self, user_code: &str) -> bool {
        self.state.identity.decide(user_code, Decision::Approve)
    }

    /// Ends it, giving requests in flight a moment.
    pub async fn stop(mut self) {
        self.stop.take();
        if let Some(mut server) = self.server.take()
            && tokio::time::timeout(PARTING, &mut server).await.is_err()
        {
            server.abort();
        }
    }
}

impl State {
    fn new(options: Options, base: String) -> State {
        let lives = Lifetimes {
            access: options.access_ttl,
            device: options.device_ttl,
            interval: options.interval,
        };
        State {
            base,
            page_size: options.page_size,
            latency: options.latency,
            access_ttl: options.access_ttl,
            catalogue: catalogue::Catalogue::new(
                options.seed,
                options.referrals,
                options.malformed,
            ),
            faults: faults::Faults::new(options.seed, options.faults),
            identity: Identity::new(lives),
            journal: journal::Journal::default(),
            limits: limits::Limits::new(options.limits.into_iter().collect()),
            marketplaces: marketplaces::Marketplaces::new(options.seed, options.marketplaces),
            orders: orders::Orders::new(options.seed, options.access_ttl, options.orders),
        }
    }
}

fn router(state: &Shared) -> Router {
    Router::new()
        .merge(identity::entra::routes())
        .merge(identity::generic::routes())
        .merge(device_page::routes())
        .merge(partner_center::routes(Arc::clone(state)))
        .merge(marketplaces::routes(state))
        .merge(orders::routes(state))
        .merge(control::routes())
        .layer(from_fn_with_state(Arc::clone(state), traffic::observe))
        .with_state(Arc::clone(state))
}

/// The variables that point jeton at a sandbox: an Entra profile, Partner Center's source, the marketplaces, the
/// gateway, and a state folder and a database of their own in `folder`. A real configuration, login or database is not touched.
pub fn environment(base_url: &str, folder: &Path) -> Vec<(&'static str, String)> {
    let base = base_url.trim_end_matches('/');
    let place = |name: &str| folder.join(name).display().to_string();
    let mut variables = orders::environment(base);
    variables.extend([
        ("JETON_CONFIG", "/dev/null".to_owned()),
        ("JETON_STATE_DIR", place("state")),
        ("DATABASE_URL", format!("sqlite:{}", place("jeton.db"))),
        (
            "JETON_PROFILES__PARTNER_CENTER__PROVIDER",
            "entra".to_owned(),
        ),
        ("JETON_PROFILES__PARTNER_CENTER__AUTHORITY", base.to_owned()),
        (
            "JETON_PROFILES__PARTNER_CENTER__TENANT",
            "sandbox".to_owned(),
        ),
        (
            "JETON_PROFILES__PARTNER_CENTER__CLIENT_ID",
            identity::CLIENT_ID.to_owned(),
        ),
        (
            "JETON_PROFILES__PARTNER_CENTER__SCOPES",
            "https://api.partner.microsoft.com/.default".to_owned(),
        ),
        (
            "JETON_SOURCES__PARTNER_CENTER__PROFILE",
            "partner-center".to_owned(),
        ),
        (
            "JETON_SOURCES__PARTNER_CENTER__BASE_URL",
            format!("{base}/v1.0/engagements"),
        ),
        (
            "JETON_MARKETPLACES__TRENDYOL__BASE_URL",
            format!("{base}/trendyol/integration"),
        ),
        (
            "JETON_MARKETPLACES__HEPSIBURADA__LISTING_URL",
            format!("{base}/hepsiburada/listing"),
        ),
        (
            "JETON_MARKETPLACES__HEPSIBURADA__CATALOG_URL",
            format!("{base}/hepsiburada/catalog"),
        ),
        (
            "JETON_MARKETPLACES__HEPSIBURADA__USER_AGENT",
            marketplaces::INTEGRATOR.to_owned(),
        ),
        ("JETON_GATEWAY__URL", format!("{base}/gateway")),
        // A stand-in is done in a moment.
        (
            "JETON_MARKETPLACES__TRENDYOL__POLL_EVERY",
            POLL_EVERY.to_owned(),
        ),
        (
            "JETON_MARKETPLACES__HEPSIBURADA__POLL_EVERY",
            POLL_EVERY.to_owned(),
        ),
        ("JETON_MARKETPLACES__N11__POLL_EVERY", POLL_EVERY.to_owned()),
        ("SANDBOX_KEY", marketplaces::KEY.to_owned()),
        ("SANDBOX_SECRET", marketplaces::SECRET.to_owned()),
        ("JETON_MARKETPLACES__N11__BASE_URL", format!("{base}/n11")),
    ]);
    variables
}
