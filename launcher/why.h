/* SPDX-License-Identifier: MIT */
/* --why: what a launch would do, and whether a camel would come. Runs no program.
 *
 *     case OPTIONS_WHY:
 *         return why_explain(&options);
 */
#pragma once

#include "options.h"

/* A line on stdout for the display, the runtime, the program, the theme, each option that is not at
 * its default and each that was passed over; last, the verdict. Returns the exit status: 0, a camel
 * would come, 1, none would. Without a program it is about any. */
int why_explain(struct options *options);
