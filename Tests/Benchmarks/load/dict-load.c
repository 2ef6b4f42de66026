/* dict-load: asks a server of Dovecot's dict protocol for accounts as fast as it answers, and prints how fast that was.
 *
 * usage: dict-load SOCKET DICT ACCOUNTS CONNECTIONS DEPTH SECONDS [SEPARATOR]
 *
 * CONNECTIONS at once, each with DEPTH look-ups on their way; DEPTH 0 opens a new connection for each look-up. Accounts are
 * those of accounts.py, spread over the database. Every reply is compared with the right one; another ends the program.
 * SIGTERM ends it early. SEPARATOR stands between localpart and domain of a key: @, or / for Dovecot's dict server.
 *
 * Prints: look-ups a second, median and 99th percentile of a look-up's time in microseconds, number of look-ups. */

#define _GNU_SOURCE
#include "load.h"

#include <signal.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

enum { DEEPEST = 64, ROOM = 64 * 1024, DICT = 32 };

struct connection {
    int descriptor;
    /* What was asked and not yet answered, oldest first: which account, and when. */
    unsigned first, waiting;
    long accounts[DEEPEST];
    double times[DEEPEST];
    size_t used;
    char bytes[ROOM];
};

static struct sockaddr_un address;
static const char *dict;
static long account_count;
static int separator = '@';
static long asked, answered;
static double end_time;
static volatile sig_atomic_t is_stopped;

static void stop(int signal)
{
    (void)signal;
    is_stopped = 1;
}

static int goes_on(void) { return !is_stopped && now() < end_time; }

static void renew(struct connection *connection)
{
    connection->descriptor = connect_to(&address);
    connection->first = connection->waiting = 0;
    connection->used = 0;
}

/* Sends `count` look-ups in one write, behind a greeting if the connection is new. */
static void ask(struct connection *connection, unsigned count, int is_new)
{
    char bytes[DEEPEST * 128 + DICT], *end = bytes;
    double time = now();

    if (is_new) end += sprintf(end, "H3\t0\t0\t\t%s\n", dict);
    for (; count > 0; count--) {
        long account = account_of(asked++, account_count);
        unsigned slot = (connection->first + connection->waiting++) % DEEPEST;
        connection->accounts[slot] = account;
        connection->times[slot] = time;
        end += sprintf(end, "Lshared/userdb/user%ld%cbench%ld.example\n", account, separator, account % DOMAINS);
    }
    if (send(connection->descriptor, bytes, (size_t)(end - bytes), MSG_NOSIGNAL) != end - bytes) fail("send");
}

/* What a right reply has, each once, in whatever order the server's first reply has them. */
static const char *const MEMBERS[] = {
    "\"uid\":\"842\"", "\"gid\":\"800\"", "\"home\":\"/home/vmail/%1$s/%2$s\"", "\"mail\":\"maildir:~/Mail\"",
    "\"mail_driver\":\"maildir\"", "\"mail_path\":\"~/Mail\"", "\"user\":\"%2$s@%1$s\"",
};
enum { MEMBER_COUNT = sizeof MEMBERS / sizeof *MEMBERS };
static char template[512];

static void learn(const char *line, size_t length)
{
    char text[512], *end = template, *rest = text + 2;
    unsigned seen = 0;

    snprintf(text, sizeof text, "%.*s", (int)length, line);
    end += sprintf(end, "O{");
    while (length > 2 && rest) {
        for (unsigned i = 0; i < MEMBER_COUNT; i++) {
            size_t name = (size_t)(strchr(MEMBERS[i], ':') - MEMBERS[i]) + 1;
            if (seen & 1u << i || strncmp(rest, MEMBERS[i], name) != 0) continue;
            seen |= 1u << i;
            end += sprintf(end, "%s,", MEMBERS[i]);
        }
        rest = strchr(rest, ',');
        if (rest) rest++;
    }
    if (seen == (1u << MEMBER_COUNT) - 1) strcpy(end - 1, "}");
}

static void check(const char *line, size_t length, long account)
{
    char right[512], domain[32], localpart[32];

    if (!template[0]) learn(line, length);
    sprintf(domain, "bench%ld.example", account % DOMAINS);
    sprintf(localpart, "user%ld", account);
    size_t count = (size_t)sprintf(right, template, domain, localpart);
    if (length == count && memcmp(line, right, count) == 0) return;
    fprintf(stderr, "dict-load: a wrong reply: %.*s\nnot: %s\n", (int)length, line, right);
    exit(1);
}

