/* SPDX-License-Identifier: MIT */
/* In a launch: what is in each sample that goes to the loudspeaker.
 * Owns nothing but its numbers; samples are borrowed. */
#include "desk.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#define BLOCK         256
#define ENTER_SAMPLES (DESK_RATE_HZ * 30 / 1000)  /* in before the beat, whose attack is whole */
#define LEAVE_SAMPLES (DESK_RATE_HZ * 150 / 1000) /* out after it */
#define RESOLVE_GAIN  0.4f /* struck together, its chord is loud; a farewell is not */

/* Where one section may give way to another, as parts of its stride: the hind feet, on which the
 * drawn camel changes its gait too (frames/walk.csv and gallop.csv); standing has no feet, but the
 * quarters of a stride, and is entered at its beginning. */
#define FEET_MAX 4
static const struct {
    int count;
    double falls[FEET_MAX];
    double entered[2]; /* by the near hind foot, by the far one */
    double begun;      /* from a stand */
} feet[DESK_SECTION_COUNT] = {
    [DESK_WALK] = {2, {0.0, 0.5}, {0.0, 0.5}, 0.0},
    [DESK_GALLOP] = {2, {0.35, 0.25}, {0.35, 0.25}, 0.25},
    [DESK_STAND] = {4, {0.0, 0.25, 0.5, 0.75}, {0.0, 0.0}, 0.0},
};

void desk_init(struct desk *desk, float volume)
{
    memset(desk, 0, sizeof *desk);
    desk->volume = volume;
    for (int i = 0; i < DESK_SECTION_COUNT; i++)
        desk->scores[i].stride_samples = 1;
}

void desk_section(struct desk *desk, enum desk_section section, int part_count,
                  int64_t stride_samples)
{
    assert(part_count >= 0 && part_count <= DESK_PARTS_MAX && stride_samples > 0);
    desk->scores[section].part_count = part_count;
    desk->scores[section].stride_samples = stride_samples;
}

void desk_part(struct desk *desk, enum desk_section section, int part, const int16_t *samples,
               int64_t sample_count)
{
    assert(part >= 0 && part < desk->scores[section].part_count && sample_count > 0);
    desk->scores[section].parts[part] = (struct desk_part){samples, sample_count};
    atomic_store(&desk->scores[section].ready[part], true);
}

bool desk_has(const struct desk *desk, enum desk_section section, int part)
{
    return part < desk->scores[section].part_count &&
           atomic_load(&desk->scores[section].ready[part]);
}

static float level(const struct desk_ramp *ramp, int64_t tape)
{
    float x;

    if (tape >= ramp->to)
        return ramp->after;
    if (tape <= ramp->from)
        return ramp->before;
    x = (float)(tape - ramp->from) / (float)(ramp->to - ramp->from);
    return ramp->before + (ramp->after - ramp->before) * x * x * (3 - 2 * x);
}

static struct desk_ramp ramp_over(int64_t from, int64_t samples, float before, float after)
{
    return (struct desk_ramp){from, from + samples, before, after};
}

static void mark(struct desk *desk, struct desk_mark newer)
{
    desk->marks[0] = desk->marks[1];
    desk->marks[1] = newer;
}

struct desk_mark desk_mark_at(const struct desk_mark marks[2], int64_t tape)
{
    return tape >= marks[1].at ? marks[1] : marks[0];
}

void desk_start(struct desk *desk, int64_t phase_samples, int64_t fade_samples)
{
    const struct desk_score *score = &desk->scores[DESK_WALK];
    struct desk_voice *voice = &desk->voices[0];

    *voice = (struct desk_voice){
        .playing = score->part_count > 0,
        .section = DESK_WALK,
        .next_part = -1,
        .at = phase_samples % score->stride_samples,
        .start = desk->tape,
        .zero = desk->tape - phase_samples % score->stride_samples,
        .gain = ramp_over(desk->tape, 0, 1, 1),
    };
    desk->playing = 0;
    desk->marks[0] = desk->marks[1] = (struct desk_mark){DESK_WALK, desk->tape, voice->zero};
    desk->master = ramp_over(desk->tape, fade_samples, 0, desk->volume);
    desk->groove = ramp_over(desk->tape, 0, 1, 1);
    desk->stream_zero = desk->tape;
    desk->started = true;
}

void desk_want(struct desk *desk, enum desk_section section)
{
    atomic_store(&desk->wanted, section);
}

