/* SPDX-License-Identifier: MIT */
/* How one process is looked at: the part of witness.c that differs by system.
 *
 * One of witness_linux.c (/proc) and witness_darwin.c (libproc) is built. */
#pragma once

#include "witness.h"

enum witness_state {
    WITNESS_STATE_RUNNING,
    WITNESS_STATE_SLEEPING,
    WITNESS_STATE_STOPPED,
    WITNESS_STATE_OVER, /* a zombie */
};

/* Makes the witness's fd for its program, or -1 if there is no use for one. */
int witness_system_open(pid_t program);

/* Looks at PROCESS; FD is what was opened for it, or -1. False: it is gone, or hidden. */
bool witness_system_see(pid_t process, int fd, struct witness_process *seen,
                        enum witness_state *state);

/* Now, by the clock that processes' starts are told by. */
int64_t witness_system_us(void);
