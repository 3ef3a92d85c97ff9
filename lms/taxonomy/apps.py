"""App configuration."""

from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    """Vocabularies with official addresses."""

    name = "lms.taxonomy"
    label = "taxonomy"
