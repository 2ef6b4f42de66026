/* dict-epoll: what vmail-dictd is measured beside. A plain epoll loop that answers Dovecot's dict look-ups of userdb.
 *
 * usage: dict-epoll DATABASE SOCKET [THREADS]
 *
 * The replies have what vmail-dictd's have. As vmail-dictd it has a loop with a database connection of its own for each core:
 * each thread accepts a connection a wake-up from the socket that they share (EPOLLEXCLUSIVE), and keeps it. What came in one read is
 * answered in one write, and each look-up is a read transaction of its own, over before its reply is sent. It is linked statically
 * with the same SQLite, which makes it a little faster.
 *
 * What it leaves out makes it faster: it does not look before each look-up whether the path still names the file that is open, it
 * makes a client that does not read its replies block all others of the thread, and it has no log, signals or settings. */

#define _GNU_SOURCE
#include "account.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { LONGEST_LINE = 64 * 1024, EVENTS = 64, LONGEST_REPLY = 4096 };

struct client {
    int descriptor;
    int is_greeted;
    size_t used;
    char bytes[LONGEST_LINE];
};

static const char *database;
static int listener;

static char *add(char *end, const char *text) { return stpcpy(end, text); }

/* JSON's escapes leave no byte that the dict protocol would have to escape. */
static char *add_escaped(char *end, const char *text)
{
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte < 0x20) {
            end += sprintf(end, "\\u%04x", byte);
        } else {
            if (byte == '"' || byte == '\\') *end++ = '\\';
            *end++ = (char)byte;
        }
    }
    return end;
}

static char *add_reply(char *end, struct accounts *accounts, const char *key, size_t length)
{
    static const char PREFIX[] = "shared/userdb/";
    struct account account;

    if (length < sizeof PREFIX - 1 || memcmp(key, PREFIX, sizeof PREFIX - 1) != 0) return add(end, "Fanother key\n");
    switch (account_find(accounts, key + sizeof PREFIX - 1, length - sizeof PREFIX + 1, 0, &account)) {
    case UNKNOWN: return add(end, "N\n");
    case FAILED: return add(end, "Fcan't be told\n");
    case FOUND: break;
    }
    end += sprintf(end, "O{\"uid\":\"%lld\",\"gid\":\"%d\",\"home\":\"/home/vmail/", account.uid, GID);
    end = add_escaped(end, account.domain);
    *end++ = '/';
    end = add_escaped(end, account.localpart);
    end = add(end, "\",\"mail\":\"maildir:~/Mail\",\"mail_driver\":\"maildir\",\"mail_path\":\"~/Mail\",\"user\":\"");
    end = add_escaped(end, account.localpart);
    *end++ = '@';
    end = add_escaped(end, account.domain);
    return add(end, "\"}\n");
}

static int write_all(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t count = write(descriptor, bytes, length);
        if (count < 0 && errno == EAGAIN) {
            struct pollfd writable = { .fd = descriptor, .events = POLLOUT };
            poll(&writable, 1, -1);
            continue;
        }
        if (count < 0) return -1;
        bytes += count;
        length -= (size_t)count;
    }
    return 0;
}

/* Answers the whole lines that came; −1 closes the connection. */
static int answer(struct client *client, struct accounts *accounts, char *replies)
{
    char *line = client->bytes, *stop = client->bytes + client->used, *end = replies, *feed;

    while ((feed = memchr(line, '\n', (size_t)(stop - line)))) {
        if (line[0] == 'H') {
            client->is_greeted = 1;
        } else if (line[0] == 'L' && client->is_greeted) {
            char *tab = memchr(line, '\t', (size_t)(feed - line));
            end = add_reply(end, accounts, line + 1, (size_t)((tab ? tab : feed) - line - 1));
        } else {
            return -1;
        }
        line = feed + 1;
        if (end - replies > LONGEST_LINE) {
            if (write_all(client->descriptor, replies, (size_t)(end - replies)) < 0) return -1;
            end = replies;
        }
    }
    client->used = (size_t)(stop - line);
    memmove(client->bytes, line, client->used);
    if (client->used == LONGEST_LINE) return -1;
    return end > replies ? write_all(client->descriptor, replies, (size_t)(end - replies)) : 0;
}

static int serve(struct client *client, struct accounts *accounts, char *replies)
{
    ssize_t count = read(client->descriptor, client->bytes + client->used, LONGEST_LINE - client->used);
    if (count < 0 && errno == EAGAIN) return 0;
    if (count <= 0) return -1;
    client->used += (size_t)count;
    return answer(client, accounts, replies);
}

static void accept_one(int loop)
{
    int descriptor = accept4(listener, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) return;
    struct client *client = malloc(sizeof *client);
    client->descriptor = descriptor;
    client->is_greeted = 0;
    client->used = 0;
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = client };
    epoll_ctl(loop, EPOLL_CTL_ADD, descriptor, &event);
}

static void *run(void *unused)
{
    struct accounts accounts = accounts_open(database);
    char *replies = malloc(LONGEST_LINE + LONGEST_REPLY);
    int loop = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN | EPOLLEXCLUSIVE }, events[EVENTS];

    epoll_ctl(loop, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int count = epoll_wait(loop, events, EVENTS, -1);
        for (int i = 0; i < count; i++) {
            struct client *client = events[i].data.ptr;
            if (!client) {
                accept_one(loop);
            } else if (serve(client, &accounts, replies) < 0) {
                close(client->descriptor);
                free(client);
            }
        }
    }
    return unused;
}

int main(int count, char **arguments)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    struct rlimit limit;
    pthread_t thread;

    if (count < 3 || strlen(arguments[2]) >= sizeof address.sun_path) {
        fprintf(stderr, "usage: dict-epoll DATABASE SOCKET [THREADS]\n");
        return 64;
    }
    database = arguments[1];
    strcpy(address.sun_path, arguments[2]);
    long threads = count > 3 ? atol(arguments[3]) : sysconf(_SC_NPROCESSORS_ONLN);
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 4096) < 0) {
        perror(arguments[2]);
        return 1;
    }
    while (--threads > 0) pthread_create(&thread, 0, run, 0);
    run(0);
    return 0;
}
