/* SPDX-License-Identifier: MIT */
/* Becoming what the program became, so that the caller cannot tell the two apart.
 * Source: wait(2), setpgid(2) on orphaned process groups, bash's jobs.c; sudo's suspend_parent for
 * the order. */
#pragma once

#include <sys/types.h>

/* PROGRAM, a child, has stopped by SIGNAL: this process stops likewise, unless the program has gone
 * on meanwhile. The SIGCONT that woke it is still pending afterwards, to be passed on if it was for
 * this process alone. Where this process cannot be stopped, the program goes on. To be called with
 * all signals blocked. */
void mirror_stop(pid_t program, int signal);

/* STATUS is a wait status: gives the exit status for main to return, or ends this process by the
 * same signal. */
int mirror_exit(int status);
