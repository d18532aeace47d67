/* SPDX-License-Identifier: MIT */
/* What plays the soundtrack: the interface of the shared object that holds SDL2_mixer.
 *
 * All calls but `hears` from one thread, which each may block for as long as it likes. */
#pragma once

#include "audio_clock.h"
#include "mixer.h"
#include "theme.h"

#include <stdbool.h>
#include <stdint.h>

#define SOUNDTRACK_PLAYER_FILE   "ocamlwalk-soundtrack.so"
#define SOUNDTRACK_PLAYER_SYMBOL "soundtrack_player"

/* What is to be played. */
struct soundtrack_score {
    struct soundtrack_section {
        const char *parts[MIXER_PARTS_MAX]; /* paths; whole strides each, kept in memory */
        int part_count;                     /* 0: the theme has no such section */
        int64_t stride_samples;             /* of the music */
        double stride_ms;                   /* of the camel */
    } sections[SECTION_COUNT];
    const char *stream; /* a path: one piece of any kind and length for all gaits, in place of the
                           sections; NULL for none */
    bool stream_has_tempo;
    int volume_percent;
    double volume_db; /* the theme's, on top; THEME_VOLUME_UNSET: as loud as the plate */
};

struct soundtrack_player {
    /* Opens the default device and the first of the music. NULL on success, else why there will be
     * silence, a static string. SCORE is borrowed for good. */
    const char *(*open)(const struct soundtrack_score *score);
    /* The audio driver in use, for the trace; static. */
    const char *(*driver)(void);
    /* Plays round and round, audible after FADE_MS, in step with a walk that began at SHOWN_US. */
    bool (*play)(int64_t shown_us, int fade_ms);
    /* Changes to SECTION at the next footfall; one that is not there leaves all as it is. */
    void (*change)(enum gait section);
    /* Gets what will be needed soon; the time until it wants to be called again, ms. */
    int (*tend)(void);
    /* Plays on unheard, or is heard again; before `play`, too. */
    void (*hush)(bool hushed);
    /* Lets all fade in FADE_MS but the resolve, which has RING_MS; comes back before it has. */
    void (*fade)(int fade_ms, int ring_ms);
    /* What is heard at NOW_US. False: nothing in time, or it cannot be said just now. Never
     * waits; any thread. */
    bool (*hears)(int64_t now_us, struct beat *beat);

    /* In place of all that: makes the music without a device, all of it read at once, a stream as
     * a walk. `render` fills OUT with COUNT samples; `change` and `fade` are as above; `length` is
     * that of a section, once round, in samples. */
    const char *(*open_silent)(const struct soundtrack_score *score);
    int64_t (*length)(int section);
    void (*render)(int16_t *out, int64_t count);
};

extern const struct soundtrack_player soundtrack_player;
