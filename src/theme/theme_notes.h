/* SPDX-License-Identifier: MIT */
/* What was found in reading a theme: faults, which keep it from being shown as it is meant, and
 * warnings; and in which line each key stands. For whoever makes a theme; a launch wants the first
 * fault only, for its trace.
 *
 *     static struct theme_notes notes;
 *     theme_notes_init(&notes);
 *     if (!theme_load(&theme, folder, &notes))
 *         puts(notes.notes[0].words);
 */
#pragma once

#include "theme.h"

#include <stdbool.h>

#define THEME_NOTES_MAX  64 /* of which the words are kept */
#define THEME_PLACES_MAX 512
#define THEME_WORDS_MAX  384 /* bytes with the NUL */

struct theme_note {
    bool is_warning;
    int line;                    /* of theme.ini, from 1; 0: of the file as a whole */
    char words[THEME_WORDS_MAX]; /* "[walk] frame_ms: …", one line */
};

struct theme_place {
    char section[THEME_ACT_NAME_MAX], key[THEME_ACT_NAME_MAX]; /* key "": the section's head */
    int line;
};

struct theme_notes {
    int count, fault_count, warning_count; /* all that there were; the first THEME_NOTES_MAX kept */
    struct theme_note notes[THEME_NOTES_MAX];
    int place_count;
    struct theme_place places[THEME_PLACES_MAX];
};

void theme_notes_init(struct theme_notes *notes);

/* NOTES may be NULL wherever they are taken, then nothing is noted. LINE is 0 for the file as a
 * whole. */
__attribute__((format(printf, 3, 4))) void theme_notes_fault(struct theme_notes *notes, int line,
                                                             const char *format, ...);
__attribute__((format(printf, 3, 4))) void theme_notes_warning(struct theme_notes *notes, int line,
                                                               const char *format, ...);

/* NULL: there is none, or it was not kept. */
const struct theme_note *theme_notes_first_fault(const struct theme_notes *notes);

/* Puts down that KEY of SECTION stands in LINE. */
void theme_notes_place(struct theme_notes *notes, const char *section, const char *key, int line);

/* Where KEY of SECTION stands, the last time; else its section; else 0. */
int theme_notes_line(const struct theme_notes *notes, const char *section, const char *key);
