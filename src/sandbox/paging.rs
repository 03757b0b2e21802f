//! What a listing's query asks for, and the `$skiptoken` that carries it from page to page.
//! A token is taken back only as the very bytes that were handed out.

use axum::http::HeaderMap;

use super::catalogue::Order;
use super::dice::mix;

/// Larger pages are cut to this, whatever `Prefer` says.
const LARGEST_PAGE: u64 = 1_000;

/// Where a listing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) order: Order,
    /// Only referrals updated at or after this many ticks since the Unix epoch.
    pub(super) floor: Option<i64>,
    /// Which page of the listing this is, the empty ones included.
    pub(super) page: u64,
    /// Referrals already handed out.
    pub(super) offset: u64,
    pub(super) size: u64,
    /// `$top`: how many referrals the whole listing may have.
    pub(super) top: Option<u64>,
    /// `$count`: whether the first page is to have the total; without it pages have a count that is none.
    pub(super) count: Option<bool>,
}

impl Cursor {
    /// Reads a list request; the error is the message of its 400.
    pub(super) fn parse(
        query: Option<&str>,
        headers: &HeaderMap,
        default_size: u64,
        seed: u64,
    ) -> Result<Cursor, String> {
        let query = query.unwrap_or_default();
        if let Some(token) = raw_value(query, "skiptoken") {
            return Cursor::from_token(token, seed)
                .ok_or_else(|| "the skiptoken is not one of this service".to_owned());
        }
        let mut cursor = Cursor {
            order: Order::Created { descending: false },
            floor: None,
            page: 0,
            offset: 0,
            size: preferred_size(headers).unwrap_or(default_size).max(1),
            top: None,
            count: None,
        };
        let mut ordered = None;
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "$top" => {
                    let top = value.parse().map_err(|_| "$top is not a number")?;
                    cursor.top = Some(top);
                }
                "$count" => {
                    let wanted = value.parse().map_err(|_| "$count is true or false")?;
                    cursor.count = Some(wanted);
                }
                "$orderby" => ordered = Some(order(&value)?),
                "$filter" => cursor.floor = Some(floor(&value)?),
                other if other.starts_with('$') => {
                    return Err(format!("{other} is not supported here"));
                }
                _ => {}
            }
        }
        cursor.order = match (ordered, cursor.floor) {
            (Some(Order::Created { .. }), Some(_)) => {
                return Err("a filter on updatedDateTime needs that order".to_owned());
            }
            (Some(order), _) => order,
            (None, Some(_)) => Order::Updated { descending: false },
            (None, None) => cursor.order,
        };
        Ok(cursor)
    }

    /// The token as it stands in a next link: percent-encoded already, in lower case.
    pub(super) fn token(&self, seed: u64) -> String {
        let order = match self.order {
            Order::Created { descending: false } => 0,
            Order::Created { descending: true } => 1,
            Order::Updated { descending: false } => 2,
            Order::Updated { descending: true } => 3,
        };
        // Absent values are shifted down by one, so that each field is a plain number.
        let fields = [
            order,
            self.page,
            self.offset,
            self.size,
            self.top.map_or(0, |top| top.saturating_add(1)),
            self.floor.map_or(0, |floor| floor.max(0) as u64 + 1),
        ];
        let sum = fields.iter().fold(seed, |sum, field| mix(sum, *field));
        let fields = fields.map(|field| format!("{field:x}")).join("%2b");
        format!("{sum:016x}%2f{fields}%3d")
    }

    fn from_token(token: &str, seed: u64) -> Option<Cursor> {
        let (_, fields) = token.strip_suffix("%3d")?.split_once("%2f")?;
        let fields: Vec<u64> = fields
            .split("%2b")
            .map(|field| u64::from_str_radix(field, 16).ok())
            .collect::<Option<_>>()?;
        let [order, page, offset, size, top, floor] = fields.try_into().ok()?;
        let cursor = Cursor {
            order: match order {
                0 => Order::Created { descending: false },
                1 => Order::Created { descending: true },
                2 => Order::Updated { descending: false },
                3 => Order::Updated { descending: true },
                _ => return None,
            },
            page,
            offset,
            size,
            top: top.checked_sub(1),
            count: None,
            floor: floor.checked_sub(1).map(|floor| floor as i64),
        };
        (cursor.token(seed) == token).then_some(cursor)
    }
}

