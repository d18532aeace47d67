/* SPDX-License-Identifier: MIT */
/* The mixing desk: brings the sections of the soundtrack together in one stretch of tape, each on
 * the beat of the one before, with every fade.
 *
 * Pure: no device, no file, no clock. Its time is the tape: samples (of both channels) mixed since
 * it began. A section is a few parts that are played in turn and round, each a whole number of
 * strides; parts may come while it plays (desk_part) and must then stay. What is in the buffer
 * before desk_mix, a piece that somebody else plays, is faded with the rest.
 *
 *     desk_init(&desk, 0.6f);
 *     desk_section(&desk, DESK_WALK, 4, 74088);
 *     desk_part(&desk, DESK_WALK, 0, samples, sample_count);
 *     desk_start(&desk, phase_samples, DESK_RATE_HZ);
 *     desk_want(&desk, DESK_GALLOP);            from any thread; so it will be at the next footfall
 *     desk_mix(&desk, buffer, 1024);
 */
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define DESK_RATE_HZ   44100
#define DESK_PARTS_MAX 8

enum desk_section {
    DESK_WALK,
    DESK_GALLOP,
    DESK_STAND,
    DESK_END, /* the chord that a leaving camel leaves behind */
    DESK_SECTION_COUNT,
};

struct desk_part {
    const int16_t *samples; /* left, right, left… */
    int64_t sample_count;
};

struct desk_score {
    struct desk_part parts[DESK_PARTS_MAX];
    atomic_bool ready[DESK_PARTS_MAX];
    int part_count;         /* 0: there is no such section */
    int64_t stride_samples; /* at least 1 */
    int part;               /* where it was left, and is taken up again */
    int64_t at;
};

/* A gain from one level to another, smoothly, over a stretch of tape. */
struct desk_ramp {
    int64_t from, to;
    float before, after;
};

struct desk_voice {
    bool playing;
    enum desk_section section;
    int part, next_part; /* next_part -1: the one after */
    int64_t at;          /* in the part, samples */
    int64_t start;       /* on the tape */
    int64_t zero;        /* where on the tape a stride began */
    struct desk_ramp gain;
};

/* From AT on the tape, strides of SECTION begin at ZERO and multiples of its stride later. */
struct desk_mark {
    enum desk_section section;
    int64_t at, zero;
};

struct desk {
    struct desk_score scores[DESK_SECTION_COUNT];
    struct desk_voice voices[2]; /* the one that plays, and the one that leaves or enters */
    struct desk_voice resolve;
    struct desk_ramp master, groove; /* everything; everything but the resolve */
    struct desk_mark marks[2];       /* older, newer */
    int playing;                     /* which of the voices */
    bool changing;
    int64_t change; /* on the tape, while changing */
    atomic_int wanted;
    float volume;
    int64_t tape;
    bool started;
    int64_t stream_zero, stream_samples; /* somebody else's piece: length 0 for unknown or none */
};

/* VOLUME 0 to 1. */
void desk_init(struct desk *desk, float volume);

/* SECTION will have so many parts (0: somebody else plays it), and strides of so many samples. */
void desk_section(struct desk *desk, enum desk_section section, int part_count,
                  int64_t stride_samples);

/* Part PART of SECTION is there; SAMPLES are borrowed for good. Any thread. */
void desk_part(struct desk *desk, enum desk_section section, int part, const int16_t *samples,
               int64_t sample_count);

bool desk_has(const struct desk *desk, enum desk_section section, int part);

/* Begins with the walk, so many samples into a stride, and fades in. */
void desk_start(struct desk *desk, int64_t phase_samples, int64_t fade_samples);

/* The section to be in; any thread. Its part scores[section].part should be there. */
void desk_want(struct desk *desk, enum desk_section section);

/* Fades what plays to nothing; the resolve, if there is one, sounds with it and fades to RING. */
void desk_end(struct desk *desk, int64_t fade_samples, int64_t ring_samples);

/* COUNT samples of both channels, mixed into OUT. */
void desk_mix(struct desk *desk, int16_t *out, int64_t count);

/* The mark in force at TAPE, which is at most a few seconds old. */
struct desk_mark desk_mark_at(const struct desk_mark marks[2], int64_t tape);
