"""Digital credentials: Open Badges 3.0 as Verifiable Credentials 2.0, signed and checked.

Nothing here reads a key file, a database or the network: keys and moments are handed in.
"""
