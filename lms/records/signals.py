"""What happens to records, for the apps above.

``mail_leaving``: a mail is about to be sent. A receiver that answers True takes it out of the
    post: its reader does not want it any more. Arguments: ``message``.
``deletion_replayed``: after a restore, an entry of the ledger that is no person. Who knows its type
    deletes the object again if it is back, and answers how many accounts went with it.
    Arguments: ``object_type``, ``object_key``, ``at``.
"""

from django.dispatch import Signal

mail_leaving = Signal()
deletion_replayed = Signal()
