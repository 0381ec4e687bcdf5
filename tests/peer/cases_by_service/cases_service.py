"""Defines cases for Amazon Connect Cases."""

from typing import Any

from case import I64_MAX, INSTANCE_ARN, LONG_TEXT, RESERVED, TOKEN, UNICODE, Case


def cases(name: str, operation: str, /, **kwargs: Any) -> Case:
    return Case(name, "connectcases", operation, kwargs)


CASES = [
    cases("cases-post-without-body", "GetDomain", domainId="d 1"),
    cases("cases-post-without-path-values", "ListDomains", maxResults=1, nextToken="a+b"),
    cases("cases-trailing-slash-without-body", "ListCaseRules", domainId="d", maxResults=0),
    cases("cases-trailing-slash-and-label", "ListCaseRules", domainId=RESERVED),
    cases(
        "cases-trailing-slash-and-body",
        "CreateRelatedItem",
        domainId="d",
        caseId="c/1",
        type="Sla",
        content={
            "sla": {
                "slaInputConfiguration": {
                    "name": "n",
                    "type": "CaseField",
                    "targetFieldValues": [{"emptyValue": {}}, {"booleanValue": False}],
                    "targetSlaMinutes": I64_MAX,
                }
            }
        },
        performedBy={"userArn": INSTANCE_ARN},
    ),
    cases(
        "cases-colon-in-path-put",
        "BatchUpdateCase",
        domainId="d",
        cases=[{"caseIdentifier": {"caseId": "c"}}, {"caseIdentifier": {"referenceId": ""}}],
        fields=[{"fieldIdentifier": {"name": "n"}, "value": {"doubleValue": 1.5}}],
        status="open",
    ),
    cases(
        "cases-colon-in-path-post",
        "BatchCreateRelatedItem",
        domainId="d",
        content={"comment": {"body": LONG_TEXT, "contentType": "Text/Plain"}},
        cases=[],
        clientToken=TOKEN,
    ),
    cases(
        "cases-query-list-in-post",
        "ListFieldOptions",
        domainId="d",
        fieldId="f",
        values=["a b", "", "é&", "a b"],
        maxResults=100,
    ),
    cases("cases-query-enum-list", "ListTemplates", domainId="d", status=["Active", "Inactive"]),
    cases(
        "cases-token-made",
        "CreateCase",
        domainId="d",
        templateId="t",
        fields=[
            {"id": "title", "value": {"stringValue": UNICODE}},
            {"id": "open", "value": {"booleanValue": False}},
            {"id": "count", "value": {"doubleValue": 0.0}},
            {"id": "none", "value": {"emptyValue": {}}},
        ],
    ),
    cases(
        "cases-union-recursive",
        "SearchCases",
        domainId="d",
        maxResults=25,
        nextToken="n",
        searchTerm="",
        filter={
            "andAll": [
                {"not": {"field": {"equalTo": {"id": "f", "value": {"stringValue": ""}}}}},
                {"orAll": []},
                {"tag": {"equalTo": {"key": "k", "value": "v"}}},
            ]
        },
        sorts=[],
        fields=[{"id": "title"}],
    ),
    cases("cases-put-list-empty", "UpdateCase", domainId="d", caseId="c", fields=[]),
    cases(
        "cases-put-false",
        "BatchPutFieldOptions",
        domainId="d",
        fieldId="f",
        options=[{"name": "n", "value": "v", "active": False}],
    ),
    cases(
        "cases-arn-label", "ListTagsForResource", arn="arn:aws:cases:us-west-2:1:domain/d/case/c"
    ),
    cases(
        "cases-delete-three-labels",
        "DeleteRelatedItem",
        domainId="d",
        caseId="é",
        relatedItemId="~",
    ),
]
