/* SPDX-License-Identifier: MIT */
/* $XDG_RUNTIME_DIR, which may have come from another user: su(1) keeps it. */
#include "runtime_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool runtime_folder_path(const char *name, char *path, size_t size)
{
    const char *folder = getenv("XDG_RUNTIME_DIR");
    struct stat status;
    if (!folder || *folder != '/' || stat(folder, &status) != 0 || !S_ISDIR(status.st_mode) ||
        status.st_uid != geteuid() || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return false;
    int len = snprintf(path, size, "%s/%s", folder, name);
    return len > 0 && (size_t)len < size;
}
