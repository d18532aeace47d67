/* SPDX-License-Identifier: MIT */
/* Small files of the user's in which something is kept from one launch to the next, in
 * $XDG_STATE_HOME/ocamlwalk, mode 0600. One is replaced by rename(2), so that two launches at once
 * lose what one of them had to say and no more. One that somebody else could have written is as if
 * there were none.
 *
 *     char text[SIZE_MAX + 1];
 *     if (state_file_read("pacing", text, sizeof text))
 *         …
 *     state_file_replace("pacing", text, len);
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* What the splash reads, and the wings write for it: the face of its words. */
#define STATE_FILE_FACE     "face"
#define STATE_FILE_FACE_MAX 4096 /* bytes with the NUL */

/* The file NAME, as file_read_own has it. */
bool state_file_read(const char *name, char *text, size_t size);

/* It becomes TEXT, of LEN bytes; folders that are missing are made. What cannot be written is
 * forgotten. */
void state_file_replace(const char *name, const char *text, size_t len);

/* It goes. False: it is there still; errno says why. */
bool state_file_remove(const char *name);
