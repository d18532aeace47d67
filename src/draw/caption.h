/* SPDX-License-Identifier: MIT */
/* The caption under the camel: the program's name and what it says of itself, set in type on a
 * worker thread.
 *
 * Finding a font may take longer than the whole splash should (fontconfig may have to read every
 * font there is), so nothing waits for it: the camel walks without words until the words are there.
 * No font, no library that can set them: no words.
 *
 *     struct caption caption;
 *     caption_start(&caption, &theme, 1, true);
 *     caption_tell(&caption, "prog.byte", "Loading tables");
 *     poll caption.set_fd; then surface = caption_take(&caption, &memory);
 *
 * The worker is never joined: the process ends by _exit.
 */
#pragma once

#include "theme.h"

#include <SDL.h>
#include <stdbool.h>

#define CAPTION_WORDS_MAX 800 /* bytes with the NUL */

struct caption {
    int set_fd;   /* readable when one has been set; -1: none will be */
    int words_fd; /* to the worker */
    bool remembers;
};

/* A caption that takes every call and gives nothing. */
void caption_init(struct caption *caption);

/* Starts the worker for a theme's font; REMEMBERS: which one that is, is remembered from show to
 * show. Where it cannot be started, or the theme has no caption, it is as after caption_init. */
void caption_start(struct caption *caption, const struct theme *theme, int scale, bool remembers);

/* New words; STATUS may be NULL. Never waits. */
void caption_tell(struct caption *caption, const char *title, const char *status);

/* The same words, and all that follow, as THEME has them now; its size may not be 0. A caption that
 * has no worker gets one: set_fd changes. */
void caption_restyle(struct caption *caption, const struct theme *theme, int scale,
                     const char *title, const char *status);

/* The words of the last caption_tell that was set, as a surface of the caller's; NULL: none ready.
 * *MEMORY becomes what is to be kept of their face (face_memory.h), to be freed; NULL: nothing new.
 */
SDL_Surface *caption_take(struct caption *caption, char **memory);

/* TITLE and STATUS (may be NULL) as one line, cut between UTF-8 characters, in which neither
 * commands anything nor turns the other around; pure. */
void caption_line(char line[CAPTION_WORDS_MAX], const char *title, const char *status);
