/* SPDX-License-Identifier: MIT */
/* The themes there are, in the user's folder and in the installed one. */
#include "themes.h"

#include "self.h"
#include "utf8.h"
#include "xdg.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool themes_find_root(enum themes_root root, char *path, size_t size)
{
    return root == THEMES_OWN ? xdg_path(XDG_DATA, "ocamlwalk/themes", path, size)
                              : self_sibling(SELF_THEMES, path, size);
}

/* ROOT/NAME as FOLDER; false if that is no theme. */
static bool is_theme(const char *root, const char *name, char *folder, size_t size)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/%s/theme.ini", root, name);
    if (len < 0 || (size_t)len >= sizeof path || access(path, R_OK) != 0)
        return false;
    len = snprintf(folder, size, "%s/%s", root, name);
    return len > 0 && (size_t)len < size;
}

static bool find_in(enum themes_root root, const char *name, char *folder, size_t size)
{
    char path[PATH_MAX];
    return themes_find_root(root, path, sizeof path) && is_theme(path, name, folder, size);
}

/* A file that is a picture, or is not: that is the splash's affair. */
static bool is_picture(const char *path)
{
    struct stat status;
    const char *slash = strrchr(path, '/');
    return strcmp(slash ? slash + 1 : path, "theme.ini") != 0 && stat(path, &status) == 0 &&
           S_ISREG(status.st_mode) && access(path, R_OK) == 0;
}

/* The splash works from the root folder. */
static bool find_path(const char *theme, char *folder, size_t size)
{
    char resolved[PATH_MAX], found[PATH_MAX];
    if (!realpath(theme, resolved) ||
        !(is_picture(resolved) || is_theme(resolved, ".", found, sizeof found)))
        return false;
    return snprintf(folder, size, "%s", resolved) < (int)size;
}

bool themes_find(const char *theme, char *folder, size_t size)
{
    if (strchr(theme, '/'))
        return find_path(theme, folder, size);
    for (int root = 0; theme[0] != '.' && root < THEMES_ROOT_COUNT; root++)
        if (find_in((enum themes_root)root, theme, folder, size))
            return true;
    /* "horse.gif", but no name of a theme that happens to be a file's here, too */
    return strchr(theme, '.') && is_picture(theme) && find_path(theme, folder, size);
}

bool themes_find_default(char *folder, size_t size)
{
    return find_in(THEMES_INSTALLED, THEMES_DEFAULT, folder, size);
}

/* Control characters would command the terminal, or make two lines of one: "\\x1b" stands for them.
 */
static void print_escaped(const char *text)
{
    for (size_t left = strlen(text), len; left > 0; text += len, left -= len) {
        len = utf8_character_len(text, left);
        if (len > 0 && !utf8_is_control(text, len) && *text != '\\') {
            fwrite(text, 1, len, stdout);
            continue;
        }
        len = len > 0 ? len : 1;
        for (size_t i = 0; i < len; i++)
            printf("\\x%02x", (unsigned char)text[i]);
    }
}

static void print_line(const char *name, const char *folder)
{
    print_escaped(name);
    putchar('\t');
    print_escaped(folder);
    putchar('\n');
}

/* Installed in ~/.local, both roots are one folder. */
static bool is_hidden_by_own(enum themes_root root, const char *name)
{
    char folder[PATH_MAX];
    return root != THEMES_OWN && find_in(THEMES_OWN, name, folder, sizeof folder);
}

static void list(enum themes_root root, const char *path)
{
    char resolved[PATH_MAX], folder[PATH_MAX];
    if (!realpath(path, resolved))
        return;
    DIR *listing = opendir(resolved);
    struct dirent *entry;
    while (listing && (entry = readdir(listing)))
        if (entry->d_name[0] != '.' && is_theme(resolved, entry->d_name, folder, sizeof folder) &&
            !is_hidden_by_own(root, entry->d_name))
            print_line(entry->d_name, folder);
    if (listing)
        closedir(listing);
}

void themes_list(void)
{
    char path[PATH_MAX];
    for (int root = 0; root < THEMES_ROOT_COUNT; root++)
        if (themes_find_root((enum themes_root)root, path, sizeof path))
            list((enum themes_root)root, path);
}
