"""Events of the vocabularies.

``vocabularies_loaded``: the data files were read, inside that transaction. No arguments.
"""

from django.dispatch import Signal

vocabularies_loaded = Signal()
