/* SPDX-License-Identifier: MIT */
/* What sets the caption in type: the interface of two shared objects. One holds FreeType and sets
 * plain words, the other Pango, and sets all.
 *
 * All calls from one thread. */
#pragma once

#include "face.h"

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#define CAPTION_TYPESETTER_FILE         "ocamlwalk-caption.so"
#define CAPTION_TYPESETTER_SYMBOL       "caption_typesetter"
#define CAPTION_TYPESETTER_PLAIN_FILE   "ocamlwalk-caption-plain.so"
#define CAPTION_TYPESETTER_PLAIN_SYMBOL "caption_typesetter_plain"

struct caption_typesetter {
    /* Gets ready for WISH. FACE is what has been found for it; Pango's, which finds more than one,
     * needs none (NULL). False: no such font. */
    bool (*open)(const struct face_wish *wish, const struct face *face);
    /* LINE (UTF-8) as a surface no wider than WIDTH_PX, shortened with an ellipsis: in its middle
     * if it ends in a path. NULL: it cannot be set here, or there is no room for a character of it.
     * It is the caller's. */
    SDL_Surface *(*set)(const char *line, const uint8_t color[3], int width_px);
};

extern const struct caption_typesetter caption_typesetter, caption_typesetter_plain;
