"""Read API of the learning model; each schema lists what leaves the house."""
