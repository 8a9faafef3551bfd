from __future__ import annotations

import pytest

from index.fetch.addresses import AllowedHosts, is_public


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "192.88.99.1", "::", "::1", "fe80::1",
        "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "100::1",
    ],
)  # fmt: skip
def test_loopback_private_link_local_and_special_addresses_are_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "::ffff:0:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "2002:a00:1::1",
    ],
)
def test_a_private_address_inside_an_ipv6_address_is_found(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["", "localhost", "127.1", "0x7f.0.0.1", "8.8.8.8.8"])
def test_what_is_no_numeric_address_is_not_public(address: str) -> None:
    assert not is_public(address)


def test_a_host_is_allowed_under_the_name_that_the_operator_gave_and_under_no_other() -> None:
    allowed = AllowedHosts(["Intranet.example.", "127.0.0.1", "[fd00::1]", ""])
    assert allowed.have("intranet.EXAMPLE")
    assert allowed.have("127.0.0.1")
    assert allowed.have("fd00::1")
    assert not allowed.have("localhost")
    assert not allowed.have("127.0.0.2")
    assert not allowed.have("a.intranet.example")
    assert not allowed.have("")
