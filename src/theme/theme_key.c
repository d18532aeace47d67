/* SPDX-License-Identifier: MIT */
/* Each key of theme.ini, and what it may hold. */
#include "theme_key.h"

#include "number.h"
#include "theme.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define PX              THEME_CARD_PX_MAX
#define NAME_LEN_MAX    32 /* of two names that are compared */

#define NUMBER(section, whole, name, member, min, max, unit, preset, help)                        \
    {                                                                                             \
        section, name, THEME_KIND_NUMBER, offsetof(struct whole, member), min, max, unit, preset, \
            help                                                                                  \
    }
#define QUANTITY(section, name, member, min, max, unit, preset, help)                       \
    {                                                                                       \
        section, name, THEME_KIND_QUANTITY, offsetof(struct theme, member), min, max, unit, \
            preset, help                                                                    \
    }
#define OTHER(section, whole, name, kind, member, preset, help)                                    \
    {                                                                                              \
        section, name, THEME_KIND_##kind, offsetof(struct whole, member), 0, 0, NULL, preset, help \
    }
#define STAGE(name, min, max, preset, help) \
    NUMBER("stage", theme, #name, name, min, max, "pixels", preset, help)
#define STAGE_OTHER(kind, name, preset, help) OTHER("stage", theme, #name, kind, name, preset, help)
#define ACT(name, min, max, unit, preset, help) \
    NUMBER(NULL, theme_act, #name, name, min, max, unit, preset, help)
#define ACT_OTHER(kind, name, preset, help) OTHER(NULL, theme_act, #name, kind, name, preset, help)

static const struct theme_key keys[] = {
    OTHER("theme", theme, "name", TEXT, name, "the folder's", "its name, for people"),
    OTHER("theme", theme, "author", TEXT, author, "nobody", "whose it is"),
    OTHER("theme", theme, "license", TEXT, license, "none", "what others may do with it"),
    OTHER("theme", theme, "palette", FILE, palette, "none",
          "a PNG whose colours the frames get instead of their own, where they have as many"),

    STAGE(width, 16, PX, "", "the card's width"),
    STAGE(height, 16, PX, "", "the card's height"),
    STAGE_OTHER(YES, cutout, "no", "no card, only what is drawn, on the desktop itself"),
    STAGE_OTHER(FILE, backdrop, "none", "the card's picture; without one it is plain paper"),
    STAGE_OTHER(FILE, ground, "none", "a tile that goes by under the feet, from side to side"),
    STAGE(ground_y, -PX, PX, "0", "the ground's upper edge"),
    STAGE_OTHER(FILE, grid, "none", "a tile that goes by behind the animal"),
    STAGE(grid_y, -PX, PX, "0", "the grid's upper edge"),
    STAGE(view_x, 0, PX, "0", "the opening that all that moves is seen through: its left edge"),
    STAGE(view_y, 0, PX, "0", "its upper edge"),
    STAGE(view_width, 1, PX, "the card's", "its width"),
    STAGE(view_height, 1, PX, "the card's", "its height"),
    STAGE(camel_x, -PX, PX, "0", "where the frames' left edge is"),
    STAGE(camel_y, -PX, PX, "0", "where the frames' upper edge is"),
    STAGE(caption_x, 0, PX, "0", "the caption's margin, on both sides; the hairline's too"),
    STAGE(caption_y, 0, PX, "0", "the caption's upper edge"),
    STAGE(caption_size, 0, 96, "0", "the size of its letters; 0 for no caption"),
    STAGE_OTHER(COLOR, caption_color, "#000000", "its colour, and the hairline's"),
    STAGE_OTHER(TEXT, caption_font, "a serif", "a font file of the theme, or names of families"),
    STAGE(progress_y, 0, PX, "under the caption", "the hairline that tells how far a program is"),

    OTHER("dark", theme, "theme", TEXT, dark, "none",
          "the name of the theme, a folder beside this one, that is shown on a dark desktop"),

    OTHER("soundtrack", theme, "file", FILE, soundtrack, "none", "one piece of music for all"),
    OTHER("soundtrack", theme, "walk", FILES, music[GAIT_WALK].files, "none",
          "music for the walk, or several pieces in turn"),
    OTHER("soundtrack", theme, "gallop", FILES, music[GAIT_GALLOP].files, "none",
          "the same for the gallop"),
    OTHER("soundtrack", theme, "stand", FILES, music[GAIT_STAND].files, "none",
          "the same for the stand"),
    OTHER("soundtrack", theme, "end", FILE, music[SECTION_END].files, "none",
          "what is heard when the animal leaves"),
    QUANTITY("soundtrack", "volume", volume_db, -40, 20, "dB", "measured",
             "how much louder it is made"),
    QUANTITY("soundtrack", "tempo", music[GAIT_WALK].tempo, 20, 600, "beats a minute",
             "the stride's", "of the walk, or of file; the animal keeps it"),
    QUANTITY("soundtrack", "gallop_tempo", music[GAIT_GALLOP].tempo, 20, 600, "beats a minute",
             "the stride's", "of the gallop"),

    ACT_OTHER(FRAMES, frames, "none", "a file for each frame, with %d or %02d for its number"),
    ACT_OTHER(FILE, sheet, "none", "or one picture with all frames side by side"),
    ACT_OTHER(FILE, animation, "none", "or a GIF, WebP or APNG as it is"),
    NUMBER(NULL, theme_act, "count", frame_count, 1, THEME_FRAMES_MAX, "frames",
           "the sheet's, the animation's", "how many frames there are"),
    ACT(columns, 1, THEME_FRAMES_MAX, "frames", "count", "of a sheet: how many in a row"),
    ACT(rows, 1, THEME_FRAMES_MAX, "frames", "1", "of a sheet: how many rows"),
    OTHER(NULL, theme_act, "order", ORDER, by_columns, "rows",
          "of a sheet: which come first, those of a row or of a column"),
    ACT_OTHER(YES, trim, "no", "of a sheet: cut off the clear margin that all frames have"),
    ACT(first, 0, 9999, "", "1", "number of the first file; or of the first frame of a sheet"),
    ACT_OTHER(YES, backwards, "no", "the last frame first"),
    ACT_OTHER(YES, pingpong, "no", "forwards, then backwards"),
    ACT(frame_ms, 10, 10000, "milliseconds", "100, or the animation's", "how long each is seen"),
    ACT(stride_px, -4096, 4096, "pixels", "0",
        "how far the ground goes by in all of them; negative for an animal that faces left"),
    ACT(x, -PX, PX, "pixels", "0", "added to camel_x in this act"),
    ACT(y, -PX, PX, "pixels", "0", "added to camel_y in this act"),
    ACT_OTHER(GAIT, from, "none", "of a way between gaits: which one before"),
    ACT_OTHER(GAIT, to, "none", "which one after; the same one for a movement now and then"),
    ACT(from_frame, 1, THEME_FRAMES_MAX, "", "1", "after which frame of the one"),
    ACT(to_frame, 1, THEME_FRAMES_MAX, "", "1", "before which frame of the other"),
};

const struct theme_key *theme_key_at(size_t index)
{
    return index < COUNT_OF(keys) ? &keys[index] : NULL;
}

static bool is_of(const struct theme_key *key, const char *section)
{
    return section && key->section ? strcmp(key->section, section) == 0 : section == key->section;
}

const struct theme_key *theme_key_find(const char *section, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (is_of(&keys[i], section) && strcmp(keys[i].name, name) == 0)
            return &keys[i];
    return NULL;
}

bool theme_key_has_section(const char *section)
{
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (is_of(&keys[i], section))
            return true;
    return false;
}

/* Damerau and Levenshtein's, of what is no longer than a key. */
int theme_key_distance(const char *one, const char *other)
{
    int table[NAME_LEN_MAX + 1][NAME_LEN_MAX + 1] = {{0}};
    int one_len = (int)strlen(one), other_len = (int)strlen(other);
    if (one_len > NAME_LEN_MAX || other_len > NAME_LEN_MAX)
        return 99;
    for (int i = 0; i <= one_len; i++) {
        for (int j = 0; j <= other_len; j++) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            int least = table[i - 1][j - 1] + (one[i - 1] != other[j - 1]);
            if (table[i - 1][j] + 1 < least)
                least = table[i - 1][j] + 1;
            if (table[i][j - 1] + 1 < least)
                least = table[i][j - 1] + 1;
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] &&
                table[i - 2][j - 2] + 1 < least)
                least = table[i - 2][j - 2] + 1;
            table[i][j] = least;
        }
    }
    return table[one_len][other_len];
}

