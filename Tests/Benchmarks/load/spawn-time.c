/* spawn-time: how long checkpassword programs take from their start to their end.
 *
 * usage: spawn-time RUNS ACCOUNTS COMMAND [ARGUMENT …] [-- COMMAND [ARGUMENT …]] …
 *
 * Starts each command in each run, the commands in turns and another one first each time, with the login of an account of
 * accounts.py on descriptor 3, and waits for it. The command must be an absolute path, and must succeed.
 * Prints a line a run: the seconds of each command. */

#define _GNU_SOURCE
#include "load.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 8 };

static double run(char **command, long account)
{
    static char *environment[] = { "ORIG_UID=0", "PATH=/usr/bin:/bin", 0 };
    int request[2], status;
    char bytes[256];
    posix_spawn_file_actions_t actions;
    pid_t child;

    int length = sprintf(bytes, "user%ld@bench%ld.example%csecret%ld%c%c", account, account % DOMAINS, 0, account, 0, 0);
    if (pipe2(request, O_CLOEXEC) < 0 || write(request[1], bytes, (size_t)length) != length) fail("pipe");
    close(request[1]);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, request[0], 3);

    double begin = now();
    int code = posix_spawn(&child, command[0], &actions, 0, command, environment);
    if (code != 0 || waitpid(child, &status, 0) != child) {
        fprintf(stderr, "spawn-time: %s: %s\n", command[0], strerror(code));
        exit(1);
    }
    double passed = now() - begin;

    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "spawn-time: %s: wait status %d\n", command[0], status);
        exit(1);
    }
    posix_spawn_file_actions_destroy(&actions);
    close(request[0]);
    return passed;
}

int main(int count, char **arguments)
{
    char **commands[MOST];
    int command_count = 0;

    if (count < 4) return 64;
    long runs = atol(arguments[1]), accounts = atol(arguments[2]);
    for (int i = 3; i < count; i++) {
        if (i == 3 || !arguments[i - 1]) {
            if (command_count == MOST) return 64;
            commands[command_count++] = &arguments[i];
        } else if (strcmp(arguments[i], "--") == 0) {
            arguments[i] = 0;
        }
    }
    for (long number = 0; number < runs; number++) {
        double times[MOST];
        for (int i = 0; i < command_count; i++) {
            int turn = (int)((number + i) % command_count);
            times[turn] = run(commands[turn], account_of(number, accounts));
        }
        for (int i = 0; i < command_count; i++) printf("%.7f%c", times[i], i + 1 < command_count ? ' ' : '\n');
    }
    return 0;
}
