/* SPDX-License-Identifier: MIT */
/* Reads theme.ini, once, before the first frame. */
#include "theme.h"

#include "file.h"
#include "theme_act.h"
#include "theme_file.h"
#include "theme_key.h"
#include "theme_notes.h"
#include "theme_picture.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define THEME_FILE   "theme.ini"
#define FILE_LEN_MAX (64 * 1024)
#define LINE_LEN_MAX 198 /* inih takes no more */

#define BYTE_ORDER_MARK "\xef\xbb\xbf" /* some editors put it before UTF-8 */

/* Period faces first: a Century, a Didot, whatever serif there is. */
#define CAPTION_FONT \
    "Old Standard TT,C059,Century Schoolbook L,GFS Didot,Libertinus Serif,Liberation Serif,serif"

/* Reading: the text line by line, for the syntax is inih's, but lines are counted here. */
struct reading {
    struct theme *theme;
    struct theme_notes *notes; /* may be NULL */
    const char *text;          /* what is left of it */
    int line;
    bool within_line;
};

/* The act that SECTION tells of, a new one if need be; NULL: there are too many, or its name is too
 * long. */
static struct theme_act *act_of(struct theme *theme, const char *section)
{
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

static void note_unknown_key(const struct reading *reading, const char *section,
                             const char *key_section, const char *name)
{
    const struct theme_key *nearest = theme_key_nearest(key_section, name);
    theme_notes_fault(reading->notes, reading->line, "[%s] %s: no such key%s%s%s", section, name,
                      nearest ? "; did you mean " : "", nearest ? nearest->name : "",
                      nearest ? "?" : "");
}

/* Keys that nobody knows are for a later edition of the splash, and passed over. */
static int on_key(void *data, const char *section, const char *name, const char *value)
{
    struct reading *reading = data;
    bool is_act = !theme_key_has_section(section);
    void *whole = is_act ? (void *)act_of(reading->theme, section) : reading->theme;
    const struct theme_key *key = theme_key_find(is_act ? NULL : section, name);
    theme_notes_place(reading->notes, section, name, reading->line);
    if (!whole) {
        theme_notes_fault(reading->notes, reading->line,
                          "[%s] is one section too many, or its name too long; wanted: at most %d "
                          "acts, names of at most %d bytes",
                          section, THEME_ACTS_MAX, THEME_ACT_NAME_MAX - 1);
        return 1;
    }
    if (!key) {
        note_unknown_key(reading, section, is_act ? NULL : section, name);
        return 1;
    }
    if (theme_key_take(whole, key, value))
        return 1;
    char wanted[THEME_KEY_WANTED_MAX];
    theme_key_wanted(key, wanted);
    theme_notes_fault(reading->notes, reading->line, "[%s] %s: '%.100s'; wanted: %s", section, name,
                      value, wanted);
    return 0;
}

/* What inih only counts as wrong. LINE is one, without what is before it. */
static void note_syntax(struct reading *reading, const char *line)
{
    char section[THEME_ACT_NAME_MAX];
    size_t len = strcspn(line, "\r\n");
    const char *end = memchr(line, ']', len);
    if (len > LINE_LEN_MAX)
        theme_notes_fault(reading->notes, reading->line, "a line of %zu bytes; wanted: at most %d",
                          len, LINE_LEN_MAX);
    else if (line[0] == '[' && !end)
        theme_notes_fault(reading->notes, reading->line, "'%.*s': its bracket is never closed",
                          (int)len, line);
    else if (line[0] == '[' && snprintf(section, sizeof section, "%.*s", (int)(end - line - 1),
                                        line + 1) < (int)sizeof section)
        theme_notes_place(reading->notes, section, "", reading->line);
    else if (len > 0 && !strchr(" \t;#[", line[0]) && !memchr(line, '=', len) &&
             !memchr(line, ':', len))
        theme_notes_fault(reading->notes, reading->line, "'%.*s'; wanted: KEY = VALUE", (int)len,
                          line);
}

/* As fgets(3) does it. */
static char *read_line(char *line, int size, void *stream)
{
    struct reading *reading = stream;
    if (*reading->text == '\0')
        return NULL;
    if (!reading->within_line) {
        bool has_mark = reading->line == 0 &&
                        strncmp(reading->text, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0;
        reading->line++;
        note_syntax(reading, reading->text + (has_mark ? strlen(BYTE_ORDER_MARK) : 0));
    }
    int len = 0;
    while (len < size - 1 && reading->text[len] != '\0' && (len == 0 || line[len - 1] != '\n')) {
        line[len] = reading->text[len];
        len++;
    }
    line[len] = '\0';
    reading->text += len;
    reading->within_line = len > 0 && line[len - 1] != '\n';
    return line;
}

static void complete_stage(struct theme *theme)
{
    if (theme->view_width == 0 || theme->view_height == 0) {
        theme->view_x = theme->view_y = 0;
        theme->view_width = theme->width;
        theme->view_height = theme->height;
    }
    if (theme->progress_y < 0)
        theme->progress_y = theme->caption_y + theme->caption_size * 3 / 2;
}

static void note_missing(const struct theme *theme, struct theme_notes *notes)
{
    static const char *const names[] = {"width", "height"};
    const int sizes[] = {theme->width, theme->height};
    for (int i = 0; i < 2; i++) {
        char wanted[THEME_KEY_WANTED_MAX];
        theme_key_wanted(theme_key_find("stage", names[i]), wanted);
        if (sizes[i] == 0)
            theme_notes_fault(notes, theme_notes_line(notes, "stage", ""),
                              "[stage] %s: not given; wanted: %s", names[i], wanted);
    }
    const struct theme_act *walk = &theme->acts[GAIT_WALK];
    if (!walk->frames[0] && !walk->sheet[0] && !walk->animation[0])
        theme_notes_fault(notes, theme_notes_line(notes, "walk", ""),
                          "[walk] has no frames; wanted: one of frames, sheet, animation");
}

void theme_init(struct theme *theme)
{
    *theme = (struct theme){
        .progress_y = -1, .caption_font = CAPTION_FONT, .volume_db = THEME_VOLUME_UNSET};
    for (int i = 0; i < GAIT_COUNT; i++)
        act_of(theme, gait_name((enum gait)i));
}

/* Into a theme that has only its folder. */
static bool parse(struct theme *theme, const char *text, struct theme_notes *notes)
{
    struct reading reading = {.theme = theme, .notes = notes, .text = text};
    bool good = ini_parse_stream(read_line, &reading, on_key, &reading) == 0;
    theme_act_complete_all(theme, notes);
    note_missing(theme, notes);
    complete_stage(theme);
    return good && theme->width > 0 && theme->height > 0 && theme->acts[GAIT_WALK].frame_count > 0;
}

bool theme_parse(struct theme *theme, const char *text)
{
    theme_init(theme);
    return parse(theme, text, NULL);
}

static bool is_picture(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* Why theme.ini cannot be had, which theme_file_find says by errno. */
static void note_no_file(struct theme_notes *notes)
{
    theme_notes_fault(notes, 0, errno == EINVAL ? "is no regular file of the theme's folder" : "%s",
                      strerror(errno));
}

bool theme_load_noted(struct theme *theme, const char *folder, struct theme_notes *notes)
{
    size_t folder_len = strlen(folder);
    if (folder_len >= THEME_PATH_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (is_picture(folder))
        return theme_picture_load(theme, folder, notes);
    char path[THEME_PATH_MAX], text[FILE_LEN_MAX];
    if (!theme_file_find(folder, THEME_FILE, path) || !file_read(path, text, sizeof text)) {
        note_no_file(notes);
        return false;
    }
    theme_init(theme);
    memcpy(theme->folder, folder, folder_len + 1);
    if (parse(theme, text, notes))
        return true;
    errno = EINVAL;
    return false;
}

bool theme_load(struct theme *theme, const char *folder)
{
    return theme_load_noted(theme, folder, NULL);
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
    if (!name[0] || !is_name(name, strlen(name)) || strchr(name, '/') ||
        !theme_key_stays_inside(name))
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
