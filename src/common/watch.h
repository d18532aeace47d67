/* SPDX-License-Identifier: MIT */
/* The first output of the program, seen without touching it.
 *
 * What fds 1 and 2 refer to is watched, not the program: nothing is read, delayed or redirected,
 * and the program's descriptors may be closed as soon as the watch is open. The watched object may
 * have other writers (a shell on the same terminal, a parallel make), so every event is checked
 * against what the program's own tree has written. It does not see send(2), io_uring, mmap or a
 * write that failed: those programs keep their camel a little longer. Source: inotify(7), proc(5)
 * on /proc/PID/io; kqueue(2) on macOS. Figures: a write is seen after about 3 us.
 *
 *     struct watch watch;
 *     watch_aim(&watch);
 *     …fds 1 and 2 may be closed, and the process forked, from here on…
 *     if (watch_open(&watch, program, 0))
 *         while (poll(&(struct pollfd){watch.fd, POLLIN, 0}, 1, -1) > 0 && !watch_fired(&watch))
 *             ;
 *     watch_close(&watch);
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

struct tally;

struct watch {
    int fd; /* readable when something may have been written; -1: poll, call watch_fired at every
             * frame */
    int outputs[2]; /* what fds 1 and 2 refer to; -1: nothing that could be seen there */
    struct timespec modified[2]; /* their times of modification when aimed at */
    off_t sizes[2];              /* and their sizes */
    bool dated;                  /* any write to them shows in those */
    bool polled;                 /* one of them cannot be watched */
    struct tally *tally;         /* what the program's tree had written when last looked at */
    uint64_t modified_ns;        /* where nobody counts bytes: the last modification seen */
};

/* Takes hold of what this process's fds 1 and 2 refer to, without keeping it open: no end-of-file,
 * lock or hang-up waits for it. /dev/null and other character devices that are no terminals are
 * left alone. The descriptors are close-on-exec and above 2. Costs a few system calls; cannot fail.
 */
void watch_aim(struct watch *watch);

/* True if whatever is written between watch_aim and watch_open can be told from other writing of
 * the program's: then the watch may be opened late. */
bool watch_can_wait(const struct watch *watch);

/* True if the program has already written to what was aimed at, before watch_open. To be called
 * right after that; where it cannot be told exactly, any writing counts. */
bool watch_missed(struct watch *watch);

/* Watches what was aimed at, on behalf of PROGRAM, which had written WRITTEN bytes before it became
 * the program. The descriptor is close-on-exec, non-blocking and above 2. False: nothing tells when
 * the program writes. */
bool watch_open(struct watch *watch, pid_t program, uint64_t written);

/* To be called when watch->fd is readable, or at every frame if it is -1. True: the program or a
 * descendant has written. False: it was somebody else; the watch goes on. Never blocks for longer
 * than 50 us. */
bool watch_fired(struct watch *watch);

/* Bytes that this process has written so far, what watch_open wants of a process about to become
 * the program. */
uint64_t watch_written(void);

/* Harmless twice. */
void watch_close(struct watch *watch);
