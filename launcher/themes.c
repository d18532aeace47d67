/* SPDX-License-Identifier: MIT */
/* The themes there are. Owns nothing. */
#include "themes.h"

#include "self.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROOT_COUNT 2

/* The user's folder of themes and the installed one; "" where there is none. */
static void find_roots(char roots[ROOT_COUNT][PATH_MAX])
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    roots[0][0] = roots[1][0] = '\0';
    if (data != NULL && *data == '/')
        snprintf(roots[0], PATH_MAX, "%s/ocamlwalk/themes", data);
    else if (home != NULL && *home == '/')
        snprintf(roots[0], PATH_MAX, "%s/.local/share/ocamlwalk/themes", home);
    if (!self_sibling(SELF_THEMES, roots[1], PATH_MAX))
        roots[1][0] = '\0';
}

static bool is_theme(const char *root, const char *name)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/%s/theme.ini", root, name);
    return *root != '\0' && len > 0 && (size_t)len < sizeof path && access(path, R_OK) == 0;
}

bool themes_has(const char *theme)
{
    char roots[ROOT_COUNT][PATH_MAX];
    if (strchr(theme, '/') != NULL)
        return is_theme(theme, ".");
    find_roots(roots);
    for (size_t i = 0; i < ROOT_COUNT; i++)
        if (is_theme(roots[i], theme))
            return true;
    return false;
}

void themes_list(void)
{
    char roots[ROOT_COUNT][PATH_MAX], resolved[PATH_MAX];
    find_roots(roots);
    for (size_t i = 0; i < ROOT_COUNT; i++) {
        const char *root = realpath(roots[i], resolved) == NULL ? roots[i] : resolved;
        DIR *folder = *root == '\0' ? NULL : opendir(root);
        struct dirent *entry;
        while (folder != NULL && (entry = readdir(folder)) != NULL)
            if (entry->d_name[0] != '.' && is_theme(root, entry->d_name))
                printf("%s\t%s/%s\n", entry->d_name, root, entry->d_name);
        if (folder != NULL)
            closedir(folder);
    }
}
