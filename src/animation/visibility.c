/* SPDX-License-Identifier: MIT */
/* In a launch: the states of the one show.
 * Owns nothing. */
#include "visibility.h"

/* A step of the fade: faster than the eye, slower than the compositor. */
#define ENTRY_MS_MAX 100
#define FADE_STEP_MS 16

void visibility_init(struct visibility *visibility, unsigned until, int fade_ms, int64_t timeout_ms)
{
    *visibility = (struct visibility){
        .until = until,
        .fade_ms = fade_ms,
        .timeout_ms = timeout_ms,
    };
}

/* Coming takes no longer than going. */
static int64_t entry_ms(const struct visibility *visibility)
{
    return visibility->fade_ms < ENTRY_MS_MAX ? visibility->fade_ms : ENTRY_MS_MAX;
}

void visibility_show(struct visibility *visibility, int64_t now_ms)
{
    if (visibility->state != VISIBILITY_HIDDEN)
        return;
    visibility->state = VISIBILITY_WALKING;
    visibility->shown_ms = now_ms;
}

bool visibility_hear(struct visibility *visibility, enum sign sign, int64_t now_ms)
{
    /* the program's own window is what is to be seen now, and not through a fading camel */
    bool vanish = sign == SIGN_LAUNCHER || sign == SIGN_DISPLAY || sign == SIGN_WINDOW;
    bool news = visibility->sign == SIGN_NONE;

    if (sign == SIGN_NONE || !sign_counts(visibility->until, sign))
        return false;
    if (news) {
        visibility->leaving_opacity = visibility_opacity(visibility, now_ms);
        visibility->sign = sign;
        visibility->leaving_ms = now_ms;
    }
    if (vanish || visibility->state == VISIBILITY_HIDDEN || visibility->fade_ms == 0)
        visibility->state = VISIBILITY_GONE;
    else if (visibility->state == VISIBILITY_WALKING)
        visibility->state = VISIBILITY_LEAVING;
    return news;
}

bool visibility_tick(struct visibility *visibility, int64_t now_ms)
{
    if (visibility->state == VISIBILITY_LEAVING &&
        now_ms - visibility->leaving_ms >= visibility->fade_ms)
        visibility->state = VISIBILITY_GONE;
    if (visibility->state == VISIBILITY_WALKING && visibility->timeout_ms > 0 &&
        now_ms - visibility->shown_ms >= visibility->timeout_ms)
        return visibility_hear(visibility, SIGN_TIMEOUT, now_ms);
    return false;
}

int64_t visibility_next_ms(const struct visibility *visibility, int64_t now_ms)
{
    int64_t end_ms;

    switch (visibility->state) {
    case VISIBILITY_WALKING:
        end_ms =
            visibility->timeout_ms > 0 ? visibility->shown_ms + visibility->timeout_ms : INT64_MAX;
        if (now_ms < visibility->shown_ms + entry_ms(visibility) && now_ms + FADE_STEP_MS < end_ms)
            return now_ms + FADE_STEP_MS;
        return end_ms;
    case VISIBILITY_LEAVING:
        end_ms = visibility->leaving_ms + visibility->fade_ms;
        return now_ms + FADE_STEP_MS < end_ms ? now_ms + FADE_STEP_MS : end_ms;
    case VISIBILITY_HIDDEN:
    case VISIBILITY_GONE:
        break;
    }
    return INT64_MAX;
}

float visibility_opacity(const struct visibility *visibility, int64_t now_ms)
{
    /* nothing is left to be seen a step before the end: a window manager and a compositor take
     * their time to take a window down */
    int64_t seen_ms = visibility->fade_ms > FADE_STEP_MS ? visibility->fade_ms - FADE_STEP_MS : 1;
    int64_t left_ms = visibility->leaving_ms + seen_ms - now_ms;

    switch (visibility->state) {
    case VISIBILITY_WALKING: /* the first frame is a step of it */
        seen_ms = now_ms > visibility->shown_ms ? now_ms - visibility->shown_ms : 0;
        seen_ms += FADE_STEP_MS;
        return seen_ms >= entry_ms(visibility) ? 1.0f
                                               : (float)seen_ms / (float)entry_ms(visibility);
    case VISIBILITY_LEAVING:
        return left_ms <= 0 ? 0.0f : visibility->leaving_opacity * (float)left_ms / (float)seen_ms;
    case VISIBILITY_HIDDEN:
    case VISIBILITY_GONE:
        break;
    }
    return 0.0f;
}
