/* SPDX-License-Identifier: MIT */
/* Opens what the first frame could do without; plugins stay until the process ends. */
#include "plugin.h"

#include <SDL.h>
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>

/* Beside the splash, or from where commands are. */
static const char *const folders[] = {"", "../libexec/ocamlwalk/"};

static void *open_from(const char *folder, const char *file)
{
    char path[PATH_MAX];
    char *here = SDL_GetBasePath();
    int path_len = snprintf(path, sizeof path, "%s%s%s", here ? here : "", folder, file);
    SDL_free(here);
    return path_len > 0 && (size_t)path_len < sizeof path ? dlopen(path, RTLD_LAZY | RTLD_LOCAL)
                                                          : NULL;
}

const void *plugin_load(const char *file, const char *symbol)
{
    void *plugin = NULL;
    for (size_t i = 0; i < sizeof folders / sizeof *folders && !plugin; i++)
        plugin = open_from(folders[i], file);
    return plugin ? dlsym(plugin, symbol) : NULL;
}
