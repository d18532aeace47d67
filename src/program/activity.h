/* SPDX-License-Identifier: MIT */
/* What the program is doing: how much it computes, whether it is stopped, whether it sleeps; for
 * its whole process tree.
 *
 * Nothing is attached to. Looking never costs more than a five-hundredth of the time: where the
 * tree is large, some looks see what the last one saw. Source: proc(5) on /proc/PID/stat; on macOS,
 * libproc.
 *
 *     struct activity activity;
 *     struct activity_sample sample;
 *     if (activity_open(&activity, program))
 *         … four times a second: activity_read(&activity, &sample) …
 *     activity_close(&activity);
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define ACTIVITY_TREE_MAX 128 /* of a larger tree, those nearest to the program are looked at */

struct activity_sample {
    double work;  /* CPU time since the last look, ended children included, of one core: 0 to 1.
                     Measured by the time that other programs have left it, where that is told: on
                     a busy machine it is no lazier */
    bool stopped; /* the program is, or a descendant is and no other is at work */
    bool blocked; /* none of its processes is running, or wants to */
};

/* What had been seen of a process. */
struct activity_process {
    pid_t pid;
    int64_t started_us; /* tells it from another of the same pid */
    int64_t own_us;     /* CPU time */
    int64_t waited_us;  /* of children that have ended and been waited for, and of theirs */
    int64_t queued_us;  /* without a core, though it wanted one; 0 where that is not told */
};

struct activity {
    pid_t program; /* 0: not open */
    int fd;        /* of the system's own, to look at the program by; -1: none */
    struct activity_process seen[ACTIVITY_TREE_MAX];
    size_t seen_count;
    int64_t looked_us, due_us; /* by the clock that the processes' starts are told by */
    struct activity_sample sample;
};

/* Begins to look at PROGRAM; the first activity_read tells of the time since now. False: there is
 * nothing to be seen (no /proc, hidepid, no program). */
bool activity_open(struct activity *activity, pid_t program);

/* Looks. False: nothing to be seen any more; *SAMPLE is untouched. */
bool activity_read(struct activity *activity, struct activity_sample *sample);

/* Harmless twice, and after an activity_open that failed. */
void activity_close(struct activity *activity);

/* What the tree has done between SINCE_US, when it was BEFORE, and NOW_US, when it is AFTER: 0
 * nothing, 1 as much as one core can. What ended in between shows in who has waited for it. Pure.
 */
double activity_work(const struct activity_process *before, size_t before_count, int64_t since_us,
                     const struct activity_process *after, size_t after_count, int64_t now_us);
