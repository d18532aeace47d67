/* SPDX-License-Identifier: MIT */
/* What the wings do: listen, decide when the splash comes and goes, and tell it what to show.
 *
 * One loop over everything that can be heard: the launch's end, the output, the program's own
 * words, the splash. It waits for nothing else, and when nothing is to be decided any more it wakes
 * up only for the program's words, which are read so that nobody who speaks is kept waiting. */
#pragma once

#include "observed.h"
#include "options.h"
#include "trace.h"

#include <stdbool.h>

/* Returns when the program is over and the splash, if there was one, has ended. Without WATCHING
 * nothing tells when the program writes, and no splash comes. PROGRAM_PATH is of the program's
 * file, as pacing_file_find_program has it; "": nothing is remembered of it. */
void direction_run(const struct options *options, const struct trace *trace,
                   struct observed *observed, bool watching, const char *program_path);

/* Shows that a program which is no more has failed, as SENTENCE says. Returns when that is over. */
void direction_farewell(const struct options *options, const struct trace *trace,
                        const char *sentence);

/* The same as direction_run without a program, for --demo. False: nothing was seen. *COMPLAINT, a
 * constant text, says what went wrong; NULL: nothing did. */
bool direction_demo(const struct options *options, const struct trace *trace,
                    const char **complaint);
