/* SPDX-License-Identifier: MIT */
/* Reads theme.ini, once, before the first frame: each key, where it goes and what it may hold. */
#include "theme.h"

#include "file.h"
#include "number.h"
#include "theme_file.h"

#include <errno.h>
#include <ini.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define THEME_FILE   "theme.ini"
#define FILE_LEN_MAX (64 * 1024)

/* Period faces first: a Century, a Didot, whatever serif there is. */
#define CAPTION_FONT \
    "Old Standard TT,C059,Century Schoolbook L,GFS Didot,Libertinus Serif,Liberation Serif,serif"

/* What a key may hold. */
enum kind {
    KIND_NUMBER,
    KIND_COLOR,
    KIND_FILE,
    KIND_FILES,
    KIND_FRAMES,
    KIND_TEXT,
    KIND_QUANTITY,
    KIND_GAIT,
    KIND_YES,
};

struct key {
    const char *section, *name;
    enum kind kind;
    size_t offset; /* in struct theme, or in struct theme_act */
    int min, max;  /* of a number */
};

#define STAGE(kind, name, min, max)                                  \
    {                                                                \
        "stage", #name, kind, offsetof(struct theme, name), min, max \
    }
#define ACT(kind, name, min, max)                                     \
    {                                                                 \
        NULL, #name, kind, offsetof(struct theme_act, name), min, max \
    }
#define MUSIC(name, kind, index, member, min, max)                                      \
    {                                                                                   \
        "soundtrack", name, kind, offsetof(struct theme, music[index].member), min, max \
    }
#define TEMPO(name, index) MUSIC(name, KIND_QUANTITY, index, tempo, 20, 600)

static const struct key keys[] = {
    STAGE(KIND_NUMBER, width, 16, THEME_CARD_PX_MAX),
    STAGE(KIND_NUMBER, height, 16, THEME_CARD_PX_MAX),
    STAGE(KIND_YES, cutout, 0, 0),
    STAGE(KIND_FILE, backdrop, 0, 0),
    STAGE(KIND_FILE, ground, 0, 0),
    STAGE(KIND_FILE, grid, 0, 0),
    STAGE(KIND_NUMBER, ground_y, -THEME_CARD_PX_MAX, THEME_CARD_PX_MAX),
    STAGE(KIND_NUMBER, grid_y, -THEME_CARD_PX_MAX, THEME_CARD_PX_MAX),
    STAGE(KIND_NUMBER, view_x, 0, THEME_CARD_PX_MAX),
    STAGE(KIND_NUMBER, view_y, 0, THEME_CARD_PX_MAX),
    STAGE(KIND_NUMBER, view_width, 1, THEME_CARD_PX_MAX),
    STAGE(KIND_NUMBER, view_height, 1, THEME_CARD_PX_MAX),
    STAGE(KIND_NUMBER, camel_x, -THEME_CARD_PX_MAX, THEME_CARD_PX_MAX),
    STAGE(KIND_NUMBER, camel_y, -THEME_CARD_PX_MAX, THEME_CARD_PX_MAX),
    STAGE(KIND_NUMBER, caption_x, 0, THEME_CARD_PX_MAX),
    STAGE(KIND_NUMBER, caption_y, 0, THEME_CARD_PX_MAX),
    STAGE(KIND_NUMBER, caption_size, 0, 96),
    STAGE(KIND_NUMBER, progress_y, 0, THEME_CARD_PX_MAX),
    STAGE(KIND_COLOR, caption_color, 0, 0),
    STAGE(KIND_TEXT, caption_font, 0, 0),
    {"theme", "palette", KIND_FILE, offsetof(struct theme, palette), 0, 0},
    {"dark", "theme", KIND_FILE, offsetof(struct theme, dark), 0, 0},
    {"soundtrack", "file", KIND_FILE, offsetof(struct theme, soundtrack), 0, 0},
    {"soundtrack", "volume", KIND_QUANTITY, offsetof(struct theme, volume_db), -40, 20},
    MUSIC("walk", KIND_FILES, GAIT_WALK, files, 0, 0),
    MUSIC("gallop", KIND_FILES, GAIT_GALLOP, files, 0, 0),
    MUSIC("stand", KIND_FILES, GAIT_STAND, files, 0, 0),
    MUSIC("end", KIND_FILE, SECTION_END, files, 0, 0),
    TEMPO("tempo", GAIT_WALK),
    TEMPO("gallop_tempo", GAIT_GALLOP),
};

