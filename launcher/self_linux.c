/* SPDX-License-Identifier: MIT */
/* Where the launcher is, on Linux. */
#include "self.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

bool self_path(char *path, size_t size)
{
    ssize_t len = readlink("/proc/self/exe", path, size);
    if (len > 0 && (size_t)len < size) {
        path[len] = '\0';
        return true;
    }
    /* No /proc: the kernel also left the name that was executed, links and all. */
    const char *executed = (const char *)getauxval(AT_EXECFN);
    char resolved[PATH_MAX];
    if (!executed || !realpath(executed, resolved) || strlen(resolved) >= size)
        return false;
    strcpy(path, resolved);
    return true;
}
