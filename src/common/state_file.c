/* SPDX-License-Identifier: MIT */
/* Files of the user's state. */
#include "state_file.h"

#include "file.h"
#include "quiet_write.h"
#include "xdg.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "ocamlwalk/"

static bool find_path(const char *name, char path[PATH_MAX])
{
    char below[NAME_MAX];
    int len = snprintf(below, sizeof below, FOLDER "%s", name);
    return len > 0 && (size_t)len < sizeof below && xdg_path(XDG_STATE, below, path, PATH_MAX);
}

bool state_file_read(const char *name, char *text, size_t size)
{
    char path[PATH_MAX];
    return find_path(name, path) && file_read_own(path, text, size);
}

/* The folders of PATH that are not there. */
static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, S_IRWXU);
        *slash = '/';
    }
}

static int create(char *path)
{
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    int fd = open(path, flags, S_IRUSR | S_IWUSR);
    if (fd >= 0 || errno != ENOENT)
        return fd;
    make_folders(path);
    return open(path, flags, S_IRUSR | S_IWUSR);
}

void state_file_replace(const char *name, const char *text, size_t len)
{
    char path[PATH_MAX], fresh[PATH_MAX];
    if (!find_path(name, path))
        return;
    int fresh_len = snprintf(fresh, sizeof fresh, "%s.%d", path, (int)getpid());
    if (fresh_len < 0 || (size_t)fresh_len >= sizeof fresh)
        return;
    int fd = create(fresh);
    if (fd < 0)
        return;
    bool written = quiet_write(fd, text, len);
    if (close(fd) != 0 || !written || rename(fresh, path) != 0)
        unlink(fresh);
}

bool state_file_remove(const char *name)
{
    char path[PATH_MAX];
    if (!find_path(name, path))
        return true;
    return unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR;
}
