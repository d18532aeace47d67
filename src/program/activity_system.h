/* SPDX-License-Identifier: MIT */
/* How one process is looked at: the part of activity.c that differs by system.
 *
 * One of activity_linux.c (/proc) and activity_darwin.c (libproc) is built. */
#pragma once

#include "activity.h"

enum activity_state {
    ACTIVITY_STATE_RUNNING,
    ACTIVITY_STATE_SLEEPING,
    ACTIVITY_STATE_STOPPED,
    ACTIVITY_STATE_OVER, /* a zombie */
};

/* Makes the activity's fd for its program, or -1 if there is no use for one. */
int activity_system_open(pid_t program);

/* Looks at PROCESS; FD is what was opened for it, or -1. False: it is gone, or hidden. */
bool activity_system_see(pid_t process, int fd, struct activity_process *seen,
                         enum activity_state *state);

/* Now, by the clock that processes' starts are told by. */
int64_t activity_system_us(void);
