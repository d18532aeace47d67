/* SPDX-License-Identifier: MIT */
/* What fontconfig has said of a wish, as a text that is kept from one show to the next: in the file
 * STATE_FILE_FACE of the user's state, which the wings write. It holds as long as the files and
 * folders that it was found by are what they were, and the environment names the same ones; else it
 * is as if there were none.
 *
 *     if (!face_memory_recall(&wish, &face)) {
 *         finder->find(&wish, &face, sources);
 *         size_t len = face_memory_write(&wish, &face, sources, text);
 *     }
 */
#pragma once

#include "face.h"
#include "state_file.h"

#define FACE_MEMORY_MAX STATE_FILE_FACE_MAX

/* What is remembered of WISH. False: nothing that holds. */
bool face_memory_recall(const struct face_wish *wish, struct face *face);

/* The same from TEXT. */
bool face_memory_read(const char *text, const struct face_wish *wish, struct face *face);

/* TEXT, of FACE_MEMORY_MAX bytes, from which face_memory_read has FACE for WISH as long as SOURCES,
 * absolute paths on a line each, stay as they are. Returns its length; 0: it is too long, or no
 * text. */
size_t face_memory_write(const struct face_wish *wish, const struct face *face, const char *sources,
                         char *text);
