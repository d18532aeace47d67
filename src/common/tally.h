/* SPDX-License-Identifier: MIT */
/* What each process of the program's tree has written so far, to any file. Linux only.
 *
 * Each is counted for itself: a helper that leaves the tree takes its own bytes along, and hides
 * nobody else's. A child's bytes become its parent's once it was waited for, which is no writing.
 * Source: proc(5) on /proc/PID/io.
 *
 *     struct tally *tally = tally_new(program, written);
 *     … something was written to the output: if (tally_grown(tally)) it may have been the program …
 *     free(tally);
 */
#pragma once

#include "tree.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct tally_entry {
    pid_t process, parent;
    uint64_t started_ticks; /* with the pid, a name for the process */
    uint64_t written;       /* bytes */
};

struct tally {
    size_t count;
    struct tally_entry entries[TREE_MAX]; /* the program, then whoever was in its tree */
};

/* PROGRAM's tree as of its start, when it had written WRITTEN bytes. NULL: no memory; otherwise to
 * be freed. */
struct tally *tally_new(pid_t program, uint64_t written);

/* Counts anew. True: some process has written since the last count, or may have, as one whose bytes
 * are kept from us (set-uid, hidepid, no /proc): rather no camel than one over the output. Those of
 * a process that is dying are kept from all but root, until it has been waited for: that is waited
 * for here, some 50 ms at most. */
bool tally_grown(struct tally *tally);
