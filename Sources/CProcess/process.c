#define _GNU_SOURCE
#include "CProcess.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

void process_hide_memory(void) { (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

void process_close_from(unsigned int first) { (void)close_range(first, ~0U, 0); }

static char *const *start_arguments;
static const char *start_complaint;
static unsigned int start_first_closed;
static char program[4096];

/* Everything here may be done in a signal handler (signal-safety(7)). */
static void start_over(int signal)
{
    struct sigaction ignored = { .sa_handler = SIG_IGN }, ending = { .sa_handler = SIG_DFL };
    sigset_t none;

    (void)signal;
    (void)!write(STDERR_FILENO, start_complaint, strlen(start_complaint));
    /* What asks a server for something is ignored until the program listens for it again: handlers end with the exec, and the
       default would end the process. What asks it to end may do so. */
    (void)sigaction(SIGHUP, &ignored, 0);
    (void)sigaction(SIGUSR1, &ignored, 0);
    (void)sigaction(SIGTERM, &ending, 0);
    (void)sigaction(SIGINT, &ending, 0);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
    /* By the exec, which ends the other threads first: one that finds its descriptors closed would end the process. */
    (void)close_range(start_first_closed, ~0U, CLOSE_RANGE_CLOEXEC);
    /* By its path, so that it keeps its name in ps; by what runs, if the file is no longer there. */
    execve(program, start_arguments, environ);
    execve("/proc/self/exe", start_arguments, environ);
    _exit(111);
}

void process_start_over_on_sigbus(char *const *arguments, const char *complaint, unsigned int first_closed)
{
    struct sigaction action = { .sa_handler = start_over };

    (void)!readlink("/proc/self/exe", program, sizeof program - 1);
    start_arguments = arguments;
    start_complaint = complaint;
    start_first_closed = first_closed;
    (void)sigaction(SIGBUS, &action, 0);
}
