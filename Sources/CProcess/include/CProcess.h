/* What Swift can't do by itself: a variadic call, one that glibc declares for _GNU_SOURCE only, and a signal handler. */
#ifndef CPROCESS_H
#define CPROCESS_H

#include <sys/signalfd.h> /* not in Swift's Glibc */

/* No core dump of this process and no ptrace by its own user, until the next exec (prctl(2), PR_SET_DUMPABLE). */
void process_hide_memory(void);

/* Closes every descriptor from `first` on (close_range(2)). */
void process_close_from(unsigned int first);

/* A file that is mapped and is cut short by somebody else raises SIGBUS at the next look at it. There is no way on from there but
   from the start: after `complaint` on standard error, the same process executes its program again, with `arguments`, its
   environment and the descriptors below `first_closed`. `arguments` and `complaint` must stay where they are. */
void process_start_over_on_sigbus(char *const *arguments, const char *complaint, unsigned int first_closed);

#endif
