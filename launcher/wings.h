/* SPDX-License-Identifier: MIT */
/* The process that waits for its cue: still this small static image, it watches the program through
 * the delay, and only if the program stays silent does it become the splash. A program that is
 * quick never costs more than this one fork.
 *
 * Nothing here may reach the program: this process has its own session, none of the program's
 * descriptors, and whatever fails in it ends it without a word.
 *
 *     struct wings wings = {.options = &options, .program = child, .gone_fd = ends[1], …};
 *     watch_aim(&wings.watch);
 *     pid_t pid = wings_spawn(&wings);
 */
#pragma once

#include "notify.h"
#include "options.h"
#include "trace.h"
#include "watch.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct wings {
    const struct options *options;
    pid_t program;
    uint64_t written;   /* bytes PROGRAM's process had written before it became the program */
    int gone_fd;        /* readable when the show is over; see launch.c */
    struct watch watch; /* aimed at the program's output */
    struct notify notify;
    struct trace trace;
    int64_t started_ns; /* CLOCK_MONOTONIC: the delay counts from here */
    char splash[PATH_MAX];
};

/* Nothing open, nothing known. OPTIONS is borrowed. */
void wings_init(struct wings *wings, const struct options *options);

/* True if the splash is where it belongs; wings->splash is its path then. */
bool wings_find_splash(struct wings *wings);

/* The program has been started, or is about to be: its delay begins. */
void wings_note_start(struct wings *wings);

/* Closes, in this process, every descriptor but those of WINGS and ALSO (-1: none): what the caller
 * left open is the program's alone. */
void wings_let_go(const struct wings *wings, int also);

/* Forks the wings as a child of this process. Every signal should be blocked; the child sees to its
 * own. All of *WINGS is copied by the fork; the caller goes on owning its descriptors. Returns the
 * pid, or -1 with errno. */
pid_t wings_spawn(struct wings *wings);

/* The same for a process that is about to become the program: the wings are nobody's child, and
 * leave no trace in its child list, its resource usage or its pending signals. False: errno. */
bool wings_spawn_detached(struct wings *wings);

/* Becomes the splash at once, for --demo. Returns only on failure, with errno. */
void wings_demo(const struct wings *wings);

/* Becomes the splash, which plays to standard output, for --play. Returns only on failure. */
void wings_play(const struct wings *wings);