void desk_end(struct desk *desk, int64_t fade_samples, int64_t ring_samples)
{
    bool heard = desk->started && level(&desk->master, desk->tape) > desk->volume / 2;

    desk->groove = ramp_over(desk->tape, fade_samples, level(&desk->groove, desk->tape), 0);
    if (!heard || !desk_has(desk, DESK_END, 0))
        return;
    desk->resolve = (struct desk_voice){
        .playing = true,
        .section = DESK_END,
        .next_part = -1,
        .start = desk->tape,
        .gain = {desk->tape + ring_samples / 4, desk->tape + ring_samples, RESOLVE_GAIN, 0},
    };
}

/* How far from TAPE the next footfall of VOICE is, and which one it is. */
static int64_t to_footfall(const struct desk *desk, const struct desk_voice *voice, int64_t tape,
                           int *foot)
{
    int64_t stride = desk->scores[voice->section].stride_samples, nearest = INT64_MAX;
    int64_t phase = (tape - voice->zero) % stride;

    for (int i = 0; i < feet[voice->section].count; i++) {
        int64_t fall = (int64_t)(feet[voice->section].falls[i] * (double)stride + 0.5);
        int64_t left = (fall - phase + stride) % stride;
        if (left < nearest) {
            nearest = left;
            *foot = i;
        }
    }
    return nearest;
}

/* Where in its stride SECTION is entered after FOOT of BEFORE. */
static int64_t entrance(const struct desk *desk, enum desk_section section,
                        enum desk_section before, int foot)
{
    double phase = before == DESK_STAND ? feet[section].begun : feet[section].entered[foot % 2];

    return (int64_t)(phase * (double)desk->scores[section].stride_samples + 0.5);
}

/* The wish is granted: settles on which sample, and lets the new voice rise towards it. */
static void settle_change(struct desk *desk, enum desk_section wanted)
{
    struct desk_voice *out = &desk->voices[desk->playing], *in = &desk->voices[!desk->playing];
    struct desk_score *left = &desk->scores[out->section], *score = &desk->scores[wanted];
    int64_t length = score->parts[score->part].sample_count, at;
    int foot = 0;

    desk->change = desk->tape + ENTER_SAMPLES;
    desk->change += to_footfall(desk, out, desk->change, &foot);
    desk->changing = true;
    left->part = out->section == DESK_STAND ? 0 : out->part;
    left->at = out->section == DESK_STAND ? 0 : out->at;

    at = score->at - score->at % score->stride_samples + entrance(desk, wanted, out->section, foot);
    at = (at % length - ENTER_SAMPLES + length) % length;
    *in = (struct desk_voice){
        .playing = true,
        .section = wanted,
        .part = score->part,
        .next_part = at + ENTER_SAMPLES >= length ? score->part : -1,
        .at = at,
        .start = desk->change - ENTER_SAMPLES,
        .zero = desk->change - entrance(desk, wanted, out->section, foot),
        .gain = ramp_over(desk->change - ENTER_SAMPLES, ENTER_SAMPLES, 0, 1),
    };
    out->gain =
        ramp_over(desk->change - ENTER_SAMPLES / 2, ENTER_SAMPLES / 2 + LEAVE_SAMPLES, 1, 0);
    mark(desk, (struct desk_mark){wanted, desk->change, in->zero});
}

static void consider_change(struct desk *desk)
{
    enum desk_section wanted = (enum desk_section)atomic_load(&desk->wanted);
    struct desk_voice *out = &desk->voices[desk->playing];

    if (desk->changing && desk->tape >= desk->change) {
        desk->changing = false;
        desk->playing = !desk->playing;
    }
    if (!desk->changing && !desk->voices[!desk->playing].playing && out->playing &&
        wanted != out->section && desk_has(desk, wanted, desk->scores[wanted].part))
        settle_change(desk, wanted);
}

/* The part is over. The next one, or, if it has not come yet, this one again. */
static void turn_page(struct desk *desk, struct desk_voice *voice, int64_t tape)
{
    const struct desk_score *score = &desk->scores[voice->section];
    int next = voice->next_part >= 0 ? voice->next_part : (voice->part + 1) % score->part_count;

    if (voice->section == DESK_END) {
        voice->playing = false;
        return;
    }
    if (desk_has(desk, voice->section, next))
        voice->part = next;
    voice->next_part = -1;
    voice->at = 0;
    if ((tape - voice->zero) % score->stride_samples != 0 && tape >= voice->gain.to) {
        voice->zero = tape; /* not a whole number of strides, but the beat is where the music is */
        mark(desk, (struct desk_mark){voice->section, tape, tape});
    }
}

