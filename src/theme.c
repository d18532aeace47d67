/* SPDX-License-Identifier: MIT */
/* In a launch: what the show is to look like, read once before the first frame.
 * Owns nothing. */
#include "theme.h"

#include <SDL.h>
#include <ctype.h>
#include <errno.h>
#include <ini.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_LEN_MAX (64 * 1024)
#define THEMES_BESIDE_US \
    "../../share/ocamlwalk/themes/" /* the layout of build tree and installed tree */

/* Period faces first: a Century, a Didot, whatever serif there is. */
#define CAPTION_FONT \
    "Old Standard TT,C059,Century Schoolbook L,GFS Didot,Libertinus Serif,Liberation Serif,serif"

/* What a key may hold. */
enum kind { KIND_NUMBER, KIND_COLOR, KIND_FILE, KIND_FILES, KIND_FRAMES, KIND_TEXT, KIND_TEMPO };

struct key {
    const char *section, *name;
    enum kind kind;
    size_t offset; /* in struct theme */
    int min, max;  /* of a number */
};

#define STAGE(kind, name, min, max)                                  \
    {                                                                \
        "stage", #name, kind, offsetof(struct theme, name), min, max \
    }
#define GAIT(section, name, kind, member, min, max)                   \
    {                                                                 \
        section, name, kind, offsetof(struct theme, member), min, max \
    }
#define GAITS(section, index)                                                                    \
    GAIT(section, "frames", KIND_FRAMES, gaits[index].frames, 0, 0),                             \
        GAIT(section, "count", KIND_NUMBER, gaits[index].gait.frame_count, 1, THEME_FRAMES_MAX), \
        GAIT(section, "frame_ms", KIND_NUMBER, gaits[index].gait.frame_ms, 10, 1000),            \
        GAIT(section, "stride_px", KIND_NUMBER, gaits[index].gait.stride_px, -4096, 4096)
#define MUSIC(name, kind, index, member, min, max)                                      \
    {                                                                                   \
        "soundtrack", name, kind, offsetof(struct theme, music[index].member), min, max \
    }
#define TEMPO(name, index) MUSIC(name, KIND_TEMPO, index, tempo, 20, 600)

static const struct key keys[] = {
    STAGE(KIND_NUMBER, width, 16, THEME_CARD_PX_MAX),
    STAGE(KIND_NUMBER, height, 16, THEME_CARD_PX_MAX),
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
    GAITS("walk", THEME_GAIT_WALK),
    GAITS("gallop", THEME_GAIT_GALLOP),
    {"soundtrack", "file", KIND_FILE, offsetof(struct theme, soundtrack), 0, 0},
    MUSIC("walk", KIND_FILES, THEME_MUSIC_WALK, files, 0, 0),
    MUSIC("gallop", KIND_FILES, THEME_MUSIC_GALLOP, files, 0, 0),
    MUSIC("stand", KIND_FILES, THEME_MUSIC_STAND, files, 0, 0),
    MUSIC("end", KIND_FILE, THEME_MUSIC_END, files, 0, 0),
    TEMPO("tempo", THEME_MUSIC_WALK),
    TEMPO("gallop_tempo", THEME_MUSIC_GALLOP),
};

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
    size_t len = 2;

    if (!percent || strchr(percent + 1, '%'))
        return 0;
    *place = percent;
    if (percent[1] == 'd')
        return len;
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

static bool take_number(int *number, const char *value, int min, int max)
{
    char *end;
    long n = strtol(value, &end, 10);

    if (end == value || *end != '\0' || n < min || n > max)
        return false;
    *number = (int)n;
    return true;
}

static bool take_tempo(double *tempo, const char *value, int min, int max)
{
    char *end;
    double beats = strtod(value, &end);

    if (end == value || *end != '\0' || !(beats >= min && beats <= max))
        return false;
    *tempo = beats;
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

static bool take(struct theme *theme, const struct key *key, const char *value)
{
    void *member = (char *)theme + key->offset;
    const char *place;

    switch (key->kind) {
    case KIND_NUMBER:
        return take_number(member, value, key->min, key->max);
    case KIND_COLOR:
        return take_color(member, value);
    case KIND_FRAMES:
        return number_place(value, &place) && stays_inside(value) && take_text(member, value);
    case KIND_FILE:
        return stays_inside(value) && take_text(member, value);
    case KIND_FILES:
        return all_stay_inside(value) && take_text(member, value);
    case KIND_TEMPO:
        return take_tempo(member, value, key->min, key->max);
    case KIND_TEXT:
        return take_text(member, value);
    }
    return false;
}

/* Keys that nobody knows are for a later edition of the splash, and passed over. */
static int on_key(void *theme, const char *section, const char *name, const char *value)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(section, keys[i].section) == 0 && strcmp(name, keys[i].name) == 0)
            return take(theme, &keys[i], value);
    return 1;
}

