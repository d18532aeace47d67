/* SPDX-License-Identifier: MIT */
/* Whether the camel is on: hidden, walking, leaving, gone. What is heard goes in, what to do comes
 * out.
 *
 * Pure: no window, no clock; all times are milliseconds on the caller's own clock. The way is
 * one-way: a camel that leaves does not come back.
 *
 *     visibility_init(&visibility, SIGNS_ALL, 120, 0);
 *     visibility_show(&visibility, now_ms);                    the first frame is on screen
 *     visibility_hear(&visibility, SIGN_OUTPUT, now_ms);  the program speaks: walking -> leaving
 *     visibility_tick(&visibility, now_ms + 120);              leaving -> gone
 */
#pragma once

#include "sign.h"

#include <stdbool.h>
#include <stdint.h>

enum visibility_state {
    VISIBILITY_HIDDEN,
    VISIBILITY_WALKING,
    VISIBILITY_LEAVING,
    VISIBILITY_GONE,
};

struct visibility {
    enum visibility_state state;
    enum sign sign; /* what ended the show, NONE before */
    unsigned until; /* bit 1 << sign: this sign counts */
    int fade_ms;
    int64_t timeout_ms; /* 0: none */
    int64_t shown_ms;
    int64_t leaving_ms;
    float leaving_opacity; /* when it began to leave, which may be before it had quite come */
};

/* A stage still hidden. UNTIL is a set of 1 << sign; EXIT, TIMEOUT, LAUNCHER and DISPLAY count
 * always. FADE_MS 0 means to go at once, TIMEOUT_MS 0 to wait for ever. */
void visibility_init(struct visibility *visibility, unsigned until, int fade_ms,
                     int64_t timeout_ms);

/* The first frame is on screen. */
void visibility_show(struct visibility *visibility, int64_t now_ms);

/* True if SIGN ends the show, which nothing had ended before. */
bool visibility_hear(struct visibility *visibility, enum sign sign, int64_t now_ms);

/* Lets time pass. True if the timeout, a sign like any other, ended the show in this call. */
bool visibility_tick(struct visibility *visibility, int64_t now_ms);

/* When to call visibility_tick again, at the latest; INT64_MAX for never. */
int64_t visibility_next_ms(const struct visibility *visibility, int64_t now_ms);

/* 1 fully there, 0 not there at all. */
float visibility_opacity(const struct visibility *visibility, int64_t now_ms);
