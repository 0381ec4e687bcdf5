//! Checks the public endpoints of every service in every partition against `endpoints.txt`.

use connect_runtime::bytes::Bytes;
use connect_runtime::{
    BoxFuture, Client, ClientBuilder, Credentials, Service, Transport, TransportError,
    TransportErrorKind, http, service,
};

/// Rejects every request. With this transport, a client needs no certificates.
struct Nowhere;

impl Transport for Nowhere {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let error = TransportError::new(TransportErrorKind::Refused, request.uri(), None);
        Box::pin(std::future::ready(Err(error)))
    }
}

fn builder(region: &str) -> ClientBuilder {
    let credentials = Credentials::new("AKID", "secret", None, None, "test");
    Client::builder().region(region).credentials(credentials).transport(Nowhere)
}

fn service(name: &str) -> Service {
    match name {
        "CONNECT" => service::CONNECT,
        "CASES" => service::CASES,
        "CAMPAIGNS_V2" => service::CAMPAIGNS_V2,
        "CONTACT_LENS" => service::CONTACT_LENS,
        "PARTICIPANT" => service::PARTICIPANT,
        "CUSTOMER_PROFILES" => service::CUSTOMER_PROFILES,
        "Q_CONNECT" => service::Q_CONNECT,
        other => panic!("{other} is no service"),
    }
}

#[test]
fn every_service_has_the_endpoints_of_its_rule_set() {
    let mut rows = 0;
    for row in include_str!("endpoints.txt").lines().skip(1) {
        let [name, region, fips, dual_stack, expected] =
            row.split(' ').collect::<Vec<_>>()[..].try_into().unwrap();
        let client = builder(region)
            .use_fips(fips == "fips")
            .use_dual_stack(dual_stack == "dual")
            .build()
            .unwrap();
        assert_eq!(client.service_endpoint_url(&service(name)), expected, "{row}");
        rows += 1;
    }
    assert_eq!(rows, 7 * 9 * 4);
}

#[test]
fn a_given_endpoint_is_used_unchanged() {
    let url = "https://gateway.example/connect";
    let given = || builder("us-west-2").endpoint_url(url);
    let client = given().build().unwrap();
    assert_eq!(client.service_endpoint_url(&service::CASES), url);
    assert_eq!(client.endpoint_url(), url);
    let own = builder("us-west-2").service_endpoint_url(service::CASES, url);
    for (refused, setting) in [
        (given().use_fips(true), "use_fips"),
        (given().use_dual_stack(true), "use_dual_stack"),
        (own.use_fips(true).use_dual_stack(true), "use_fips"),
    ] {
        let error = refused.build().unwrap_err().to_string();
        assert!(
            error.contains(setting) && error.contains("an endpoint URL is given too"),
            "{error}"
        );
    }
}
