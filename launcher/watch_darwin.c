/* SPDX-License-Identifier: MIT */
/* The first output on macOS: a kqueue on the terminal or file that fds 1 and 2 refer to, opened
 * once more for events only, so that neither a descriptor of the program's nor a mounted volume is
 * held. Nothing there counts what a process has written to a terminal, so any writer's event counts
 * as the program's: the camel rather leaves too soon. A pipe cannot be watched: no camel for those.
 * Owns the kqueue and the event-only descriptors. */
#include "watch.h"

#include "descriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/event.h>
#include <sys/stat.h>
#include <unistd.h>

/* Adds what FD refers to. False: it can be written to without our seeing it. */
static bool add_output(int queue, int fd, int *output)
{
    struct stat status;
    char path[PATH_MAX];
    if (fstat(fd, &status) != 0 || (S_ISCHR(status.st_mode) && !isatty(fd)))
        return true; /* closed on entry, or /dev/null: nothing to see */
    if (fcntl(fd, F_GETPATH, path) != 0)
        return false;
    *output = descriptors_raise(open(path, O_EVTONLY));
    if (*output < 0)
        return false;
    struct kevent change;
    EV_SET(&change, *output, EVFILT_VNODE, EV_ADD | EV_CLEAR, NOTE_WRITE, 0, NULL);
    return kevent(queue, &change, 1, NULL, 0, NULL) == 0;
}

bool watch_open(struct watch *watch, pid_t program, uint64_t written)
{
    *watch = (struct watch){.outputs = {-1, -1}, .fd = -1, .program = program, .written = written};
    int queue = descriptors_raise(kqueue());
    if (queue < 0)
        return false;
    watch->fd = queue;
    if (add_output(queue, STDOUT_FILENO, &watch->outputs[0]) &&
        add_output(queue, STDERR_FILENO, &watch->outputs[1]))
        return true;
    int error = errno;
    watch_close(watch);
    errno = error;
    return false;
}

void watch_adopt(struct watch *watch, int fd, pid_t program, uint64_t written)
{
    *watch = (struct watch){.outputs = {-1, -1}, .fd = fd, .program = program, .written = written};
}

bool watch_fired(struct watch *watch)
{
    static const struct timespec now = {0, 0};
    struct kevent event;
    return watch->fd >= 0 && kevent(watch->fd, NULL, 0, &event, 1, &now) > 0;
}

uint64_t watch_written(void)
{
    return 0;
}

void watch_close(struct watch *watch)
{
    int *const owned[] = {&watch->fd, &watch->outputs[0], &watch->outputs[1]};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) {
        if (*owned[i] >= 0)
            close(*owned[i]);
        *owned[i] = -1;
    }
}
