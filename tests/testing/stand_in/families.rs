use serde_json::json;

use super::*;

#[tokio::test]
async fn an_update_changes_what_the_next_describe_shows() {
    let (_service, client) = started().await;
    let created = client.create_user(INSTANCE, &user("jane")).await.unwrap();
    let id = text(&created, "/UserId");
    let info = json!({ "FirstName": "Jane", "LastName": "Doe", "Email": "jane@example.com" });
    client.update_user_identity_info(INSTANCE, id, &info).await.unwrap();
    client.update_user_hierarchy(INSTANCE, id, Some("group")).await.unwrap();
    let described = client.describe_user(INSTANCE, id).await.unwrap();
    assert_eq!(described["User"]["IdentityInfo"], info);
    assert_eq!(described["User"]["HierarchyGroupId"], "group");
    assert_eq!(described["User"]["Username"], "jane");
    assert_eq!(described["User"]["Arn"], created["UserArn"]);
    client.update_user_hierarchy(INSTANCE, id, None).await.unwrap();
    let described = client.describe_user(INSTANCE, id).await.unwrap();
    assert_eq!(described["User"].get("HierarchyGroupId"), None);
}

#[tokio::test]
async fn a_deleted_thing_is_gone_from_describe_list_search_and_tags() {
    let (_service, client) = started().await;
    let created = client.create_user(INSTANCE, &user("jane")).await.unwrap();
    let (id, arn) = (text(&created, "/UserId"), text(&created, "/UserArn"));
    client.delete_user(INSTANCE, id).await.unwrap();
    let errors = [
        client.describe_user(INSTANCE, id).await.unwrap_err(),
        client.delete_user(INSTANCE, id).await.unwrap_err(),
        client.list_tags_for_resource(arn).await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.code(), Some("ResourceNotFoundException"), "{error}");
        assert_eq!(error.api().unwrap().status().as_u16(), 404);
    }
    assert!(client.list_users(INSTANCE, None, None).next().await.is_none());
    let found = client.search_users(&json!({ "InstanceId": INSTANCE })).await.unwrap();
    assert_eq!(found["ApproximateTotalCount"], 0);
}

#[tokio::test]
async fn names_are_unique_in_one_instance_and_ids_belong_to_one_family() {
    let (_service, client) = started().await;
    let other = json!({
        "IdentityManagementType": "CONNECT_MANAGED",
        "InboundCallsEnabled": true,
        "OutboundCallsEnabled": true,
    });
    let other = client.create_instance(&other).await.unwrap();
    let other = text(&other, "/Id");
    let created = client.create_user(INSTANCE, &user("jane")).await.unwrap();
    let id = text(&created, "/UserId");
    let duplicate = client.create_user(INSTANCE, &user("jane")).await.unwrap_err();
    assert_eq!(duplicate.code(), Some("DuplicateResourceException"));
    assert!(duplicate.to_string().contains("`Username`"), "{duplicate}");
    client.create_user(other, &user("jane")).await.unwrap();
    for error in [
        client.describe_user(other, id).await.unwrap_err(),
        client.describe_queue(INSTANCE, id).await.unwrap_err(),
        client.describe_user("unknown", id).await.unwrap_err(),
        client.list_bots("unknown", "V2").await.unwrap_err(),
    ] {
        assert_eq!(error.code(), Some("ResourceNotFoundException"), "{error}");
    }
    client.delete_instance(other).await.unwrap();
    let error = client.list_users(other, None, None).next().await.unwrap().unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFoundException"), "{error}");
}

