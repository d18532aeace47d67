/* SPDX-License-Identifier: MIT */
/* The keys of theme.ini, in one table: what each may hold, in which unit, within which bounds, what
 * it is without being given, what it is for. Reading, checking and the documents go by it.
 *
 *     const struct theme_key *key = theme_key_find("stage", "width");
 *     if (!key || !theme_key_take(&theme, key, "360"))
 *         …
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* What a key may hold. */
enum theme_kind {
    THEME_KIND_NUMBER,
    THEME_KIND_QUANTITY, /* a number, not always whole */
    THEME_KIND_COLOR,
    THEME_KIND_FILE,   /* within the theme's folder */
    THEME_KIND_FILES,  /* several, commas between them */
    THEME_KIND_FRAMES, /* file names, with one %d or %0Nd */
    THEME_KIND_TEXT,
    THEME_KIND_GAIT,
    THEME_KIND_YES,
    THEME_KIND_ORDER,
};

struct theme_key {
    const char *section; /* NULL: of any act, and the offset is in struct theme_act */
    const char *name;
    enum theme_kind kind;
    size_t offset;
    int min, max;       /* of a number */
    const char *unit;   /* of a number */
    const char *preset; /* what it is where it is not given, for people; "": it must be given */
    const char *help;
};

#define THEME_KEY_WANTED_MAX 96

/* The key at INDEX; NULL behind the last. */
const struct theme_key *theme_key_at(size_t index);

/* The key NAME of SECTION, NULL for acts; NULL: there is none. */
const struct theme_key *theme_key_find(const char *section, const char *name);

/* The key of that section whose name is nearest to NAME, as typed by mistake; NULL: none is near.
 */
const struct theme_key *theme_key_nearest(const char *section, const char *name);

/* True if SECTION is told of by keys of its own, and is no act. */
bool theme_key_has_section(const char *section);

/* How many letters are to be changed, left out, put in or exchanged to make one of the other; 99
 * where they are long and it does not matter. */
int theme_key_distance(const char *one, const char *other);

/* Puts VALUE where KEY is kept, in a struct theme or a struct theme_act. False: KEY cannot hold it,
 * nothing is changed. */
bool theme_key_take(void *whole, const struct theme_key *key, const char *value);

/* What KEY may hold: "pixels, 16 to 1024". */
void theme_key_wanted(const struct theme_key *key, char wanted[THEME_KEY_WANTED_MAX]);

/* Where the %d or %0Nd of a frame pattern is; its length, 0 if there is not exactly one. */
size_t theme_key_number_place(const char *pattern, const char **place);

/* Within the theme's own folder, on this system and any other. */
bool theme_key_stays_inside(const char *file);
