/* SPDX-License-Identifier: MIT */
/* Lists themes. */
#include "list.h"

#include "image.h"
#include "theme.h"
#include "theme_file.h"
#include "utf8.h"

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SCALE_MAX  3
#define FIELD_MAX  (4 * PATH_MAX) /* each byte may be written as four */
#define THEMES_MAX 1000

enum field { NAME, FOLDER, GAITS, SCALES, SIZE, AUTHOR, LICENCE, FIELD_COUNT };

struct row {
    char *fields[FIELD_COUNT];
};

static struct {
    struct row rows[THEMES_MAX];
    size_t count;
} list;

/* On a terminal the folder comes last: it is the longest. */
static const enum field shown[] = {NAME, GAITS, SCALES, SIZE, AUTHOR, LICENCE, FOLDER};

static const char *const headings[FIELD_COUNT] = {
    [NAME] = "NAME", [FOLDER] = "FOLDER", [GAITS] = "GAITS",     [SCALES] = "SCALES",
    [SIZE] = "SIZE", [AUTHOR] = "AUTHOR", [LICENCE] = "LICENCE",
};

/* Control characters would command the terminal, or make two lines of one. */
static char *escaped(const char *text)
{
    static char field[FIELD_MAX];
    size_t to = 0;
    for (size_t left = strlen(text), len; left > 0 && to + 8 < sizeof field;
         text += len, left -= len) {
        len = utf8_character_len(text, left);
        if (len > 0 && !utf8_is_control(text, len) && *text != '\\') {
            memcpy(field + to, text, len);
            to += len;
            continue;
        }
        len = len > 0 ? len : 1;
        for (size_t i = 0; i < len; i++)
            to +=
                (size_t)snprintf(field + to, sizeof field - to, "\\x%02x", (unsigned char)text[i]);
    }
    field[to] = '\0';
    return strdup(field);
}

static char *gaits_of(const struct theme *theme)
{
    char text[GAIT_COUNT * 16] = "";
    for (int i = 0; i < GAIT_COUNT; i++)
        if (theme->acts[i].frame_count > 0) {
            strcat(text, text[0] ? "," : "");
            strcat(text, gait_name((enum gait)i));
        }
    return strdup(text);
}

/* Whether the walk's first frame is there at SCALE: what the size of the card goes by. */
static bool has_scale(const struct theme *theme, int scale)
{
    char file[THEME_NAME_MAX], name[THEME_NAME_MAX], path[THEME_PATH_MAX];
    return !theme->is_picture && theme_frame_name(&theme->acts[GAIT_WALK], 0, file) &&
           image_name_at_scale(file, scale, name) && theme_file_find(theme->folder, name, path);
}

static char *scales_of(const struct theme *theme)
{
    char text[16] = "1";
    for (int scale = 2; scale <= SCALE_MAX; scale++)
        if (has_scale(theme, scale))
            snprintf(text + strlen(text), sizeof text - strlen(text), ",%d", scale);
    return strdup(text);
}

static char *size_of(const struct theme *theme)
{
    char text[32];
    snprintf(text, sizeof text, "%dx%d", theme->width, theme->height);
    return strdup(text);
}

static void add(const char *name, const char *folder)
{
    static struct theme theme;
    if (list.count == THEMES_MAX)
        return;
    struct row *row = &list.rows[list.count++];
    bool good = theme_load(&theme, folder);
    *row = (struct row){.fields = {
                            [NAME] = escaped(name),
                            [FOLDER] = escaped(folder),
                            [GAITS] = good ? gaits_of(&theme) : strdup("(broken)"),
                            [SCALES] = good ? scales_of(&theme) : strdup(""),
                            [SIZE] = good ? size_of(&theme) : strdup(""),
                            [AUTHOR] = escaped(good ? theme.author : ""),
                            [LICENCE] = escaped(good ? theme.license : ""),
                        }};
}

static bool is_theme(const char *root, const char *name)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/%s/theme.ini", root, name);
    return len > 0 && (size_t)len < sizeof path && access(path, R_OK) == 0;
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **one, const struct dirent **other)
{
    return strcmp((*one)->d_name, (*other)->d_name);
}

/* ROOTS, COUNT of them, come before ROOT, and have its names. */
static void add_root(const char *root, char *const *roots, int count)
{
    char resolved[PATH_MAX], folder[PATH_MAX + NAME_MAX + 2];
    struct dirent **entries;
    int entry_count =
        realpath(root, resolved) ? scandir(resolved, &entries, is_visible, by_bytes) : -1;
    for (int i = 0; i < entry_count; i++) {
        const char *name = entries[i]->d_name;
        bool hidden = !is_theme(resolved, name);
        for (int k = 0; k < count; k++)
            hidden |= is_theme(roots[k], name);
        snprintf(folder, sizeof folder, "%s/%s", resolved, name);
        if (!hidden)
            add(name, folder);
        free(entries[i]);
    }
    if (entry_count >= 0)
        free(entries);
}

/* Columns of a terminal, as near as it matters: one for each character. */
static int width_of(const char *text)
{
    int width = 0;
    for (; *text; text++)
        width += ((unsigned char)*text & 0xc0) != 0x80;
    return width;
}

static const char *shown_text(const struct row *row, enum field field)
{
    return row->fields[field] && row->fields[field][0] ? row->fields[field] : "-";
}

static void print_columns(void)
{
    int widths[FIELD_COUNT];
    size_t count = sizeof shown / sizeof *shown;
    for (int field = 0; field < FIELD_COUNT; field++) {
        widths[field] = width_of(headings[field]);
        for (size_t i = 0; i < list.count; i++) {
            int width = width_of(shown_text(&list.rows[i], (enum field)field));
            widths[field] = width > widths[field] ? width : widths[field];
        }
    }
    for (size_t i = 0; i <= list.count; i++)
        for (size_t k = 0; k < count; k++) {
            const char *text =
                i == 0 ? headings[shown[k]] : shown_text(&list.rows[i - 1], shown[k]);
            bool last = k == count - 1;
            printf("%s%*s", text, last ? 0 : widths[shown[k]] - width_of(text) + 2, "");
            if (last)
                putchar('\n');
        }
}

static void print_tabs(void)
{
    for (size_t i = 0; i < list.count; i++)
        for (int field = 0; field < FIELD_COUNT; field++)
            printf("%s%c", list.rows[i].fields[field] ? list.rows[i].fields[field] : "",
                   field == FIELD_COUNT - 1 ? '\n' : '\t');
}

int list_run(int argc, char **argv)
{
    for (int i = 0; i < argc; i++)
        add_root(argv[i], argv, i);
    if (isatty(STDOUT_FILENO))
        print_columns();
    else
        print_tabs();
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
