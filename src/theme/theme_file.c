/* SPDX-License-Identifier: MIT */
/* Where the files of a theme really are. */
#include "theme_file.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What of PATH comes after FOLDER and a slash; NULL: it is not within. Neither has a link in it. */
static const char *rest_within(const char *path, const char *folder)
{
    size_t len = strlen(folder);
    len -= len == 1; /* the root has its slash already */
    return strncmp(path, folder, len) == 0 && path[len] == '/' ? path + len + 1 : NULL;
}

/* True where PATH lies in a folder beside FOLDER that is a theme, too. */
static bool is_in_sibling(const char *path, const char *folder)
{
    char parent[PATH_MAX], sibling[PATH_MAX];
    const char *slash = strrchr(folder, '/');
    snprintf(parent, sizeof parent, "%.*s", slash == folder ? 1 : (int)(slash - folder), folder);
    const char *rest = rest_within(path, parent), *end = rest ? strchr(rest, '/') : NULL;
    if (!end)
        return false;
    int len = snprintf(sibling, sizeof sibling, "%.*s/theme.ini", (int)(end - path), path);
    return len > 0 && (size_t)len < sizeof sibling && access(sibling, R_OK) == 0;
}

static bool is_regular(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* realpath(3). An act's frames lie side by side and are looked for one after the other: where the
 * folder is the last one's, only the file's own name can be a link still. */
static bool resolve(const char *named, char real[PATH_MAX])
{
    static _Thread_local struct {
        char named[PATH_MAX], real[PATH_MAX]; /* as far as the last slash, that one included */
    } last;
    const char *name = strrchr(named, '/') + 1;
    size_t len = (size_t)(name - named);
    if (last.named[len] == '\0' && strncmp(last.named, named, len) == 0 &&
        snprintf(real, PATH_MAX, "%s%s", last.real, name) < PATH_MAX && is_regular(real))
        return true;
    if (!realpath(named, real))
        return false;
    if (!is_regular(named))
        return true; /* a link, which leads to another folder perhaps */
    snprintf(last.named, sizeof last.named, "%.*s", (int)len, named);
    snprintf(last.real, sizeof last.real, "%.*s", (int)(strrchr(real, '/') + 1 - real), real);
    return true;
}

bool theme_file_find(const char *folder, const char *file, char path[THEME_PATH_MAX])
{
    char named[PATH_MAX], real[PATH_MAX], real_folder[PATH_MAX];
    int len = snprintf(named, sizeof named, "%s/%s", folder, file);
    if (len < 0 || (size_t)len >= sizeof named) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (!resolve(named, real))
        return false;
    /* A folder that begins a path without links has none itself, and need not be looked at: it is
     * once for each frame, and a call for each part of the path. */
    bool within = folder[0] == '/' && rest_within(real, folder);
    if (!within && !realpath(folder, real_folder))
        return false;
    within = within || rest_within(real, real_folder) || is_in_sibling(real, real_folder);
    if (strlen(real) >= THEME_PATH_MAX || !is_regular(real) || !within) {
        errno = EINVAL;
        return false;
    }
    memcpy(path, real, strlen(real) + 1);
    return true;
}
