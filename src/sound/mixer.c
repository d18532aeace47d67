/* SPDX-License-Identifier: MIT */
/* What is in each sample that goes to the loudspeaker. */
#include "mixer.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#define BLOCK         256
#define ENTER_SAMPLES (MIXER_RATE_HZ * 30 / 1000)  /* in before the beat, whose attack is whole */
#define LEAVE_SAMPLES (MIXER_RATE_HZ * 150 / 1000) /* out after it */
#define KNEE          22000.0f /* what is louder is bent, where the volume is above 1 */
#define LOUDEST       32767.0f
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
} feet[SECTION_COUNT] = {
    [GAIT_WALK] = {2, {0.0, 0.5}, {0.0, 0.5}, 0.0},
    [GAIT_GALLOP] = {2, {0.35, 0.25}, {0.35, 0.25}, 0.25},
    [GAIT_STAND] = {4, {0.0, 0.25, 0.5, 0.75}, {0.0, 0.0}, 0.0},
};

void mixer_init(struct mixer *mixer, float volume)
{
    memset(mixer, 0, sizeof *mixer);
    mixer->volume = volume;
    for (int i = 0; i < SECTION_COUNT; i++)
        mixer->scores[i].stride_samples = 1;
}

void mixer_section(struct mixer *mixer, int section, int part_count, int64_t stride_samples)
{
    assert(part_count >= 0 && part_count <= MIXER_PARTS_MAX && stride_samples > 0);
    mixer->scores[section].part_count = part_count;
    mixer->scores[section].stride_samples = stride_samples;
}

void mixer_part(struct mixer *mixer, int section, int part, const int16_t *samples,
                int64_t sample_count)
{
    assert(part >= 0 && part < mixer->scores[section].part_count && sample_count > 0);
    mixer->scores[section].parts[part] = (struct mixer_part){samples, sample_count};
}

void mixer_decoded(struct mixer *mixer, int section, int part, int64_t count)
{
    assert(count > 0 && count <= mixer->scores[section].parts[part].sample_count);
    atomic_store(&mixer->scores[section].decoded[part], count);
}

bool mixer_has(const struct mixer *mixer, int section, int part)
{
    return part < mixer->scores[section].part_count &&
           atomic_load(&mixer->scores[section].decoded[part]) > 0;
}

struct mixer_place mixer_place(const struct mixer *mixer, int section)
{
    for (int i = 0; i < 2; i++) {
        const struct mixer_voice *voice = &mixer->voices[i];
        if (voice->playing && voice->section == section)
            return (struct mixer_place){voice->part, voice->at};
    }
    return mixer->scores[section].left;
}

static float level(const struct mixer_ramp *ramp, int64_t clock)
{
    if (clock >= ramp->to)
        return ramp->after;
    if (clock <= ramp->from)
        return ramp->before;
    float x = (float)(clock - ramp->from) / (float)(ramp->to - ramp->from);
    return ramp->before + (ramp->after - ramp->before) * x * x * (3 - 2 * x);
}

static struct mixer_ramp ramp_over(int64_t from, int64_t samples, float before, float after)
{
    return (struct mixer_ramp){from, from + samples, before, after};
}

static void mark(struct mixer *mixer, struct mixer_mark newer)
{
    mixer->marks[0] = mixer->marks[1];
    mixer->marks[1] = newer;
}

struct mixer_mark mixer_mark_at(const struct mixer_mark marks[2], int64_t clock)
{
    return clock >= marks[1].at ? marks[1] : marks[0];
}

/* AT within a part of LENGTH samples, which may be shorter than a stride, or than a fade. */
static int64_t within(int64_t at, int64_t length)
{
    int64_t rest = at % length;
    return rest < 0 ? rest + length : rest;
}

void mixer_start(struct mixer *mixer, int64_t phase_samples, int64_t fade_samples)
{
    const struct mixer_score *score = &mixer->scores[GAIT_WALK];
    struct mixer_voice *voice = &mixer->voices[0];
    bool playing = mixer_has(mixer, GAIT_WALK, 0);
    int64_t phase = within(phase_samples, score->stride_samples);
    *voice = (struct mixer_voice){
        .playing = playing,
        .section = GAIT_WALK,
        .next_part = -1,
        .at = playing ? within(phase, score->parts[0].sample_count) : 0,
        .start = mixer->clock,
        .zero = mixer->clock - phase,
        .gain = ramp_over(mixer->clock, 0, 1, 1),
    };
    mixer->playing = 0;
    mixer->marks[0] = mixer->marks[1] = (struct mixer_mark){GAIT_WALK, mixer->clock, voice->zero};
    mixer->master = ramp_over(mixer->clock, fade_samples, 0, mixer->volume);
    mixer->loop = ramp_over(mixer->clock, 0, 1, 1);
    mixer->stream_zero = mixer->clock;
    mixer->started = true;
}

void mixer_want(struct mixer *mixer, enum gait section)
{
    atomic_store(&mixer->wanted, section);
}

