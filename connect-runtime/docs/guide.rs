// The pages of the guide. `links.md` precedes each page: of several definitions of a link, Markdown takes the first. The
// definitions at the end of a page are for readers of the repository, where `crate::…` leads nowhere.
#![doc = include_str!("guide/links.md")]
#![doc = include_str!("guide.md")]

#[doc = include_str!("guide/links.md")]
#[doc = include_str!("pictures/links.md")]
#[doc = include_str!("guide/first_call.md")]
pub mod first_call {}

#[doc = include_str!("guide/links.md")]
#[doc = include_str!("guide/whole_api.md")]
pub mod whole_api {}

#[doc = include_str!("guide/links.md")]
#[doc = include_str!("guide/errors.md")]
pub mod errors {}

#[doc = include_str!("guide/links.md")]
#[doc = include_str!("guide/pages_and_many_calls.md")]
pub mod pages_and_many_calls {}

#[doc = include_str!("guide/links.md")]
#[doc = include_str!("pictures/links.md")]
#[doc = include_str!("guide/testing.md")]
pub mod testing {}

#[doc = include_str!("guide/links.md")]
#[doc = include_str!("guide/production.md")]
pub mod production {}

#[doc = include_str!("guide/links.md")]
#[doc = include_str!("guide/moving_from_the_sdk.md")]
pub mod moving_from_the_sdk {}

#[doc = include_str!("guide/links.md")]
#[doc = include_str!("guide/other_services.md")]
pub mod other_services {}

#[doc = include_str!("guide/links.md")]
#[doc = include_str!("pictures/links.md")]
#[doc = include_str!("guide/how_it_works.md")]
pub mod how_it_works {}
