"""The database server: an embedded PostgreSQL by default, any server by its URL."""

from yiyang.postgres.address import connection_parts
from yiyang.postgres.fault import ServerFault
from yiyang.postgres.server import EmbeddedServer

__all__ = ["EmbeddedServer", "ServerFault", "connection_parts"]
