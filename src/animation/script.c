/* SPDX-License-Identifier: MIT */
/* In a launch: nothing; in a demo or a test, what the program does.
 * Owns nothing. */
#include "script.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
    [THEME_GAIT_WALK] = "walk@",
    [THEME_GAIT_GALLOP] = "gallop@",
    [THEME_GAIT_STAND] = "stand@",
    [THEME_GAIT_COUCH] = "couch@",
};

bool script_due(const char **list, int64_t elapsed_ms, enum theme_gait *gait)
{
    if (!*list)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *end;
        long long moment_ms;
        if (strncmp(*list, names[i], strlen(names[i])) != 0)
            continue;
        moment_ms = strtoll(*list + strlen(names[i]), &end, 10);
        if (elapsed_ms < moment_ms)
            return false;
        *list = *end == ',' ? end + 1 : NULL;
        *gait = (enum theme_gait)i;
        return true;
    }
    *list = NULL;
    return false;
}
