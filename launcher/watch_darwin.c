/* SPDX-License-Identifier: MIT */
/* The first output on macOS: a kqueue on the terminal or file that fds 1 and 2 refer to, opened
 * once more for events only, so that neither a descriptor of the program's nor a mounted volume is
 * held. Nothing there counts what a process has written to a terminal, so any writer's event counts
 * as the program's: the camel rather leaves too soon. A pipe cannot be watched: no camel for those.
 * Owns the kqueue and the event-only descriptors. */
#include "watch.h"

#include "descriptors.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/event.h>
#include <sys/stat.h>
#include <unistd.h>

static int aim_at(int fd, bool *polled)
{
    struct stat status;
    char path[PATH_MAX];
    if (fstat(fd, &status) != 0 || (S_ISCHR(status.st_mode) && !isatty(fd)))
        return -1; /* closed on entry, or /dev/null */
    int aimed = fcntl(fd, F_GETPATH, path) == 0 ? descriptors_raise(open(path, O_EVTONLY)) : -1;
    if (aimed < 0)
        *polled = true;
    return aimed;
}

void watch_aim(struct watch *watch)
{
    *watch = (struct watch){.fd = -1};
    watch->outputs[0] = aim_at(STDOUT_FILENO, &watch->polled);
    watch->outputs[1] = aim_at(STDERR_FILENO, &watch->polled);
}

bool watch_can_wait(const struct watch *watch)
{
    (void)watch;
    return false;
}

bool watch_missed(struct watch *watch)
{
    (void)watch; /* nothing counts what was written; the window is a fifth of a millisecond */
    return false;
}

static bool add_output(int queue, int output)
{
    struct kevent change;
    if (output < 0)
        return true;
    EV_SET(&change, output, EVFILT_VNODE, EV_ADD | EV_CLEAR, NOTE_WRITE, 0, NULL);
    return kevent(queue, &change, 1, NULL, 0, NULL) == 0;
}

bool watch_open(struct watch *watch, pid_t program, uint64_t written)
{
    watch->program = program;
    watch->written = written;
    watch->fd = descriptors_raise(kqueue());
    if (!watch->polled && watch->fd >= 0 && add_output(watch->fd, watch->outputs[0]) &&
        add_output(watch->fd, watch->outputs[1]))
        return true;
    watch_close(watch);
    return false;
}

void watch_adopt(struct watch *watch, int fd, pid_t program, uint64_t written)
{
    *watch = (struct watch){.fd = fd, .outputs = {-1, -1}, .program = program, .written = written};
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
