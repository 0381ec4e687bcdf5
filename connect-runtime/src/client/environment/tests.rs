use super::*;
use crate::client::Client;
use crate::error::Error;

const KEYS: [(&str, &str); 2] =
    [("AWS_ACCESS_KEY_ID", "AKID"), ("AWS_SECRET_ACCESS_KEY", "hunter2")];

fn client(variables: &[(&str, &str)]) -> Result<Client, Error> {
    builder(&|name| read(variables, name))?.build()
}

fn read(variables: &[(&str, &str)], name: &str) -> Result<String, VarError> {
    let found = variables.iter().find(|(key, _)| *key == name);
    found.map(|(_, value)| (*value).to_owned()).ok_or(VarError::NotPresent)
}

#[test]
fn a_client_is_built_from_variables() {
    let url = "http://127.0.0.1:9";
    for (variables, region, endpoint_url) in [
        (vec![("AWS_REGION", "eu-west-2"), ("AWS_ENDPOINT_URL", url)], "eu-west-2", url),
        (
            vec![
                ("AWS_DEFAULT_REGION", "us-east-1"),
                ("AWS_REGION", " "),
                ("AWS_ENDPOINT_URL", url),
            ],
            "us-east-1",
            url,
        ),
        (
            vec![
                ("AWS_REGION", "a"),
                ("AWS_ENDPOINT_URL", "http://127.0.0.1:10"),
                ("AWS_ENDPOINT_URL_CONNECT", url),
            ],
            "a",
            url,
        ),
        (
            vec![
                ("AWS_REGION", "a"),
                ("AWS_ENDPOINT_URL", url),
                ("AWS_USE_FIPS_ENDPOINT", "False"),
            ],
            "a",
            url,
        ),
    ] {
        let client = client(&[&KEYS, &variables[..]].concat()).unwrap();
        assert_eq!(client.region(), region);
        assert_eq!(client.endpoint_url(), endpoint_url);
    }
}

#[test]
fn configured_urls_can_be_ignored() {
    let variables = [
        ("AWS_REGION", "us-west-2"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9"),
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "TRUE"),
    ];
    let client = client(&[&KEYS, &variables[..]].concat()).unwrap();
    assert_eq!(client.endpoint_url(), "https://connect.us-west-2.amazonaws.com");
}

#[test]
fn each_service_has_its_own_variable() {
    for (service, name) in ENDPOINT_VARIABLES {
        let (all, own) = ("http://127.0.0.1:9", "http://127.0.0.1:10");
        let variables = [("AWS_REGION", "a"), ("AWS_ENDPOINT_URL", all), (name, own)];
        let client = client(&[&KEYS, &variables[..]].concat()).unwrap();
        for (other, _) in ENDPOINT_VARIABLES {
            let expected = if other == service { own } else { all };
            assert_eq!(client.service_endpoint_url(&other), expected, "{name}");
        }
    }
}

