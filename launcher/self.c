/* SPDX-License-Identifier: MIT */
/* What stands beside the launcher, and what is the launcher. */
#include "self.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#define SELF_LINK "/proc/self/exe" /* where there is one, the quickest way to ourselves */

bool self_sibling(const char *relative, char *path, size_t size)
{
    char self[PATH_MAX];
    if (!self_path(self, sizeof self))
        return false;
    for (int i = 0; i < 2; i++) { /* the file, its folder; the root lies in itself */
        char *slash = strrchr(self, '/');
        if (slash)
            *slash = '\0';
    }
    int len = snprintf(path, size, "%s/%s", self, relative);
    return len > 0 && (size_t)len < size;
}

/* Asked for once: a launch is a matter of microseconds. NULL: it cannot be told. */
static const struct stat *ourselves(void)
{
    static struct stat ours;
    char path[PATH_MAX];
    if (ours.st_ino == 0 && stat(SELF_LINK, &ours) != 0 &&
        !(self_path(path, sizeof path) && stat(path, &ours) == 0))
        return NULL;
    return &ours;
}

bool self_is(const struct stat *status)
{
    const struct stat *ours = ourselves();
    return ours && ours->st_dev == status->st_dev && ours->st_ino == status->st_ino;
}

bool self_may_be_like(const struct stat *status)
{
    const struct stat *ours = ourselves();
    return !ours || status->st_size / 2 <= ours->st_size;
}
