//! How an order goes on: which states it has, and when. A function of the order, so that time alone moves it.

/// The state of an order, or of one package of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Stage {
    Created,
    Picking,
    Shipped,
    Delivered,
    Cancelled,
    UnDelivered,
    Returned,
    /// The package is dissolved: into others, or until it is packed again.
    UnPacked,
    /// A word that no document has.
    Unheard,
}

/// What becomes of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Fate {
    Plain,
    Cancelled,
    UnDelivered,
    Returned,
    Unheard,
    /// Its package is divided in two, where the source divides packages.
    Split,
    /// Its package is opened and packed again, where the source does that.
    Repacked,
    /// Its last line is cancelled.
    LineCancelled,
}

impl Fate {
    /// What the dice say: of a thousand orders 40 are cancelled, and so on.
    pub(super) fn of(dice: u64) -> Fate {
        match dice % 1000 {
            0..40 => Fate::Cancelled,
            40..45 => Fate::UnDelivered,
            45..50 => Fate::Returned,
            50..55 => Fate::Unheard,
            55..80 => Fate::Split,
            80..120 => Fate::LineCancelled,
            _ => Fate::Plain,
        }
    }

    /// Whether it takes two lines at least.
    pub(super) fn takes_lines(self) -> bool {
        matches!(self, Fate::Split | Fate::LineCancelled)
    }
}

/// The most steps that a course has.
const STEPS: usize = 6;
const NEVER: (i64, Stage) = (i64::MAX, Stage::Created);

/// The steps of a package, the first one first; times are milliseconds of the epoch.
pub(in crate::sandbox) struct Course([(i64, Stage); STEPS]);

impl Course {
    /// The course of the package `part` of an order that was made at `created`; `unit` is how long it is new.
    /// Part 0 is the whole order, 1 and 2 are what it is split into.
    pub(super) fn new(fate: Fate, part: u8, created: i64, unit: i64) -> Course {
        let half = created + unit / 2;
        let (picked, shipped, arrived) = (created + unit, created + unit * 24, created + unit * 72);
        let (first, picking) = ((created, Stage::Created), (picked, Stage::Picking));
        let (shipping, delivery) = ((shipped, Stage::Shipped), (arrived, Stage::Delivered));
        let steps: &[(i64, Stage)] = match (fate, part) {
            (Fate::Cancelled, _) if created % 2 == 0 => &[first, (half, Stage::Cancelled)],
            (Fate::Cancelled, _) => &[first, picking, (picked + unit, Stage::Cancelled)],
            (Fate::UnDelivered, _) => &[first, picking, shipping, (arrived, Stage::UnDelivered)],
            (Fate::Returned, _) => &[
                first,
                picking,
                shipping,
                delivery,
                (arrived + unit * 24, Stage::Returned),
            ],
            (Fate::Unheard, _) => &[first, (picked, Stage::Unheard)],
            (Fate::Split, 0) => &[first, (half, Stage::UnPacked)],
            (Fate::Split, _) => &[(half, Stage::Created), picking, shipping, delivery],
            (Fate::Repacked, _) => &[
                first,
                picking,
                (picked + unit * 4, Stage::UnPacked),
                (picked + unit * 8, Stage::Picking),
                shipping,
                delivery,
            ],
            (Fate::LineCancelled, _) => {
                &[first, (half, Stage::Created), picking, shipping, delivery]
            }
            (Fate::Plain, _) => &[first, picking, shipping, delivery],
        };
        let mut course = [NEVER; STEPS];
        course[..steps.len()].copy_from_slice(steps);
        Course(course)
    }

    /// The steps that are behind it at `now`.
    pub(in crate::sandbox) fn until(&self, now: i64) -> &[(i64, Stage)] {
        let behind = self.0.iter().take_while(|(at, _)| *at <= now).count();
        &self.0[..behind]
    }

    /// When it moves on after `now`; never is the end of time.
    pub(super) fn moves(&self, now: i64) -> i64 {
        let next = self.0.iter().find(|(at, _)| *at > now);
        next.map_or(i64::MAX, |(at, _)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_of_fates_are_what_they_are_said_to_be() {
        let share = |fate| (0..1000).filter(|dice| Fate::of(*dice) == fate).count();
        assert_eq!(share(Fate::Cancelled), 40);
        assert_eq!(share(Fate::UnDelivered) + share(Fate::Returned), 10);
        assert_eq!(share(Fate::Unheard), 1000 / 200);
        assert_eq!(share(Fate::Split), 1000 / 40);
        assert_eq!(share(Fate::LineCancelled), 1000 / 25);
    }

    #[test]
    fn time_alone_moves_an_order() {
        let plain = Course::new(Fate::Plain, 0, 1_000, 100);
        for (now, stage, next) in [
            (999, None, 1_000),
            (1_000, Some(Stage::Created), 1_100),
            (1_100, Some(Stage::Picking), 3_400),
            (3_400, Some(Stage::Shipped), 8_200),
            (8_200, Some(Stage::Delivered), i64::MAX),
        ] {
            let reached = plain.until(now).last().map(|(_, stage)| *stage);
            assert_eq!((reached, plain.moves(now)), (stage, next), "{now}");
        }
        let whole = Course::new(Fate::Split, 0, 1_000, 100);
        let piece = Course::new(Fate::Split, 2, 1_000, 100);
        assert_eq!(piece.until(1_049).len(), 0);
        assert_eq!(whole.until(i64::MAX - 1)[1], (1_050, Stage::UnPacked));
        assert_eq!(piece.until(1_050), [(1_050, Stage::Created)]);
    }

    #[test]
    fn steps_of_every_course_follow_each_other() {
        for dice in 0..1000 {
            for part in 0..3 {
                let course = Course::new(Fate::of(dice), part, 7, 10);
                let steps = course.until(i64::MAX - 1);
                assert!(steps.windows(2).all(|two| two[0].0 < two[1].0), "{steps:?}");
            }
        }
    }
}
