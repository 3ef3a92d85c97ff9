"""What stands on a page."""


def words(response):
    """The markup of an answer with single spaces, so that lines may break anywhere."""
    return " ".join(response.content.decode().split())


def main_of(response):
    """The same without header and footer."""
    return words(response).partition("<main")[2].partition("</main>")[0]
