/* What Swift cannot call by itself: variadic functions, and those that glibc declares for _GNU_SOURCE only. */
#ifndef CPROCESS_H
#define CPROCESS_H

/* not in Swift's Glibc */
#include <sys/eventfd.h>
#include <sys/signalfd.h>

/* No core dump of this process and no ptrace by its own user, until the next exec (prctl(2), PR_SET_DUMPABLE). */
void process_hide_memory(void);

/* Whether `descriptor` is open for writing (fcntl(2), F_GETFL). */
int process_is_writable(int descriptor);

/* Closes every descriptor from `first` on (close_range(2)). */
void process_close_from(unsigned int first);

/* Executes `file` as execvp(3) finds it, with `environment` (execvpe(3)). Returns only on failure. */
int process_execute(const char *file, char *const *arguments, char *const *environment);

#endif
