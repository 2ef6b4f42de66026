/* What the load programs have in common: the clock, connections to a unix socket, and the latencies that they print. */

#ifndef LOAD_H
#define LOAD_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>

/* The accounts of accounts.py: user<n>@bench<n modulo 50>.example, asked for all over the database. */
enum { DOMAINS = 50 };
static inline long account_of(long request, long count) { return request * 7919 % count; }

static inline double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static inline void fail(const char *what)
{
    fprintf(stderr, "%s: %s (%s)\n", program_invocation_short_name, what, strerror(errno));
    exit(1);
}

static inline struct sockaddr_un socket_address(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    if (strlen(path) >= sizeof address.sun_path) fail("the path of the socket is too long");
    strcpy(address.sun_path, path);
    return address;
}

/* A connection that gives up a blocking read after 30 seconds. */
static inline int connect_to(const struct sockaddr_un *address)
{
    struct timeval patience = { .tv_sec = 30 };
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) fail("socket");
    while (connect(descriptor, (const struct sockaddr *)address, sizeof *address) < 0)
        if (errno != EINTR) fail("connect");
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return descriptor;
}

static float *latencies;
static size_t latency_count, latency_room;

static inline void record(double seconds)
{
    if (latency_count == latency_room) {
        latency_room = latency_room ? 2 * latency_room : 1 << 16;
        latencies = realloc(latencies, latency_room * sizeof *latencies);
        if (!latencies) fail("memory");
    }
    latencies[latency_count++] = (float)(seconds * 1e6);
}

static inline int compare(const void *left, const void *right)
{
    float difference = *(const float *)left - *(const float *)right;
    return (difference > 0) - (difference < 0);
}

/* Answers a second, median and 99th percentile of their times in microseconds, number of answers. */
static inline void print_result(double passed)
{
    if (latency_count == 0) fail("nothing was answered");
    qsort(latencies, latency_count, sizeof *latencies, compare);
    printf("%.1f %.1f %.1f %zu\n", (double)latency_count / passed, (double)latencies[latency_count / 2],
           (double)latencies[latency_count * 99 / 100], latency_count);
}

#endif
