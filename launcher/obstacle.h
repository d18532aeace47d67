/* SPDX-License-Identifier: MIT */
/* What keeps the camel away, in words.
 *
 * The first is asked before the program runs, and decides whether the launcher stays at all; the
 * second is for --why, and asks whatever the wings ask once the delay is over, of the same
 * functions and in the same order, without waiting for it. Constant texts; NULL: nothing is in the
 * way. */
#pragma once

#include "options.h"
#include "program.h"

#include <stdbool.h>

/* Why there can be no show, as far as the environment and the options tell. */
const char *obstacle_to_launch(const struct options *options);

/* Why there would be none for a program that is silent: OPTIONS are those of a launch to which
 * nothing stands in the way. The splash is started for it and gets ready, and nothing is seen.
 * *REQUEST becomes what it was told, its theme the one that would be seen; *COMPLAINT what is wrong
 * with the theme, NULL: nothing. */
const char *obstacle_to_show(const struct options *options, struct request *request,
                             const char **complaint);
