//! One seller's way to one marketplace: each request when it is its turn, again where that does no harm, and its answer
//! read by the driver. What is not known of a request with products in it is said, and not guessed.

use std::cell::Cell;
use std::path::Path;
use std::time::Duration;

use reqwest::Request;
use tracing::{debug, warn};

use super::driver::{Call, Driver, Group, Listed, Offer, Polled, Pushed, Refusal, Told};
use super::{Credentials, Error, Marketplace, Product, driver, words};
use crate::clock;
use crate::config::Marketplaces;
use crate::coordination::{Halt, Turnstile};
use crate::fsio::Access;
use crate::http::{self, Reply, Traffic, one_line, retry};

/// A thousand results, with what was sent.
const LARGEST: usize = 16 << 20;
/// The longest that a request waits for its turn, or for a marketplace that asks for peace.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// Who sells.
#[derive(Clone, Copy)]
pub struct Seller<'a> {
    /// None at N11, whose keys say who it is.
    pub id: Option<&'a str>,
    pub credentials: &'a Credentials,
}

/// A seller's way to a marketplace.
pub struct Client<'a> {
    http: &'a http::Client,
    driver: Box<dyn Driver + 'a>,
    /// By [`Group`].
    gates: [Turnstile; Group::ALL.len()],
    retry: retry::Policy,
    traffic: Cell<Traffic>,
}

/// What came of a request with products in it.
#[derive(Debug)]
pub enum Sent {
    /// A stop was asked for before it left.
    Halted,
    /// It was answered.
    Answered(Pushed),
    /// It left, and what became of it is not known.
    Lost(Error),
}

/// When a request may be made again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Again {
    /// After any failure that may be gone the next time.
    Always,
    /// Only where it is certain that it did nothing.
    Unsent,
}

impl<'a> Client<'a> {
    /// `who` names the seller in the files of the state folder. Touches nothing.
    pub fn new(
        http: &'a http::Client,
        settings: &'a Marketplaces,
        marketplace: Marketplace,
        seller: Seller<'a>,
        (state_dir, access, who): (&Path, Access, &str),
    ) -> Self {
        let driver = driver(settings, marketplace, seller);
        let gates = Group::ALL.map(|group| {
            let place = (state_dir, access);
            let host = driver.host(group);
            let name = format!("{}-{who}", driver.limited_as(group));
            // One seller whose every request fails is no reason to leave the others alone.
            Turnstile::new(place, host, Some(&name), driver.rates(group))
                .with_breaker(place, &format!("{host}-{who}"))
        });
        Self {
            http,
            gates,
            driver,
            retry: retry::Policy::default(),
            traffic: Cell::default(),
        }
    }

    /// The marketplace's rules.
    pub fn driver(&self) -> &dyn Driver {
        &*self.driver
    }

    /// What was sent, had and waited for so far.
    pub fn traffic(&self) -> Traffic {
        self.traffic.get()
    }

    /// `product` as the call tells it; none where there is nothing to tell.
    pub fn tell(&self, call: Call, product: &Product) -> Result<Option<Told>, Refusal> {
        self.driver.tell(call, product)
    }

    /// Asks for one product of the seller's list, which changes nothing; how many it says there are.
    pub async fn products(&self, halt: &Halt) -> Result<Option<u64>, Error> {
        let ask = || self.driver.list(None, 1);
        let reply = self
            .exchange(Group::Reads, ask, Again::Always, halt)
            .await?;
        let listed = reply
            .map(|reply| self.driver.listed(None, &reply))
            .transpose()?;
        let marketplace = self.driver.marketplace();
        listed
            .map(|listed| listed.total.ok_or(Error::Unreadable(marketplace)))
            .transpose()
    }

    /// Sends products, each as [`Told::body`], once; `leaves` runs when it is their turn.
    pub async fn push(
        &self,
        call: Call,
        bodies: &[&str],
        halt: &Halt,
        leaves: impl AsyncFn(),
    ) -> Result<Sent, Error> {
        let group = match call.has_content() {
            true => Group::Catalog,
            false => Group::Offers,
        };
        let send = || self.driver.push(call, bodies);
        let way = (Again::Unsent, leaves);
        let reply = match self.exchange_after(group, send, way, halt).await {
            Err(Error::Http {
                marketplace,
                source,
            }) if source.was_sent() => {
                return Ok(Sent::Lost(Error::Http {
                    marketplace,
                    source,
                }));
            }
            exchanged => exchanged?,
        };
        let Some(reply) = reply else {
            return Ok(Sent::Halted);
        };
        match self.driver.pushed(call, &reply) {
            Ok(pushed) => Ok(Sent::Answered(pushed)),
            Err(error @ (Error::Unavailable { .. } | Error::Unreadable(_))) => {
                Ok(Sent::Lost(error))
            }
            Err(error) => Err(error),
        }
    }

    /// Asks what became of a request, all pages of it; nothing when a stop is asked for.
    pub async fn poll(
        &self,
        call: Call,
        tracking_id: &str,
        halt: &Halt,
    ) -> Result<Option<Polled>, Error> {
        let group = match call.has_content() {
            true => Group::Catalog,
            false => Group::Reads,
        };
        let mut whole: Option<driver::Results> = None;
        for page in 0.. {
            let ask = || self.driver.poll(call, tracking_id, page);
            let Some(reply) = self.exchange(group, ask, Again::Always, halt).await? else {
                return Ok(None);
            };
            let mut results = match self.driver.polled(call, &reply)? {
                Polled::Done(results) => results,
                other => return Ok(Some(other)),
            };
            let more = results.more && !results.rows.is_empty();
            match &mut whole {
                Some(whole) => whole.rows.append(&mut results.rows),
                None => whole = Some(results),
            }
            if !more {
                break;
            }
        }
        Ok(whole.map(Polled::Done))
    }

