/* auth-load: asks Dovecot's auth process as its login processes and LMTP do, and prints how fast it answers.
 *
 * usage: auth-load SOCKET passdb|userdb FIELD ACCOUNTS REQUESTS CONNECTIONS OUTSTANDING
 *
 * passdb sends AUTH with right passwords to the socket auth-client: a look-up and a comparison. userdb sends USER to auth-userdb.
 * FIELD is what the version calls the protocol that is logged in to: "service" in 2.3, "protocol" in 2.4. OUTSTANDING requests are
 * on their way at any time, shared by the CONNECTIONS. An answer that is not about the account that was asked for, or is not a good
 * one, ends the program.
 *
 * Prints: answers a second, median and 99th percentile of their times in microseconds, number of answers. */

#define _GNU_SOURCE
#include "load.h"

#include <sys/epoll.h>
#include <unistd.h>

enum { MOST_CONNECTIONS = 16, ROOM = 256 * 1024 };

struct connection {
    int descriptor;
    size_t used;
    char bytes[ROOM];
};

static struct connection connections[MOST_CONNECTIONS];
static int is_passdb;
static const char *field;
static long account_count, request_count, asked, answered;
/* When each request was sent. */
static double *times;

static char *add_base64(char *end, const char *bytes, int length)
{
    static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < length; i += 3) {
        unsigned triple = (unsigned)(unsigned char)bytes[i] << 16;
        if (i + 1 < length) triple |= (unsigned)(unsigned char)bytes[i + 1] << 8;
        if (i + 2 < length) triple |= (unsigned char)bytes[i + 2];
        *end++ = DIGITS[triple >> 18];
        *end++ = DIGITS[triple >> 12 & 63];
        *end++ = i + 1 < length ? DIGITS[triple >> 6 & 63] : '=';
        *end++ = i + 2 < length ? DIGITS[triple & 63] : '=';
    }
    return end;
}

static void send_all(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t count = send(descriptor, bytes, length, MSG_NOSIGNAL);
        if (count < 0) fail("send");
        bytes += count;
        length -= (size_t)count;
    }
}

/* Connects and exchanges greetings. Client process ids must differ; these are none. */
static void greet(struct connection *connection, const struct sockaddr_un *address, int number)
{
    char greeting[64];
    const char *last = is_passdb ? "\nDONE\n" : "\nSPID\t";

    connection->descriptor = connect_to(address);
    int length = is_passdb ? sprintf(greeting, "VERSION\t1\t2\nCPID\t%d\n", (1 << 22) + 1 + number)
                           : sprintf(greeting, "VERSION\t1\t1\n");
    send_all(connection->descriptor, greeting, (size_t)length);
    char *bytes = connection->bytes;
    do {
        ssize_t count = recv(connection->descriptor, bytes + connection->used, ROOM - 1 - connection->used, 0);
        if (count <= 0) fail("no greeting");
        connection->used += (size_t)count;
        bytes[connection->used] = 0;
    } while (!strstr(bytes, last) || bytes[connection->used - 1] != '\n');
    connection->used = 0;
}

static char *add_request(char *end)
{
    long number = ++asked, account = account_of(number, account_count), domain = account % DOMAINS;
    times[number] = now();
    if (!is_passdb)
        return end + sprintf(end, "USER\t%ld\tuser%ld@bench%ld.example\t%s=lmtp\n", number, account, domain, field);
    char response[128];
    int length = sprintf(response, "%cuser%ld@bench%ld.example%csecret%ld", 0, account, domain, 0, account);
    end += sprintf(end, "AUTH\t%ld\tPLAIN\t%s=imap\tresp=", number, field);
    end = add_base64(end, response, length);
    *end++ = '\n';
    return end;
}

static void ask(struct connection *connection, long count)
{
    static char bytes[ROOM];
    char *end = bytes;
    for (; count > 0 && asked < request_count; count--) end = add_request(end);
    send_all(connection->descriptor, bytes, (size_t)(end - bytes));
}

/* OK <number> user=<name> …, or USER <number> <name> … uid=842 … */
static void check(char *line)
{
    char right[128];
    char *number_text = strchr(line, '\t');
    long number = number_text ? atol(number_text + 1) : 0;

    if (number >= 1 && number <= asked && times[number] > 0) {
        long account = account_of(number, account_count);
        sprintf(right, "%s\t%ld\t%suser%ld@bench%ld.example\t", is_passdb ? "OK" : "USER", number, is_passdb ? "user=" : "",
                account, account % DOMAINS);
        size_t length = strlen(right);
        /* The name can be the last field. */
        int is_right = strncmp(line, right, length - 1) == 0 && (line[length - 1] == '\t' || line[length - 1] == 0);
        if (is_right && (is_passdb || strstr(line, "\tuid=842"))) {
            record(now() - times[number]);
            times[number] = 0;
            answered++;
            return;
        }
    }
    fprintf(stderr, "auth-load: a wrong answer: %s\n", line);
    exit(1);
}

/* Reads what there is; the number of answers in it. */
static long receive(struct connection *connection)
{
    ssize_t count =
        recv(connection->descriptor, connection->bytes + connection->used, ROOM - connection->used, MSG_DONTWAIT);
    if (count < 0 && errno == EAGAIN) return 0;
    if (count <= 0) fail("a connection was closed");
    connection->used += (size_t)count;

    long answers = 0;
    char *line = connection->bytes, *stop = connection->bytes + connection->used, *feed;
    while ((feed = memchr(line, '\n', (size_t)(stop - line)))) {
        *feed = 0;
        check(line);
        answers++;
        line = feed + 1;
    }
    connection->used = (size_t)(stop - line);
    memmove(connection->bytes, line, connection->used);
    return answers;
}

int main(int count, char **arguments)
{
    if (count != 8) {
        fprintf(stderr, "usage: auth-load SOCKET passdb|userdb FIELD ACCOUNTS REQUESTS CONNECTIONS OUTSTANDING\n");
        return 64;
    }
    struct sockaddr_un address = socket_address(arguments[1]);
    is_passdb = strcmp(arguments[2], "passdb") == 0;
    field = arguments[3];
    account_count = atol(arguments[4]);
    request_count = atol(arguments[5]);
    long connection_count = atol(arguments[6]), outstanding = atol(arguments[7]);
    if (connection_count < 1 || connection_count > MOST_CONNECTIONS || outstanding < connection_count ||
        outstanding > request_count || outstanding > 256 || account_count < 1)
        return 64;
    times = calloc((size_t)request_count + 1, sizeof *times);
    if (!times) fail("memory");

    int loop = epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < connection_count; i++) {
        struct epoll_event event = { .events = EPOLLIN, .data.ptr = &connections[i] };
        greet(&connections[i], &address, i);
        if (epoll_ctl(loop, EPOLL_CTL_ADD, connections[i].descriptor, &event) < 0) fail("epoll_ctl");
    }
    double begin = now();
    for (int i = 0; i < connection_count; i++)
        ask(&connections[i], outstanding / connection_count + (i < outstanding % connection_count));
    while (answered < request_count) {
        struct epoll_event events[MOST_CONNECTIONS];
        int ready = epoll_wait(loop, events, MOST_CONNECTIONS, 60000);
        if (ready <= 0) fail("no answer in 60 seconds");
        for (int i = 0; i < ready; i++) {
            long answers = receive(events[i].data.ptr);
            if (answers > 0) ask(events[i].data.ptr, answers);
        }
    }
    print_result(now() - begin);
    return 0;
}
