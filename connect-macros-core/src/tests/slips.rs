//! Slips of syntax, which the compiler reports itself before it calls the macro: the macro adds no message and
//! keeps the methods, also those around the slip.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{connect_api, connect_endpoint};

/// The method `get_user` with a slip.
const SLIPS: [&str; 39] = [
    "fn get_user(&self, user_id: &str) -> Call<'_, User>",
    "async fn get_user(&self, user_id: &str) -> Result<User>",
    "fn get_user(&self, user_id: &str) -> Call<'_, User>,",
    "fn get_user(&self, user_id: &str) -> Call<'_, User>:",
    "fn get_user(&self, user_id: &str) -> Call<'_, User>; + ;",
    "fn get_user(&self, user_id: &str) -> Call<'_, User>;;",
    "fn get_user(&self, user_id: &str) -> Call<'_, User>; user",
    "fn get_user(&self, user_id: &str) -> Call<'_, User> { user user }",
    "fn get_user(&self, user_id) -> Call<'_, User>;",
    "fn get_user(&self, user_id:) -> Call<'_, User>;",
    "fn get_user(&self, user_id: &) -> Call<'_, User>;",
    "fn get_user(&self, user_id &str) -> Call<'_, User>;",
    "fn get_user(&self, user_id = &str) -> Call<'_, User>;",
    "fn get_user(&self user_id: &str) -> Call<'_, User>;",
    "fn get_user(&self,, user_id: &str) -> Call<'_, User>;",
    "fn get_user(&self; user_id: &str) -> Call<'_, User>;",
    "fn get_user(&, user_id: &str) -> Call<'_, User>;",
    "fn get_user(&slf, user_id: &str) -> Call<'_, User>;",
    "fn get_user(&self, type: &str) -> Call<'_, User>;",
    "fn get_user(&self, user_id: Option<&str) -> Call<'_, User>;",
    "fn get_user(&self, #[path(\"UserId\")] id: ) -> Call<'_, User>;",
    "fn get_user(&self, #[path(\"UserId\")] id: Option<&str) -> Call<'_, User>;",
    "fn get_user(&self, # user_id: &str) -> Call<'_, User>;",
    "fn get_user(&self, user_id: &str) -> Call<'_, User;",
    "fn get_user(&self, user_id: &str) -> Call<'_, Vec<User;",
    "fn get_user(&self, user_id: &str) -> Call<;",
    "fn get_user(&self, user_id: &str) -> ;",
    "async fn get_user(&self, user_id: &str) -> ;",
    "async fn get_user(&self, user_id: &str) -> Result<User;",
    "fn get_user(&self, user_id: &str) Call<'_, User>;",
    "fn get_user(&self, user_id: &str): Call<'_, User>;",
    "fn get_user(&self, user_id: &str) => Call<'_, User>;",
    "fn get_user(&self, user_id: &str) - Call<'_, User>;",
    "fn get_user(&self, user_id: &str) -> std:: ;",
    "fn get_user<'a(&self, user_id: &'a str) -> Call<'a, User>;",
    "get_user(&self, user_id: &str) -> Call<'_, User>;",
    "def get_user(&self, user_id: &str) -> Call<'_, User>;",
    "fn get_user;",
    "fn get_user",
];

/// Slips that leave no method.
const WITHOUT_A_METHOD: [&str; 8] = [
    "fn",
    "async",
    "async fn",
    "fn (&self) -> Call<'_, User>;",
    "user",
    "user: User,",
    "-> ;",
    "+",
];

fn endpoint(method: &str) -> TokenStream {
    format!("#[connect_endpoint(GET \"/users/<UserId>\")] {method}").parse().unwrap()
}

/// Expands a trait with `get_user` between two other methods, and returns the text of the expansion.
fn expand_between(method: &str) -> String {
    let (first, slip) =
        (endpoint("fn first(&self, user_id: &str) -> Call<'_, ()>;"), endpoint(method));
    let last = endpoint("async fn last(&self, user_id: &str) -> Result<()>;");
    connect_api::expand(quote!(), &quote!(pub trait Users { #first #slip #last })).to_string()
}

#[test]
fn a_trait_keeps_every_method() {
    for slip in SLIPS {
        let text = expand_between(slip);
        for method in ["fn first", "fn get_user", "fn last"] {
            assert!(text.contains(method), "{slip}: {method} is gone: {text}");
        }
        assert!(!text.contains("compile_error"), "{slip}: {text}");
        assert!(!text.contains("connect_endpoint"), "{slip}: {text}");
        assert!(text.contains("USERS_OPERATIONS"), "{slip}: {text}");
    }
}

#[test]
fn a_trait_keeps_the_methods_around_a_slip_that_leaves_none() {
    for slip in WITHOUT_A_METHOD {
        let text = expand_between(slip);
        assert!(text.contains("fn first") && text.contains("fn last"), "{slip}: {text}");
        assert!(!text.contains("compile_error"), "{slip}: {text}");
    }
}

#[test]
fn a_method_alone_is_kept_without_a_message() {
    for slip in SLIPS.into_iter().filter(|slip| !slip.contains(";;")) {
        let text = connect_endpoint::expand(quote!(GET "/users/<UserId>"), &slip.parse().unwrap());
        let text = text.to_string();
        assert!(text.contains("fn get_user"), "{slip}: {text}");
        assert!(!text.contains("compile_error"), "{slip}: {text}");
    }
}

#[test]
fn what_follows_the_trait_is_kept() {
    // The compiler takes in what follows when it recovers from a missing `fn`.
    let item = quote!(trait Users { get_user(&self) -> User; } fn main() {});
    let text = connect_api::expand(quote!(), &item).to_string();
    assert!(text.contains("fn main ()"), "{text}");
}
