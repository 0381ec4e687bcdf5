"""Creates boto3 clients that only connect to loopback."""

import os
from typing import Any

import boto3
from botocore import UNSIGNED, xform_name
from botocore.config import Config

from credentials import ENVIRONMENT, REGION, without_aws
from model import new_session


def isolate() -> None:
    """Removes this machine's AWS settings and proxies from the environment."""
    settings = without_aws(os.environ)
    settings |= ENVIRONMENT
    os.environ.clear()
    os.environ.update(settings)


def client(
    service: str,
    endpoint: str,
    *,
    signed: bool = True,
    validate: bool = True,
    **settings: str,
) -> Any:
    """Creates a client. `settings` replace the region and the keys of the environment."""
    config = Config(
        connect_timeout=5,
        read_timeout=20,
        retries={"total_max_attempts": 1},
        parameter_validation=validate,
        inject_host_prefix=False,
        disable_request_compression=True,
        signature_version=None if signed else UNSIGNED,
    )
    session = boto3.Session(botocore_session=new_session(), region_name=REGION)
    return session.client(service, endpoint_url=endpoint, config=config, **settings)


def call(client: Any, operation: str, kwargs: dict[str, Any]) -> Any:
    return getattr(client, xform_name(operation))(**kwargs)
