#include <sqlite3.h>

/// Stops SQLite from counting the memory that it uses, for which it takes a lock at each allocation. Returns a result code.
/// It counts before SQLite is first used. (Swift cannot call a function with variable arguments.)
static inline int sqlite3_config_no_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