/* In any other section. */
static const struct key act_keys[] = {
    ACT(KIND_FRAMES, frames, 0, 0),
    {NULL, "count", KIND_NUMBER, offsetof(struct theme_act, frame_count), 1, THEME_FRAMES_MAX},
    ACT(KIND_NUMBER, frame_ms, 10, 10000),
    ACT(KIND_NUMBER, stride_px, -4096, 4096),
    ACT(KIND_NUMBER, x, -THEME_CARD_PX_MAX, THEME_CARD_PX_MAX),
    ACT(KIND_NUMBER, y, -THEME_CARD_PX_MAX, THEME_CARD_PX_MAX),
    ACT(KIND_NUMBER, first, 0, 9999),
    ACT(KIND_YES, backwards, 0, 0),
    ACT(KIND_GAIT, from, 0, 0),
    ACT(KIND_GAIT, to, 0, 0),
    ACT(KIND_NUMBER, from_frame, 1, THEME_FRAMES_MAX),
    ACT(KIND_NUMBER, to_frame, 1, THEME_FRAMES_MAX),
};

static const char *const other_sections[] = {"theme", "stage", "soundtrack", "dark"};

/* Within the theme's own folder, on this system and any other. */
static bool stays_inside(const char *file)
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
    return stays_inside(files);
}

/* Where the %d or %0Nd of a frame pattern is; its length, 0 if there is not exactly one. */
static size_t number_place(const char *pattern, const char **place)
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

static int find_name(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return (int)i;
    return -1;
}

static bool take(void *whole, const struct key *key, const char *value)
{
    void *member = (char *)whole + key->offset;
    const char *place;
    switch (key->kind) {
    case KIND_NUMBER:
        return number_parse_int(value, key->min, key->max, member);
    case KIND_COLOR:
        return take_color(member, value);
    case KIND_FRAMES:
        return number_place(value, &place) && stays_inside(value) && take_text(member, value);
    case KIND_FILE:
        return stays_inside(value) && take_text(member, value);
    case KIND_FILES:
        return all_stay_inside(value) && take_text(member, value);
    case KIND_QUANTITY:
        return take_quantity(member, value, key->min, key->max);
    case KIND_TEXT:
        return take_text(member, value);
    case KIND_GAIT:
        return take_gait(member, value);
    case KIND_YES:
        *(bool *)member = strcmp(value, "yes") == 0;
        return true;
    }
    return false;
}

/* The act that SECTION tells of, a new one if need be; NULL: it tells of something else, or there
 * are too many. */
static struct theme_act *act_of(struct theme *theme, const char *section)
{
    if (find_name(other_sections, sizeof other_sections / sizeof *other_sections, section) >= 0)
        return NULL;
    for (int i = 0; i < theme->act_count; i++)
        if (strcmp(theme->acts[i].name, section) == 0)
            return &theme->acts[i];
    if (theme->act_count == THEME_ACTS_MAX || strlen(section) >= THEME_ACT_NAME_MAX)
        return NULL;
    struct theme_act *act = &theme->acts[theme->act_count++];
    *act = (struct theme_act){.first = 1, .from = -1, .to = -1, .from_frame = 1, .to_frame = 1};
    memcpy(act->name, section, strlen(section) + 1);
    return act;
}

/* Keys that nobody knows are for a later edition of the splash, and passed over. */
static int on_key(void *theme, const char *section, const char *name, const char *value)
{
    struct theme_act *act = act_of(theme, section);
    for (size_t i = 0; !act && i < sizeof keys / sizeof *keys; i++)
        if (strcmp(section, keys[i].section) == 0 && strcmp(name, keys[i].name) == 0)
            return take(theme, &keys[i], value);
    for (size_t i = 0; act && i < sizeof act_keys / sizeof *act_keys; i++)
        if (strcmp(name, act_keys[i].name) == 0)
            return take(act, &act_keys[i], value);
    return 1;
}

static bool has_act(const struct theme *theme, int act)
{
    return act >= 0 && theme->acts[act].frame_count > 0;
}

