/* SPDX-License-Identifier: MIT */
/* Gaits by the clock, read an entry at a time. */
#include "script.h"

#include <stdlib.h>
#include <string.h>

#define NAME_SIZE 16 /* longer than any gait's name */

/* The word before the "@" that ENTRY begins with. */
static bool read_gait(const char *entry, enum gait *gait)
{
    char name[NAME_SIZE] = "";
    size_t len = strcspn(entry, "@");
    if (entry[len] != '@' || len >= sizeof name)
        return false;
    strncat(name, entry, len);
    return gait_parse(name, gait);
}

bool script_due(const char **list, int64_t elapsed_ms, enum gait *gait)
{
    if (!*list)
        return false;
    enum gait next;
    if (!read_gait(*list, &next)) {
        *list = NULL;
        return false;
    }
    char *end;
    long long moment_ms = strtoll(strchr(*list, '@') + 1, &end, 10);
    if (elapsed_ms < moment_ms)
        return false;
    *list = *end == ',' ? end + 1 : NULL;
    *gait = next;
    return true;
}
