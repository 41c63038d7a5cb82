"""The errors of this package."""


class ServerFault(Exception):
    """The database server could not be made, started or reached; the text says what to do."""


class BadAddress(ServerFault, ValueError):
    """The database's URL cannot be read."""