const struct theme_key *theme_key_nearest(const char *section, const char *name)
{
    const struct theme_key *nearest = NULL;
    int least = (int)strlen(name) < 5 ? 2 : 3; /* of a short name little is left otherwise */
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        int distance = is_of(&keys[i], section) ? theme_key_distance(keys[i].name, name) : least;
        if (distance < least) {
            nearest = &keys[i];
            least = distance;
        }
    }
    return nearest;
}

bool theme_key_stays_inside(const char *file)
{
    return file[0] != '/' && !strstr(file, "..") && !strchr(file, '\\');
}

static bool all_stay_inside(const char *files)
{
    for (const char *file = files; file; file = strchr(file, ',')) {
        file += *file == ',';
        file += strspn(file, " \t");
        if (*file == '/')
            return false;
    }
    return theme_key_stays_inside(files);
}

size_t theme_key_number_place(const char *pattern, const char **place)
{
    const char *percent = strchr(pattern, '%');
    if (!percent || strchr(percent + 1, '%'))
        return 0;
    *place = percent;
    if (percent[1] == 'd')
        return 2;
    return percent[1] == '0' && percent[2] >= '1' && percent[2] <= '9' && percent[3] == 'd' ? 4 : 0;
}

static bool take_color(uint8_t color[3], const char *value)
{
    if (value[0] != '#' || strlen(value) != 7 || strspn(value + 1, "0123456789abcdefABCDEF") != 6)
        return false;
    unsigned long rgb = strtoul(value + 1, NULL, 16);
    color[0] = (uint8_t)(rgb >> 16);
    color[1] = (uint8_t)(rgb >> 8);
    color[2] = (uint8_t)rgb;
    return true;
}