bool theme_parse(struct theme *theme, const char *text)
{
    struct theme_gait *walk = &theme->gaits[THEME_GAIT_WALK];

    *theme = (struct theme){.progress_y = -1, .caption_font = CAPTION_FONT};
    if (ini_parse_string(text, on_key, theme) != 0)
        return false;
    if (theme->width == 0 || theme->height == 0)
        return false;
    if (!walk->frames[0] || walk->gait.frame_count == 0 || walk->gait.frame_ms == 0)
        return false;
    for (int i = 0; i < THEME_GAIT_COUNT; i++) /* a gait half told is a gait not had */
        if (!theme->gaits[i].frames[0] || theme->gaits[i].gait.frame_ms == 0)
            theme->gaits[i].gait.frame_count = 0;
    if (theme->view_width == 0 || theme->view_height == 0) {
        theme->view_x = theme->view_y = 0;
        theme->view_width = theme->width;
        theme->view_height = theme->height;
    }
    if (theme->progress_y < 0)
        theme->progress_y = theme->caption_y + theme->caption_size * 3 / 2;
    return true;
}

/* ROOT, then MIDDLE, then NAME as a folder; false if that is too long. */
static bool join(char folder[THEME_PATH_MAX], const char *root, const char *middle,
                 const char *name)
{
    int len = snprintf(folder, THEME_PATH_MAX, "%s%s%s", root, middle, name);

    return len > 0 && len < THEME_PATH_MAX;
}

static bool find_own(const char *name, char folder[THEME_PATH_MAX])
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

    if (data && data[0] == '/')
        return join(folder, data, "/ocamlwalk/themes/", name) && access(folder, R_OK | X_OK) == 0;
    return home && home[0] == '/' && join(folder, home, "/.local/share/ocamlwalk/themes/", name) &&
           access(folder, R_OK | X_OK) == 0;
}

bool theme_find(const char *name, char folder[THEME_PATH_MAX])
{
    char *here;
    bool found;

    if (strchr(name, '/'))
        return join(folder, "", "", name);
    if (!stays_inside(name))
        return false;
    if (find_own(name, folder))
        return true;
    here = SDL_GetBasePath();
    found = here && join(folder, here, THEMES_BESIDE_US, name);
    SDL_free(here);
    return found;
}

bool theme_load(struct theme *theme, const char *folder)
{
    bool loaded = false;
    char *text = NULL;
    FILE *file = NULL;
    size_t text_len;
    char path[THEME_PATH_MAX];
    int path_len = snprintf(path, sizeof path, "%s/theme.ini", folder);

    if (path_len < 0 || (size_t)path_len >= sizeof path) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (!(file = fopen(path, "re")) || !(text = malloc(FILE_LEN_MAX)))
        goto out;
    text_len = fread(text, 1, FILE_LEN_MAX - 1, file);
    if (ferror(file))
        goto out;
    text[text_len] = '\0';
    loaded = theme_parse(theme, text);
    if (loaded)
        memcpy(theme->folder, folder, strlen(folder) + 1);
    else
        errno = EINVAL;
out:
    free(text);
    if (file)
        fclose(file);
    return loaded;
}

bool theme_path(const struct theme *theme, const char *file, char path[THEME_PATH_MAX])
{
    int len = snprintf(path, THEME_PATH_MAX, "%s/%s", theme->folder, file);

    return len > 0 && len < THEME_PATH_MAX;
}

bool theme_frame_name(const struct theme_gait *gait, int index, char name[THEME_NAME_MAX])
{
    const char *place = NULL;
    size_t place_len = number_place(gait->frames, &place);
    int digits = place_len == 4 ? place[2] - '0' : 1;
    int len;

    if (place_len == 0)
        return false;
    len = snprintf(name, THEME_NAME_MAX, "%.*s%0*d%s", (int)(place - gait->frames), gait->frames,
                   digits, index + 1, place + place_len);
    return len > 0 && len < THEME_NAME_MAX;
}
