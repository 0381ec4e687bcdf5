//! What compiles, and what the compiler says where it does not.
//!
//! It takes minutes: `--skip ui::declarations` leaves it out.
//! `TRYBUILD=overwrite cargo test -p connect-tests --test macros ui::` writes the `.stderr` files anew.

#[test]
fn declarations() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/fail/*/*.rs");
}