    /// A page of what is on sale, the first one for none; nothing when a stop is asked for.
    pub async fn list(&self, cursor: Option<&str>, halt: &Halt) -> Result<Option<Listed>, Error> {
        let ask = || self.driver.list(cursor, u32::MAX);
        let reply = self
            .exchange(Group::Reads, ask, Again::Always, halt)
            .await?;
        reply
            .map(|reply| self.driver.listed(cursor, &reply))
            .transpose()
    }

    /// What is on sale under these keys, no more than [`Driver::lookup_most`]; nothing when a stop is asked for.
    pub async fn lookup(&self, keys: &[&str], halt: &Halt) -> Result<Option<Vec<Offer>>, Error> {
        let ask = || self.driver.lookup(keys);
        let reply = self
            .exchange(Group::Reads, ask, Again::Always, halt)
            .await?;
        let listed = reply.map(|reply| self.driver.listed(None, &reply));
        Ok(listed.transpose()?.map(|listed| listed.offers))
    }

    async fn exchange(
        &self,
        group: Group,
        make: impl Fn() -> Result<Request, Error>,
        again: Again,
        halt: &Halt,
    ) -> Result<Option<Reply>, Error> {
        let way = (again, async || {});
        self.exchange_after(group, make, way, halt).await
    }

    async fn exchange_after(
        &self,
        group: Group,
        make: impl Fn() -> Result<Request, Error>,
        (again, leaves): (Again, impl AsyncFn()),
        halt: &Halt,
    ) -> Result<Option<Reply>, Error> {
        let gate = &self.gates[group as usize];
        let mut attempt = 0;
        loop {
            attempt += 1;
            let request = make()?;
            let path = request.url().path().to_owned();
            let waiting = clock::monotonic();
            let passed = gate.pass(halt, LONGEST_WAIT).await?;
            self.waited(waiting.elapsed());
            let Some(passed) = passed else {
                return Ok(None);
            };
            leaves().await;
            let sending = self.http.fetch(request, LARGEST);
            let sent = match again {
                // What has left is waited for also when a stop is asked for: its answer says what became of it.
                Again::Unsent => Some(sending.await),
                Again::Always => halt.unless_asked(sending).await,
            };
            let Some(sent) = sent else {
                return Ok(None);
            };
            self.count(sent.as_ref().map_or(0, |reply| reply.body.len()));
            let wait = match sent {
                Ok(reply) => {
                    let status = reply.status.as_u16();
                    let id = reply.header("x-correlation-id").map(one_line);
                    debug!(path, status, correlation_id = id, "marketplace answered");
                    let asked = retry::retry_after(&reply.headers, clock::now());
                    let disliked = status >= 500 && words::is_disliked(&reply.body);
                    let told = if disliked { 400 } else { status };
                    gate.answered(passed, told, asked).await;
                    let repeats = match again {
                        Again::Always => !disliked && retry::is_transient(reply.status),
                        Again::Unsent => status == 429,
                    };
                    let dice = fastrand::f64();
                    let patient = asked.is_none_or(|asked| asked <= LONGEST_WAIT);
                    let wait = self.retry.wait(attempt, asked, dice);
                    match wait.filter(|_| repeats && patient && gate.rests().is_none()) {
                        Some(wait) => wait,
                        None => return Ok(Some(reply)),
                    }
                }
                Err(source) => {
                    let safe = again == Again::Always || !source.was_sent();
                    if source.is_transient() {
                        gate.failed(passed).await;
                    }
                    let repeats = safe && source.is_transient() && gate.rests().is_none();
                    let wait = self.retry.wait(attempt, None, fastrand::f64());
                    match wait.filter(|_| repeats) {
                        Some(wait) => wait,
                        None => {
                            return Err(Error::Http {
                                marketplace: self.driver.marketplace(),
                                source,
                            });
                        }
                    }
                }
            };
            if wait >= Duration::from_secs(5) {
                warn!(
                    path,
                    wait_ms = millis(wait),
                    "waiting before it is asked again"
                );
            }
            self.waited(wait);
            if halt.unless_asked(tokio::time::sleep(wait)).await.is_none() {
                return Ok(None);
            }
        }
    }

    fn count(&self, bytes: usize) {
        let mut traffic = self.traffic.get();
        traffic.requests += 1;
        traffic.bytes += bytes as u64;
        self.traffic.set(traffic);
    }

    fn waited(&self, wait: Duration) {
        let mut traffic = self.traffic.get();
        traffic.waited_ms += millis(wait);
        self.traffic.set(traffic);
    }
}

fn millis(length: Duration) -> u64 {
    u64::try_from(length.as_millis()).unwrap_or(u64::MAX)
}

/// The only place that knows which driver is whose.
fn driver<'a>(
    settings: &'a Marketplaces,
    marketplace: Marketplace,
    seller: Seller<'a>,
) -> Box<dyn Driver + 'a> {
    match marketplace {
        Marketplace::Trendyol => Box::new(super::trendyol::Trendyol {
            settings: &settings.trendyol,
            seller,
        }),
        Marketplace::Hepsiburada => Box::new(super::hepsiburada::Hepsiburada {
            settings: &settings.hepsiburada,
            seller,
        }),
        Marketplace::N11 => Box::new(super::n11::N11 {
            settings: &settings.n11,
            seller,
        }),
    }
}
