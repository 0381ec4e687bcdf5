"""Steps with the domains of Cases and Customer Profiles."""

from typing import Any

from scenario_run import Scenario


def cases(scenario: Scenario, cases: Any) -> None:
    made = scenario.step("create the case domain", cases.create_domain, name="peer-cases")
    domain = {"domainId": made["domainId"]}
    scenario.step("a domain's name that is taken", cases.create_domain, name="peer-cases")
    scenario.step("describe the case domain", cases.get_domain, **domain)
    field = scenario.step(
        "create the field", cases.create_field, **domain, name="peer field", type="Text"
    )
    fields = [{"id": field["fieldId"]}]
    one = {**domain, "fieldId": field["fieldId"]}
    scenario.step("update the field", cases.update_field, **one, description="a text")
    scenario.step("read the field", cases.batch_get_field, **domain, fields=fields)
    scenario.step("list the fields", cases.list_fields, **domain)
    scenario.step("delete the case domain", cases.delete_domain, **domain)
    scenario.step("describe the deleted case domain", cases.get_domain, **domain)


def profiles(scenario: Scenario, profiles: Any) -> None:
    domain = {"DomainName": "peer-profiles"}
    scenario.step(
        "create the profile domain", profiles.create_domain, **domain, DefaultExpirationDays=30
    )
    scenario.step("describe the profile domain", profiles.get_domain, **domain)
    made = scenario.step(
        "create the profile",
        profiles.create_profile,
        **domain,
        FirstName="Ada",
        PhoneNumber="+15550100",
    )
    search = {**domain, "KeyName": "_phone", "Values": ["+15550100"]}
    one = {**domain, "ProfileId": made["ProfileId"]}
    scenario.step("find the profile by its number", profiles.search_profiles, **search)
    scenario.step("update the profile", profiles.update_profile, **one, LastName="Peer")
    scenario.step("find the updated profile", profiles.search_profiles, **search)
    scenario.step("delete the profile", profiles.delete_profile, **one)
    scenario.step("find no profile", profiles.search_profiles, **search)
    scenario.step("delete the profile domain", profiles.delete_domain, **domain)
    scenario.step("describe the deleted profile domain", profiles.get_domain, **domain)
