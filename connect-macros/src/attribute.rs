//! The arguments of the attribute: method, template and options.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Ident, LitStr, Meta, Token};

use crate::diagnostics::Diagnostics;
use crate::names::nearest;
use crate::options::{self, Known, Options, skip, skip_value, value_span};
use crate::template::Template;

/// The options of an endpoint.
const OPTIONS: [Known; 7] = [
    Known::Name,
    Known::Envelope,
    Known::Pages,
    Known::Service,
    Known::Auth,
    Known::Timeout,
    Known::MaxAttempts,
];
const EXAMPLE: &str = "write `#[connect_endpoint(GET \"/user/federate/<InstanceId>\")]`";

/// An HTTP method.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum HttpMethod {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
}

impl HttpMethod {
    const ALL: [Self; 6] =
        [Self::Get, Self::Head, Self::Post, Self::Put, Self::Patch, Self::Delete];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    pub(crate) fn takes_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == name)
    }
}

/// The attribute as it was written.
pub(crate) enum Written<'a> {
    /// Its arguments, as the compiler hands them to a macro.
    OfMacro(TokenStream),
    /// The attribute inside the item of another macro.
    Attribute(&'a Attribute),
}

impl Written<'_> {
    fn span(&self) -> Span {
        match self {
            Self::OfMacro(_) => Span::call_site(),
            Self::Attribute(attribute) => attribute.path().span(),
        }
    }
}

/// What the attribute says; a part that was wrong is absent, and reported.
#[derive(Default)]
pub(crate) struct Arguments {
    pub(crate) method: Option<HttpMethod>,
    pub(crate) template: Option<Template>,
    pub(crate) options: Options,
}

impl Arguments {
    pub(crate) fn parse(written: Written<'_>, diagnostics: &mut Diagnostics) -> Self {
        let mut arguments = Self::default();
        let place = written.span();
        let parser = |input: ParseStream<'_>| arguments.read(input, place, diagnostics);
        let parsed = match written {
            Written::OfMacro(tokens) => parser.parse2(tokens),
            Written::Attribute(attribute) => match &attribute.meta {
                // Where the arguments end too early, it is at the parenthesis.
                Meta::List(list) => list.parse_args_with(parser),
                Meta::NameValue(pair) => parser.parse2(pair.to_token_stream()),
                Meta::Path(_) => parser.parse2(TokenStream::new()),
            },
        };
        if let Err(error) = parsed {
            diagnostics.push(error);
        }
        arguments
    }

    fn read(
        &mut self,
        input: ParseStream<'_>,
        place: Span,
        diagnostics: &mut Diagnostics,
    ) -> syn::Result<()> {
        if input.is_empty() {
            let message = "`#[connect_endpoint]` needs an HTTP method and a path template";
            diagnostics.error(place, message, EXAMPLE);
            return Ok(());
        }
        let starts_with_option = input.peek(Ident) && input.peek2(Token![=]);
        if starts_with_option && !is_method(&input.fork().parse::<Ident>()?.to_string()) {
            let message = "an option stands before the HTTP method and the path template";
            diagnostics.error(input.span(), message, EXAMPLE);
            return skip(input);
        }
        self.read_method_and_template(input, diagnostics)?;
        while !input.is_empty() {
            if !input.peek(Token![,]) {
                let message = "expected `,` before an option";
                diagnostics.error(input.span(), message, options::help(&OPTIONS));
                return skip(input);
            }
            input.parse::<Token![,]>()?;
            if !input.is_empty() {
                self.options.read(input, &OPTIONS, diagnostics)?;
            }
        }
        Ok(())
    }

    fn read_method_and_template(
        &mut self,
        input: ParseStream<'_>,
        diagnostics: &mut Diagnostics,
    ) -> syn::Result<()> {
        let start = input.span();
        if input.peek(Ident) {
            self.method = read_method(input, diagnostics)?;
        } else if let Ok(text) = input.fork().parse::<LitStr>() {
            if is_method(&text.value()) {
                input.parse::<LitStr>()?;
                let message = format!("the HTTP method \"{}\" is a string", text.value());
                let help = format!("write it without quotes: `{}`", text.value().to_uppercase());
                diagnostics.error(text.span(), message, help);
            } else if let Some((method, path)) = text.value().split_once(' ')
                && is_method(method)
            {
                input.parse::<LitStr>()?;
                let message = "the HTTP method is inside the quotes of the path template";
                let help = format!("write `{} \"{}\"`", method.to_uppercase(), path.trim());
                diagnostics.error(text.span(), message, help);
                return Ok(());
            } else {
                let message = "the HTTP method is missing before the path template";
                diagnostics.error(start, message, EXAMPLE);
            }
        } else {
            diagnostics.error(start, "expected an HTTP method and a path template", EXAMPLE);
            return skip(input);
        }
        self.template = read_template(input, start, diagnostics)?;
        Ok(())
    }
}

fn is_method(text: &str) -> bool {
    HttpMethod::ALL.iter().any(|method| method.as_str().eq_ignore_ascii_case(text))
}

fn read_method(
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
) -> syn::Result<Option<HttpMethod>> {
    let ident: Ident = input.parse()?;
    let written = ident.to_string();
    let method = HttpMethod::named(&written);
    if method.is_none() {
        let known = HttpMethod::ALL.map(HttpMethod::as_str);
        let help = match nearest(&written, known) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("the methods are {}", known.map(|m| format!("`{m}`")).join(", ")),
        };
        diagnostics.error(ident.span(), format!("unknown HTTP method `{written}`"), help);
    }
    let has_comma = input.peek(Token![,]) && input.peek2(LitStr);
    if has_comma || input.peek(Token![=]) {
        let token: TokenTree = input.parse()?;
        let message = format!("unexpected `{token}` between the HTTP method and the path template");
        diagnostics.error(token.span(), message, EXAMPLE);
    }
    Ok(method)
}

fn read_template(
    input: ParseStream<'_>,
    method: Span,
    diagnostics: &mut Diagnostics,
) -> syn::Result<Option<Template>> {
    if input.is_empty() || input.peek(Token![,]) {
        let message = "the path template is missing after the HTTP method";
        diagnostics.error(method, message, EXAMPLE);
        return Ok(None);
    }
    let fork = input.fork();
    if fork.parse::<LitStr>().is_ok_and(|literal| literal.suffix().is_empty()) {
        return Ok(Template::parse(&input.parse()?, diagnostics));
    }
    let message = "the path template is not a string literal";
    let help =
        "write it out, such as `\"/user/federate/<InstanceId>\"`: it is read at compile time";
    diagnostics.error(value_span(input), message, help);
    skip_value(input)?;
    Ok(None)
}
