/* SPDX-License-Identifier: MIT */
/* Opens what the first frame could do without; plugins stay until the process ends. */
#include "plugin.h"

#include <SDL.h>
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>

const void *plugin_load(const char *file, const char *symbol)
{
    char path[PATH_MAX];
    char *here = SDL_GetBasePath();
    int path_len = snprintf(path, sizeof path, "%s%s", here ? here : "", file);
    SDL_free(here);
    void *plugin = NULL;
    if (path_len > 0 && (size_t)path_len < sizeof path)
        plugin = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
    return plugin ? dlsym(plugin, symbol) : NULL;
}
