/* SPDX-License-Identifier: MIT */
/* Becoming what the program became, so that the caller cannot tell the two apart.
 * Source: wait(2), setpgid(2) on orphaned process groups, bash's jobs.c; sudo's suspend_parent for
 * the order. */
#pragma once

#include <sys/types.h>

/* PROGRAM has stopped by SIGNAL: this process stops likewise. On waking it sees to it that the
 * program runs again, without a second SIGCONT if the caller's reached it. To be called with all
 * signals blocked. Returns the program's wait status if it has ended meanwhile, else -1. */
int mirror_stop(pid_t program, int signal);

/* STATUS is a wait status: gives the exit status for main to return, or ends this process by the
 * same signal. */
int mirror_exit(int status);
