#ifndef MOSAIC_CSQLITE_SHIM_H
#define MOSAIC_CSQLITE_SHIM_H

#include <sqlite3.h>

/// Has SQLite keep no statistics of its memory, which cost a lock with every allocation. Swift cannot call the function
/// itself, whose arguments vary. It has an effect only before the first database of the process is opened.
static inline int mosaic_sqlite_without_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/// Lets statements of a connection write the tables that a virtual table keeps its own data in, which some builds of SQLite
/// refuse. Swift cannot call the function itself, whose arguments vary.
static inline int mosaic_sqlite_with_shadow_tables(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 0, (int *)0);
}

#endif
