/* SPDX-License-Identifier: MIT */
/* Folders of themes, the user's and the installed, for the tests. The installed ones lie where the
 * launcher would look, beside the folder of the test's executable. */
#pragma once

#include "self.h"

#include "cmocka_all.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char theme_folders_own[PATH_MAX], theme_folders_installed[PATH_MAX];
static char theme_folders_root[] = "/tmp/themes_test.XXXXXX";

/* ROOT/NAME, a static string. */
static inline const char *theme_folders_path(const char *root, const char *name)
{
    static char path[2 * PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", root, name);
    return path;
}

/* Makes the folder at PATH, and those above it. */
static inline void theme_folders_make(const char *path)
{
    char part[2 * PATH_MAX];
    for (const char *slash = path; slash; slash = strchr(slash + 1, '/')) {
        snprintf(part, sizeof part, "%.*s", (int)(slash - path), path);
        mkdir(part, 0700);
    }
    mkdir(path, 0700);
    assert_int_equal(access(path, W_OK), 0);
}

/* Makes ROOT/NAME, a theme. */
static inline void theme_folders_add(const char *root, const char *name)
{
    char path[3 * PATH_MAX];
    theme_folders_make(theme_folders_path(root, name));
    snprintf(path, sizeof path, "%s/%s/theme.ini", root, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
}

static inline int theme_folders_unlink(const char *path, const struct stat *status, int kind,
                                       struct FTW *walk)
{
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

static inline void theme_folders_remove(const char *path)
{
    nftw(path, theme_folders_unlink, 8, FTW_DEPTH | FTW_PHYS);
}

/* No themes yet; those of the user are found by XDG_DATA_HOME. */
static inline int theme_folders_open(void **state)
{
    (void)state;
    strcpy(strrchr(theme_folders_root, '.'), ".XXXXXX");
    if (!mkdtemp(theme_folders_root) || setenv("XDG_DATA_HOME", theme_folders_root, 1) != 0 ||
        !self_sibling(SELF_THEMES, theme_folders_installed, sizeof theme_folders_installed))
        return -1;
    snprintf(theme_folders_own, sizeof theme_folders_own, "%s/ocamlwalk/themes",
             theme_folders_root);
    theme_folders_remove(theme_folders_installed); /* of a test that was killed */
    theme_folders_make(theme_folders_own);
    theme_folders_make(theme_folders_installed);
    return 0;
}

static inline int theme_folders_close(void **state)
{
    (void)state;
    theme_folders_remove(theme_folders_root);
    theme_folders_remove(theme_folders_installed);
    return 0;
}
