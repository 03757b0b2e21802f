//! The HTTP face: GET /health, /live and /metrics. What is asked is handed to whoever does the work, so that a process
//! that is stuck does not call itself healthy. Nothing is guarded here, and nothing secret is told.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};

use super::Pulse;

/// Who asks gives up after this time; a probe of a container does after a second.
const PATIENCE: Duration = Duration::from_secs(10);
/// Questions that wait for their answer; more are refused at once.
const WAITING: usize = 64;

/// The address cannot be listened on.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {address}")]
pub struct Error {
    /// Which one.
    pub address: SocketAddr,
    /// What the system said.
    pub source: io::Error,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Whether all is right: 200 or 503, as JSON.
    Health,
    /// Prometheus text.
    Metrics,
}

/// What is said to it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP's.
    pub status: u16,
    /// What the body is.
    pub content_type: &'static str,
    /// All of it.
    pub body: String,
}

/// A question, and the way back.
pub struct Asked {
    /// What is asked for.
    pub question: Question,
    /// Where the answer goes; whoever asked may be gone.
    pub reply: oneshot::Sender<Answer>,
}

/// A face that listens.
pub struct Face {
    listener: TcpListener,
    address: SocketAddr,
}

impl Face {
    /// Takes the address; port 0 is a free one.
    pub async fn bind(address: SocketAddr) -> Result<Self, Error> {
        let failed = |source| Error { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Self { listener, address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the process ends. What is asked comes out here; `pulse` is whether it can be.
    pub fn open(self, pulse: Pulse) -> mpsc::Receiver<Asked> {
        let (questions, asked) = mpsc::channel(WAITING);
        let ask = |question| {
            get(
                move |State(questions): State<Questions>| async move { ask(&questions, question).await },
            )
        };
        let router = Router::new()
            .route("/health", ask(Question::Health))
            .route("/metrics", ask(Question::Metrics))
            .route("/live", get(async move || live(&pulse)))
            .with_state(questions);
        tokio::spawn(async move {
            if let Err(error) = axum::serve(self.listener, router).await {
                tracing::warn!(%error, "health and metrics are told no more");
            }
        });
        asked
    }
}

fn live(pulse: &Pulse) -> Response {
    match pulse.is_felt() {
        true => "live\n".into_response(),
        false => (StatusCode::SERVICE_UNAVAILABLE, "stuck\n").into_response(),
    }
}

type Questions = mpsc::Sender<Asked>;

async fn ask(questions: &Questions, question: Question) -> Response {
    let (reply, answer) = oneshot::channel();
    let asked = questions.try_send(Asked { question, reply });
    let answer = match asked {
        Ok(()) => tokio::time::timeout(PATIENCE, answer).await,
        Err(_) => return busy(),
    };
    match answer {
        Ok(Ok(answer)) => {
            let status = StatusCode::from_u16(answer.status);
            let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let headers = [
                (header::CONTENT_TYPE, answer.content_type),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (status, headers, answer.body).into_response()
        }
        _ => busy(),
    }
}

fn busy() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, "no answer in time\n").into_response()
}
