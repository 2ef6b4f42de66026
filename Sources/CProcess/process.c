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
static char program[4096];

/* Everything here may be done in a signal handler (signal-safety(7)). */
static void start_over(int signal)
{
    sigset_t none;

    (void)signal;
    (void)!write(STDERR_FILENO, start_complaint, strlen(start_complaint));
    process_close_from(STDERR_FILENO + 1);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
    /* By its path, so that it keeps its name in ps; by what runs, if the file is no longer there. */
    execve(program, start_arguments, environ);
    execve("/proc/self/exe", start_arguments, environ);
    _exit(111);
}

void process_start_over_on_sigbus(char *const *arguments, const char *complaint)
{
    struct sigaction action = { .sa_handler = start_over };

    (void)!readlink("/proc/self/exe", program, sizeof program - 1);
    start_arguments = arguments;
    start_complaint = complaint;
    (void)sigaction(SIGBUS, &action, 0);
}
