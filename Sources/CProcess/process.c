#define _GNU_SOURCE
#include "CProcess.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

void process_hide_memory(void) { (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

int process_is_writable(int descriptor)
{
    int flags = fcntl(descriptor, F_GETFL);

    return flags >= 0 && (flags & O_ACCMODE) != O_RDONLY;
}

void process_close_from(unsigned int first) { (void)close_range(first, ~0U, 0); }

int process_execute(const char *file, char *const *arguments, char *const *environment)
{
    return execvpe(file, arguments, environment);
}
