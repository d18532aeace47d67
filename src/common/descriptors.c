/* SPDX-License-Identifier: MIT */
/* Keeping ours apart from the program's descriptors, and letting go of the latter. */
#include "descriptors.h"

#include "descriptors_range.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int descriptors_raise(int fd)
{
    if (fd < 0 || fd > STDERR_FILENO)
        return fd;
    int raised = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    int error = errno;
    close(fd);
    errno = error;
    return raised;
}

void descriptors_close_all_but(const int *kept, size_t count)
{
    int first = 0;
    for (;;) {
        /* The lowest kept descriptor from FIRST on bounds the next gap. */
        int next = -1;
        for (size_t i = 0; i < count; i++)
            if (kept[i] >= first && (next < 0 || kept[i] < next))
                next = kept[i];
        if (next < 0)
            break;
        if (next > first)
            descriptors_close_range(first, next - 1);
        first = next + 1;
    }
    descriptors_close_range(first, -1);
}

bool descriptors_null_stdio(void)
{
    int null = open("/dev/null", O_RDWR);
    if (null < 0)
        return false;
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (null != fd && dup2(null, fd) < 0)
            return false;
    if (null > STDERR_FILENO)
        close(null);
    return true;
}

bool descriptors_socketpair(int fds[2])
{
    if (!descriptors_open_pair(fds))
        return false;
    for (int i = 0; i < 2; i++)
        fds[i] = descriptors_raise(fds[i]);
    if (fds[0] >= 0 && fds[1] >= 0)
        return true;
    int error = errno;
    for (int i = 0; i < 2; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    errno = error;
    return false;
}
