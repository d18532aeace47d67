/* SPDX-License-Identifier: MIT */
/* Music that is not Ogg Vorbis in the mixer's format: the interface of the plugin that holds
 * SDL2_mixer, and brings the libraries of a dozen formats along. Where it is missing, such music
 * is.
 *
 * All calls from one thread, which each may block for as long as it likes; `open` first. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define MUSIC_FORMATS_FILE   "ocamlwalk-music-formats.so"
#define MUSIC_FORMATS_SYMBOL "music_formats"

struct music_formats {
    /* Opens the default device, in the mixer's format. False: there is none. */
    bool (*open)(int chunk_samples);
    /* The file at PATH whole, in the mixer's format, for good; SAMPLE_COUNT at least 1. NULL:
     * nobody can decode it, or it is longer than SECONDS_MAX. */
    const int16_t *(*decode)(const char *path, int seconds_max, int64_t *sample_count);
    /* The file at PATH as the stream, for good. SECONDS: its length, or 0. */
    bool (*load_stream)(const char *path, double *seconds);
    /* Some SECONDS of the stream's beginning, in the mixer's format, for good; PATH is what it was
     * loaded from. NULL: they cannot be had without the rest, as of MIDI, or of what does not say
     * how long it is. */
    const int16_t *(*decode_beginning)(const char *path, int seconds, int64_t *sample_count);
    /* From now on ON_CHUNK is asked, on a thread of the device's, to put COUNT samples of both
     * channels over those of the stream. */
    void (*begin)(void (*on_chunk)(int16_t *samples, int64_t count));
    /* The stream is heard from the next chunk's first sample on, round and round; to be called
     * within ON_CHUNK. */
    bool (*play_stream)(void);
};

extern const struct music_formats music_formats;