#[tokio::test]
async fn a_list_pages_through_all_in_the_order_of_creation() {
    let (_service, client) = started().await;
    for number in 0..250 {
        client.create_user(INSTANCE, &user(&format!("user{number}"))).await.unwrap();
    }
    let mut pages = client.list_users(INSTANCE, Some(100), None).by_page();
    let (mut names, mut sizes) = (Vec::new(), Vec::new());
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        sizes.push(page.len());
        names.extend(page.iter().map(|user| text(user, "/Username").to_owned()));
    }
    assert_eq!(sizes, [100, 100, 50]);
    assert!(names.iter().enumerate().all(|(number, name)| *name == format!("user{number}")));
    let error = client.list_users(INSTANCE, None, Some("made-up")).next().await.unwrap();
    assert_eq!(error.unwrap_err().code(), Some("InvalidParameterException"));
}

#[tokio::test]
async fn a_search_finds_by_name_and_tag() {
    let (_service, client) = started().await;
    for (name, tag) in [("anna", "north"), ("hannah", "south"), ("otto", "north")] {
        let mut user = user(name);
        user["Tags"] = json!({ "site": tag });
        client.create_user(INSTANCE, &user).await.unwrap();
    }
    let by_name = |kind: &str, value: &str| json!({ "FieldName": "Username", "Value": value, "ComparisonType": kind });
    let string = |kind: &str, value: &str| json!({ "StringCondition": by_name(kind, value) });
    let tag = |value: &str| json!({ "TagCondition": { "TagKey": "site", "TagValue": value } });
    for (criteria, filter, names) in [
        (json!({}), json!({}), vec!["anna", "hannah", "otto"]),
        (string("EXACT", "ANNA"), json!({}), vec!["anna"]),
        (string("STARTS_WITH", "han"), json!({}), vec!["hannah"]),
        (string("CONTAINS", "anna"), json!({}), vec!["anna", "hannah"]),
        (
            json!({ "OrConditions": [string("EXACT", "otto"), string("EXACT", "anna")] }),
            json!({}),
            vec!["anna", "otto"],
        ),
        (
            json!({ "AndConditions": [string("CONTAINS", "h"), string("CONTAINS", "anna")] }),
            json!({}),
            vec!["hannah"],
        ),
        (json!({}), json!({ "TagFilter": tag("north") }), vec!["anna", "otto"]),
        (string("CONTAINS", "o"), json!({ "TagFilter": tag("south") }), vec![]),
    ] {
        let search =
            json!({ "InstanceId": INSTANCE, "SearchCriteria": criteria, "SearchFilter": filter });
        let found = client.search_users(&search).await.unwrap();
        let found_names: Vec<&str> =
            found["Users"].as_array().unwrap().iter().map(|user| text(user, "/Username")).collect();
        assert_eq!(found_names, names, "{search}");
        assert_eq!(found["ApproximateTotalCount"], names.len(), "{search}");
    }
}

#[tokio::test]
async fn tags_change_by_the_arn() {
    let (_service, client) = started().await;
    let mut jane = user("jane");
    jane["Tags"] = json!({ "a": "1" });
    let created = client.create_user(INSTANCE, &jane).await.unwrap();
    let (id, arn) = (text(&created, "/UserId"), text(&created, "/UserArn"));
    client.tag_resource(arn, &json!({ "b": "2" })).await.unwrap();
    client.untag_resource(arn, &["a"]).await.unwrap();
    let tags = client.list_tags_for_resource(arn).await.unwrap();
    assert_eq!(tags, json!({ "tags": { "b": "2" } }));
    let described = client.describe_user(INSTANCE, id).await.unwrap();
    assert_eq!(described["User"]["Tags"], json!({ "b": "2" }));
}

#[tokio::test]
async fn the_same_client_token_creates_one_contact() {
    let (_service, client) = started().await;
    let task = json!({ "InstanceId": INSTANCE, "Name": "call back", "ClientToken": "t" });
    let first = client.start_task_contact(&task).await.unwrap();
    let second = client.start_task_contact(&task).await.unwrap();
    assert_eq!(first, second);
    let contact = client.describe_contact(INSTANCE, text(&first, "/ContactId")).await.unwrap();
    let contact = &contact["Contact"];
    assert_eq!((&contact["Channel"], &contact["Name"]), (&json!("TASK"), &json!("call back")));
}

