/* SPDX-License-Identifier: MIT */
/* A theme's folder, as somebody has it, file by file. What is a link in it is refused rather than
 * followed: it would lead elsewhere once it is another folder. */
#include "source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 65536

static bool copy(struct deposit *deposit, const char *named, int from, int to)
{
    char chunk[CHUNK];
    ssize_t len;
    while ((len = read(from, chunk, sizeof chunk)) != 0) {
        if (len < 0 && errno == EINTR)
            continue;
        if (len < 0)
            return deposit_complain(deposit, named, strerror(errno));
        if (!deposit_write(deposit, to, chunk, (size_t)len))
            return false;
    }
    return true;
}

static const char *fault_of(mode_t mode)
{
    return S_ISLNK(mode) ? "is a link; a theme has files and folders only"
                         : "is neither a file nor a folder";
}

/* FD is of the entry at NAMED, which the deposit knows under the same path. Takes FD. */
static bool take_file(struct deposit *deposit, int fd, const char *named, int64_t len)
{
    char tidy[ENTRY_PATH_MAX];
    bool good = deposit_admit(deposit, named, len, tidy);
    if (good && tidy[0]) {
        int to = deposit_file(deposit, tidy);
        good = to >= 0 && copy(deposit, named, fd, to);
        if (to >= 0 && close(to) != 0)
            good = deposit_complain(deposit, named, strerror(errno));
    }
    close(fd);
    return good;
}

static bool take_folder(struct deposit *deposit, int fd, const char *named);

/* NAME in the folder FOLDER_FD, which is at NAMED. */
static bool take(struct deposit *deposit, int folder_fd, const char *name, const char *named)
{
    char path[ENTRY_PATH_MAX];
    struct stat status;
    int len = snprintf(path, sizeof path, "%s/%s", named, name);
    if (len < 0 || (size_t)len >= sizeof path)
        return deposit_complain(deposit, name, "has too long a path");
    /* A FIFO would keep us waiting, a terminal become ours. */
    int fd = openat(folder_fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return deposit_complain(deposit, path,
                                errno == ELOOP ? fault_of(S_IFLNK) : strerror(errno));
    if (fstat(fd, &status) != 0)
        status.st_mode = 0;
    if (S_ISDIR(status.st_mode))
        return take_folder(deposit, fd, path);
    if (S_ISREG(status.st_mode))
        return take_file(deposit, fd, path, status.st_size);
    close(fd);
    return deposit_complain(deposit, path, fault_of(status.st_mode));
}

/* Takes FD. */
static bool take_folder(struct deposit *deposit, int fd, const char *named)
{
    char tidy[ENTRY_PATH_MAX];
    bool good = deposit_admit(deposit, named, 0, tidy) && deposit_folder(deposit, tidy);
    DIR *listing = good ? fdopendir(fd) : NULL;
    if (!listing) {
        close(fd);
        return good ? deposit_complain(deposit, named, strerror(errno)) : false;
    }
    struct dirent *entry;
    while (good && (entry = readdir(listing)))
        if (entry->d_name[0] != '.') /* of a system or a version control */
            good = take(deposit, dirfd(listing), entry->d_name, named);
    closedir(listing);
    return good;
}

bool source_folder(struct deposit *deposit, const char *folder, const char *name)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return deposit_complain(deposit, folder, strerror(errno));
    return take_folder(deposit, fd, name);
}