static void add(float *sum, const int16_t *samples, int64_t count, const struct desk_ramp *ramp,
                int64_t tape)
{
    if (tape >= ramp->to) {
        for (int64_t i = 0; i < 2 * count; i++)
            sum[i] += ramp->after * samples[i];
        return;
    }
    for (int64_t i = 0; i < count; i++) {
        float gain = level(ramp, tape + i);
        sum[2 * i] += gain * samples[2 * i];
        sum[2 * i + 1] += gain * samples[2 * i + 1];
    }
}

static void add_voice(struct desk *desk, struct desk_voice *voice, float *sum, int64_t count)
{
    int64_t done = voice->start > desk->tape ? voice->start - desk->tape : 0;

    while (voice->playing && done < count) {
        const struct desk_part *part = &desk->scores[voice->section].parts[voice->part];
        int64_t left = part->sample_count - voice->at;
        int64_t now = left < count - done ? left : count - done;
        add(sum + 2 * done, part->samples + 2 * voice->at, now, &voice->gain, desk->tape + done);
        voice->at += now;
        done += now;
        if (voice->at == part->sample_count)
            turn_page(desk, voice, desk->tape + done);
    }
    if (voice->playing && voice->gain.after <= 0 && desk->tape + count >= voice->gain.to)
        voice->playing = false;
}

static void scale(float *sum, int64_t count, const struct desk_ramp *ramp, int64_t tape)
{
    bool steady = tape >= ramp->to;

    if (steady && ramp->after == 1.0f)
        return;
    for (int64_t i = 0; i < count; i++) {
        float gain = steady ? ramp->after : level(ramp, tape + i);
        sum[2 * i] *= gain;
        sum[2 * i + 1] *= gain;
    }
}

static bool is_steady(const struct desk_ramp *ramp, int64_t tape)
{
    return tape >= ramp->to && ramp->after == 1.0f;
}

/* Most of the time one voice plays and nothing is faded: a tenth of the work. False: it is not so.
 */
static bool mix_plainly(struct desk *desk, int16_t *out, int64_t count)
{
    struct desk_voice *voice = &desk->voices[desk->playing];
    const struct desk_part *part = &desk->scores[voice->section].parts[voice->part];
    int32_t volume = (int32_t)(desk->master.after * 32768 + 0.5f);
    const int16_t *samples;

    if (!voice->playing || desk->voices[!desk->playing].playing || desk->resolve.playing ||
        desk->tape < desk->master.to || !is_steady(&voice->gain, desk->tape) ||
        !is_steady(&desk->groove, desk->tape) || part->sample_count - voice->at <= count)
        return false;
    samples = part->samples + 2 * voice->at;
    for (int64_t i = 0; i < 2 * count; i++)
        out[i] = (int16_t)((samples[i] * volume + (1 << 14)) >> 15);
    voice->at += count;
    return true;
}

static void mix_block(struct desk *desk, int16_t *out, int64_t count)
{
    float sum[2 * BLOCK];

    for (int64_t i = 0; i < 2 * count; i++)
        sum[i] = out[i];
    add_voice(desk, &desk->voices[0], sum, count);
    add_voice(desk, &desk->voices[1], sum, count);
    scale(sum, count, &desk->groove, desk->tape);
    add_voice(desk, &desk->resolve, sum, count);
    scale(sum, count, &desk->master, desk->tape);
    for (int64_t i = 0; i < 2 * count; i++) {
        float bounded = sum[i] > 32767 ? 32767 : sum[i] < -32768 ? -32768 : sum[i];
        out[i] = (int16_t)(bounded + (bounded < 0 ? -0.5f : 0.5f));
    }
}

/* The piece that somebody else plays has begun anew, and its beat with it. */
static void turn_stream(struct desk *desk)
{
    if (desk->stream_samples <= 0 || desk->tape - desk->stream_zero < desk->stream_samples)
        return;
    desk->stream_zero += desk->stream_samples;
    mark(desk, (struct desk_mark){DESK_WALK, desk->stream_zero, desk->stream_zero});
}

void desk_mix(struct desk *desk, int16_t *out, int64_t count)
{
    while (count > 0) {
        int64_t now = count < BLOCK ? count : BLOCK;
        if (desk->started) {
            consider_change(desk);
            turn_stream(desk);
        }
        if (!mix_plainly(desk, out, now))
            mix_block(desk, out, now);
        desk->tape += now;
        out += 2 * now;
        count -= now;
    }
}
