"""What happens to records, for the apps above.

``mail_leaving``: a mail is about to be sent. A receiver that answers True takes it out of the
    post: its reader does not want it any more. Arguments: ``message``.
"""

from django.dispatch import Signal

mail_leaving = Signal()
