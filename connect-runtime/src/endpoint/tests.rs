use super::*;
use crate::declaration::service::CONNECT;

#[test]
fn regions_have_the_suffix_of_their_partition() {
    for (region, url) in [
        ("us-west-2", "https://connect.us-west-2.amazonaws.com"),
        ("us-gov-west-1", "https://connect.us-gov-west-1.amazonaws.com"),
        ("cn-north-1", "https://connect.cn-north-1.amazonaws.com.cn"),
        ("eusc-de-east-1", "https://connect.eusc-de-east-1.amazonaws.eu"),
        ("us-iso-east-1", "https://connect.us-iso-east-1.c2s.ic.gov"),
        ("us-isob-east-1", "https://connect.us-isob-east-1.sc2s.sgov.gov"),
        ("eu-isoe-west-1", "https://connect.eu-isoe-west-1.cloud.adc-e.uk"),
        ("us-isof-south-1", "https://connect.us-isof-south-1.csp.hci.ic.gov"),
    ] {
        let endpoint = Endpoint::of_region(&CONNECT, region, Variant::default());
        assert_eq!(endpoint.as_str(), url);
    }
}

#[test]
fn a_region_cannot_change_the_host() {
    for region in [
        "",
        "evil.com/",
        "US-West-2",
        "a.b",
        "us-west-2@evil.com",
        "-a",
        "a-",
        "ü",
        "a b",
        &"a".repeat(64),
    ] {
        assert!(check_region(region).is_err(), "{region:?}");
    }
    assert!(check_region("us-gov-west-1").is_ok());
}

#[test]
fn urls_take_their_normal_form() {
    for (url, base) in [
        ("https://example.com", "https://example.com"),
        ("https://Example.com:443/", "https://example.com"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://LOCALHOST:4566/connect/v1/", "http://localhost:4566/connect/v1"),
        ("HTTPS://a-b_c.example.com./v1", "https://a-b_c.example.com./v1"),
        (" http://[::1]:9 ", "http://[::1]:9"),
        ("http://[0:0:0:0:0:0:0:1]:9", "http://[::1]:9"),
    ] {
        assert_eq!(Endpoint::from_url(url, false).unwrap().as_str(), base);
    }
    assert_eq!(Endpoint::from_url("http://10.0.0.1", true).unwrap().as_str(), "http://10.0.0.1");
}

#[test]
fn urls_that_are_unsafe_or_ambiguous_are_refused() {
    for (url, reason) in [
        ("", "not a URL"),
        ("example.com", "no scheme"),
        ("/path", "no scheme"),
        ("ftp://example.com", "neither http nor https"),
        ("http://example.com", "plain http"),
        ("http://127.0.0.1.evil.com", "plain http"),
        ("https://key:hunter2@example.com", "user name or password"),
        ("https://example.com/?a=b", "query"),
        ("http://127.1", "IPv4"),
        ("http://0x7f000001", "IPv4"),
        ("http://2130706433/", "IPv4"),
        ("https://[1::2::3]", "IPv6"),
        ("https://example.com:", "port"),
        ("https://example.com:99999", "port"),
        ("https://example.com/a/../b", "dot segment"),
        ("https://example.com/a//b", "empty or dot segment"),
        ("https://example.com/%2e%2e", "characters"),
        ("https://example.com#", "fragment"),
        ("https://example.com/#top", "fragment"),
        ("https://example.com/v1#a?b=c", "fragment"),
        ("http://127.0.0.1:4566/#/", "fragment"),
        ("https://key:hunter2@example.com/#a", "fragment"),
        ("https://key:hunt#er2@example.com", "fragment"),
        ("#", "fragment"),
        ("https://hunter2@example.com", "user name or password"),
        ("https://example.com?", "query"),
        ("https://example.com:0", "port"),
        ("https://example.com:-1", "port"),
        ("https://example.com:a", "port"),
        ("https://example.com:70000/v1", "port"),
        ("https://", "not a URL"),
        ("https:///v1", "not a URL"),
        ("https://exa mple.com", "not a URL"),
        ("https://bücher.example", "not a URL"),
        ("https:example.com", "no scheme"),
        ("https://:443", "host"),
        ("//example.com", "no scheme"),
        ("wss://example.com", "neither http nor https"),
        ("https://exa%6dple.com", "not a URL"),
        ("https://example..com", "host"),
        ("https://exa!mple.com", "host"),
        ("https://.example.com", "host"),
        ("https://[::1", "not a URL"),
    ] {
        let error = Endpoint::from_url(url, false).unwrap_err().to_string();
        assert!(error.contains(reason), "{url}: {error}");
        assert!(!error.contains("hunter2"));
    }
}

#[test]
fn a_bound_url_is_the_base_url_with_the_path_and_the_query() {
    for (base, path, query, expected) in [
        ("https://a.example", "/", "", "https://a.example/"),
        ("https://a.example/", "/b/c%2Fd", "", "https://a.example/b/c%2Fd"),
        ("https://a.example:444", "/b", "c=d&e", "https://a.example:444/b?c=d&e"),
        ("http://[::1]:9/v1/x/", "/b", "c=%3F", "http://[::1]:9/v1/x/b?c=%3F"),
        ("http://localhost", "/b/", "c=?", "http://localhost/b/?c=?"),
    ] {
        let endpoint = Endpoint::from_url(base, false).unwrap();
        let uri = endpoint.uri(path, query).unwrap();
        assert_eq!(uri.to_string(), expected);
        assert_eq!(uri, expected.parse::<Uri>().unwrap());
    }
}

#[test]
fn a_service_whose_prefix_is_no_host_name_is_bound_as_its_url_is_read() {
    for prefix in ["a b", "ü", "", "a/b", "a?b", "a#b", "a:1/b", "a@b"] {
        let service = Service::new("Service", prefix, "service");
        let endpoint = Endpoint::of_region(&service, "us-west-2", Variant::default());
        let read = format!("{}/path?query", endpoint.as_str()).parse::<Uri>();
        assert_eq!(endpoint.uri("/path", "query").ok(), read.ok(), "{prefix:?}");
    }
}

#[test]
fn a_url_is_bound_up_to_the_length_that_can_be_read_again() {
    let endpoint = Endpoint::from_url("https://a.example/v1", false).unwrap();
    let longest = MAX_URL - endpoint.as_str().len() - "/?".len();
    for (length, is_bound) in [(longest, true), (longest + 1, false)] {
        let uri = endpoint.uri("/", &"q".repeat(length));
        assert_eq!(uri.is_ok(), is_bound, "{length}");
        assert!(uri.is_err() || uri.unwrap().to_string().parse::<Uri>().is_ok());
    }
}
