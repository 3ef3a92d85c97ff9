"""Why somebody does not get a seat; each is fit to show."""

from lms.common.errors import ConflictError, DomainError


class NoRunError(DomainError):
    """No run was chosen, or one that is gone."""


class ClosedRunError(ConflictError):
    """The run does not take anybody now."""


class FullRunError(ConflictError):
    """All seats are taken."""


class EntranceError(DomainError):
    """The run is entered in another way, or the code is not right."""


class CodeError(EntranceError):
    """The key or voucher does not hold; trying is counted."""


class AdmissionError(DomainError):
    """The person is too young, or something is missing that must be done before."""


class RequestStateError(ConflictError):
    """The request for a seat is answered already, or its time is over."""


class MovedError(ConflictError):
    """The enrolment went to another run at this moment."""


class BeatenError(Exception):
    """The same person came back in a second window; the seat just taken is given up."""
