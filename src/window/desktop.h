/* SPDX-License-Identifier: MIT */
/* The desktop as far as the card's place depends on it: monitors, what bars leave free, the
 * pointer. All in pixels of the whole screen. */
#pragma once

#include <SDL.h>
#include <stdbool.h>

#define DESKTOP_MONITORS_MAX 16

struct desktop {
    SDL_Rect monitors[DESKTOP_MONITORS_MAX];
    int monitor_count;
    int looked_at;     /* the monitor where the user looks */
    SDL_Rect work;     /* what bars leave free, of the whole screen; empty: nobody knows */
    SDL_Point pointer; /* as of when the desktop was looked at */
    bool has_pointer;
};

/* What SDL, whose video has begun, knows of it; there is a monitor then, if only of no size. A work
 * area that is known is kept. */
void desktop_ask_sdl(struct desktop *desktop);