/* Reads what there is; the number of replies in it. */
static unsigned receive(struct connection *connection, int flags)
{
    ssize_t count;
    /* A receive with a time limit is interrupted by stop(), whatever SA_RESTART says (signal(7)). */
    do count = recv(connection->descriptor, connection->bytes + connection->used, ROOM - connection->used, flags);
    while (count < 0 && errno == EINTR);
    if (count < 0 && errno == EAGAIN && flags == MSG_DONTWAIT) return 0;
    if (count <= 0) fail(count == 0 ? "the server closed a connection" : "no answer");
    connection->used += (size_t)count;

    double time = now();
    unsigned replies = 0;
    char *line = connection->bytes, *stop = connection->bytes + connection->used, *feed;
    while ((feed = memchr(line, '\n', (size_t)(stop - line)))) {
        if (connection->waiting == 0) fail("a reply that was not asked for");
        check(line, (size_t)(feed - line), connection->accounts[connection->first]);
        record(time - connection->times[connection->first]);
        answered++;
        connection->first = (connection->first + 1) % DEEPEST;
        connection->waiting--;
        replies++;
        line = feed + 1;
    }
    connection->used = (size_t)(stop - line);
    memmove(connection->bytes, line, connection->used);
    return replies;
}

/* One connection, nothing to wait for beside it: without epoll. */
static void run_alone(struct connection *connection, unsigned depth)
{
    renew(connection);
    ask(connection, depth, 1);
    while (connection->waiting > 0) {
        unsigned replies = receive(connection, 0);
        if (replies > 0 && goes_on()) ask(connection, replies, 0);
    }
    close(connection->descriptor);
}

static void run_renewing_alone(struct connection *connection)
{
    while (goes_on()) {
        renew(connection);
        ask(connection, 1, 1);
        while (connection->waiting > 0) receive(connection, 0);
        close(connection->descriptor);
    }
}

static void watch(int loop, struct connection *connection)
{
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = connection };
    if (epoll_ctl(loop, EPOLL_CTL_ADD, connection->descriptor, &event) < 0) fail("epoll_ctl");
}

static void run_together(struct connection *connections, int count, unsigned depth)
{
    struct epoll_event events[64];
    int loop = epoll_create1(EPOLL_CLOEXEC);
    int is_renewing = depth == 0;

    for (int i = 0; i < count; i++) {
        renew(&connections[i]);
        watch(loop, &connections[i]);
        ask(&connections[i], is_renewing ? 1 : depth, 1);
    }
    while (answered < asked) {
        int ready = epoll_wait(loop, events, 64, 30000);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) fail("no answer in 30 seconds");
        for (int i = 0; i < ready; i++) {
            struct connection *connection = events[i].data.ptr;
            unsigned replies = receive(connection, MSG_DONTWAIT);
            if (replies == 0) continue;
            if (is_renewing) {
                close(connection->descriptor);
                if (!goes_on()) continue;
                renew(connection);
                watch(loop, connection);
                ask(connection, 1, 1);
            } else if (goes_on()) {
                ask(connection, replies, 0);
            }
        }
    }
    for (int i = 0; i < count && !is_renewing; i++) close(connections[i].descriptor);
    close(loop);
}

int main(int count, char **arguments)
{
    if (count < 7 || strlen(arguments[2]) >= DICT) {
        fprintf(stderr, "usage: dict-load SOCKET DICT ACCOUNTS CONNECTIONS DEPTH SECONDS [SEPARATOR]\n");
        return 64;
    }
    address = socket_address(arguments[1]);
    dict = arguments[2];
    account_count = atol(arguments[3]);
    int connection_count = atoi(arguments[4]);
    unsigned depth = (unsigned)atoi(arguments[5]);
    double seconds = atof(arguments[6]);
    if (count > 7) separator = arguments[7][0];
    if (account_count < 1 || connection_count < 1 || depth > DEEPEST) return 64;

    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    struct connection *connections = calloc((size_t)connection_count, sizeof *connections);
    if (!connections) fail("memory");

    struct sigaction action = { .sa_handler = stop, .sa_flags = SA_RESTART };
    sigaction(SIGTERM, &action, 0);
    double begin = now();
    end_time = begin + seconds;
    if (connection_count > 1) run_together(connections, connection_count, depth);
    else if (depth == 0) run_renewing_alone(connections);
    else run_alone(connections, depth);
    print_result(now() - begin);
    return 0;
}
