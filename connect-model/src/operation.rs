//! One operation of a service.

use std::fmt;

use crate::member::{Member, Output, Place};

/// The facts of one operation, which borrow the text of a data file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Operation<'a> {
    name: &'a str,
    method: &'a str,
    path: &'a str,
    /// The lines after the first one.
    facts: &'a str,
}

/// The names that the pages of an operation use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Paging<'a> {
    /// The member of the response with the token of the next page.
    pub response_token: &'a str,
    /// The member of the response with the items.
    pub items: &'a str,
    /// The query name or the member of the body for the token.
    pub request_token: &'a str,
    /// The query name or the member of the body for the number of items in a page.
    pub limit: Option<&'a str>,
}

impl<'a> Operation<'a> {
    /// Reads a record of the section `operations`.
    pub(crate) fn read(record: &'a str) -> Option<Self> {
        let (first, facts) = record.split_once('\n')?;
        let mut words = first.split(' ');
        Some(Self { name: words.next()?, method: words.next()?, path: words.next()?, facts })
    }

    /// Returns the name, such as `GetFederationToken`.
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// Returns the HTTP method, such as `GET`.
    pub const fn method(&self) -> &'a str {
        self.method
    }

    /// Returns the path with labels in braces, such as `/user/federate/{InstanceId}`.
    pub const fn path(&self) -> &'a str {
        self.path
    }

    /// Returns the members of the input: labels in the order of the path, then the rest in the order of
    /// the model.
    pub fn members(&self) -> impl Iterator<Item = Member<'a>> + use<'a> {
        self.facts.lines().filter_map(Member::read)
    }

    /// Returns the members of the output in the order of the model.
    pub fn outputs(&self) -> impl Iterator<Item = Output<'a>> + use<'a> {
        self.facts.lines().filter_map(Output::read)
    }

    /// Returns the codes of the errors that the model lists for this operation.
    pub fn errors(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let codes = self.facts.lines().find_map(|line| line.strip_prefix(" errors "));
        codes.unwrap_or_default().split_ascii_whitespace()
    }

    /// Returns the names of the pages, if AWS lists the operation among those with pages.
    pub fn paging(&self) -> Option<Paging<'a>> {
        let names = self.facts.lines().find_map(|line| line.strip_prefix(" pages "))?;
        let mut names = names.split_ascii_whitespace();
        Some(Paging {
            response_token: names.next()?,
            items: names.next()?,
            request_token: names.next()?,
            limit: names.next(),
        })
    }

    /// Returns the member that a client fills in so that the service performs the call once.
    pub fn idempotency_token(&self) -> Option<Member<'a>> {
        self.members().find(|member| member.is_idempotency_token)
    }

    /// Whether the header `X-Amz-Bearer` authenticates the call, which then needs no signature.
    pub fn takes_bearer_token(&self) -> bool {
        self.members().any(|member| {
            member.place == Place::Header && member.name.eq_ignore_ascii_case("X-Amz-Bearer")
        })
    }
}

impl fmt::Debug for Operation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} {})", self.name, self.method, self.path)
    }
}
