"""The two roles of a database: the owner makes its tables, the app meets their walls."""

from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from deploy.trouble import Trouble


def app_url(owner_url: str) -> str:
    """The address of the same database for the app's role, which is made when it is missing."""
    parts = urlsplit(owner_url)
    if not parts.username:
        raise Trouble("DATABASE_URL needs the name of a role: postgresql://name:password@host/database")
    owner, password = unquote(parts.username), unquote(parts.password or "")
    app = f"{owner}_app"
    try:
        with psycopg.connect(owner_url, autocommit=True) as connection:
            _make(connection, app, password)
    except psycopg.errors.InsufficientPrivilege as error:
        raise Trouble(
            f"{owner} may not make the role the app runs as. Let an administrator `create role {app} login`"
            " and give both: DATABASE_URL for it, DATABASE_OWNER_URL for the owner of the tables."
        ) from error
    except psycopg.OperationalError as error:
        raise Trouble(f"The database at DATABASE_URL does not answer: {error}") from error
    secret = f":{quote(password, safe='')}" if password else ""
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(app, safe='')}{secret}@{host}"))


def _make(connection: "psycopg.Connection[TupleRow]", name: str, password: str) -> None:
    if connection.execute("select 1 from pg_roles where rolname = %s", [name]).fetchone():
        return
    role = sql.SQL("create role {} login nosuperuser nobypassrls").format(sql.Identifier(name))
    connection.execute(role + sql.SQL(" password {}").format(sql.Literal(password)) if password else role)
