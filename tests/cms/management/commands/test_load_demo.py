import pytest
from django.core.management import call_command

from cms.demo.second_factor import current_code


@pytest.mark.django_db(transaction=True)
def test_the_current_code_is_printed(capsys):
    call_command("load_demo")
    out = capsys.readouterr().out
    assert current_code("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP") in out
    assert "demo_code NAME" in out
