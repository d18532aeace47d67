/* SPDX-License-Identifier: MIT */
/* In a launch: the one who walks.
 * Owns the soundtrack. */
#include "camel.h"

#include "script.h"
#include "soundtrack_score.h"

#include <unistd.h>

#define LOOK_MS           250 /* four times a second */
#define SOUND_FADE_MIN_MS 40  /* the picture may go at once; a sound cut off would click */

void camel_init(struct camel *camel, const struct theme *theme, const struct arguments *arguments,
                const struct trace *trace)
{
    *camel = (struct camel){
        .arguments = arguments,
        .trace = trace,
        .script = arguments->gaits,
        .shown_ms = -1,
        .look_ms = INT64_MAX,
    };
    acts_init(&camel->acts, theme, (uint32_t)getpid());
}

static bool moves(const struct camel *camel)
{
    return camel->shown_ms >= 0 && !camel->arguments->still;
}

static void note_gait(const struct camel *camel)
{
    trace_event(camel->trace, "gait", "\"act\":\"%s\"", camel->acts.theme->acts[camel->gait].name);
}

void camel_show(struct camel *camel, int64_t now_ms)
{
    const struct arguments *arguments = camel->arguments;
    struct soundtrack_score score;

    camel->shown_ms = now_ms;
    step_start(&camel->step, now_ms * 1000, 0);
    gait_policy_init(&camel->policy, now_ms);
    if (moves(camel) && !camel->script) {
        note_gait(camel);
        if (activity_open(&camel->activity, arguments->program))
            camel->look_ms = now_ms + LOOK_MS;
    }
    if (arguments->sound && arguments->volume_percent > 0 &&
        soundtrack_score_read(&score, camel->acts.theme, arguments->volume_percent))
        camel->soundtrack = soundtrack_start(&score, now_ms, camel->trace);
}

/* What is heard with the present act: the music steps out when the feet do. */
static enum gait section_of(const struct camel *camel)
{
    const struct theme_act *act = &camel->acts.theme->acts[camel->acts.act];
    enum gait before, after = gait_music(acts_gait(&camel->acts));

    if (act->from < 0)
        return after;
    before = gait_music((enum gait)act->from);
    return before == GAIT_STAND ? before : after;
}

/* The camel's own time at NOW_MS, in step with its music if that plays what the feet do. */
static double own_ms(struct camel *camel, int64_t now_ms)
{
    struct soundtrack_heard heard;
    int64_t now_us = now_ms * 1000;
    double zero_ms = acts_stride_ms(&camel->acts);

    if (!soundtrack_hears(camel->soundtrack, now_us, &heard))
        return step_free(&camel->step, now_us);
    if (heard.section != camel->heard)
        trace_event(camel->trace, "music", "\"section\":\"%s\"",
                    gait_name(camel->heard = heard.section));
    if (camel->acts.act >= GAIT_COUNT || heard.section == GAIT_STAND ||
        heard.section != section_of(camel))
        return step_free(&camel->step, now_us);
    return step_with(&camel->step, now_us, zero_ms + heard.gait_ms, heard.stride_ms, heard.pace);
}

static void rehearse(struct camel *camel, int64_t now_ms)
{
    enum gait gait;

    while (script_due(&camel->script, now_ms - camel->shown_ms, &gait))
        acts_want(&camel->acts, gait, camel->step.ms);
}

/* The camel does what the program does. */
static void feel(struct camel *camel, int64_t now_ms)
{
    struct activity_sample sample;
    bool seen;
    enum gait gait;

    if (now_ms < camel->look_ms)
        return;
    seen = activity_read(&camel->activity, &sample);
    gait = gait_policy_update(&camel->policy, seen ? &sample : NULL, now_ms);
    camel->look_ms = now_ms + LOOK_MS;
    if (gait == camel->gait)
        return;
    camel->gait = gait;
    note_gait(camel);
    acts_want(&camel->acts, gait, camel->step.ms);
}

struct exposure camel_exposure(struct camel *camel, int64_t now_ms, int scale)
{
    struct exposure exposure;

    if (!moves(camel))
        return acts_exposure(&camel->acts, 0, scale);
    rehearse(camel, now_ms);
    feel(camel, now_ms);
    exposure = acts_exposure(&camel->acts, own_ms(camel, now_ms), scale);
    if (exposure.act != camel->act)
        trace_event(camel->trace, "act", "\"act\":\"%s\"",
                    camel->acts.theme->acts[exposure.act].name);
    camel->act = exposure.act;
    soundtrack_change(camel->soundtrack, section_of(camel));
    return exposure;
}

int64_t camel_next_ms(struct camel *camel, int64_t now_ms)
{
    double left_ms;
    int64_t next_ms;

    if (!moves(camel))
        return INT64_MAX;
    left_ms = (acts_next_ms(&camel->acts) - camel->step.ms) / camel->step.pace;
    next_ms = now_ms + (left_ms > 1 ? (int64_t)left_ms : 1);
    return camel->look_ms > now_ms && camel->look_ms < next_ms ? camel->look_ms : next_ms;
}

struct exposure camel_upcoming(const struct camel *camel, int scale)
{
    struct acts later = camel->acts;

    return acts_exposure(&later, moves(camel) ? acts_next_ms(&later) : 0, scale);
}

void camel_leave(struct camel *camel, int fade_ms)
{
    soundtrack_fade(camel->soundtrack, fade_ms > SOUND_FADE_MIN_MS ? fade_ms : SOUND_FADE_MIN_MS);
}

int camel_tail_ms(struct camel *camel)
{
    return soundtrack_tail_ms(camel->soundtrack);
}
