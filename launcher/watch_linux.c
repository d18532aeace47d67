/* SPDX-License-Identifier: MIT */
/* The first output on Linux: inotify tells that somebody wrote, /proc/PID/io whether it was the
 * program. Owns the inotify instance, which must never belong to the launcher itself: closing one
 * costs the exiting process 8 to 24 ms. */
#include "watch.h"

#include "descriptors.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define TREE_MAX   256   /* processes looked at; a larger tree is taken to have written */
#define RECOUNT_NS 50000 /* the kernel notifies before it counts, by up to 5.5 us */

/* The whole of a small file of /proc, NUL-terminated. */
static bool read_proc(const char *path, char *text, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t len;
    do
        len = read(fd, text, size - 1);
    while (len < 0 && errno == EINTR);
    close(fd);
    if (len < 0)
        return false;
    text[len] = '\0';
    return true;
}

static bool process_written(const char *process, uint64_t *written)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%s/io", process);
    if (!read_proc(path, text, sizeof text))
        return false;
    const char *line = strstr(text, "wchar: ");
    if (line == NULL)
        return false;
    *written = strtoull(line + strlen("wchar: "), NULL, 10);
    return true;
}

/* Appends the children of PROCESS to TREE. A process that has gone meanwhile has none. */
static void add_children(pid_t process, pid_t *tree, size_t *count)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", (int)process);
    DIR *tasks = opendir(path);
    if (tasks == NULL)
        return;
    struct dirent *task;
    while ((task = readdir(tasks)) != NULL) {
        char children[4096];
        char child_path[sizeof path + sizeof task->d_name + 16];
        snprintf(child_path, sizeof child_path, "%s/%s/children", path, task->d_name);
        if (task->d_name[0] == '.' || !read_proc(child_path, children, sizeof children))
            continue;
        char *rest = children, *end;
        for (long pid; *count < TREE_MAX && (pid = strtol(rest, &end, 10)) > 0; rest = end)
            tree[(*count)++] = (pid_t)pid;
    }
    closedir(tasks);
}

/* Bytes that the program and its descendants have written, to any file. False: it cannot be told.
 * What a child wrote is counted in its parent once it was waited for. */
static bool tree_written(pid_t program, uint64_t *written)
{
    pid_t tree[TREE_MAX] = {program};
    size_t count = 1;
    *written = 0;
    for (size_t i = 0; i < count; i++) {
        char process[16];
        uint64_t own;
        snprintf(process, sizeof process, "%d", (int)tree[i]);
        if (process_written(process, &own))
            *written += own;
        else if (i == 0)
            return false;
        add_children(tree[i], tree, &count);
    }
    return count < TREE_MAX;
}

static bool tree_has_written(struct watch *watch)
{
    uint64_t written;
    if (!tree_written(watch->program, &written))
        return true; /* hidepid, another user, no /proc: rather no camel than one over the output */
    bool grown = written > watch->written; /* less: a child left the tree */
    watch->written = written;
    return grown;
}

enum verdict { WATCHED, NOTHING_TO_SEE, REFUSED };

static enum verdict watch_descriptor(int inotify_fd, int fd)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return NOTHING_TO_SEE; /* closed on entry */
    if (S_ISCHR(status.st_mode) && !isatty(fd))
        return NOTHING_TO_SEE; /* /dev/null is one inode for the whole machine */
    char path[32], target[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(path, target, sizeof target - 1);
    if (len < 0)
        return REFUSED;
    target[len] = '\0';
    if (strncmp(target, "/memfd:", 7) == 0)
        return REFUSED; /* writes to a memfd raise no event */
    return inotify_add_watch(inotify_fd, path, IN_MODIFY) < 0 ? REFUSED : WATCHED;
}

bool watch_open(struct watch *watch, pid_t program, uint64_t written)
{
    *watch = (struct watch){.outputs = {-1, -1}, .fd = -1, .program = program, .written = written};
    uint64_t now;
    bool countable = tree_written(program, &now);
    int fd = descriptors_raise(inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (fd >= 0 && watch_descriptor(fd, STDOUT_FILENO) != REFUSED &&
        watch_descriptor(fd, STDERR_FILENO) != REFUSED) {
        watch->fd = fd;
        return true;
    }
    int error = errno;
    if (fd >= 0)
        close(fd);
    errno = error;
    return countable;
}

void watch_adopt(struct watch *watch, int fd, pid_t program, uint64_t written)
{
    *watch = (struct watch){.outputs = {-1, -1}, .fd = fd, .program = program, .written = written};
}

/* One event for many writes: equal events in a row are merged by the kernel while nobody reads. */
static void drain(int fd)
{
    char events[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
    while (read(fd, events, sizeof events) > 0)
        continue;
}

bool watch_fired(struct watch *watch)
{
    if (watch->fd >= 0)
        drain(watch->fd);
    if (tree_has_written(watch))
        return true;
    if (watch->fd < 0)
        return false;
    nanosleep(&(struct timespec){.tv_nsec = RECOUNT_NS}, NULL);
    return tree_has_written(watch);
}

uint64_t watch_written(void)
{
    uint64_t written;
    return process_written("self", &written) ? written : 0;
}

void watch_close(struct watch *watch)
{
    if (watch->fd >= 0)
        close(watch->fd);
    watch->fd = -1;
}
