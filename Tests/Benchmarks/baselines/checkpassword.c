/* checkpassword: what vmail-checkpassword is measured beside. The same look-up and the same hand-over to Dovecot's reply program.
 *
 * usage: checkpassword DATABASE PROGRAM [ARGUMENT …]
 *
 * Of passwords it knows {PLAIN} alone. It reads no settings, hides no memory and says nothing of what is wrong. */

#define _GNU_SOURCE
#include "account.h"

#include <unistd.h>

enum { LONGEST_REQUEST = 512 };

/* Compares in a time that says nothing of where the difference is. */
static int is_same(const char *left, const char *right, size_t length)
{
    unsigned char difference = 0;
    for (size_t i = 0; i < length; i++) difference |= (unsigned char)(left[i] ^ right[i]);
    return difference == 0;
}

/* Reads up to the third NUL: name, password, timestamp. */
static size_t read_request(char *request)
{
    size_t length = 0;
    int ends = 0;
    while (ends < 3 && length < LONGEST_REQUEST) {
        ssize_t count = read(3, request + length, LONGEST_REQUEST - length);
        if (count <= 0) exit(111);
        for (ssize_t i = 0; i < count; i++) ends += request[length + (size_t)i] == 0;
        length += (size_t)count;
    }
    close(3);
    return ends < 3 ? 0 : length;
}

int main(int count, char **arguments)
{
    char request[LONGEST_REQUEST], text[1024];
    struct account account;

    if (count < 3) return 111;
    if (read_request(request) == 0) return 111;
    const char *name = request, *password = request + strlen(request) + 1;

    struct accounts accounts = accounts_open(arguments[1]);
    switch (account_find(&accounts, name, strlen(name), 1, &account)) {
    case FOUND: break;
    case UNKNOWN: return 1;
    case FAILED: return 111;
    }
    sqlite3_finalize(accounts.statement);
    sqlite3_close(accounts.connection);
    static const char SCHEME[] = "{PLAIN}";
    const char *stored = account.password + sizeof SCHEME - 1;
    if (strncmp(account.password, SCHEME, sizeof SCHEME - 1) != 0 || strlen(stored) != strlen(password) ||
        !is_same(stored, password, strlen(password)))
        return 1;
    explicit_bzero(request, sizeof request);
    explicit_bzero(account.password, sizeof account.password);

    snprintf(text, sizeof text, "%s@%s", account.localpart, account.domain);
    setenv("USER", text, 1);
    snprintf(text, sizeof text, "/home/vmail/%s/%s", account.domain, account.localpart);
    setenv("HOME", text, 1);
    setenv("SHELL", "/usr/sbin/nologin", 1);
    snprintf(text, sizeof text, "%lld", account.uid);
    setenv("userdb_uid", text, 1);
    snprintf(text, sizeof text, "%d", GID);
    setenv("userdb_gid", text, 1);
    setenv("userdb_mail", "maildir:~/Mail", 1);
    setenv("EXTRA", "userdb_uid userdb_gid userdb_mail", 1);
    close_range(5, ~0U, 0);
    execvp(arguments[2], arguments + 2);
    return 111;
}
