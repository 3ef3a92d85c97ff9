"""What the pages of those who steer are tested with: three houses, two matches, a browser."""

from network.models import Partner
from tests.support.chain import match, partner


def three_houses() -> tuple[Partner, Partner, Partner]:
    """A school that matches two universities, the second one better."""
    school = partner("Grundschule", "primary", capacity=1)
    first, second = (partner(name, "higher") for name in ("Hochschule", "Institut"))
    match(school, first, 0.4)
    match(school, second, 0.8)
    return school, first, second


def page(client, address: str, status: int = 200) -> str:
    """What a browser gets."""
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()
