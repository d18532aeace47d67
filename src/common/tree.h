/* SPDX-License-Identifier: MIT */
/* The program's process tree: itself, its children, and theirs.
 *
 * A process whose parent has ended belongs to somebody else. This process is never in the tree,
 * though with --exec it may be the program's child for a moment. What is seen is no snapshot:
 * processes come and go meanwhile. Source: proc(5) on Linux, libproc on macOS.
 *
 *     pid_t tree[TREE_MAX];
 *     size_t count = tree_list(program, tree, TREE_MAX);
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define TREE_MAX 256 /* as many processes as anybody looks at */

/* Fills TREE with the program and its descendants, parents before children, and returns how many;
 * SIZE of them, at least 1, is also what a tree too large gives. */
size_t tree_list(pid_t program, pid_t *tree, size_t size);

/* True if PROCESS is the program or a descendant. */
bool tree_holds(pid_t program, pid_t process);
