/* SPDX-License-Identifier: MIT */
/* Small files, read whole. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool file_read(const char *path, char *text, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return false;
    ssize_t len;
    do
        len = read(fd, text, size - 1);
    while (len < 0 && errno == EINTR);
    int error = errno;
    close(fd);
    errno = error;
    if (len < 0)
        return false;
    text[len] = '\0';
    return true;
}
