/* SPDX-License-Identifier: MIT */
/* Whether the program has become a server: a socket of its process tree listens, TCP or Unix's. A
 * socket that the program was started with, which a parent of its holds as well, does not count.
 *
 * Source: proc(5) on Linux, where the program's own network counts, libproc on macOS.
 *
 *     struct listening listening = {0};
 *     if (listening_seen(&listening, program, now_ms)) …
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* All zero: no look yet. */
struct listening {
    int64_t due_ms;
};

/* Looks, but never for more than a five-hundredth of the time: false, too, when no look is due. */
bool listening_seen(struct listening *listening, pid_t program, int64_t now_ms);

/* A system's own look. Linux: /proc/net/{tcp,tcp6,unix} tell which sockets listen, the links in
 * /proc/PID/fd who holds them. */
bool listening_system_look(pid_t program);

/* The inode of the socket on LINE, of /proc/net/tcp or tcp6, or of /proc/net/unix if IS_LOCAL; 0:
 * it does not listen, or this is no such line. Linux only. Pure. */
uint64_t listening_parse(const char *line, bool is_local);