#[tokio::test]
async fn cases_have_fields_of_their_own() {
    let (_service, client) = started().await;
    let domain = client.create_domain("support").await.unwrap();
    let domain = text(&domain, "/domainId");
    let value = |id: &str, value: &str| json!({ "id": id, "value": { "stringValue": value } });
    let case =
        json!({ "templateId": "t", "fields": [value("title", "Lost"), value("city", "Rome")] });
    let case = client.create_case(domain, &case).await.unwrap();
    let id = text(&case, "/caseId");
    client.update_case(domain, id, &json!([value("title", "Found")])).await.unwrap();
    let wanted = json!([{ "id": "title" }]);
    let got = client.get_case(domain, id, &wanted).await.unwrap();
    assert_eq!(got, json!({ "templateId": "t", "fields": [value("title", "Found")] }));
    let filter = |text: &str| json!({ "filter": { "field": { "contains": value("title", text) } }, "fields": wanted });
    let found = client.search_cases(domain, &filter("oun")).await.unwrap();
    assert_eq!(text(&found, "/cases/0/caseId"), id);
    let found = client.search_cases(domain, &filter("lost")).await.unwrap();
    assert_eq!(found["cases"], json!([]));
}

#[tokio::test]
async fn profiles_are_found_by_their_keys() {
    let (_service, client) = started().await;
    client.create_profile_domain("shop", 30).await.unwrap();
    let profile = json!({ "FirstName": "Jane", "LastName": "Doe", "PhoneNumber": "+15550100" });
    let created = client.create_profile("shop", &profile).await.unwrap();
    for (key, value, count) in [
        ("_phone", "+15550100", 1),
        ("_fullName", "Jane Doe", 1),
        ("_profileId", text(&created, "/ProfileId"), 1),
        ("_email", "+15550100", 0),
    ] {
        let found = client.search_profiles("shop", key, &[value]).await.unwrap();
        assert_eq!(found["Items"].as_array().unwrap().len(), count, "{key}");
    }
    let error = client.create_profile("elsewhere", &profile).await.unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
}

#[tokio::test]
async fn a_token_is_for_one_list() {
    let (_service, client) = started().await;
    for name in ["a", "b"] {
        client.create_user(INSTANCE, &user(name)).await.unwrap();
    }
    let mut users = client.list_users(INSTANCE, Some(1), None);
    users.next().await.unwrap().unwrap();
    let token = users.next_token().unwrap().to_owned();
    let error = client.list_queues(INSTANCE, Some(&token)).next().await.unwrap().unwrap_err();
    assert_eq!(error.code(), Some("InvalidParameterException"));
    assert!(error.to_string().contains("is not from an earlier page"), "{error}");
}

#[tokio::test]
async fn an_instance_shows_its_attributes() {
    let (_service, client) = started().await;
    client.update_instance_attribute(INSTANCE, "INBOUND_CALLS", "false").await.unwrap();
    let instance = client.describe_instance(INSTANCE).await.unwrap();
    assert_eq!(instance["Instance"]["InboundCallsEnabled"], false);
    assert_eq!(instance["Instance"]["OutboundCallsEnabled"], true);
}

#[tokio::test]
async fn users_are_found_by_their_hierarchy_group() {
    let (_service, client) = started().await;
    for (name, group) in [("a", "north"), ("b", "south")] {
        let mut user = user(name);
        user["HierarchyGroupId"] = json!(group);
        client.create_user(INSTANCE, &user).await.unwrap();
    }
    let group = json!({ "Value": "south", "HierarchyGroupMatchType": "EXACT" });
    let criteria = json!({ "HierarchyGroupCondition": group });
    let search = json!({ "InstanceId": INSTANCE, "SearchCriteria": criteria });
    let found = client.search_users(&search).await.unwrap();
    assert_eq!(text(&found, "/Users/0/Username"), "b");
    assert_eq!(found["ApproximateTotalCount"], 1);
}

