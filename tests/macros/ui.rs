//! Checks which declarations compile, and the compiler's output for those that do not.
//!
//! This test takes minutes. Skip it with `--skip ui::declarations`.
//!
//! Update the `.stderr` files with `TRYBUILD=overwrite cargo test -p connect-tests --test macros ui::`.

#[test]
fn declarations() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/fail/*/*.rs");
}
