/* SPDX-License-Identifier: MIT */
/* Closing a range of descriptors on Linux. */
#include "descriptors.h"

#include "descriptors_range.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define GUESSED_MAX 1024 /* closed blindly where neither close_range nor /proc can tell */

static void close_listed(DIR *listing, int first, int last)
{
    struct dirent *entry;
    while ((entry = readdir(listing))) {
        int fd = atoi(entry->d_name);
        if (entry->d_name[0] != '.' && fd >= first && fd <= last && fd != dirfd(listing))
            close(fd);
    }
}

void descriptors_close_range(int first, int last)
{
#ifdef SYS_close_range
    if (syscall(SYS_close_range, (unsigned)first, last < 0 ? UINT_MAX : (unsigned)last, 0u) == 0)
        return;
#endif
    /* A kernel before 5.9, or a seccomp filter that has never heard of it. */
    if (last < 0)
        last = INT_MAX;
    DIR *listing = opendir("/proc/self/fd");
    if (listing) {
        close_listed(listing, first, last);
        closedir(listing);
        return;
    }
    struct rlimit limit;
    int end = GUESSED_MAX;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < GUESSED_MAX)
        end = (int)limit.rlim_cur;
    for (int fd = first; fd < end && fd <= last; fd++)
        close(fd);
}

bool descriptors_pipe(int fds[2])
{
    return pipe2(fds, O_CLOEXEC) == 0;
}

bool descriptors_open_pair(int fds[2])
{
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) == 0;
}

bool descriptors_lock(int fd)
{
    return flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}
