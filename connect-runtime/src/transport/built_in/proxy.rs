//! Checks the proxy variables.
//!
//! The HTTP clients read these variables themselves, and ignore a value that they cannot parse. Requests would then
//! bypass the proxy without a word.

use std::env::VarError;
use std::net::IpAddr;

use http::Uri;

use crate::error::ConfigurationError;

/// The variables with the URL of a proxy. The first of a pair takes precedence, even if it is empty.
const PROXIES: [[&str; 2]; 3] =
    [["HTTP_PROXY", "http_proxy"], ["HTTPS_PROXY", "https_proxy"], ["ALL_PROXY", "all_proxy"]];
/// The schemes of proxies that speak HTTP.
#[cfg(feature = "hyper")]
pub(in crate::transport) const HTTP_SCHEMES: [&str; 2] = ["http", "https"];
/// The schemes of all proxies.
pub(in crate::transport) const ALL_SCHEMES: [&str; 6] =
    ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];
const EXCEPTIONS: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// Checks the variables that `read` returns. `schemes` are those of the proxies that the HTTP client can use.
///
/// # Errors
///
/// Returns an error that names the variable, but not its value, which may contain a password.
pub(in crate::transport) fn check_variables(
    schemes: &[&str],
    read: impl Fn(&str) -> Result<String, VarError>,
) -> Result<(), ConfigurationError> {
    // A request header of a CGI program could otherwise set HTTP_PROXY.
    if !matches!(read("REQUEST_METHOD"), Err(VarError::NotPresent)) {
        return Ok(());
    }
    let mut has_proxy = false;
    for names in PROXIES {
        let Some((name, value)) = first_set(names, &read)? else { continue };
        has_proxy = true;
        if let Some(reason) = problem(&value, schemes) {
            let help = "write it as `http://proxy.example.com:3128`, with `%40` for an `@` in the \
                        password, or unset it";
            return Err(ConfigurationError::new(name, reason, help));
        }
    }
    if has_proxy
        && let Some((name, value)) = first_set(EXCEPTIONS, &read)?
        && value.split(',').any(|entry| is_wrong_range(entry.trim()))
    {
        let reason = "has an address range that is not valid";
        return Err(ConfigurationError::new(name, reason, "write ranges as `10.0.0.0/8`"));
    }
    Ok(())
}

/// Returns the variable that counts, unless it is blank.
fn first_set(
    names: [&'static str; 2],
    read: impl Fn(&str) -> Result<String, VarError>,
) -> Result<Option<(&'static str, String)>, ConfigurationError> {
    for name in names {
        match read(name) {
            Ok(value) => {
                return Ok(Some((name, value)).filter(|(_, value)| !value.trim().is_empty()));
            }
            Err(VarError::NotPresent) => {}
            Err(VarError::NotUnicode(_)) => {
                let help = "set it to valid UTF-8, or unset it";
                return Err(ConfigurationError::new(name, "is not UTF-8", help));
            }
        }
    }
    Ok(None)
}

/// Returns what is wrong with the URL of a proxy. A value without a scheme, such as `proxy:3128`, is valid.
fn problem(value: &str, schemes: &[&str]) -> Option<&'static str> {
    let Ok(uri) = value.parse::<Uri>() else {
        return Some("is not the URL of a proxy");
    };
    match uri.scheme_str() {
        Some(scheme) if schemes.contains(&scheme) => {}
        Some(scheme) if ALL_SCHEMES.contains(&scheme) => {
            return Some("names a SOCKS proxy, which `HttpClient::Hyper` cannot use");
        }
        Some(_) => {
            return Some("has the scheme of no proxy: it is neither http nor https nor socks");
        }
        None => {}
    }
    let Some(authority) = uri.authority().filter(|authority| !authority.host().is_empty()) else {
        return Some("has no host");
    };
    // A password with `/`, `#` or `?` ends the authority early.
    let is_cut = value.matches('@').count() > authority.as_str().matches('@').count().min(1);
    if is_cut {
        return Some("has a user name or password with characters that must be encoded");
    }
    let address = authority.as_str().rsplit('@').next().unwrap_or_default();
    let port = address.strip_prefix(authority.host()).unwrap_or_default();
    let is_valid = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
    match port.strip_prefix(':') {
        Some("") => None,
        Some(port) if !is_valid(port) => Some("has no valid port"),
        _ => None,
    }
}