#[tokio::test]
async fn a_phone_number_says_its_country_and_moves_with_its_target() {
    let (service, client) = started().await;
    service.add_instance("other");
    for (number, country, kind) in [
        ("+12065550100", "US", "DID"),
        ("+18005550100", "US", "TOLL_FREE"),
        ("+442071838750", "GB", "DID"),
        ("+35312345678", "IE", "DID"),
    ] {
        let claim = json!({ "InstanceId": INSTANCE, "PhoneNumber": number });
        let claimed = client.claim_phone_number(&claim).await.unwrap();
        let id = text(&claimed, "/PhoneNumberId");
        let target = format!("arn:aws:connect:us-west-2:111122223333:instance/{INSTANCE}");
        let described = client.describe_phone_number(id).await.unwrap();
        let summary = &described["ClaimedPhoneNumberSummary"];
        assert_eq!(summary["PhoneNumberCountryCode"], country, "{number}");
        assert_eq!(summary["PhoneNumberType"], kind, "{number}");
        assert_eq!(summary["TargetArn"], target, "{number}");
        client.update_phone_number(id, &target.replace(INSTANCE, "other")).await.unwrap();
        let described = client.describe_phone_number(id).await.unwrap();
        assert_eq!(described["ClaimedPhoneNumberSummary"]["InstanceId"], "other", "{number}");
    }
}

#[tokio::test]
async fn a_transfer_goes_on_from_a_contact_that_exists() {
    let (_service, client) = started().await;
    let task = json!({ "InstanceId": INSTANCE, "Name": "call back" });
    let task = client.start_task_contact(&task).await.unwrap();
    let transfer =
        |id: &str| json!({ "InstanceId": INSTANCE, "ContactId": id, "ContactFlowId": "flow" });
    let first = text(&task, "/ContactId");
    let moved = client.transfer_contact(&transfer(first)).await.unwrap();
    let moved = client.describe_contact(INSTANCE, text(&moved, "/ContactId")).await.unwrap();
    assert_eq!(moved["Contact"]["PreviousContactId"], first);
    assert_eq!(moved["Contact"]["InitiationMethod"], "TRANSFER");
    let error = client.transfer_contact(&transfer("unknown")).await.unwrap_err();
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
}

#[tokio::test]
async fn a_batch_tells_what_it_found_and_what_not() {
    let (_service, client) = started().await;
    let domain = client.create_domain("support").await.unwrap();
    let domain = text(&domain, "/domainId");
    let rule = json!({ "required": { "defaultValue": true, "conditions": [] } });
    let created = client.create_case_rule(domain, "a rule", &rule).await.unwrap();
    let id = text(&created, "/caseRuleId");
    let rules = json!([{ "id": id }, { "id": "unknown" }]);
    let got = client.batch_get_case_rule(domain, &rules).await.unwrap();
    assert_eq!(text(&got, "/caseRules/0/name"), "a rule");
    assert_eq!(text(&got, "/errors/0/id"), "unknown");
    assert_eq!(got.as_object().unwrap().len(), 2, "{got}");
}

#[tokio::test]
async fn an_alias_of_a_flow_has_its_new_name() {
    let (_service, client) = started().await;
    let flow = json!({ "Name": "f", "Type": "CONTACT_FLOW", "Content": "{}" });
    let flow = client.create_contact_flow(INSTANCE, &flow).await.unwrap();
    let flow = text(&flow, "/ContactFlowId");
    let alias = client.create_contact_flow_alias(INSTANCE, flow, "old", 1).await.unwrap();
    let id = text(&alias, "/Id");
    client.update_contact_flow_alias(INSTANCE, flow, id, "new").await.unwrap();
    let alias = client.describe_contact_flow_alias(INSTANCE, flow, id).await.unwrap();
    assert_eq!(text(&alias, "/ContactFlowAlias/Name"), "new");
    assert_eq!(alias["ContactFlowAlias"]["Version"], 1);
}
