//! A test that cannot be had on this machine: said, and a failure where nothing may be left out.

/// A word on stderr. With `JETON_TEST_NO_SKIP=1` the test fails.
#[track_caller]
pub fn skip(why: &str) {
    let may_skip = std::env::var_os("JETON_TEST_NO_SKIP").is_none_or(|set| set != "1");
    assert!(may_skip, "left out, and nothing may be: {why}");
    eprintln!("skipped: {why}");
}
