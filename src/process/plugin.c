/* SPDX-License-Identifier: MIT */
/* In a launch: opens what the first frame could do without.
 * Owns nothing that is ever given back: the parts stay until _exit. */
#include "plugin.h"

#include <SDL.h>
#include <dlfcn.h>
#include <stdio.h>

#define PATH_LEN_MAX 4096

const void *plugin_load(const char *file, const char *symbol)
{
    char path[PATH_LEN_MAX];
    char *here = SDL_GetBasePath();
    int path_len = snprintf(path, sizeof path, "%s%s", here ? here : "", file);
    void *part = NULL;

    SDL_free(here);
    if (path_len > 0 && (size_t)path_len < sizeof path)
        part = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
    return part ? dlsym(part, symbol) : NULL;
}
