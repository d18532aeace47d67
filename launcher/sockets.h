/* SPDX-License-Identifier: MIT */
/* Sets of sockets, and whether the program has one of its own among them. Linux only.
 *
 * A socket that the program was started with, which a parent of its holds as well, is not its own.
 * Source: proc(5) on the links in /proc/PID/fd.
 *
 *     static struct sockets all;  too large for a stack
 *     all.count = 0;
 *     sockets_add(&all, inode);
 *     if (sockets_are_held(&all, program)) …
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Of one kind: of all that is installed on a machine, a few dozen listen. */
#define SOCKETS_MAX 512

struct sockets {
    uint64_t inodes[SOCKETS_MAX];
    size_t count;
};

/* One too many is left out. */
void sockets_add(struct sockets *sockets, uint64_t inode);

/* True if one of ALL is held by a process of the program's tree, and by no parent of the program.
 * Looks at nobody if there are none. */
bool sockets_are_held(const struct sockets *all, pid_t program);
