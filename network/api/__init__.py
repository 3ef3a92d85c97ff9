"""Read API of the partner network; each schema lists what leaves the house."""
