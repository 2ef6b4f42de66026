/* Calls that Swift cannot make: a variadic one, one that glibc declares for _GNU_SOURCE only, and a signal handler. */
#ifndef CPROCESS_H
#define CPROCESS_H

#include <sys/signalfd.h> /* not in Swift's Glibc */

/* Denies core dumps of this process, and ptrace by its own user, until the next exec (prctl(2), PR_SET_DUMPABLE). */
void process_hide_memory(void);

/* Closes every descriptor from `first` on (close_range(2)). */
void process_close_from(unsigned int first);

/* Starts the program anew on SIGBUS, which a mapped file raises if another program has truncated it. The handler writes
   `complaint` to standard error. Then this process executes its program again with `arguments`, its environment and the
   descriptors below `first_closed`. `arguments` and `complaint` must stay valid. */
void process_start_over_on_sigbus(char *const *arguments, const char *complaint, unsigned int first_closed);

#endif
