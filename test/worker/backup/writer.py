"""Writes to a database that the server could have (WAL) until its input ends, or so many transactions.

Each transaction gives its number to a row anywhere in one table, and to the row of the same name, far from it, in
another: so the two tables are alike at any one moment, and at no other. Prints each number once it is committed.
"""

import random
import sqlite3
import sys
import threading

ROWS = 2000

database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA journal_mode=WAL")
database.execute("PRAGMA wal_autocheckpoint=20")  # while it is copied, pages move into the database itself too
database.execute("BEGIN")
for table in ("one", "two"):
    database.execute(f"CREATE TABLE {table} (name INTEGER PRIMARY KEY, n INTEGER, filling BLOB)")
    for name in range(ROWS):
        database.execute(f"INSERT INTO {table} VALUES (?, 0, randomblob(3000))", (name,))
database.execute("COMMIT")

most = int(sys.argv[2]) if len(sys.argv) > 2 else None
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
n = 0
while n != most and (most is not None or not ended.is_set()):
    n += 1
    name = random.randrange(ROWS)
    database.execute("BEGIN IMMEDIATE")
    for table in ("one", "two"):
        database.execute(f"UPDATE {table} SET n = ?, filling = randomblob(3000) WHERE name = ?", (n, name))
    database.execute("COMMIT")
    print(n, flush=True)
