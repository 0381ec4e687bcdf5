//! The arguments of the attribute: method, template and options.

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, Lit, LitStr, Path, Token};

use crate::diagnostics::Diagnostics;
use crate::names::nearest;
use crate::template::Template;

const EXAMPLE: &str = "write `#[connect_endpoint(GET \"/user/federate/<InstanceId>\")]`";

/// An HTTP method.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
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
}

/// What the attribute says; a part that was wrong is absent, and reported.
pub(crate) struct Attribute {
    pub(crate) method: Option<Method>,
    pub(crate) template: Option<Template>,
    pub(crate) name: Option<String>,
    pub(crate) envelope: Option<Path>,
}

impl Attribute {
    pub(crate) fn parse(tokens: proc_macro2::TokenStream, diagnostics: &mut Diagnostics) -> Self {
        let mut attribute = Self { method: None, template: None, name: None, envelope: None };
        let parser = |input: ParseStream<'_>| attribute.read(input, diagnostics);
        let parsed = syn::parse::Parser::parse2(parser, tokens);
        if let Err(error) = parsed {
            diagnostics.push(error);
        }
        attribute
    }

    fn read(&mut self, input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> syn::Result<()> {
        if input.is_empty() {
            let message = "`#[connect_endpoint]` needs an HTTP method and a path template";
            diagnostics.error(Span::call_site(), message, EXAMPLE);
            return Ok(());
        }
        self.method = read_method(input, diagnostics);
        self.template = read_template(input, diagnostics);
        while !input.is_empty() {
            if !input.peek(Token![,]) {
                let message = "expected `,` before an option";
                diagnostics.error(input.span(), message, options_help());
                return skip(input);
            }
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            self.read_option(input, diagnostics)?;
        }
        Ok(())
    }

    fn read_option(
        &mut self,
        input: ParseStream<'_>,
        diagnostics: &mut Diagnostics,
    ) -> syn::Result<()> {
        if !input.peek(Ident) || !input.peek2(Token![=]) {
            diagnostics.error(input.span(), "expected `option = value`", options_help());
            return skip(input);
        }
        let option: Ident = input.parse()?;
        input.parse::<Token![=]>()?;
        match option.to_string().as_str() {
            "name" => {
                let value = read_value::<LitStr>(input, diagnostics, NAME_HELP)?;
                let name = value.and_then(|value| operation_name(&value, diagnostics));
                set(&mut self.name, name, &option, diagnostics);
            }
            "envelope" => {
                let value = read_value::<Path>(input, diagnostics, ENVELOPE_HELP)?;
                set(&mut self.envelope, value, &option, diagnostics);
            }
            unknown => {
                let help = match nearest(unknown, OPTIONS.map(|(name, _)| name)) {
                    Some(known) => format!("did you mean `{known}`?"),
                    None => options_help(),
                };
                diagnostics.error(option.span(), format!("unknown option `{unknown}`"), help);
                skip_value(input)?;
            }
        }
        Ok(())
    }
}

const NAME_HELP: &str = "write `name = \"GetFederationToken\"`";
const ENVELOPE_HELP: &str =
    "write `envelope = Adaptive`, `Wrapped`, `Bare`, `Raw` or the path of your own type";
const OPTIONS: [(&str, &str); 2] = [("name", "\"GetUser\""), ("envelope", "Bare")];

fn options_help() -> String {
    let options = OPTIONS.map(|(name, value)| format!("`{name} = {value}`"));
    format!("the options are {}", options.join(" and "))
}

fn read_method(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Option<Method> {
    if input.peek(Ident) {
        let ident: Ident = input.parse().ok()?;
        let written = ident.to_string();
        let method = Method::ALL.into_iter().find(|method| method.as_str() == written);
        if method.is_none() {
            let known = Method::ALL.map(Method::as_str);
            let help = match nearest(&written, known) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("the methods are {}", known.map(|m| format!("`{m}`")).join(", ")),
            };
            diagnostics.error(ident.span(), format!("unknown HTTP method `{written}`"), help);
        }
        if input.peek(Token![=]) {
            let message = "unexpected `=` between method and template";
            diagnostics.error(input.span(), message, EXAMPLE);
            input.parse::<Token![=]>().ok()?;
        }
        return method;
    }
    let fork = input.fork();
    if fork.parse::<LitStr>().is_ok_and(|text| is_method(&text.value())) {
        let text: LitStr = input.parse().ok()?;
        let message = format!("the HTTP method \"{}\" is a string", text.value());
        let help = format!("write it without quotes: `{}`", text.value().to_uppercase());
        diagnostics.error(text.span(), message, help);
        return None;
    }
    let message = "the HTTP method is missing before the template";
    diagnostics.error(input.span(), message, EXAMPLE);
    None
}

fn is_method(text: &str) -> bool {
    Method::ALL.iter().any(|method| method.as_str().eq_ignore_ascii_case(text))
}

fn read_template(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Option<Template> {
    if input.is_empty() || input.peek(Token![,]) {
        let message = "the path template is missing after the HTTP method";
        diagnostics.error(input.span(), message, EXAMPLE);
        return None;
    }
    if input.peek(LitStr) {
        return Template::parse(&input.parse().ok()?, diagnostics);
    }
    let message = "the path template is not a string literal";
    let help =
        "write it out, such as `\"/user/federate/<InstanceId>\"`: it is read at compile time";
    diagnostics.error(value_span(input), message, help);
    skip_value(input).ok()?;
    None
}

/// Reads the value of an option, or reports what is there instead.
fn read_value<V: Parse>(
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
    help: &str,
) -> syn::Result<Option<V>> {
    let fork = input.fork();
    let is_whole = fork.parse::<V>().is_ok() && (fork.is_empty() || fork.peek(Token![,]));
    if is_whole {
        return input.parse().map(Some);
    }
    diagnostics.error(value_span(input), "the value of this option has another form", help);
    skip_value(input)?;
    Ok(None)
}

fn value_span(input: ParseStream<'_>) -> Span {
    input.fork().parse::<Lit>().map_or_else(|_| input.span(), |literal| literal.span())
}

fn operation_name(value: &LitStr, diagnostics: &mut Diagnostics) -> Option<String> {
    let name = value.value();
    let starts_upper = name.starts_with(|first: char| first.is_ascii_uppercase());
    if starts_upper && name.chars().all(|character| character.is_ascii_alphanumeric()) {
        return Some(name);
    }
    let message = format!("`{name}` is not the name of an operation");
    diagnostics.error(value.span(), message, NAME_HELP);
    None
}

fn set<V>(target: &mut Option<V>, value: Option<V>, option: &Ident, diagnostics: &mut Diagnostics) {
    if target.is_some() {
        let message = format!("the option `{option}` is given twice");
        diagnostics.error(option.span(), message, "remove one of them");
    } else {
        *target = value;
    }
}

/// Passes over the rest of the input, which a parser must read to its end.
fn skip(input: ParseStream<'_>) -> syn::Result<()> {
    input.parse::<proc_macro2::TokenStream>().map(drop)
}

fn skip_value(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}
