//! The readers of the calls, on the data of this crate.

use connect_model::{Kind, Place, Service, TimestampFormat, without_label_names};

#[test]
fn every_operation_is_found_by_its_name_and_its_line() {
    let mut total = 0;
    for service in Service::ALL {
        let calls = service.calls();
        for operation in calls.operations() {
            let by_name = calls.operation(operation.name());
            assert_eq!(by_name, Some(operation));
            let by_line = calls.operation_at(operation.method(), operation.path());
            assert_eq!(by_line, Some(operation));
            let in_angles = operation.path().replace('{', "<").replace('}', ">");
            assert_eq!(calls.operation_at(operation.method(), &in_angles), Some(operation));
            total += 1;
        }
        assert_eq!(calls.lines().count(), calls.operations().count());
    }
    assert_eq!(total, 712);
    assert_eq!(Service::Connect.calls().operations().count(), 405);
}

#[test]
fn what_is_not_in_the_model_is_not_found() {
    let calls = Service::Connect.calls();
    for name in ["", "A", "GetFederationTokens", "GetFederationToke", "zz", "releases"] {
        assert_eq!(calls.operation(name), None, "{name}");
    }
    for (method, path) in [
        ("GET", ""),
        ("POST", "/user/federate/{InstanceId}"),
        ("GET", "/user/federate/"),
        ("GET", "/user/federate/{InstanceId}/"),
        ("GET", "/user/federate/<InstanceId"),
        ("", "/user/federate/{InstanceId}"),
    ] {
        let found = calls.operation_at(method, path).map(|operation| operation.name());
        // An open label ends the path.
        let expected = (path == "/user/federate/<InstanceId" && method == "GET")
            .then_some("GetFederationToken");
        assert_eq!(found, expected, "{method} {path}");
    }
}

#[test]
fn a_name_is_found_whatever_its_case() {
    let calls = Service::Connect.calls();
    for name in ["StartWebRTCContact", "start_web_rtc_contact", "start_webrtc_contact"] {
        assert_eq!(calls.operation(name).map(|found| found.name()), Some("StartWebRTCContact"));
    }
}

#[test]
fn the_facts_of_an_operation_are_those_of_the_model() {
    let calls = Service::Connect.calls();
    let start = calls.operation("StartOutboundVoiceContact").unwrap();
    assert_eq!((start.method(), start.path()), ("PUT", "/contact/outbound-voice"));
    let required: Vec<_> =
        start.members().filter(|member| member.is_required).map(|member| member.name).collect();
    assert_eq!(required, ["DestinationPhoneNumber", "ContactFlowId", "InstanceId"]);
    let token = start.idempotency_token().unwrap();
    assert_eq!((token.name, token.place, token.is_required), ("ClientToken", Place::Body, false));
    assert_eq!(start.outputs().map(|output| output.name).collect::<Vec<_>>(), ["ContactId"]);
    assert!(start.errors().any(|code| code == "DestinationNotAllowedException"));
    assert_eq!(start.paging(), None);

    let list = calls.operation("ListUsers").unwrap();
    let query: Vec<_> = list
        .members()
        .filter(|member| member.place == Place::Query)
        .map(|member| (member.name, member.kind))
        .collect();
    assert_eq!(query, [("nextToken", Kind::String), ("maxResults", Kind::Integer)]);
    let paging = list.paging().unwrap();
    assert_eq!(
        (paging.response_token, paging.items, paging.request_token, paging.limit),
        ("NextToken", "UserSummaryList", "nextToken", Some("maxResults"))
    );

    let connection = Service::Participant.calls().operation("CreateParticipantConnection").unwrap();
    assert!(connection.takes_bearer_token());
    let metrics = calls.operation("GetMetricData").unwrap();
    let start = metrics.members().find(|member| member.name == "StartTime").unwrap();
    assert_eq!(start.kind, Kind::Timestamp(TimestampFormat::EpochSeconds));
}

#[test]
fn a_release_and_errors_are_read() {
    for service in Service::ALL {
        let release = service.calls().release();
        assert_eq!((release.version, release.date), ("1.44.8", "2026-11-20"), "{service:?}");
        assert!(service.calls().errors().all(|error| (400..600).contains(&error.status)));
        assert_eq!(Service::from_constant(service.constant()), Some(service));
    }
    let codes: Vec<_> = Service::Connect.calls().errors().collect();
    assert!(codes.iter().any(|error| error.code == "UserNotFoundException" && error.status == 404));
}

#[test]
fn label_names_are_dropped() {
    for (path, expected) in [
        ("/a/{B}/c/<D..>", "/a/{}/c/{}"),
        ("/cases:batchUpdateCase", "/cases:batchUpdateCase"),
        ("", ""),
        ("/{Open", "/{}"),
    ] {
        assert_eq!(without_label_names(path), expected);
    }
}
