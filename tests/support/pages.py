"""What stands on a page."""


def words(response):
    """The markup of an answer with single spaces, so that lines may break anywhere."""
    return " ".join(response.content.decode().split())
