/* SPDX-License-Identifier: MIT */
/* Where the card goes on a desktop of one monitor or more, of what the user has said.
 *
 * Pure: the desktop is told, and nobody is asked. All in pixels of the whole screen; only the card
 * counts, its shadow may lie beyond.
 *
 *     struct desktop desktop = {.monitors = {{0, 0, 1280, 800}}, .monitor_count = 1};
 *     SDL_Point corner = placement_find(&POSITION_CENTER, &desktop, 360, 270, 16);
 */
#pragma once

#include "desktop.h"
#include "position.h"

#include <SDL.h>
#include <stdbool.h>

#define PLACEMENT_MARGIN 16 /* pixels at scale 1 */

/* The monitor that a card of so many pixels is to stand on: an index. */
int placement_monitor(const struct position *position, const struct desktop *desktop, int width,
                      int height);

/* The card's top left corner. It is wholly on one monitor, if it fits on it; at sides, it is within
 * the work area, and MARGIN from its edges as long as there is room. */
SDL_Point placement_find(const struct position *position, const struct desktop *desktop, int width,
                         int height, int margin);

/* Whether the work area is asked for. */
bool placement_needs_work(const struct position *position);
