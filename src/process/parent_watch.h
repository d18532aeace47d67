/* SPDX-License-Identifier: MIT */
/* The launcher's end of the tie: when the show is over, and that it really ends.
 *
 * One thread alone reads the descriptor, whatever the others are stuck in (an X server that is
 * stopped blocks the main thread without limit): 1 byte read = the program ended by itself, the
 * main thread hears it and has 400 ms to fade and go; end-of-file = the launcher was killed, the
 * process ends there and then. With --exec the descriptor is a pidfd, which cannot be read: any
 * failure means that the program ended.
 *
 *     int ended_fd = parent_watch_start(gone_fd, &trace);     readable: the program ended
 */
#pragma once

#include "trace.h"

/* Takes GONE_FD; TRACE is borrowed until the process ends. Returns a descriptor that becomes
 * readable when the program has ended; -1: no thread to be had (the splash must not go on). */
int parent_watch_start(int gone_fd, const struct trace *trace);
