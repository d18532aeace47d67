/* SPDX-License-Identifier: MIT */
/* Where the user has dragged the card to, the last time, on each display: the file "place" of the
 * user's state (state_file.h), a line for each of at most PLACE_FILE_DISPLAYS_MAX displays. One
 * that is damaged is as if there were none.
 *
 *     struct channel_place place;
 *     if (place_file_read(&place))
 *         …
 *     place_file_set(place);
 */
#pragma once

#include "channel.h"

#include <stdbool.h>
#include <stddef.h>

#define PLACE_FILE_DISPLAYS_MAX 16
#define PLACE_FILE_SIZE_MAX     4096

/* The place on the environment's display. False: none is known. */
bool place_file_read(struct channel_place *place);

/* It is PLACE now. What cannot be written is forgotten. */
void place_file_set(struct channel_place place);

/* All of them go. False: they are there still; errno says why. */
bool place_file_forget(void);

/* The place on DISPLAY in TEXT, a whole file. False: there is none, or TEXT is damaged. Pure. */
bool place_file_parse(const char *text, const char *display, struct channel_place *place);

/* Into NEW_TEXT, of PLACE_FILE_SIZE_MAX bytes, what TEXT says of other displays (nothing, if it is
 * damaged) and, as its last line, PLACE on DISPLAY; the oldest line goes if it has to. Returns its
 * length. 0: that is no name, or no place. Pure. */
size_t place_file_write(const char *text, const char *display, struct channel_place place,
                        char *new_text);
