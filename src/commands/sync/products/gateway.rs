//! `sync products --via gateway`: the token, the tenant's turnstile and its lock, and one request.

use super::job::Jobs;
use super::tenants::Errand;
use crate::commands::sync::IfRunning;
use crate::commands::sync::done::Done;
use crate::coordination::Turnstile;
use crate::failure::{Failure, Kind};
use crate::sync::products::gateway::{self, through};
use crate::sync::products::push::{PushEnding, PushSummary};
use crate::upstream::gateway::Gateway;

/// The profile's name where none is configured.
const PROFILE: &str = "gateway";

impl Jobs<'_> {
    pub(super) async fn through_gateway(
        &self,
        errand: &Errand,
        name: &str,
        summary: &mut PushSummary,
    ) -> Result<Done<PushEnding>, Failure> {
        let settings = &self.app.settings().gateway;
        let tenant = &errand.tenant;
        let Some(url) = &settings.url else {
            let failure = Failure::new(Kind::Config, "no gateway is configured");
            return Err(failure.hinted("give its address: gateway.url = \"https://…\""));
        };
        let manager = self.app.source(settings.profile.as_deref(), PROFILE)?;
        let manager = manager.until(self.stop.halt());
        let profile = manager.name().to_owned();
        let place = (self.app.settings().state_dir.as_path(), self.app.access()?);
        let (host, limits) = (url.authority(), settings.limits.clone());
        let gateway = Gateway {
            http: self.app.http(),
            bearer: &manager,
            url,
            timeout: settings.timeout,
            turnstile: Turnstile::new(place, host, Some(&tenant.id), limits)
                // A tenant whose syncs fail there is no reason to leave the others alone.
                .with_breaker(place, &format!("{host}-{}", tenant.id)),
            tenant_id: &tenant.id,
        };
        let ids = &self.options.product_ids;
        let deadline = self.app.settings().sync.deadline;
        let relay = gateway::Relay {
            database: self.database,
            name,
            lock: &format!("gateway/{}", tenant.name),
            marketplace: errand.marketplace.name(),
            product_ids: (!ids.is_empty()).then_some(ids.as_slice()),
            deadline: Some(self.options.deadline.unwrap_or(deadline)),
            wait: self.options.if_running == IfRunning::Wait,
        };
        let (counts, ended) = through(relay, &gateway, &self.stop.halt()).await;
        *summary = counts;
        self.done(ended)
            .map_err(|failure| failure.of_profile(&profile))
    }
}