static bool take_quantity(double *quantity, const char *value, int min, int max)
{
    char *end;
    double number = strtod(value, &end);
    if (end == value || *end != '\0' || !(number >= min && number <= max))
        return false;
    *quantity = number;
    return true;
}

static bool take_text(char text[THEME_NAME_MAX], const char *value)
{
    size_t len = strlen(value);
    if (len >= THEME_NAME_MAX)
        return false;
    memcpy(text, value, len + 1);
    return true;
}

static bool take_gait(int *act, const char *value)
{
    enum gait gait;
    if (!gait_parse(value, &gait))
        return false;
    *act = (int)gait;
    return true;
}

/* TRUTH is what the second of the two words says. */
static bool take_either(bool *truth, const char *value, const char *no, const char *yes)
{
    if (strcmp(value, no) != 0 && strcmp(value, yes) != 0)
        return false;
    *truth = strcmp(value, yes) == 0;
    return true;
}

bool theme_key_take(void *whole, const struct theme_key *key, const char *value)
{
    void *member = (char *)whole + key->offset;
    const char *place;
    switch (key->kind) {
    case THEME_KIND_NUMBER:
        return number_parse_int(value, key->min, key->max, member);
    case THEME_KIND_COLOR:
        return take_color(member, value);
    case THEME_KIND_FRAMES:
        return theme_key_number_place(value, &place) && theme_key_stays_inside(value) &&
               take_text(member, value);
    case THEME_KIND_FILE:
        return theme_key_stays_inside(value) && take_text(member, value);
    case THEME_KIND_FILES:
        return all_stay_inside(value) && take_text(member, value);
    case THEME_KIND_QUANTITY:
        return take_quantity(member, value, key->min, key->max);
    case THEME_KIND_TEXT:
        return take_text(member, value);
    case THEME_KIND_GAIT:
        return take_gait(member, value);
    case THEME_KIND_YES:
        return take_either(member, value, "no", "yes");
    case THEME_KIND_ORDER:
        return take_either(member, value, "rows", "columns");
    }
    return false;
}

void theme_key_wanted(const struct theme_key *key, char wanted[THEME_KEY_WANTED_MAX])
{
    static const char *const words[] = {
        [THEME_KIND_COLOR] = "a colour, as #4a3c2c",
        [THEME_KIND_FILE] = "a file of the theme's folder",
        [THEME_KIND_FILES] = "files of the theme's folder, commas between them",
        [THEME_KIND_FRAMES] = "files of the theme's folder, one %d or %02d for the number",
        [THEME_KIND_TEXT] = "text",
        [THEME_KIND_GAIT] = "walk, gallop, stand or couch",
        [THEME_KIND_YES] = "yes or no",
        [THEME_KIND_ORDER] = "rows or columns",
    };
    if (key->kind == THEME_KIND_NUMBER || key->kind == THEME_KIND_QUANTITY)
        snprintf(wanted, THEME_KEY_WANTED_MAX, "%s%s%d to %d", key->unit, key->unit[0] ? ", " : "",
                 key->min, key->max);
    else
        snprintf(wanted, THEME_KEY_WANTED_MAX, "%s", words[key->kind]);
}
