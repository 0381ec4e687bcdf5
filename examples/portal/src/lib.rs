//! A web application in which an agent, chosen from a list, is signed in to the Amazon Connect workspace.
//!
//! The server calls `GetFederationToken` with the agent's credentials, and redirects the browser to the
//! `SignInUrl` of the answer. Neither the tokens of the answer nor this URL are in a page or a log.

#[cfg(all(doctest, feature = "aws-config"))]
#[doc = include_str!("../README.md")]
struct Readme;

mod agent;
pub mod demo;
mod destination;
mod origin;
mod page;
mod portal;
mod problem;

pub use self::agent::Agent;
pub use self::portal::{DuplicateAgent, Portal};
