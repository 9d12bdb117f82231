"""Copies an SQLite database that is in use, or checks one that is not.

copy <database> <copy>   with SQLite's own online backup: the state of one moment, without holding up who writes
check <database>         SQLite's own look at every page and index
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path


def opened(path):
    # Read only: never writes, never checkpoints, so it can do no harm to a database of which the server is owner.
    return sqlite3.connect(Path(path).absolute().as_uri() + "?mode=ro", uri=True, timeout=60)


def copy(database, target):
    with closing(opened(database)) as source, closing(sqlite3.connect(target)) as made:
        source.backup(made)  # all pages in one step: one reading transaction, and so one moment
        made.execute("PRAGMA journal_mode=DELETE")  # one file, that needs no files beside it
    check(target)


def check(database):
    with closing(opened(database)) as found:
        faults = [row[0] for row in found.execute("PRAGMA integrity_check(3)")]
    if faults != ["ok"]:
        raise sqlite3.DatabaseError("; ".join(faults))


try:
    {"copy": copy, "check": check}[sys.argv[1]](*sys.argv[2:])
except sqlite3.Error as error:
    sys.exit(str(error))
