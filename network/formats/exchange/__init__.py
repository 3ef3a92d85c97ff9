"""The exchange format ``lernkette-network/1``: one JSON document of a whole network."""

from network.formats.exchange.reading import read_network
from network.formats.exchange.shapes import (
    Cooperation,
    ExchangeError,
    Fault,
    Listing,
    Network,
    Partner,
)
from network.formats.exchange.writing import write_network

__all__ = [
    "Cooperation",
    "ExchangeError",
    "Fault",
    "Listing",
    "Network",
    "Partner",
    "read_network",
    "write_network",
]
