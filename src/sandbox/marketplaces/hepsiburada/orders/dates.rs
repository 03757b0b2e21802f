//! Dates in Turkish local time: as they are asked for, `2026-09-21 13:13`, and as rows have them, with no offset. A date
//! that is written otherwise is taken, and matches nothing.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use crate::sandbox::orders::Asked;

/// What is asked for by dates.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Dates {
    /// Milliseconds of the epoch, both ends within.
    Between(i64, i64),
    Nothing,
}

impl Dates {
    /// Reads `begindate` and `enddate`; an error where one is no date at all.
    pub(super) fn read(asked: &Asked, (from, to): (i64, i64)) -> Result<Dates, &'static str> {
        let read = |name| asked.get(name).map(moment).transpose();
        let (begin, end) = (read("begindate")?, read("enddate")?);
        match (begin, end) {
            (Some(None), _) | (_, Some(None)) => Ok(Dates::Nothing),
            (begin, end) => Ok(Dates::Between(
                begin.flatten().unwrap_or(from),
                end.flatten().unwrap_or(to),
            )),
        }
    }

    pub(super) fn hold(&self, at: i64) -> bool {
        match self {
            Dates::Between(from, to) => (*from..=*to).contains(&at),
            Dates::Nothing => false,
        }
    }
}

/// The moment that a date names; nothing where it is one of another kind.
fn moment(text: &str) -> Result<Option<i64>, &'static str> {
    if let Ok(local) = DateTime::strptime("%Y-%m-%d %H:%M", text) {
        let at = zone().to_timestamp(local).map_err(|_| "WrongDateFormat")?;
        return Ok(Some(at.as_millisecond()));
    }
    let is_date = text.parse::<Timestamp>().is_ok() || text.parse::<DateTime>().is_ok();
    if is_date {
        Ok(None)
    } else {
        Err("WrongDateFormat")
    }
}

/// `2026-09-21T13:13:20`.
pub(super) fn written(millis: i64) -> String {
    let at = Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH);
    at.to_zoned(zone())
        .strftime("%Y-%m-%dT%H:%M:%S")
        .to_string()
}

fn zone() -> TimeZone {
    TimeZone::fixed(Offset::constant(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_local_and_others_match_nothing() {
        let at = |millis| Ok(Some(millis));
        assert_eq!(moment("1970-01-01 03:01"), at(60_000));
        assert_eq!(written(60_000), "1970-01-01T03:01:00");
        for other in ["1970-01-01T00:01:00Z", "1970-01-01T03:01:00", "1970-01-01"] {
            assert_eq!(moment(other), Ok(None), "{other}");
        }
        for wrong in ["", "yesterday", "01.01.1970 03:01"] {
            assert_eq!(moment(wrong), Err("WrongDateFormat"), "{wrong}");
        }
    }
}
