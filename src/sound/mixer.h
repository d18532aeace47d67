/* SPDX-License-Identifier: MIT */
/* Brings the sections of the soundtrack together in one run of samples, each on the beat of the one
 * before, with every fade.
 *
 * Pure: no device, no file. Its time is its own clock: samples (of both channels) mixed since it
 * began. A section is a few parts that are played in turn and round, each a whole number of
 * strides (any other length is played too, only not in step); parts may come while it plays
 * (mixer_part), a little at a time (mixer_decoded), and must then stay: what is not there when its
 * moment comes is silence, and the beat goes on. What is in the buffer before mixer_mix, a piece
 * that somebody else plays, is faded with the rest.
 *
 *     mixer_init(&mixer, 0.6f);
 *     mixer_section(&mixer, GAIT_WALK, 4, 74088);
 *     mixer_part(&mixer, GAIT_WALK, 0, samples, sample_count);
 *     mixer_decoded(&mixer, GAIT_WALK, 0, sample_count);
 *     mixer_start(&mixer, phase_samples, MIXER_RATE_HZ);
 *     mixer_want(&mixer, GAIT_GALLOP);  from any thread; so it will be at the next footfall
 *     mixer_mix(&mixer, buffer, 1024);
 */
#pragma once

#include "gait.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define MIXER_RATE_HZ   44100
#define MIXER_PARTS_MAX 8

struct mixer_part {
    const int16_t *samples; /* left, right, left… */
    int64_t sample_count;
};

/* Somewhere in a section. */
struct mixer_place {
    int part;
    int64_t at; /* samples */
};

struct mixer_score {
    struct mixer_part parts[MIXER_PARTS_MAX];
    _Atomic int64_t decoded[MIXER_PARTS_MAX]; /* of each part, from its beginning; 0: no part */
    int part_count;                           /* 0: there is no such section */
    int64_t stride_samples;                   /* at least 1 */
    struct mixer_place left;                  /* where it was left, and is taken up again */
};

/* A gain from one level to another, smoothly, between two moments of the clock. */
struct mixer_ramp {
    int64_t from, to;
    float before, after;
};

struct mixer_voice {
    bool playing;
    int section;         /* a gait, or SECTION_END */
    int part, next_part; /* next_part -1: the one after */
    int64_t at;          /* in the part, samples */
    int64_t start;       /* by the clock */
    int64_t zero;        /* when a stride began */
    struct mixer_ramp gain;
};

/* From AT on, strides of SECTION begin at ZERO and multiples of its stride later. */
struct mixer_mark {
    enum gait section;
    int64_t at, zero;
};

struct mixer {
    struct mixer_score scores[SECTION_COUNT];
    struct mixer_voice voices[2]; /* the one that plays, and the one that leaves or enters */
    struct mixer_voice resolve;
    struct mixer_ramp master, loop; /* everything; everything but the resolve */
    struct mixer_mark marks[2];     /* older, newer */
    int playing;                    /* which of the voices */
    bool changing;
    int64_t change; /* when, while changing */
    atomic_int wanted;
    float volume;
    int64_t clock; /* samples mixed so far */
    bool started;
    int64_t stream_zero, stream_samples; /* somebody else's piece: length 0 for unknown or none */
};

/* VOLUME 0 to 1, or more: then what would be too loud for a sample is bent, and never cut. */
void mixer_init(struct mixer *mixer, float volume);

/* SECTION will have so many parts (0: somebody else plays it), and strides of so many samples. */
void mixer_section(struct mixer *mixer, int section, int part_count, int64_t stride_samples);

/* Part PART of SECTION, to be told once, will be in SAMPLES, which are borrowed for good. Any
 * thread. */
void mixer_part(struct mixer *mixer, int section, int part, const int16_t *samples,
                int64_t sample_count);

/* The first COUNT samples of a part are there, at least one. Any thread. */
void mixer_decoded(struct mixer *mixer, int section, int part, int64_t count);

/* Whether anything of it is there. */
bool mixer_has(const struct mixer *mixer, int section, int part);

/* Where SECTION is, or will be taken up; only on the thread that mixes. */
struct mixer_place mixer_place(const struct mixer *mixer, int section);

/* Begins with the walk, so many samples into a stride, and fades in. */
void mixer_start(struct mixer *mixer, int64_t phase_samples, int64_t fade_samples);

/* The section to be in; any thread. What is at its mixer_place, and a stride on, should be there.
 */
void mixer_want(struct mixer *mixer, enum gait section);

/* Fades all to nothing, and it plays on unheard; or back to what it was. */
void mixer_hush(struct mixer *mixer, bool hushed, int64_t fade_samples);

/* Fades what plays to nothing; the resolve, if there is one, sounds with it and fades to RING. */
void mixer_end(struct mixer *mixer, int64_t fade_samples, int64_t ring_samples);

/* COUNT samples of both channels, mixed into OUT. */
void mixer_mix(struct mixer *mixer, int16_t *out, int64_t count);

/* The mark in force at CLOCK, which is at most a few seconds old. */
struct mixer_mark mixer_mark_at(const struct mixer_mark marks[2], int64_t clock);
