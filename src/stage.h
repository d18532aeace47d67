/* SPDX-License-Identifier: MIT */
/* Whether the camel is on: hidden, walking, leaving, gone. What is heard goes in, what to do comes
 * out.
 *
 * Pure: no window, no clock; all times are milliseconds on the caller's own clock. The way is
 * one-way: a camel that leaves does not come back.
 *
 *     stage_init(&stage, STAGE_SIGNS_ALL, 120, 0);
 *     stage_show(&stage, now_ms);                    the first frame is on screen
 *     stage_hear(&stage, STAGE_SIGN_OUTPUT, now_ms);  the program speaks: walking -> leaving
 *     stage_tick(&stage, now_ms + 120);              leaving -> gone
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum stage_state {
    STAGE_STATE_HIDDEN,
    STAGE_STATE_WALKING,
    STAGE_STATE_LEAVING,
    STAGE_STATE_GONE,
};

/* The signs of life, and the other ends of a show. */
enum stage_sign {
    STAGE_SIGN_NONE,
    STAGE_SIGN_OUTPUT,   /* the program's first byte */
    STAGE_SIGN_EXIT,     /* the program ended */
    STAGE_SIGN_WINDOW,   /* the program's own first window */
    STAGE_SIGN_TERMINAL, /* the program reads the terminal */
    STAGE_SIGN_READY,    /* the program said READY=1 */
    STAGE_SIGN_DISMISS,  /* the user clicked, or pressed Escape */
    STAGE_SIGN_TIMEOUT,  /* the user's own limit is over */
    STAGE_SIGN_LAUNCHER, /* the launcher was killed: no time for a fade */
    STAGE_SIGN_DISPLAY,  /* the connection to the display is lost: nothing to fade */
    STAGE_SIGN_COUNT,
};

#define STAGE_SIGNS_ALL ((1u << STAGE_SIGN_COUNT) - 1)

struct stage {
    enum stage_state state;
    enum stage_sign sign; /* what ended the show, NONE before */
    unsigned until;       /* bit 1 << sign: this sign counts */
    int fade_ms;
    int64_t timeout_ms; /* 0: none */
    int64_t shown_ms;
    int64_t leaving_ms;
    float leaving_opacity; /* when it began to leave, which may be before it had quite come */
};

/* The word for it in --until and in traces. */
const char *stage_sign_name(enum stage_sign sign);

/* A stage still hidden. UNTIL is a set of 1 << sign; EXIT, TIMEOUT, LAUNCHER and DISPLAY count
 * always. FADE_MS 0 means to go at once, TIMEOUT_MS 0 to wait for ever. */
void stage_init(struct stage *stage, unsigned until, int fade_ms, int64_t timeout_ms);

/* The first frame is on screen. */
void stage_show(struct stage *stage, int64_t now_ms);

/* True if SIGN ends the show, which nothing had ended before. */
bool stage_hear(struct stage *stage, enum stage_sign sign, int64_t now_ms);

/* Lets time pass. True if the timeout, a sign like any other, ended the show in this call. */
bool stage_tick(struct stage *stage, int64_t now_ms);

/* When to call stage_tick again, at the latest; INT64_MAX for never. */
int64_t stage_next_ms(const struct stage *stage, int64_t now_ms);

/* 1 fully there, 0 not there at all. */
float stage_opacity(const struct stage *stage, int64_t now_ms);
