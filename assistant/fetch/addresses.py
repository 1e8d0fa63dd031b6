"""A web address or an IP address -> allowed, or a refusal that says why.

A list of addresses may have been edited by somebody, and a site may be taken over or redirect. So only https is
spoken, a redirect must stay on the site, and no machine inside the own network is ever connected to: every IP address
that a name resolves to must be public, and the connection goes to the address that was checked, so that a second
look-up cannot change it (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# RFC 6052: the last 32 bits of such an address are an IPv4 address that a gateway connects to.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class RefusedAddressError(Exception):
    """An address that must not be asked; its text is the reason for the report."""


@dataclass(frozen=True, slots=True)
class AddressRules:
    """What may be asked. The product uses the defaults and no setting or option changes them.

    ``reachable`` are networks that count as public although they are not; tests name the loopback network there.
    """

    schemes: frozenset[str] = frozenset({"https"})
    ports: frozenset[int] | None = frozenset({443})  # None: any
    reachable: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    def check_url(self, url: httpx.URL) -> None:
        """Refuse an address by its own words, before anything is looked up.

        Raises:
            RefusedAddressError: scheme, port, user name or host are not allowed.
        """
        if url.scheme not in self.schemes:
            raise RefusedAddressError(f"{url.scheme or 'an address without a scheme'} is not allowed; only https is")
        if url.userinfo:
            raise RefusedAddressError("an address with a user name in it is not allowed")
        if not url.host:
            raise RefusedAddressError("the address names no host")
        if self.ports is not None and (url.port or 443) not in self.ports:
            raise RefusedAddressError(f"port {url.port} is not allowed")

    def check_redirect(self, start: httpx.URL, target: httpx.URL, hosts: Sequence[str]) -> None:
        """Refuse a redirect that leaves the site: its host, the same with or without ``www.``, or one of ``hosts``.

        Raises:
            RefusedAddressError: the target is another site, or not allowed by itself.
        """
        self.check_url(target)
        same = _bare(target.host) == _bare(start.host) and target.port == start.port
        if not same and target.host not in hosts:
            raise RefusedAddressError(f"it redirects to another site, {target.host}")

    def resolve(self, host: str, port: int) -> tuple[str, ...]:
        """The IP addresses of a host, all of which may be connected to.

        Raises:
            RefusedAddressError: one of them is private, local or otherwise not public.
            OSError: the name cannot be resolved.
        """
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            if not self._may_connect(ipaddress.ip_address(address.partition("%")[0])):
                raise RefusedAddressError(f"{host} is at {address}, which is no public address")
        return addresses

    def _may_connect(self, address: IpAddress) -> bool:
        if any(address in network for network in self.reachable):
            return True
        return all(one.is_global and not one.is_multicast for one in (address, *_embedded(address)))


def _embedded(address: IpAddress) -> list[IpAddress]:
    """IPv4 addresses to which an IPv6 address leads."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found: list[IpAddress] = [one for one in (address.ipv4_mapped, address.sixtofour) if one is not None]
    if address.teredo is not None:
        found += address.teredo
    if address in _NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return found


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")
