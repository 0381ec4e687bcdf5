//! The examples, run as a user runs them.

#[cfg(feature = "aws-config")]
mod aws_chain;
mod example_program;
mod examples;