/* An act half told, or between gaits that are not there, is an act not had. */
static void drop_half_told(struct theme *theme)
{
    for (int i = 0; i < theme->act_count; i++) {
        struct theme_act *act = &theme->acts[i];
        bool told = act->frames[0] && act->frame_ms > 0;
        if (i < GAIT_COUNT)
            act->from = act->to = -1;
        else
            told = told && has_act(theme, act->from) && has_act(theme, act->to) &&
                   act->from_frame <= theme->acts[act->from].frame_count &&
                   act->to_frame <= theme->acts[act->to].frame_count;
        if (!told)
            act->frame_count = 0;
    }
}

bool theme_parse(struct theme *theme, const char *text)
{
    *theme = (struct theme){
        .progress_y = -1, .caption_font = CAPTION_FONT, .volume_db = THEME_VOLUME_UNSET};
    for (int i = 0; i < GAIT_COUNT; i++)
        act_of(theme, gait_name((enum gait)i));
    if (ini_parse_string(text, on_key, theme) != 0)
        return false;
    if (theme->width == 0 || theme->height == 0)
        return false;
    drop_half_told(theme);
    if (!has_act(theme, GAIT_WALK))
        return false;
    if (theme->view_width == 0 || theme->view_height == 0) {
        theme->view_x = theme->view_y = 0;
        theme->view_width = theme->width;
        theme->view_height = theme->height;
    }
    if (theme->progress_y < 0)
        theme->progress_y = theme->caption_y + theme->caption_size * 3 / 2;
    return true;
}

bool theme_load(struct theme *theme, const char *folder)
{
    size_t folder_len = strlen(folder);
    if (folder_len >= THEME_PATH_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    char path[THEME_PATH_MAX], text[FILE_LEN_MAX];
    if (!theme_file_find(folder, THEME_FILE, path) || !file_read(path, text, sizeof text))
        return false;
    if (!theme_parse(theme, text)) {
        errno = EINVAL;
        return false;
    }
    memcpy(theme->folder, folder, folder_len + 1);
    return true;
}

/* How much of a path is left without slashes and "." components at its end, which lead nowhere. */
static size_t trimmed_len(const char *path)
{
    size_t len = strlen(path);
    while (len > 1 && (path[len - 1] == '/' || (path[len - 1] == '.' && path[len - 2] == '/')))
        len--;
    return len;
}

static bool is_name(const char *component, size_t len)
{
    return !(len == 1 && component[0] == '.') && !(len == 2 && strncmp(component, "..", len) == 0);
}

bool theme_sibling(const struct theme *theme, const char *name, char folder[THEME_PATH_MAX])
{
    if (!name[0] || !is_name(name, strlen(name)) || strchr(name, '/') || !stays_inside(name))
        return false;
    const char *own = theme->folder;
    size_t own_len = trimmed_len(own), parent_len = own_len;
    while (parent_len > 0 && own[parent_len - 1] != '/')
        parent_len--;
    char path[THEME_PATH_MAX + sizeof "/" THEME_FILE];
    int len = is_name(own + parent_len, own_len - parent_len)
                  ? snprintf(path, sizeof path, "%.*s%s", (int)parent_len, own, name)
                  : snprintf(path, sizeof path, "%.*s/../%s", (int)own_len, own, name);
    if (len < 0 || len >= THEME_PATH_MAX)
        return false;
    strcpy(path + len, "/" THEME_FILE);
    if (access(path, R_OK) != 0)
        return false;
    memcpy(folder, path, (size_t)len);
    folder[len] = '\0';
    return true;
}

bool theme_frame_name(const struct theme_act *act, int index, char name[THEME_NAME_MAX])
{
    const char *place = NULL;
    size_t place_len = number_place(act->frames, &place);
    if (place_len == 0)
        return false;
    int digits = place_len == 4 ? place[2] - '0' : 1;
    int number = act->first + (act->backwards ? act->frame_count - 1 - index : index);
    int len = snprintf(name, THEME_NAME_MAX, "%.*s%0*d%s", (int)(place - act->frames), act->frames,
                       digits, number, place + place_len);
    return len > 0 && len < THEME_NAME_MAX;
}
