/* The look-up that the C baselines have in common: the SQL of Sources/AccountDatabase/LookupStatements.swift, in a connection with
 * the same settings, and what of the policy table SQL does not say. */

#ifndef ACCOUNT_H
#define ACCOUNT_H

#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GID = 800, FIRST_VALID_UID = 500, LONGEST_LOCALPART = 64, LONGEST_DOMAIN = 255, LONGEST_PASSWORD = 512 };

struct accounts {
    sqlite3 *connection;
    sqlite3_stmt *statement;
};

struct account {
    char localpart[LONGEST_LOCALPART + 1];
    char domain[LONGEST_DOMAIN + 1];
    char password[LONGEST_PASSWORD + 1];
    long long uid;
};

enum answer { FOUND, UNKNOWN, FAILED };

static const char LOOKUP[] =
    "SELECT Domain.active, domClass, addNum, Address.active, vmNum, VMailbox.active, vmPasswd "
    "FROM Domain "
    "LEFT JOIN Address ON addDomNum = domNum AND addLocalpart = ?1 "
    "LEFT JOIN VMailbox ON vmNum = addNum "
    "WHERE domName = ?2";

/* Opens the database for reading, with the page cache that SQLiteAccountStore has. */
static struct accounts accounts_open(const char *path)
{
    struct accounts accounts;
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

    if (sqlite3_open_v2(path, &accounts.connection, flags, 0) != SQLITE_OK ||
        sqlite3_busy_timeout(accounts.connection, 5000) != SQLITE_OK ||
        sqlite3_exec(accounts.connection, "PRAGMA cache_size = -8192", 0, 0, 0) != SQLITE_OK ||
        sqlite3_prepare_v3(accounts.connection, LOOKUP, sizeof LOOKUP - 1, SQLITE_PREPARE_PERSISTENT,
                           &accounts.statement, 0) != SQLITE_OK) {
        fprintf(stderr, "%s: %s\n", path, sqlite3_errmsg(accounts.connection));
        exit(111);
    }
    return accounts;
}

/* A part of a name in lower case, of at most `room` bytes; 0 if it can't be one. */
static int take_name(char *to, const char *from, size_t length, size_t room)
{
    if (length == 0 || length > room || from[0] == '.') return 0;
    for (size_t i = 0; i < length; i++) {
        if (from[i] == '/' || (unsigned char)from[i] < 0x20 || from[i] == 0x7f) return 0;
        to[i] = (char)tolower((unsigned char)from[i]);
    }
    to[length] = 0;
    return 1;
}

/* Delivery: an active that is an integer and not 0. Login: not −1 either. */
static int is_active(sqlite3_stmt *statement, int column, int for_login)
{
    if (sqlite3_column_type(statement, column) != SQLITE_INTEGER) return 0;
    long long active = sqlite3_column_int64(statement, column);
    return active != 0 && !(for_login && active == -1);
}

/* Looks `name` up. The read transaction has ended when this returns. */
static enum answer account_find(struct accounts *accounts, const char *name, size_t length, int for_login,
                                struct account *account)
{
    const char *at = memrchr(name, '@', length);
    if (!at || !take_name(account->localpart, name, (size_t)(at - name), LONGEST_LOCALPART) ||
        !take_name(account->domain, at + 1, length - (size_t)(at - name) - 1, LONGEST_DOMAIN))
        return UNKNOWN;

    sqlite3_stmt *statement = accounts->statement;
    sqlite3_bind_text(statement, 1, account->localpart, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, account->domain, -1, SQLITE_STATIC);
    enum answer answer = UNKNOWN;
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW) {
        account->uid = sqlite3_column_int64(statement, 1);
        if (sqlite3_column_type(statement, 0) == SQLITE_INTEGER && sqlite3_column_type(statement, 2) != SQLITE_NULL &&
            sqlite3_column_type(statement, 4) != SQLITE_NULL && is_active(statement, 3, for_login) &&
            is_active(statement, 5, for_login))
            answer = account->uid < FIRST_VALID_UID ? FAILED : FOUND;
        if (for_login && answer == FOUND) {
            const char *password = (const char *)sqlite3_column_text(statement, 6);
            if (!password || strlen(password) > LONGEST_PASSWORD) answer = UNKNOWN;
            else strcpy(account->password, password);
        }
        step = sqlite3_step(statement); /* two rows for a name would be a mistake */
    }
    if (step != SQLITE_DONE) answer = FAILED;
    sqlite3_reset(statement);
    return answer;
}

#endif
