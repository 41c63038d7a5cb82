"""The one error of this package."""


class ServerFault(Exception):
    """The embedded server could not be made, started or stopped; the text says what to do."""
