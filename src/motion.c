/* SPDX-License-Identifier: MIT */
/* What moves the camel. Owns the soundtrack and what looks at the program. */
#include "motion.h"

#include "gait.h"
#include "soundtrack_score.h"
#include "toplevels.h"

#include <unistd.h>

#define SILENCE_MS 400 /* the music fades for so long when the program has failed */

static const char *script_of(const struct request *request)
{
    return request->script[0] ? request->script : NULL;
}

void motion_init(struct motion *motion, const struct theme *theme, const struct request *request,
                 const struct trace *trace)
{
    *motion =
        (struct motion){.theme = theme, .request = request, .trace = trace, .rest = REST_NONE};
    motion->follows = script_of(request);
    tempo_init(&motion->tempo);
    camel_init(&motion->camel, theme, script_of(request), request->still, (uint32_t)getpid());
    if (request->failed)
        camel_begin_in(&motion->camel, GAIT_COUCH);
}

static void note_gait(const struct motion *motion, enum gait gait)
{
    trace_event(motion->trace, "gait", "act=%s", gait_name(gait));
}

static bool wants_rests(const struct motion *motion)
{
    unsigned until = motion->request->until;
    return sign_counts(until, SIGN_LISTENING) ||
           (sign_counts(until, SIGN_WINDOW) && toplevels_exist());
}

static void look_at_program(struct motion *motion, int64_t now_ms)
{
    if (script_of(motion->request) || (motion->request->still && !wants_rests(motion)))
        return;
    if (!motion->request->still)
        note_gait(motion, GAIT_WALK);
    gait_sampler_open(&motion->sampler, motion->request->program, now_ms);
}

static void start_music(struct motion *motion, int64_t now_ms)
{
    const struct request *request = motion->request;
    struct soundtrack_score score;
    if (request->sound && request->volume_percent > 0 &&
        soundtrack_score_read(&score, motion->theme, request->volume_percent))
        motion->soundtrack = soundtrack_start(&score, now_ms, motion->trace);
}

void motion_start(struct motion *motion, int64_t now_ms)
{
    camel_show(&motion->camel, now_ms);
    look_at_program(motion, now_ms);
    start_music(motion, now_ms);
}

static void follow_program(struct motion *motion, int64_t now_ms)
{
    enum gait gait;
    if (!gait_sampler_read(&motion->sampler, now_ms, &gait) || motion->request->still)
        return;
    note_gait(motion, gait);
    camel_want(&motion->camel, gait);
}

struct exposure motion_exposure(struct motion *motion, int64_t now_ms, int scale)
{
    follow_program(motion, now_ms);
    struct beat beat;
    bool heard =
        tempo_is_even(&motion->tempo) && soundtrack_hears(motion->soundtrack, now_ms * 1000, &beat);
    if (heard && beat.section != motion->heard) {
        motion->heard = beat.section;
        trace_event(motion->trace, "music", "section=%s", gait_name(beat.section));
    }
    struct exposure exposure = camel_exposure(&motion->camel, tempo_at(&motion->tempo, now_ms),
                                              heard ? &beat : NULL, scale);
    if (exposure.act != motion->act)
        trace_event(motion->trace, "act", "act=%s", motion->theme->acts[exposure.act].name);
    motion->act = exposure.act;
    soundtrack_change(motion->soundtrack, camel_music(&motion->camel));
    return exposure;
}

int64_t motion_next_ms(struct motion *motion, int64_t now_ms)
{
    int64_t camels_ms = camel_next_ms(&motion->camel, tempo_at(&motion->tempo, now_ms));
    int64_t next_ms = tempo_when(&motion->tempo, camels_ms);
    int64_t look_ms = gait_sampler_due_ms(&motion->sampler);
    return look_ms > now_ms && look_ms < next_ms ? look_ms : next_ms;
}

struct exposure motion_upcoming(const struct motion *motion, int scale)
{
    return camel_upcoming(&motion->camel, scale);
}

bool motion_rests(struct motion *motion, int64_t now_ms)
{
    return wants_rests(motion) && gait_sampler_due_ms(&motion->sampler) != INT64_MAX &&
           rest_seen(&motion->rest, &motion->sampler.activity.sample, now_ms);
}

void motion_fail(struct motion *motion)
{
    note_gait(motion, GAIT_COUCH);
    gait_sampler_close(&motion->sampler);
    camel_want(&motion->camel, GAIT_COUCH);
    soundtrack_fade(motion->soundtrack, SILENCE_MS);
}

void motion_recast(struct motion *motion, const struct theme *theme)
{
    camel_recast(&motion->camel, theme);
    motion->theme = theme;
    motion->act = motion->camel.acts.act;
}

void motion_direct(struct motion *motion, enum gait gait)
{
    note_gait(motion, gait);
    motion->follows = false;
    camel_direct(&motion->camel, gait);
}

void motion_repeat(struct motion *motion, int64_t now_ms)
{
    motion->follows = true;
    camel_follow(&motion->camel, script_of(motion->request), tempo_at(&motion->tempo, now_ms));
}

int64_t motion_script_ms(const struct motion *motion, int64_t now_ms)
{
    if (!motion->follows)
        return -1;
    return tempo_at(&motion->tempo, now_ms) - motion->camel.shown_ms;
}

void motion_hush(struct motion *motion, bool hushed)
{
    soundtrack_hush(motion->soundtrack, hushed);
}

int64_t motion_look(struct motion *motion, int64_t now_ms)
{
    follow_program(motion, now_ms);
    return gait_sampler_due_ms(&motion->sampler);
}

void motion_leave(struct motion *motion, int fade_ms)
{
    soundtrack_fade(motion->soundtrack, fade_ms);
}

int motion_tail_ms(struct motion *motion)
{
    return soundtrack_tail_ms(motion->soundtrack);
}
