//! What a database must do, whichever engine it is: each behaviour is written once and run against both.
//! Postgres is the server of `JETON_TEST_POSTGRES_URL`, where each test makes a database of its own and drops it.

mod crash;
mod ledger;
mod locks;
mod mishaps;
mod opening;
mod pages;
mod schema;
mod scratch;
mod values;

/// One test per behaviour and engine.
macro_rules! contract {
    ($($subject:ident: $($behaviour:ident),+;)+) => {
        mod sqlite {
            use super::*;
            $($(#[test] fn $behaviour() { scratch::on_sqlite($subject::$behaviour); })+)+
        }
        mod postgres {
            use super::*;
            $($(#[test] fn $behaviour() { scratch::on_postgres($subject::$behaviour); })+)+
        }
    };
}

contract! {
    pages: rows_are_inserted_updated_and_left_alone, duplicates_in_a_page_are_written_once,
        an_older_version_does_not_overwrite, a_row_seen_again_is_no_longer_missing, an_unchanged_row_is_not_written,
        more_rows_than_a_statement_takes, a_page_that_fails_leaves_nothing, a_bad_value_stops_the_page,
        what_comes_twice_into_an_empty_table_is_written_once;
    values: text_comes_back_as_it_went_in, numbers_are_exact, times_keep_microseconds, raw_json_is_kept_byte_for_byte;
    ledger: a_run_is_counted_and_ended, a_checkpoint_is_gone_on_with, a_dead_run_is_closed_as_interrupted,
        a_superseded_run_writes_nothing, a_checkpoint_can_be_cleared, rejects_stay_until_the_record_is_good,
        a_reject_may_hold_anything;
    locks: a_lock_excludes_others_until_released, a_dropped_lock_is_free_again, locks_of_other_names_are_free;
    schema: an_empty_database_is_described_and_left_empty, migrating_twice_does_nothing, two_migrate_at_once,
        a_newer_schema_is_refused, a_missing_schema_is_said, tables_are_counted;
    mishaps: a_column_that_is_gone, a_column_that_must_be_filled, a_unique_index_of_somebody,
        a_key_that_is_none_any_more;
    crash: a_killed_run_is_gone_on_with;
}
