/* SPDX-License-Identifier: MIT */
/* Whether the camel is to be seen, and how much of it: hidden, walking, leaving, gone.
 *
 * Does not know why it leaves. Pure: no window, no clock; all times are milliseconds on the
 * caller's own clock. The way is one-way: a camel that leaves does not come back.
 *
 *     visibility_init(&visibility);
 *     visibility_show(&visibility, 120, now_ms);   the first frame is on screen
 *     visibility_leave(&visibility, 120, now_ms);  walking -> leaving
 *     visibility_tick(&visibility, now_ms + 120);  leaving -> gone
 */
#pragma once

#include <stdint.h>

enum visibility_state {
    VISIBILITY_HIDDEN,
    VISIBILITY_WALKING,
    VISIBILITY_LEAVING,
    VISIBILITY_GONE,
};

struct visibility {
    enum visibility_state state;
    int64_t shown_ms;
    int entry_ms; /* it takes to come */
    int64_t leaving_ms;
    int fade_ms;           /* it takes to leave */
    float leaving_opacity; /* when it began to leave, which may be before it had quite come */
};

/* A camel still hidden. */
void visibility_init(struct visibility *visibility);

/* The first frame is on screen. Coming takes no longer than FADE_MS, which going would take; 0: it
 * is there at once, for nothing can fade. No effect but on a hidden camel. */
void visibility_show(struct visibility *visibility, int fade_ms, int64_t now_ms);

/* It leaves, as of SINCE_MS, which may be a little past, and takes FADE_MS to. With 0, or while it
 * is hidden, it is gone at once. Harmless twice: a fade goes on as it began, but 0 ends it. */
void visibility_leave(struct visibility *visibility, int fade_ms, int64_t since_ms);

/* Lets time pass. */
void visibility_tick(struct visibility *visibility, int64_t now_ms);

/* When to call visibility_tick again, at the latest; INT64_MAX for never. */
int64_t visibility_next_ms(const struct visibility *visibility, int64_t now_ms);

/* 1 fully there, 0 not there at all. */
float visibility_opacity(const struct visibility *visibility, int64_t now_ms);
