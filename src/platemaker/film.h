/* SPDX-License-Identifier: MIT */
/* What is imported: exposures that somebody has cut out and ordered already. A strip, an animation,
 * files in the order in which they are named, or a folder of numbered ones. */
#pragma once

#include "plate_options.h"
#include "roll.h"

/* ROLL has the exposures as they were, and the loop; *FRAME_MS is what an animation says, 0 if
 * nothing. False: it has complained. */
bool film_load(const struct plate_options *options, struct roll *roll, int *frame_ms);

/* Draws the contact sheet. False: it has complained. */
bool film_draw_sheet(struct roll *roll);
