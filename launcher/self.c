/* SPDX-License-Identifier: MIT */
/* What stands beside the launcher, and what is the launcher. Owns nothing. */
#include "self.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

bool self_sibling(const char *relative, char *path, size_t size)
{
    char self[PATH_MAX];
    if (!self_path(self, sizeof self))
        return false;
    char *slash = strrchr(self, '/');
    if (slash == NULL)
        return false;
    *slash = '\0';
    int len = snprintf(path, size, "%s/%s", self, relative);
    return len > 0 && (size_t)len < size;
}

bool self_is(const char *path)
{
    char self[PATH_MAX];
    struct stat ours, theirs;
    return self_path(self, sizeof self) && stat(self, &ours) == 0 && stat(path, &theirs) == 0 &&
           ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino;
}
