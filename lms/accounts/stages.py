"""The steps of signing in that differ from allauth's."""

from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from django.http import HttpResponse


class EmailStage(EmailVerificationStage):
    """Ask for a confirmed address only of those who have one."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Pass accounts without e-mail; registrations with a taken address get allauth's page."""
        user = self.login.user
        if user is not None and not user.email and not EmailAddress.objects.filter(user=user):
            return None, True
        answer: tuple[HttpResponse | None, bool] = super().handle()
        return answer