/// A query value as it came, not decoded.
fn raw_value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        let key = key.strip_prefix('$').or_else(|| key.strip_prefix("%24"))?;
        (key == name).then_some(value)
    })
}

fn preferred_size(headers: &HeaderMap) -> Option<u64> {
    headers
        .get_all("prefer")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split([',', ';']))
        .find_map(|item| item.trim().strip_prefix("odata.maxpagesize="))
        .and_then(|size| size.trim().parse().ok())
        .filter(|size| *size > 0)
        .map(|size: u64| size.min(LARGEST_PAGE))
}

fn order(text: &str) -> Result<Order, String> {
    let mut words = text.split_whitespace();
    let field = words.next().unwrap_or_default();
    let descending = match words.next() {
        None | Some("asc") => false,
        Some("desc") => true,
        Some(other) => return Err(format!("'{other}' is no direction of $orderby")),
    };
    match field {
        "createdDateTime" => Ok(Order::Created { descending }),
        "updatedDateTime" => Ok(Order::Updated { descending }),
        other => Err(format!("$orderby does not know '{other}'")),
    }
}

/// The one filter that a sync needs: `updatedDateTime ge <instant>`, or `gt`.
fn floor(text: &str) -> Result<i64, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ["updatedDateTime", comparison @ ("ge" | "gt"), instant] = words[..] else {
        return Err("only $filter=updatedDateTime ge <instant> is supported here".to_owned());
    };
    let instant: jiff::Timestamp = instant
        .parse()
        .map_err(|_| "the instant of $filter is not readable".to_owned())?;
    let ticks = instant.as_nanosecond().div_euclid(100) as i64;
    Ok(ticks + i64::from(comparison == "gt"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    fn parse(query: &str) -> Result<Cursor, String> {
        Cursor::parse(Some(query), &HeaderMap::new(), 100, 7)
    }

    #[test]
    fn a_token_comes_back_only_as_it_was_given() {
        let cursor = Cursor {
            page: 3,
            offset: 300,
            top: Some(0),
            ..parse("$filter=updatedDateTime%20ge%202025-07-01T00:00:00Z").unwrap()
        };
        let token = cursor.token(7);
        assert!(token.contains("%2f") && token.contains("%2b"));
        assert_eq!(parse(&format!("$skiptoken={token}")), Ok(cursor));
        for spoilt in [
            token.replace("%2f", "/").replace("%2b", "+"),
            token.replace('%', "%25"),
            token.to_uppercase(),
            token.replace("%3d", "="),
            token.replacen("12c", "12d", 1),
        ] {
            assert!(parse(&format!("$skiptoken={spoilt}")).is_err(), "{spoilt}");
        }
        assert!(Cursor::from_token(&token, 8).is_none(), "of another run");
    }

    #[test]
    fn queries_are_read() {
        assert_eq!(parse("$top=5").unwrap().top, Some(5));
        assert_eq!(
            parse("$orderby=updatedDateTime%20desc").unwrap().order,
            Order::Updated { descending: true }
        );
        let floor = |text: &str| parse(text).unwrap().floor.unwrap();
        assert_eq!(
            floor("$filter=updatedDateTime%20gt%201970-01-01T00:00:01Z"),
            floor("$filter=updatedDateTime%20ge%201970-01-01T00:00:01Z") + 1
        );
        assert_eq!(parse("$count=true").unwrap().count, Some(true));
        for refused in [
            "$top=x",
            "$count=yes",
            "$select=id",
            "$filter=status eq 'New'",
            "$orderby=id",
        ] {
            assert!(parse(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn the_preferred_page_size_is_honoured_up_to_a_cap() {
        let size = |value: &str| {
            let headers = [("prefer".parse().unwrap(), value.parse().unwrap())];
            let headers = HeaderMap::from_iter(headers);
            Cursor::parse(None, &headers, 100, 7).unwrap().size
        };
        assert_eq!(size("return=minimal, odata.maxpagesize=7"), 7);
        assert_eq!(size("odata.maxpagesize=99999"), 1_000);
        assert_eq!(size("odata.maxpagesize=0"), 100);
    }
}
