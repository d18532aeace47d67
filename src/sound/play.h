/* SPDX-License-Identifier: MIT */
/* The soundtrack without a camel: as a WAV stream on a descriptor, as fast as that takes it.
 *
 * The walk once, the gallop once, half a stand, the end, changed as in a show; of a theme with one
 * piece, the piece. At full level: the player at the other end has a volume of its own. Source:
 * Microsoft's RIFF WAVE, PCM format 1. */
#pragma once

#include <stdbool.h>

/* Writes what the theme in THEME_FOLDER is heard with to FD (borrowed). True: all of it, or as much
 * as the reader wanted (EPIPE). False: there is no such theme, no music in it, or nothing to play
 * it by. */
bool play_write(const char *theme_folder, int fd);
