/* SPDX-License-Identifier: MIT */
/* The soundtrack without a camel: as a WAV stream on a descriptor, as fast as that takes it.
 *
 * The walk once, the gallop once, half a stand, the end, changed as in a show; of a theme with one
 * piece, the piece. At full level: the player at the other end has a volume of its own. Source:
 * Microsoft's RIFF WAVE, PCM format 1. */
#pragma once

#include "arguments.h"

#include <stdbool.h>

/* Writes to arguments->play_fd. True: all of it, or as much as the reader wanted (EPIPE). */
bool play_write(const struct arguments *arguments);