void mixer_hush(struct mixer *mixer, bool hushed, int64_t fade_samples)
{
    mixer->master = ramp_over(mixer->clock, fade_samples, level(&mixer->master, mixer->clock),
                              hushed ? 0 : mixer->volume);
}

void mixer_end(struct mixer *mixer, int64_t fade_samples, int64_t ring_samples)
{
    bool heard = mixer->started && level(&mixer->master, mixer->clock) > mixer->volume / 2;
    mixer->loop = ramp_over(mixer->clock, fade_samples, level(&mixer->loop, mixer->clock), 0);
    if (!heard || !mixer_has(mixer, SECTION_END, 0))
        return;
    mixer->resolve = (struct mixer_voice){
        .playing = true,
        .section = SECTION_END,
        .next_part = -1,
        .start = mixer->clock,
        .gain = {mixer->clock + ring_samples / 4, mixer->clock + ring_samples, RESOLVE_GAIN, 0},
    };
}

/* How far from CLOCK the next footfall of VOICE is, and which one it is. */
static int64_t to_footfall(const struct mixer *mixer, const struct mixer_voice *voice,
                           int64_t clock, int *foot)
{
    int64_t stride = mixer->scores[voice->section].stride_samples, nearest = INT64_MAX;
    int64_t phase = (clock - voice->zero) % stride;
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
static int64_t entrance(const struct mixer *mixer, int section, int before, int foot)
{
    double phase = before == GAIT_STAND ? feet[section].begun : feet[section].entered[foot % 2];
    return (int64_t)(phase * (double)mixer->scores[section].stride_samples + 0.5);
}

/* Settles on which sample the change to WANTED comes, and lets the new voice rise towards it. */
static void settle_change(struct mixer *mixer, int wanted)
{
    struct mixer_voice *out = &mixer->voices[mixer->playing], *in = &mixer->voices[!mixer->playing];
    int foot = 0;
    mixer->change = mixer->clock + ENTER_SAMPLES;
    mixer->change += to_footfall(mixer, out, mixer->change, &foot);
    mixer->changing = true;
    mixer->scores[out->section].left = out->section == GAIT_STAND
                                           ? (struct mixer_place){0, 0}
                                           : (struct mixer_place){out->part, out->at};

    const struct mixer_score *score = &mixer->scores[wanted];
    int64_t length = score->parts[score->left.part].sample_count;
    int64_t phase = entrance(mixer, wanted, out->section, foot);
    int64_t at = score->left.at - score->left.at % score->stride_samples + phase;
    at = within(at - ENTER_SAMPLES, length);
    *in = (struct mixer_voice){
        .playing = true,
        .section = wanted,
        .part = score->left.part,
        .next_part = at + ENTER_SAMPLES >= length ? score->left.part : -1,
        .at = at,
        .start = mixer->change - ENTER_SAMPLES,
        .zero = mixer->change - phase,
        .gain = ramp_over(mixer->change - ENTER_SAMPLES, ENTER_SAMPLES, 0, 1),
    };
    out->gain =
        ramp_over(mixer->change - ENTER_SAMPLES / 2, ENTER_SAMPLES / 2 + LEAVE_SAMPLES, 1, 0);
    mark(mixer, (struct mixer_mark){(enum gait)wanted, mixer->change, in->zero});
}

static void consider_change(struct mixer *mixer)
{
    if (mixer->changing && mixer->clock >= mixer->change) {
        mixer->changing = false;
        mixer->playing = !mixer->playing;
    }
    int wanted = atomic_load(&mixer->wanted);
    const struct mixer_voice *out = &mixer->voices[mixer->playing];
    if (!mixer->changing && !mixer->voices[!mixer->playing].playing && out->playing &&
        wanted != out->section && mixer_has(mixer, wanted, mixer->scores[wanted].left.part))
        settle_change(mixer, wanted);
}

/* The part is over. The next one, or, if it has not come yet, this one again. */
static void begin_next_part(struct mixer *mixer, struct mixer_voice *voice, int64_t clock)
{
    if (voice->section == SECTION_END) {
        voice->playing = false;
        return;
    }
    const struct mixer_score *score = &mixer->scores[voice->section];
    int next = voice->next_part >= 0 ? voice->next_part : (voice->part + 1) % score->part_count;
    if (mixer_has(mixer, voice->section, next))
        voice->part = next;
    voice->next_part = -1;
    voice->at = 0;
    if ((clock - voice->zero) % score->stride_samples != 0 && clock >= voice->gain.to) {
        voice->zero = clock; /* not a whole number of strides, but the beat is where the music is */
        mark(mixer, (struct mixer_mark){(enum gait)voice->section, clock, clock});
    }
}

static void add(float *sum, const int16_t *samples, int64_t count, const struct mixer_ramp *ramp,
                int64_t clock)
{
    if (clock >= ramp->to) {
        for (int64_t i = 0; i < 2 * count; i++)
            sum[i] += ramp->after * samples[i];
        return;
    }
    for (int64_t i = 0; i < count; i++) {
        float gain = level(ramp, clock + i);
        sum[2 * i] += gain * samples[2 * i];
        sum[2 * i + 1] += gain * samples[2 * i + 1];
    }
}

/* How many of the next COUNT samples of VOICE's part are there. */
static int64_t decoded_of(const struct mixer *mixer, const struct mixer_voice *voice, int64_t count)
{
    int64_t ahead = atomic_load(&mixer->scores[voice->section].decoded[voice->part]) - voice->at;
    return ahead < 0 ? 0 : ahead < count ? ahead : count;
}

static void add_voice(struct mixer *mixer, struct mixer_voice *voice, float *sum, int64_t count)
{
    int64_t done = voice->start > mixer->clock ? voice->start - mixer->clock : 0;
    while (voice->playing && done < count) {
        const struct mixer_part *part = &mixer->scores[voice->section].parts[voice->part];
        int64_t left = part->sample_count - voice->at;
        int64_t now = left < count - done ? left : count - done;
        add(sum + 2 * done, part->samples + 2 * voice->at, decoded_of(mixer, voice, now),
            &voice->gain, mixer->clock + done);
        voice->at += now;
        done += now;
        if (voice->at == part->sample_count)
            begin_next_part(mixer, voice, mixer->clock + done);
    }
    if (voice->playing && voice->gain.after <= 0 && mixer->clock + count >= voice->gain.to)
        voice->playing = false;
}

static void scale(float *sum, int64_t count, const struct mixer_ramp *ramp, int64_t clock)
{
    bool steady = clock >= ramp->to;
    if (steady && ramp->after == 1.0f)
        return;
    for (int64_t i = 0; i < count; i++) {
        float gain = steady ? ramp->after : level(ramp, clock + i);
        sum[2 * i] *= gain;
        sum[2 * i + 1] *= gain;
    }
}

static bool is_steady(const struct mixer_ramp *ramp, int64_t clock)
{
    return clock >= ramp->to && ramp->after == 1.0f;
}

/* Most of the time one voice plays and nothing is faded: a tenth of the work. False: it is not so.
 */
static bool mix_plainly(struct mixer *mixer, int16_t *out, int64_t count)
{
    struct mixer_voice *voice = &mixer->voices[mixer->playing];
    const struct mixer_part *part = &mixer->scores[voice->section].parts[voice->part];
    if (mixer->volume > 1 || !voice->playing || mixer->voices[!mixer->playing].playing ||
        mixer->resolve.playing || mixer->clock < mixer->master.to ||
        !is_steady(&voice->gain, mixer->clock) || !is_steady(&mixer->loop, mixer->clock) ||
        part->sample_count - voice->at <= count || decoded_of(mixer, voice, count) < count)
        return false;
    const int16_t *samples = part->samples + 2 * voice->at;
    int32_t volume = (int32_t)(mixer->master.after * 32768 + 0.5f);
    for (int64_t i = 0; i < 2 * count; i++)
        out[i] = (int16_t)((samples[i] * volume + (1 << 14)) >> 15);
    voice->at += count;
    return true;
}

/* What is above the knee comes ever nearer to the loudest, with no corner in the curve. */
static float bend(float sample)
{
    float over = fabsf(sample) - KNEE, room = LOUDEST - KNEE;
    return over > 0 ? copysignf(KNEE + room * over / (over + room), sample) : sample;
}

static void mix_block(struct mixer *mixer, int16_t *out, int64_t count)
{
    float sum[2 * BLOCK];
    for (int64_t i = 0; i < 2 * count; i++)
        sum[i] = out[i];
    add_voice(mixer, &mixer->voices[0], sum, count);
    add_voice(mixer, &mixer->voices[1], sum, count);
    scale(sum, count, &mixer->loop, mixer->clock);
    add_voice(mixer, &mixer->resolve, sum, count);
    scale(sum, count, &mixer->master, mixer->clock);
    for (int64_t i = 0; i < 2 * count; i++) {
        float bent = mixer->volume > 1 ? bend(sum[i]) : sum[i];
        float bounded = bent > 32767 ? 32767 : bent < -32768 ? -32768 : bent;
        out[i] = (int16_t)(bounded + (bounded < 0 ? -0.5f : 0.5f));
    }
}

/* The piece that somebody else plays has begun anew, and its beat with it. */
static void restart_stream(struct mixer *mixer)
{
    if (mixer->stream_samples <= 0 || mixer->clock - mixer->stream_zero < mixer->stream_samples)
        return;
    mixer->stream_zero += mixer->stream_samples;
    mark(mixer, (struct mixer_mark){GAIT_WALK, mixer->stream_zero, mixer->stream_zero});
}

void mixer_mix(struct mixer *mixer, int16_t *out, int64_t count)
{
    while (count > 0) {
        int64_t now = count < BLOCK ? count : BLOCK;
        if (mixer->started) {
            consider_change(mixer);
            restart_stream(mixer);
        }
        if (!mix_plainly(mixer, out, now))
            mix_block(mixer, out, now);
        mixer->clock += now;
        out += 2 * now;
        count -= now;
    }
}
