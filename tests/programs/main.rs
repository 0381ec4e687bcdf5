//! The examples, run as a user runs them, and the structure of the sources.

#[cfg(feature = "aws-config")]
mod aws_chain;
mod example_program;
mod examples;
mod structure;