#[test]
fn later_settings_override_the_environment() {
    let variables = [
        ("AWS_REGION", "a"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9"),
        ("AWS_ENDPOINT_URL_CONNECT", "http://127.0.0.1:10"),
    ];
    let variables = [&KEYS[..], &variables[..]].concat();
    let from_environment = || builder(&|name| read(&variables, name)).unwrap();
    let url = "http://127.0.0.1:11";
    let client = from_environment().endpoint_url(url).build().unwrap();
    assert_eq!(client.endpoint_url(), url);
    let own = from_environment().service_endpoint_url(service::CASES, url);
    let client = own.endpoint_url("http://127.0.0.1:12").build().unwrap();
    assert_eq!(client.service_endpoint_url(&service::CASES), url);
}

#[test]
fn the_retry_mode_can_be_set() {
    for (value, mode) in [("Adaptive", "Adaptive"), ("legacy", "Standard")] {
        let builder = builder(&|name| read(&[("AWS_RETRY_MODE", value)], name)).unwrap();
        let retry = format!("{:?}", builder.retry);
        assert!(retry.contains(&format!("mode: {mode}")), "{retry}");
    }
}

#[test]
fn errors_name_the_missing_or_invalid_setting() {
    for (variables, named) in [
        (vec![], "region"),
        (vec![("AWS_REGION", "us-west-2")], "AWS_ACCESS_KEY_ID"),
        (vec![("AWS_REGION", "a"), KEYS[0]], "AWS_SECRET_ACCESS_KEY"),
        (
            vec![("AWS_REGION", "a"), ("AWS_ENDPOINT_URL_QCONNECT", "q"), KEYS[0], KEYS[1]],
            "AWS_ENDPOINT_URL_QCONNECT",
        ),
        (
            vec![("AWS_REGION", "a"), ("AWS_MAX_ATTEMPTS", "0"), KEYS[0], KEYS[1]],
            "AWS_MAX_ATTEMPTS",
        ),
        (
            vec![("AWS_REGION", "a"), ("AWS_MAX_ATTEMPTS", "x"), KEYS[0], KEYS[1]],
            "AWS_MAX_ATTEMPTS",
        ),
        (
            vec![("AWS_REGION", "a"), ("AWS_RETRY_MODE", "often"), KEYS[0], KEYS[1]],
            "AWS_RETRY_MODE",
        ),
        (vec![("AWS_REGION", "a"), KEYS[1]], "AWS_ACCESS_KEY_ID"),
        (vec![("AWS_REGION", "evil.com/"), KEYS[0], KEYS[1]], "region"),
        (
            vec![("AWS_REGION", "a"), ("AWS_USE_FIPS_ENDPOINT", "yes"), KEYS[0], KEYS[1]],
            "AWS_USE_FIPS_ENDPOINT",
        ),
        (
            vec![
                ("AWS_REGION", "a"),
                ("AWS_USE_FIPS_ENDPOINT", "true"),
                ("AWS_ENDPOINT_URL", "http://127.0.0.1:9"),
                KEYS[0],
                KEYS[1],
            ],
            "use_fips",
        ),
        (
            vec![
                ("AWS_REGION", "a"),
                ("AWS_USE_DUALSTACK_ENDPOINT", "true"),
                ("AWS_ENDPOINT_URL_CONNECTCASES", "http://127.0.0.1:9"),
                KEYS[0],
                KEYS[1],
            ],
            "use_dual_stack",
        ),
        (
            vec![("AWS_REGION", "a"), ("AWS_ENDPOINT_URL", "http://example.com"), KEYS[0], KEYS[1]],
            "AWS_ENDPOINT_URL",
        ),
        (
            vec![
                ("AWS_REGION", "a"),
                ("AWS_SDK_UA_APP_ID", "a b"),
                ("AWS_ENDPOINT_URL", "http://localhost"),
                KEYS[0],
                KEYS[1],
            ],
            "app_name",
        ),
    ] {
        let error = client(&variables).unwrap_err();
        assert!(matches!(error, Error::Configuration(_)));
        assert!(error.to_string().contains(named), "{variables:?}: {error}");
        assert!(!format!("{error:?} {error}").contains("hunter2"));
    }
}

#[test]
fn each_endpoint_variable_is_named() {
    let all = ENDPOINT_VARIABLES.into_iter().map(|(_, name)| name);
    for name in all.chain(["AWS_ENDPOINT_URL"]) {
        for (url, problem) in [
            ("https://example.com/#a", "fragment"),
            ("https://hunter2@example.com", "user name or password"),
            ("https://example.com?a=b", "query"),
            ("example.com", "scheme"),
            ("ftp://example.com", "neither http nor https"),
            ("https://example.com:70000", "port"),
        ] {
            let error = client(&[("AWS_REGION", "a"), (name, url), KEYS[0], KEYS[1]]);
            let error = error.unwrap_err().to_string();
            let start = format!("client configuration: {name} ");
            assert!(error.starts_with(&start) && error.contains(problem), "{error}");
            assert!(!error.contains("hunter2"), "{error}");
        }
    }
}

#[test]
fn keys_are_trimmed_and_checked() {
    let variables = |id, secret, token| {
        [
            ("AWS_REGION", "a"),
            ("AWS_ENDPOINT_URL", "http://127.0.0.1:9"),
            ("AWS_ACCESS_KEY_ID", id),
            ("AWS_SECRET_ACCESS_KEY", secret),
            ("AWS_SESSION_TOKEN", token),
        ]
    };
    for (id, secret, token) in [
        ("AKID\n", " hunter2\r\n", "\n"),
        ("\u{feff}AKID", "hunter2\t", "token\n"),
        ("AKID", "s", ""),
    ] {
        client(&variables(id, secret, token)).unwrap();
    }
    for (id, secret, token, named) in [
        (" ", "hunter2", "", "AWS_ACCESS_KEY_ID is not set"),
        ("AKID", "\r\n", "", "AWS_SECRET_ACCESS_KEY is not set"),
        ("AK\nID", "hunter2", "", "AWS_ACCESS_KEY_ID contains"),
        ("AKID", "hun\nter2", "", "AWS_SECRET_ACCESS_KEY contains"),
        ("AKID", "hunter2é", "", "AWS_SECRET_ACCESS_KEY contains"),
        ("AKID", "hunter2", "hunter2\nhunter2", "AWS_SESSION_TOKEN contains"),
        ("\n", "", "", "credentials are not set"),
    ] {
        let error = client(&variables(id, secret, token)).unwrap_err();
        assert!(error.to_string().contains(named), "{error}");
        assert!(!format!("{error:?}{error}").contains("hun"), "{error:?}");
    }
}

#[test]
fn credentials_of_other_sources_are_named_with_the_feature_that_reads_them() {
    for variable in UNREAD_CREDENTIALS {
        for region in ["us-west-2", ""] {
            let variables = [(variable, "something"), ("AWS_REGION", region)];
            let error = client(&variables).unwrap_err().to_string();
            for part in [variable, "feature `aws-config`", "`from_aws`", "AWS_ACCESS_KEY_ID"] {
                assert!(error.contains(part), "{part}: {error}");
            }
        }
        let blank = client(&[(variable, " "), ("AWS_REGION", "a")]).unwrap_err().to_string();
        assert!(!blank.contains("aws-config"), "{blank}");
        let url = ("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
        client(&[(variable, "x"), ("AWS_REGION", "a"), url, KEYS[0], KEYS[1]]).unwrap();
        let variables = [(variable, "x"), ("AWS_REGION", "a"), url];
        let builder = builder(&|name| read(&variables, name)).unwrap();
        builder.without_credentials().build().unwrap();
    }
}
