/* SPDX-License-Identifier: MIT */
/* The wings: the process that listens and decides, as long as the program lives. Still this small
 * static image, it waits out the delay, and if the program stays silent it starts the splash, tells
 * it what to show, and ends it at the first sign of life. It hears what the program says of itself
 * to the end, so that nothing that is said ever waits for a screen. When nothing is said it sleeps.
 *
 * Nothing here may reach the program: this process has none of the program's descriptors, an
 * ordinary priority and no connection to a display, and whatever fails in it ends it without a
 * word. Under a launcher it is a member of the program's process group until the launch is over,
 * with every signal blocked, and says what the group has been sent (witness.h); beside a program it
 * has a group of its own in the program's session.
 *
 *     struct observed observed = OBSERVED_NOTHING;
 *     watch_aim(&observed.watch);
 *     observed.program = …
 *     pid_t pid = wings_spawn(&options, &trace, &observed);
 */
#pragma once

#include "observed.h"
#include "options.h"
#include "trace.h"

#include <stdbool.h>
#include <sys/types.h>

/* Closes, in this process, every descriptor but those of TRACE and OBSERVED and ALSO (-1: none):
 * what the caller left open is the program's alone. */
void wings_let_go(const struct trace *trace, const struct observed *observed, int also);

/* Forks the wings as a child of this process. Every signal must be blocked, and stays so. All that
 * is handed over is copied by the fork; the caller goes on owning its descriptors. Returns the pid,
 * or -1 with errno. */
pid_t wings_spawn(const struct options *options, const struct trace *trace,
                  struct observed *observed);

/* The same for a process that is about to become the program: the wings are nobody's child, and
 * leave no trace in its child list, its resource usage or its pending signals. False: errno. */
bool wings_spawn_detached(const struct options *options, const struct trace *trace,
                          struct observed *observed);

/* Has another process, which is waited for by nobody, show that the program has failed, as SENTENCE
 * says. */
void wings_spawn_farewell(const struct options *options, const struct trace *trace,
                          const char *sentence);

/* Shows the camel for its own sake, without a program, until it is dismissed or its time is over.
 * Returns as direction_demo does. */
bool wings_demo(const struct options *options, const struct trace *trace, const char **complaint);

/* Becomes the splash, which plays the soundtrack to standard output. Returns only on failure. */
void wings_play(const struct options *options);
