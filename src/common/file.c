/* SPDX-License-Identifier: MIT */
/* Files, read whole. */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A group of its own for each user, and files that it may write, are what many systems begin with;
 * root has no such group. */
static bool others_may_write(const struct stat *status)
{
    bool own_group = status->st_gid == getegid() && geteuid() != 0;
    return status->st_mode & S_IWOTH || (status->st_mode & S_IWGRP && !own_group);
}

/* Whether STATUS is of a regular file, and, if it is to be OWN, of one that only this user and root
 * can have written. */
static bool is_acceptable(const struct stat *status, bool own)
{
    if (!S_ISREG(status->st_mode)) {
        errno = EINVAL;
        return false;
    }
    bool ours = status->st_uid == geteuid() || status->st_uid == 0;
    if (own && (!ours || others_may_write(status))) {
        errno = EPERM;
        return false;
    }
    return true;
}

static void close_keeping_errno(int fd)
{
    int error = errno;
    close(fd);
    errno = error;
}

static int open_acceptable(const char *path, bool own, off_t *size)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return -1;
    if (fstat(fd, &status) != 0 || !is_acceptable(&status, own)) {
        close_keeping_errno(fd);
        return -1;
    }
    if (size)
        *size = status.st_size;
    return fd;
}

int file_open(const char *path, off_t *size)
{
    return open_acceptable(path, false, size);
}

static ssize_t read_beginning(const char *path, bool own, char *bytes, size_t size)
{
    ssize_t len;
    int fd = open_acceptable(path, own, NULL);
    if (fd < 0)
        return -1;
    do
        len = read(fd, bytes, size);
    while (len < 0 && errno == EINTR);
    close_keeping_errno(fd);
    return len;
}

static bool end_text(char *text, ssize_t len)
{
    if (len >= 0)
        text[len] = '\0';
    return len >= 0;
}

bool file_read(const char *path, char *text, size_t size)
{
    return end_text(text, read_beginning(path, false, text, size - 1));
}

bool file_read_own(const char *path, char *text, size_t size)
{
    return end_text(text, read_beginning(path, true, text, size - 1));
}

ssize_t file_read_head(const char *path, char *bytes, size_t size)
{
    return read_beginning(path, false, bytes, size);
}

uint8_t *file_read_all(const char *path, size_t len_max, size_t *len)
{
    off_t size;
    int fd = file_open(path, &size);
    if (fd < 0)
        return NULL;
    bool fits = (uintmax_t)size <= len_max;
    uint8_t *bytes = fits ? malloc((size_t)size + 1) : NULL;
    *len = bytes ? 0 : (size_t)size;
    for (ssize_t count = 1; bytes && count > 0 && *len < (size_t)size;) {
        count = read(fd, bytes + *len, (size_t)size - *len);
        *len += count > 0 ? (size_t)count : 0;
    }
    close(fd);
    if (!bytes)
        errno = fits ? ENOMEM : EFBIG;
    return bytes;
}
