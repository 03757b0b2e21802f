//! `tenant add`, `list`, `enable`, `disable`: who sells.

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::db::with_database;
use crate::app::App;
use crate::clock;
use crate::db::{Database, Integration, Tenant};
use crate::failure::{Exit, Failure, Kind};
use crate::ui::{self, Ui};

/// Most characters of a name: it stands in tables and in logs.
const LONGEST_NAME: usize = 100;

/// What `tenant add` was asked for.
#[derive(Clone, Debug)]
pub struct AddOptions {
    pub name: String,
    /// One is made when left out.
    pub id: Option<Uuid>,
}

#[derive(Serialize)]
struct Told {
    id: String,
    name: String,
    is_active: bool,
    created_at: Timestamp,
}

impl From<Tenant> for Told {
    fn from(tenant: Tenant) -> Self {
        Self {
            id: tenant.id,
            name: tenant.name,
            is_active: tenant.is_active,
            created_at: tenant.created_at,
        }
    }
}

/// Adds a tenant. One that is there under that name is left as it is, and is said.
pub fn add(app: &App, ui: &Ui, options: &AddOptions) -> Result<Exit, Failure> {
    let name = options.name.trim();
    check_name(name).map_err(|reason| Failure::new(Kind::Usage, reason))?;
    let (tenant, added) = with_database(app, true, async |database| {
        database.make_ready().await?;
        let id = options.id.unwrap_or_else(Uuid::new_v4).to_string();
        let added = database.add_tenant(&id, name).await?;
        if let Some(tenant) = database.tenant(name).await?
            && (added || options.id.is_none() || tenant.id == id)
        {
            return Ok((tenant, added));
        }
        Err(Failure::new(
            Kind::Usage,
            format!("there is a tenant with the name {name:?} or the id {id} already"),
        )
        .hinted("see them with: jeton tenant list"))
    })
    .map_err(|f| f.doing("cannot add the tenant"))?;
    let (name, id) = (&tenant.name, &tenant.id);
    let line = match added {
        true => format!("added {name} ({id})"),
        false => format!("{name} is there already ({id})"),
    };
    ui.report(&line, &Told::from(tenant.clone()))?;
    Ok(Exit::Done)
}

fn check_name(name: &str) -> Result<(), String> {
    let reason = match name {
        "" => "is empty",
        name if name.chars().count() > LONGEST_NAME => "has more than 100 characters",
        name if name.chars().any(char::is_control) => "has control characters",
        name if name.starts_with('-') => "begins with a hyphen",
        name if Uuid::parse_str(name).is_ok() => "is an id",
        _ => return Ok(()),
    };
    Err(format!("the tenant's name {reason}"))
}

#[derive(Serialize)]
struct List {
    tenants: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    tenant: Told,
    /// Of its active integrations.
    marketplaces: Vec<String>,
}

/// Shows all tenants.
pub fn list(app: &App, ui: &Ui) -> Result<Exit, Failure> {
    let (tenants, integrations) = with_database(app, false, async |database| {
        Ok((
            database.tenants().await?,
            database.integrations(None).await?,
        ))
    })
    .map_err(|f| f.doing("cannot list the tenants"))?;
    let active = |tenant: &Tenant| -> Vec<String> {
        let of = |integration: &&Integration| {
            integration.tenant_id == tenant.id && integration.is_active
        };
        let found = integrations.iter().filter(of);
        found.map(|found| found.marketplace.clone()).collect()
    };
    let now = clock::now();
    let rows = tenants.iter().map(|tenant| {
        vec![
            tenant.name.clone(),
            tenant.id.clone(),
            state(tenant.is_active).to_owned(),
            active(tenant).join(", "),
            ui::moment(tenant.created_at, now),
        ]
    });
    let text = match tenants.is_empty() {
        true => "there is no tenant yet; add one with: jeton tenant add NAME".to_owned(),
        false => ui::table(
            &["tenant", "id", "state", "marketplaces", "added"],
            rows.collect(),
        ),
    };
    let listed = tenants.iter().map(|tenant| Listed {
        marketplaces: active(tenant),
        tenant: tenant.clone().into(),
    });
    let report = List {
        tenants: listed.collect(),
    };
    ui.report(&text, &report)?;
    Ok(Exit::Done)
}

/// Lets the syncs of a tenant run, or leaves them out. Nothing else of it changes.
pub fn set_active(app: &App, ui: &Ui, name: &str, is_active: bool) -> Result<Exit, Failure> {
    let tenant = with_database(app, false, async |database| {
        let mut tenant = known(database, name).await?;
        database.set_tenant_active(&tenant.id, is_active).await?;
        tenant.is_active = is_active;
        Ok(tenant)
    })
    .map_err(|f| f.doing("cannot change the tenant"))?;
    let line = format!("{} is {}", tenant.name, state(is_active));
    ui.report(&line, &Told::from(tenant))?;
    Ok(Exit::Done)
}

/// As people read it.
pub(super) fn state(is_active: bool) -> &'static str {
    match is_active {
        true => "active",
        false => "disabled",
    }
}

/// The tenant of that name or id; the only active one where none is named.
pub(super) async fn known_or_only(
    database: &Database,
    named: Option<&str>,
) -> Result<Tenant, Failure> {
    if let Some(name) = named {
        return known(database, name).await;
    }
    let mut active = database.tenants().await?;
    active.retain(|tenant| tenant.is_active);
    let names: Vec<&str> = active.iter().map(|tenant| tenant.name.as_str()).collect();
    match names.as_slice() {
        [] => Err(Failure::new(Kind::Usage, "there is no active tenant")
            .hinted("add one with: jeton tenant add NAME")),
        [_] => Ok(active.swap_remove(0)),
        several => {
            let wrong = format!("which tenant? there are {}", several.len());
            let failure = Failure::new(Kind::Usage, wrong);
            Err(failure.hinted(format!("name it with --tenant: {}", several.join(", "))))
        }
    }
}

/// The tenant of that name or id.
pub(super) async fn known(database: &Database, name: &str) -> Result<Tenant, Failure> {
    let name = name.trim();
    let id = Uuid::parse_str(name).map(|id| id.to_string());
    match database.tenant(id.as_deref().unwrap_or(name)).await? {
        Some(tenant) => Ok(tenant),
        None => {
            let failure = Failure::new(Kind::Usage, format!("there is no tenant {name:?}"));
            Err(failure
                .hinted("see them with: jeton tenant list; add one with: jeton tenant add NAME"))
        }
    }
}
