/* SPDX-License-Identifier: MIT */
/* Descriptors of a launch: ours stay out of the program's way, the program's are let go.
 *
 * Whatever the caller left open belongs to the program; a launcher that keeps a copy delays
 * end-of-file, EPIPE, locks and hang-ups that others wait for. Source: close_range(2), fcntl(2).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* FD moved above 2 with close-on-exec set, so that a caller that closed fds 0 to 2 finds them
 * closed in the program too, and nothing of ours is taken for its output. Takes FD, returns the new
 * one, or -1 with errno; -1 gives -1. */
int descriptors_raise(int fd);

/* Closes every descriptor but those in KEPT (COUNT of them, in any order, -1 ignored). Cannot fail.
 */
void descriptors_close_all_but(const int *kept, size_t count);

/* /dev/null as fds 0, 1 and 2, which must be closed or unneeded. False: errno says why. */
bool descriptors_null_stdio(void);

/* A pipe, both ends close-on-exec. False: errno says why. */
bool descriptors_pipe(int fds[2]);

/* A pair of connected stream sockets, both close-on-exec and above 2. False: errno says why,
 * nothing is left open. */
bool descriptors_socketpair(int fds[2]);

/* Takes FD's file for all processes that have this descriptor or a copy of it, until the last is
 * closed. False: others have it; where it cannot be told, they have not. */
bool descriptors_lock(int fd);
