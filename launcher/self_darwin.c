/* SPDX-License-Identifier: MIT */
/* Where the launcher is, and by what it is known, on macOS. */
#include "self.h"

#include <limits.h>
#include <mach-o/dyld.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A section whose name stands among the load commands, at the image's beginning. */
#define MARK_SECTION "__ocamlwalk"
static const char mark __attribute__((section("__TEXT," MARK_SECTION), used)) = 1;

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

bool self_has_mark(const char *head, size_t len)
{
    return memmem(head, len, MARK_SECTION, strlen(MARK_SECTION));
}

bool self_is_deep(unsigned generations)
{
    (void)generations; /* a circle within one process is found all the same, by its CPU time */
    return false;
}

bool self_is_privileged(void)
{
    return issetugid();
}
