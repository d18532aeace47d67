/* SPDX-License-Identifier: MIT */
/* The states of the one show, and the fades between them. */
#include "visibility.h"

#define ENTRY_MS_MAX 100
#define FADE_STEP_MS 16 /* faster than the eye, slower than the compositor */

void visibility_init(struct visibility *visibility)
{
    *visibility = (struct visibility){.state = VISIBILITY_HIDDEN};
}

void visibility_show(struct visibility *visibility, int fade_ms, int64_t now_ms)
{
    if (visibility->state != VISIBILITY_HIDDEN)
        return;
    visibility->state = VISIBILITY_WALKING;
    visibility->shown_ms = now_ms;
    visibility->entry_ms = fade_ms < ENTRY_MS_MAX ? fade_ms : ENTRY_MS_MAX;
}

void visibility_leave(struct visibility *visibility, int fade_ms, int64_t since_ms)
{
    if (visibility->state == VISIBILITY_HIDDEN || visibility->state == VISIBILITY_WALKING) {
        visibility->leaving_opacity = visibility_opacity(visibility, since_ms);
        visibility->leaving_ms = since_ms;
        visibility->fade_ms = fade_ms;
    }
    if (visibility->state == VISIBILITY_HIDDEN || fade_ms == 0)
        visibility->state = VISIBILITY_GONE;
    else if (visibility->state == VISIBILITY_WALKING)
        visibility->state = VISIBILITY_LEAVING;
}

void visibility_tick(struct visibility *visibility, int64_t now_ms)
{
    if (visibility->state == VISIBILITY_LEAVING &&
        now_ms - visibility->leaving_ms >= visibility->fade_ms)
        visibility->state = VISIBILITY_GONE;
}

int64_t visibility_next_ms(const struct visibility *visibility, int64_t now_ms)
{
    switch (visibility->state) {
    case VISIBILITY_WALKING:
        if (now_ms < visibility->shown_ms + visibility->entry_ms)
            return now_ms + FADE_STEP_MS;
        break;
    case VISIBILITY_LEAVING: {
        int64_t end_ms = visibility->leaving_ms + visibility->fade_ms;
        return now_ms + FADE_STEP_MS < end_ms ? now_ms + FADE_STEP_MS : end_ms;
    }
    case VISIBILITY_HIDDEN:
    case VISIBILITY_GONE:
        break;
    }
    return INT64_MAX;
}

static float entry_opacity(const struct visibility *visibility, int64_t now_ms)
{
    int64_t seen_ms = now_ms > visibility->shown_ms ? now_ms - visibility->shown_ms : 0;
    seen_ms += FADE_STEP_MS; /* the first frame is a step of it */
    return seen_ms >= visibility->entry_ms ? 1.0f : (float)seen_ms / (float)visibility->entry_ms;
}

/* Nothing is left to be seen a step before the end: a window manager and a compositor take their
 * time to take a window down. */
static float exit_opacity(const struct visibility *visibility, int64_t now_ms)
{
    int fade_ms = visibility->fade_ms;
    int64_t seen_ms = fade_ms > FADE_STEP_MS ? fade_ms - FADE_STEP_MS : 1;
    int64_t left_ms = visibility->leaving_ms + seen_ms - now_ms;
    return left_ms <= 0 ? 0.0f : visibility->leaving_opacity * (float)left_ms / (float)seen_ms;
}

float visibility_opacity(const struct visibility *visibility, int64_t now_ms)
{
    switch (visibility->state) {
    case VISIBILITY_WALKING:
        return entry_opacity(visibility, now_ms);
    case VISIBILITY_LEAVING:
        return exit_opacity(visibility, now_ms);
    case VISIBILITY_HIDDEN:
    case VISIBILITY_GONE:
        break;
    }
    return 0.0f;
}
