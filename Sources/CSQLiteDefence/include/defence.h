#ifndef TENURE_SQLITE_DEFENCE_H
#define TENURE_SQLITE_DEFENCE_H

#include <sqlite3.h>

/// Keeps a connection from writing the schema as if it were a table, and from switching off its journal. Whether SQLite agreed.
///
/// `sqlite3_db_config` takes a varying number of arguments, which Swift cannot pass.
static inline int tenure_defend(sqlite3 *connection) {
    int is_defensive = 0;
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, &is_defensive) == SQLITE_OK && is_defensive;
}

/// How many other files a connection may open beside its own.
static inline void tenure_limit_attached(sqlite3 *connection, int count) {
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, count);
}

#endif
