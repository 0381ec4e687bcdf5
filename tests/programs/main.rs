//! Runs the examples as a user would, and checks the structure of the sources.

#[cfg(feature = "aws-config")]
mod aws_chain;
mod dependencies;
mod doc_blocks;
mod example_program;
mod examples;
mod export_users;
mod network_variables;
mod proxies;
mod structure;
