"""Addresses of the partner directory."""

from django.urls import path

from network.views import directory, embedding, listings

app_name = "network"

PARTNERS, LISTINGS = {"what": embedding.PARTNERS}, {"what": embedding.LISTINGS}

urlpatterns = [
    path("partner/", directory.partners, name="partners"),
    path("partner/<slug:slug>/", directory.partner, name="partner"),
    # --- directory
    path("netzwerk/partner.csv", directory.partners_csv, name="partners-csv"),
    path("netzwerk/ortsteile.geojson", directory.districts, name="districts"),
    path("netzwerk/angebote/", listings.listings, name="listings"),
    path("netzwerk/angebote/<slug:key>/", listings.listing, name="listing"),
    path("netzwerk/angebote.csv", listings.listings_csv, name="listings-csv"),
    path("netzwerk/einbetten/partner/", embedding.embed, PARTNERS, name="embed"),
    path("netzwerk/einbetten/partner/code/", embedding.embed_code, PARTNERS, name="embed-code"),
    path("netzwerk/einbetten/angebote/", embedding.embed, LISTINGS, name="embed-listings"),
    path(
        "netzwerk/einbetten/angebote/code/",
        embedding.embed_code,
        LISTINGS,
        name="embed-listings-code",
    ),
]
