/* SPDX-License-Identifier: MIT */
/* Closing a range of descriptors on macOS, which has no close_range. */
#include "descriptors.h"

#include "descriptors_range.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <unistd.h>

void descriptors_close_range(int first, int last)
{
    DIR *listing = opendir("/dev/fd");
    if (!listing)
        return;
    struct dirent *entry;
    while ((entry = readdir(listing))) {
        int fd = atoi(entry->d_name);
        if (entry->d_name[0] != '.' && fd >= first && (last < 0 || fd <= last) &&
            fd != dirfd(listing))
            close(fd);
    }
    closedir(listing);
}

static void make_private(const int fds[2])
{
    for (int i = 0; i < 2; i++)
        fcntl(fds[i], F_SETFD, FD_CLOEXEC);
}

bool descriptors_pipe(int fds[2])
{
    if (pipe(fds) != 0)
        return false;
    make_private(fds);
    return true;
}

bool descriptors_open_pair(int fds[2])
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) != 0)
        return false;
    make_private(fds);
    return true;
}

bool descriptors_lock(int fd)
{
    return flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}
