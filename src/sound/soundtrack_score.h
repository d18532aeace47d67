/* SPDX-License-Identifier: MIT */
/* What a theme's [soundtrack] comes to, in paths and samples.
 *
 *     struct soundtrack_score score;
 *     if (soundtrack_score_read(&score, &theme, 60))
 *         soundtrack = soundtrack_start(&score, shown_ms, &trace);
 */
#pragma once

#include "soundtrack_player.h"
#include "theme.h"

#include <stdbool.h>

/* Paths are allocated and live as long as the process. False: the theme has no music. */
bool soundtrack_score_read(struct soundtrack_score *score, const struct theme *theme,
                           int volume_percent);

/* The stride of the music nearest to the camel's own, ms: a power of two of beats at
 * BEATS_PER_MINUTE; the camel's own for tempo 0. Pure. */
double soundtrack_score_stride_ms(double beats_per_minute, double camel_stride_ms);
