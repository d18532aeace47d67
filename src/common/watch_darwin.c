/* SPDX-License-Identifier: MIT */
/* The first output on macOS: a kqueue on the terminal or file that fds 1 and 2 refer to, opened
 * once more for events only, so that neither a descriptor of the program's nor a mounted volume is
 * held. Nothing there counts what a process has written to a terminal, so any writer's event counts
 * as the program's: the camel rather leaves too soon. A pipe cannot be watched: no camel for those.
 *
 * A kqueue does not go through fork (kqueue(2)): it is made by the process that waits for it. Owns
 * the kqueue and the event-only descriptors. */
#include "watch.h"

#include "descriptors.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/event.h>
#include <sys/stat.h>
#include <unistd.h>

#define NS_PER_S UINT64_C(1000000000)

static int aim_at(int fd, bool *polled)
{
    struct stat status;
    char path[PATH_MAX];
    if (fstat(fd, &status) != 0 || (S_ISCHR(status.st_mode) && !isatty(fd)))
        return -1; /* closed on entry, or /dev/null */
    int aimed =
        fcntl(fd, F_GETPATH, path) == 0 ? descriptors_raise(open(path, O_EVTONLY | O_CLOEXEC)) : -1;
    if (aimed < 0)
        *polled = true;
    return aimed;
}

/* When one of the outputs was last written to, in ns since 1970. */
static uint64_t last_modified(const int outputs[2])
{
    uint64_t last_ns = 0;
    for (int i = 0; i < 2; i++) {
        struct stat status;
        if (outputs[i] < 0 || fstat(outputs[i], &status) != 0)
            continue;
        uint64_t modified_ns =
            (uint64_t)status.st_mtimespec.tv_sec * NS_PER_S + (uint64_t)status.st_mtimespec.tv_nsec;
        if (modified_ns > last_ns)
            last_ns = modified_ns;
    }
    return last_ns;
}

void watch_aim(struct watch *watch)
{
    *watch = (struct watch){.fd = -1};
    watch->outputs[0] = aim_at(STDOUT_FILENO, &watch->polled);
    watch->outputs[1] = aim_at(STDERR_FILENO, &watch->polled);
    watch->modified_ns = last_modified(watch->outputs);
}

bool watch_can_wait(const struct watch *watch)
{
    (void)watch;
    return false;
}

bool watch_missed(struct watch *watch)
{
    return last_modified(watch->outputs) > watch->modified_ns;
}

static bool add_output(int queue, int output)
{
    struct kevent change;
    if (output < 0)
        return true;
    EV_SET(&change, output, EVFILT_VNODE, EV_ADD | EV_CLEAR, NOTE_WRITE, 0, NULL);
    return kevent(queue, &change, 1, NULL, 0, NULL) == 0;
}

static bool open_queue(struct watch *watch)
{
    watch->fd = descriptors_raise(kqueue());
    return watch->fd >= 0 && add_output(watch->fd, watch->outputs[0]) &&
           add_output(watch->fd, watch->outputs[1]);
}

bool watch_open(struct watch *watch, pid_t program, uint64_t written)
{
    (void)program; /* any writer counts, */
    (void)written; /* and no bytes are counted */
    if (!watch->polled && open_queue(watch))
        return true;
    watch_close(watch);
    return false;
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