/// Whether an entry looks like a range of addresses, but matches none.
fn is_wrong_range(entry: &str) -> bool {
    let Some((address, prefix)) = entry.split_once('/') else { return false };
    let max = match address.parse() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    prefix.parse::<u8>().map_or(true, |prefix| prefix > max)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMES: [&str; 3] = ["http", "https", "socks5h"];

    fn check(variables: &[(&str, &str)]) -> Result<(), ConfigurationError> {
        check_variables(&SCHEMES, |name| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned()).ok_or(VarError::NotPresent)
        })
    }

    /// What the HTTP clients accept.
    const VALID: [&str; 14] = [
        "",
        "  ",
        "proxy",
        "proxy:3128",
        "127.0.0.1:3128",
        "[::1]:3128",
        "http://proxy",
        "http://proxy:3128/",
        "https://proxy.example.com:443/path",
        "HTTP://PROXY:3128",
        "http://user:pass@proxy:3128",
        "user:p%40ss@proxy:3128",
        "socks5h://user:pass@proxy:1080",
        "http://proxy:",
    ];

    /// What the HTTP clients ignore or misread.
    const INVALID: [(&str, &str); 21] = [
        ("http://", "URL"),
        ("http:///", "URL"),
        ("://proxy:3128", "scheme"),
        ("http:/proxy:3128", "URL"),
        ("http//proxy:3128", "URL"),
        (" http://proxy:3128", "URL"),
        ("http://proxy:3128\n", "URL"),
        ("http://hunter2 proxy", "URL"),
        ("http://user:hunter2[@proxy", "URL"),
        ("http://[::1:3128", "URL"),
        ("http://prøxy", "URL"),
        ("/proxy", "host"),
        ("http://:3128", "host"),
        ("socks5://hunter2@proxy", "SOCKS"),
        ("ftp://proxy", "scheme"),
        ("file:///proxy", "URL"),
        ("http://proxy:99999", "port"),
        ("http://proxy:0", "port"),
        ("http://proxy:port", "port"),
        ("http://user:hunter2@a@proxy:3128", "encoded"),
        ("http://user:hunter2#a@proxy:3128", "encoded"),
    ];

    #[test]
    fn proxies_that_do_not_parse_are_named() {
        for pair in PROXIES {
            for name in pair {
                for value in VALID {
                    check(&[(name, value)]).unwrap_or_else(|error| panic!("{value}: {error}"));
                }
                for (value, problem) in INVALID {
                    let error = check(&[(name, value)]).expect_err(value);
                    assert_eq!(error.setting(), name);
                    let text = error.to_string();
                    assert!(text.contains(problem), "{value}: {text}");
                    assert!(!format!("{text} {error:?}").contains("hunter2"), "{text}");
                }
            }
        }
    }

    #[test]
    fn the_first_of_a_pair_counts() {
        let wrong = "http://";
        assert!(check(&[("HTTPS_PROXY", ""), ("https_proxy", wrong)]).is_ok());
        assert!(check(&[("HTTPS_PROXY", "proxy"), ("https_proxy", wrong)]).is_ok());
        assert!(check(&[("HTTPS_PROXY", wrong), ("https_proxy", "proxy")]).is_err());
        assert!(check(&[("HTTP_PROXY", "proxy"), ("ALL_PROXY", wrong)]).is_err());
    }

    #[test]
    fn programs_behind_cgi_use_no_proxy() {
        assert!(check(&[("REQUEST_METHOD", "GET"), ("HTTP_PROXY", "http://")]).is_ok());
        assert!(check(&[("REQUEST_METHOD", ""), ("HTTP_PROXY", "http://")]).is_ok());
    }

    #[test]
    fn ranges_without_a_proxy_are_checked() {
        for name in EXCEPTIONS {
            for (value, is_ok) in [
                ("", true),
                ("*", true),
                ("localhost, .example.com,*.internal,host:8080,http://a/b", true),
                ("10.0.0.0/8,fd00::/8,169.254.169.254", true),
                ("localhost, 10.0.0.0/33", false),
                ("10.0.0.0/", false),
                ("10.0.0.0/255.0.0.0", false),
                ("fd00::/129", false),
            ] {
                let checked = check(&[("HTTPS_PROXY", "proxy"), (name, value)]);
                assert_eq!(checked.is_ok(), is_ok, "{value}");
                assert_eq!(checked.err().map_or(name.to_owned(), |e| e.setting().to_owned()), name);
                assert!(check(&[(name, value)]).is_ok(), "there is no proxy");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn text_that_is_not_utf8_is_named() {
        use std::os::unix::ffi::OsStringExt;
        for name in ["HTTPS_PROXY", "https_proxy"] {
            let error = check_variables(&SCHEMES, |variable| {
                let value = std::ffi::OsString::from_vec(vec![b'p', 0xff]);
                Err(if variable == name {
                    VarError::NotUnicode(value)
                } else {
                    VarError::NotPresent
                })
            });
            assert_eq!(error.unwrap_err().setting(), name);
        }
    }
}
