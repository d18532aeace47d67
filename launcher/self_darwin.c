/* SPDX-License-Identifier: MIT */
/* Where the launcher is, on macOS. */
#include "self.h"

#include <limits.h>
#include <mach-o/dyld.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool self_path(char *path, size_t size)
{
    char executed[PATH_MAX], resolved[PATH_MAX];
    uint32_t executed_size = sizeof executed;
    if (_NSGetExecutablePath(executed, &executed_size) != 0 || !realpath(executed, resolved) ||
        strlen(resolved) >= size)
        return false;
    strcpy(path, resolved);
    return true;
}
