/* SPDX-License-Identifier: MIT */
/* What plays the soundtrack: the interface of the shared object that holds SDL2_mixer.
 *
 * All calls from one thread, which each may block for as long as it likes. */
#pragma once

#include <stdbool.h>

#define SOUNDTRACK_PLAYER_FILE   "ocamlwalk-soundtrack.so"
#define SOUNDTRACK_PLAYER_SYMBOL "soundtrack_player"

struct soundtrack_player {
    /* Opens the default device and the music in file PATH. NULL on success, else why there will be
     * silence, a static string. */
    const char *(*open)(const char *path, int volume_percent);
    /* The audio driver in use, for the trace; static. */
    const char *(*driver)(void);
    /* Plays round and round; audible after FADE_MS. */
    bool (*play)(int fade_ms);
    /* Lets it fade; comes back before it has. */
    void (*fade)(int fade_ms);
};

extern const struct soundtrack_player soundtrack_player;
