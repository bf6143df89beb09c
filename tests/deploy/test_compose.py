"""The compose file: valid by the specification, without a secret, and of one mind with the image and the settings."""

import os
import re
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

from tests.deploy.image import settings
from tourism.environment import PROJECT, Environment

DEPLOY = PROJECT / "deploy"
COMPOSE = (DEPLOY / "compose.yaml").read_text()


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """Return the services as compose reads them, with their common part merged in."""
    found: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
    return found


def test_the_file_is_valid_by_the_specification() -> None:
    merged = yaml.safe_load(COMPOSE)

    assert set(PyCompose.from_yaml(yaml.safe_dump(merged)).service_names()) == set(merged["services"])


def test_a_mistyped_key_would_be_found() -> None:
    wrong = yaml.safe_load(COMPOSE)
    wrong["services"]["web"]["restrat"] = "always"

    with pytest.raises(ValueError, match="restrat"):
        PyCompose.from_yaml(yaml.safe_dump(wrong))


def test_it_holds_no_secret_and_asks_for_each_by_name() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+):\?", COMPOSE))
    offered = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "example.env").read_text(), re.MULTILINE))

    assert asked == offered == {"SITE_HOST", "SECRET_KEY", "DATABASE_PASSWORD", "VALKEY_PASSWORD"}
    assert re.findall(r"^(?:SECRET_KEY|\w+_PASSWORD)=(.+)$", (DEPLOY / "example.env").read_text(), re.MULTILINE) == []


def test_every_variable_of_the_service_is_a_setting(services: dict[str, Any]) -> None:
    for name in ("web", "worker"):
        assert set(services[name]["environment"]) <= set(Environment.model_fields)
        assert services[name]["environment"]["TRUSTED_PROXIES"] == "1"


def test_the_service_starts_in_production_with_what_it_is_given(
    services: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("web", "worker"):
        for variable, value in {**settings(), **services[name]["environment"], "PATH": os.environ["PATH"]}.items():
            # The least that a person fills in, and the defaults.
            filled = re.sub(r"\$\{\w+:-(\w+)\}", r"\1", value)
            monkeypatch.setenv(variable, re.sub(r"\$\{\w+:\?[^}]+\}", "0123456789abcdef" * 2, filled))

        assert Environment().PRODUCTION


def test_only_the_proxy_is_reached_from_outside(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert services["database"]["networks"] == services["valkey"]["networks"] == ["inside"]
    assert yaml.safe_load(COMPOSE)["networks"]["inside"] == {"internal": True}


def test_what_others_wait_for_says_when_it_is_healthy(services: dict[str, Any]) -> None:
    for service in services.values():
        for needed, how in service.get("depends_on", {}).items():
            assert how == {"condition": "service_healthy"}
            assert "healthcheck" in services[needed] or services[needed].get("build")


def test_every_service_is_pinned_bounded_and_comes_back(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert re.search(r":\d", service["image"]), name
        assert service["mem_limit"], name
        assert service["restart"] == "unless-stopped", name
        assert service["logging"]["options"]["max-size"], name


def test_what_is_mounted_from_here_is_here(services: dict[str, Any]) -> None:
    mounted = [volume.split(":")[0] for service in services.values() for volume in service.get("volumes", [])]
    named = set(yaml.safe_load(COMPOSE)["volumes"])

    assert [path for path in mounted if path.startswith(".")] == ["./Caddyfile"]
    assert {path for path in mounted if not path.startswith(".")} == named
    assert (DEPLOY / services["web"]["build"]["dockerfile"].removeprefix("deploy/")).exists()
