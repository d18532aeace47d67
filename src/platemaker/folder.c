/* SPDX-License-Identifier: MIT */
/* Written beside, then renamed. */
#include "folder.h"

#include "complaint.h"
#include "folder_remove.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER_MODE 0777

static const int ending_signals[] = {SIGHUP, SIGINT, SIGTERM};

/* NAME without slashes at its end, and SUFFIX. */
static bool put_path(char path[PATH_MAX], const char *name, const char *suffix)
{
    size_t len = strlen(name);
    while (len > 1 && name[len - 1] == '/')
        len--;
    int written = snprintf(path, PATH_MAX, "%.*s%s", (int)len, name, suffix);
    return (written > 0 && written < PATH_MAX) || complain("%s: %s", name, strerror(ENAMETOOLONG));
}

/* Whether anything bears the name, and if so, whether it may be replaced. */
static bool may_be_written(const char *name, bool force)
{
    struct stat status;
    char ini[PATH_MAX];
    if (lstat(name, &status) != 0)
        return errno == ENOENT || complain("%s: %s", name, strerror(errno));
    if (!force)
        return complain("%s is there already: name another by -o, or say --force", name);
    if (!put_path(ini, name, "/theme.ini"))
        return false;
    if (!S_ISDIR(status.st_mode) || access(ini, F_OK) != 0)
        return complain("%s is no theme: it is not replaced", name);
    return true;
}

bool folder_begin(struct folder *folder, const char *name, bool force)
{
    *folder = (struct folder){0};
    if (!put_path(folder->final, name, "") || !may_be_written(folder->final, force) ||
        !put_path(folder->path, name, ".XXXXXX"))
        return false;
    sigset_t ending;
    sigemptyset(&ending);
    for (size_t i = 0; i < sizeof ending_signals / sizeof *ending_signals; i++)
        sigaddset(&ending, ending_signals[i]);
    sigprocmask(SIG_BLOCK, &ending, &folder->mask);
    if (!mkdtemp(folder->path)) {
        folder->path[0] = '\0';
        sigprocmask(SIG_SETMASK, &folder->mask, NULL);
        return complain("%s: %s", folder->final, strerror(errno));
    }
    mode_t mask = umask(0);
    umask(mask);
    chmod(folder->path, FOLDER_MODE & ~mask); /* mkdtemp(3) gives it to the user alone */
    return true;
}

static bool is_ending(void)
{
    sigset_t pending;
    sigpending(&pending);
    for (size_t i = 0; i < sizeof ending_signals / sizeof *ending_signals; i++)
        if (sigismember(&pending, ending_signals[i]))
            return true;
    return false;
}

bool folder_finish(struct folder *folder)
{
    char old[PATH_MAX] = "";
    struct stat status;
    if (is_ending())
        return false;
    if (lstat(folder->final, &status) == 0) {
        if (!put_path(old, folder->path, ".old"))
            return false;
        if (rename(folder->final, old) != 0)
            return complain("%s: %s", folder->final, strerror(errno));
    }
    if (rename(folder->path, folder->final) != 0) {
        int error = errno;
        if (old[0])
            rename(old, folder->final);
        return complain("%s: %s", folder->final, strerror(error));
    }
    if (old[0])
        folder_remove(old);
    folder->path[0] = '\0';
    return true;
}

void folder_drop(struct folder *folder)
{
    if (folder->path[0])
        folder_remove(folder->path);
    folder->path[0] = '\0';
    sigprocmask(SIG_SETMASK, &folder->mask, NULL);
}
