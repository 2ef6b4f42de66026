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

/* Calls only functions that are safe in a signal handler (signal-safety(7)). */
static void start_over(int signal)
{
    struct sigaction ignored = { .sa_handler = SIG_IGN }, ending = { .sa_handler = SIG_DFL };
    sigset_t none;

    (void)signal;
    (void)!write(STDERR_FILENO, start_complaint, strlen(start_complaint));
    /* Requests to the server are ignored until the program handles them again: the exec removes the handlers, and the default
       would end the process. Requests to end do end it. */
    (void)sigaction(SIGHUP, &ignored, 0);
    (void)sigaction(SIGUSR1, &ignored, 0);
    (void)sigaction(SIGTERM, &ending, 0);
    (void)sigaction(SIGINT, &ending, 0);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
    /* The exec closes the descriptors once it has ended the other threads: a thread with a closed descriptor would end the
       process. */
    (void)close_range(start_first_closed, ~0U, CLOSE_RANGE_CLOEXEC);
    /* By its path, so that ps shows its name; if the file is gone, by the running program. */
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
