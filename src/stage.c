/* SPDX-License-Identifier: MIT */
/* In a launch: the states of the one show.
 * Owns nothing. */
#include "stage.h"

#include <assert.h>

/* A step of the fade: faster than the eye, slower than the compositor. */
#define ENTRY_MS_MAX 100
#define FADE_STEP_MS 16

#define SIGNS_ALWAYS                                                                \
    (1u << STAGE_SIGN_EXIT | 1u << STAGE_SIGN_TIMEOUT | 1u << STAGE_SIGN_LAUNCHER | \
     1u << STAGE_SIGN_DISPLAY)

const char *stage_sign_name(enum stage_sign sign)
{
    static const char *const names[STAGE_SIGN_COUNT] = {
        [STAGE_SIGN_NONE] = "none",         [STAGE_SIGN_OUTPUT] = "output",
        [STAGE_SIGN_EXIT] = "exit",         [STAGE_SIGN_WINDOW] = "window",
        [STAGE_SIGN_TERMINAL] = "terminal", [STAGE_SIGN_READY] = "ready",
        [STAGE_SIGN_DISMISS] = "dismiss",   [STAGE_SIGN_TIMEOUT] = "timeout",
        [STAGE_SIGN_LAUNCHER] = "launcher", [STAGE_SIGN_DISPLAY] = "display",
    };

    assert(sign >= 0 && sign < STAGE_SIGN_COUNT);
    return names[sign];
}

void stage_init(struct stage *stage, unsigned until, int fade_ms, int64_t timeout_ms)
{
    *stage = (struct stage){
        .until = until | SIGNS_ALWAYS,
        .fade_ms = fade_ms,
        .timeout_ms = timeout_ms,
    };
}

/* Coming takes no longer than going. */
static int64_t entry_ms(const struct stage *stage)
{
    return stage->fade_ms < ENTRY_MS_MAX ? stage->fade_ms : ENTRY_MS_MAX;
}

void stage_show(struct stage *stage, int64_t now_ms)
{
    if (stage->state != STAGE_STATE_HIDDEN)
        return;
    stage->state = STAGE_STATE_WALKING;
    stage->shown_ms = now_ms;
}

bool stage_hear(struct stage *stage, enum stage_sign sign, int64_t now_ms)
{
    /* the program's own window is what is to be seen now, and not through a fading camel */
    bool vanish =
        sign == STAGE_SIGN_LAUNCHER || sign == STAGE_SIGN_DISPLAY || sign == STAGE_SIGN_WINDOW;
    bool news = stage->sign == STAGE_SIGN_NONE;

    if (sign == STAGE_SIGN_NONE || !(stage->until & 1u << sign))
        return false;
    if (news) {
        stage->leaving_opacity = stage_opacity(stage, now_ms);
        stage->sign = sign;
        stage->leaving_ms = now_ms;
    }
    if (vanish || stage->state == STAGE_STATE_HIDDEN || stage->fade_ms == 0)
        stage->state = STAGE_STATE_GONE;
    else if (stage->state == STAGE_STATE_WALKING)
        stage->state = STAGE_STATE_LEAVING;
    return news;
}

bool stage_tick(struct stage *stage, int64_t now_ms)
{
    if (stage->state == STAGE_STATE_LEAVING && now_ms - stage->leaving_ms >= stage->fade_ms)
        stage->state = STAGE_STATE_GONE;
    if (stage->state == STAGE_STATE_WALKING && stage->timeout_ms > 0 &&
        now_ms - stage->shown_ms >= stage->timeout_ms)
        return stage_hear(stage, STAGE_SIGN_TIMEOUT, now_ms);
    return false;
}

int64_t stage_next_ms(const struct stage *stage, int64_t now_ms)
{
    int64_t end_ms;

    switch (stage->state) {
    case STAGE_STATE_WALKING:
        end_ms = stage->timeout_ms > 0 ? stage->shown_ms + stage->timeout_ms : INT64_MAX;
        if (now_ms < stage->shown_ms + entry_ms(stage) && now_ms + FADE_STEP_MS < end_ms)
            return now_ms + FADE_STEP_MS;
        return end_ms;
    case STAGE_STATE_LEAVING:
        end_ms = stage->leaving_ms + stage->fade_ms;
        return now_ms + FADE_STEP_MS < end_ms ? now_ms + FADE_STEP_MS : end_ms;
    case STAGE_STATE_HIDDEN:
    case STAGE_STATE_GONE:
        break;
    }
    return INT64_MAX;
}

float stage_opacity(const struct stage *stage, int64_t now_ms)
{
    /* nothing is left to be seen a step before the end: a window manager and a compositor take
     * their time to take a window down */
    int64_t seen_ms = stage->fade_ms > FADE_STEP_MS ? stage->fade_ms - FADE_STEP_MS : 1;
    int64_t left_ms = stage->leaving_ms + seen_ms - now_ms;

    switch (stage->state) {
    case STAGE_STATE_WALKING: /* the first frame is a step of it */
        seen_ms = now_ms > stage->shown_ms ? now_ms - stage->shown_ms : 0;
        seen_ms += FADE_STEP_MS;
        return seen_ms >= entry_ms(stage) ? 1.0f : (float)seen_ms / (float)entry_ms(stage);
    case STAGE_STATE_LEAVING:
        return left_ms <= 0 ? 0.0f : stage->leaving_opacity * (float)left_ms / (float)seen_ms;
    case STAGE_STATE_HIDDEN:
    case STAGE_STATE_GONE:
        break;
    }
    return 0.0f;
}
