"""Makes people."""

import time

import factory
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress

from lms.accounts.models import User

PASSWORD = "correct horse battery staple"


class UserFactory(factory.django.DjangoModelFactory):
    """A person with a confirmed e-mail address and a known password."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda o: f"{o.username}@example.org")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def confirmed(self, create, extracted, **kwargs):
        if create and extracted is not False and self.email:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class StaffFactory(UserFactory):
    """A person of the city; needs a second factor, so sign in with ``sign_in``."""

    username = factory.Sequence(lambda n: f"staff{n}")
    is_city_staff = True
    requires_second_factor = True


def sign_in(client, user):
    """Sign in as after the whole way in: password just given, second factor proved if needed."""
    client.force_login(user)
    methods = ["password", "mfa"] if user.requires_second_factor else ["password"]
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": method, "at": time.time()} for method in methods
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
