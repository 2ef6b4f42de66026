/* What Swift can't call by itself: a variadic function, and one that glibc declares for _GNU_SOURCE only. */
#ifndef VMAIL_PROCESS_H
#define VMAIL_PROCESS_H

#include <sys/prctl.h>
#include <sys/signalfd.h>

extern int close_range(unsigned int first, unsigned int last, int flags);

/* No core dump of this process and no ptrace by its own user, until the next exec (prctl(2)). */
static inline void process_hide_memory(void) { (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/* Closes every descriptor from `first` on (close_range(2)). */
static inline void process_close_from(unsigned int first) { (void)close_range(first, ~0U, 0); }

#endif
