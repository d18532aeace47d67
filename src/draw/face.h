/* SPDX-License-Identifier: MIT */
/* A face: the one font that plain words are set in, and what finds it, a shared object that only
 * the caption's worker opens. That asks fontconfig, which reads all its settings for it, and takes
 * longer over that than over the words; so what it says is remembered (face_memory.h). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FACE_PATH_MAX    1024 /* bytes with the NUL */
#define FACE_SOURCES_MAX 16384

/* What is asked for. */
struct face_wish {
    const char *path;     /* the font's file; NULL: the best of fontconfig's for */
    const char *families; /* these names, between commas */
    int size_px;
};

struct face {
    char path[FACE_PATH_MAX];
    int index;          /* in that file */
    int32_t load_flags; /* of FreeType, FT_LOAD_* */
};

#define FACE_FINDER_FILE   "ocamlwalk-face.so"
#define FACE_FINDER_SYMBOL "face_finder"

struct face_finder {
    /* The face for WISH. SOURCES, of FACE_SOURCES_MAX bytes, becomes the files and folders that
     * this depends on, a line for each; "" if they are too many. False: there is none, or it is not
     * to be drawn as plain grey shapes. */
    bool (*find)(const struct face_wish *wish, struct face *face, char *sources);
};

extern const struct face_finder face_finder;
