/* SPDX-License-Identifier: MIT */
/* Writing what is ours, a trace or a complaint, without being killed for it.
 *
 * A reader that has left sends SIGPIPE, and a file at the limit of its size (RLIMIT_FSIZE) SIGXFSZ.
 * Both come to the thread that writes, and are the program's to die of, not ours: they are taken
 * back before anybody sees them. Somebody else's, pending already, are left. Source: signal(7).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* One write(2). False: not all of it was written; errno says why where nothing was. */
bool quiet_write(int fd, const char *text, size_t len);
