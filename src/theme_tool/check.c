/* SPDX-License-Identifier: MIT */
/* Says what is wrong with a theme. */
#include "check.h"

#include "theme.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int check_run(int argc, char **argv)
{
    (void)argc;
    struct theme theme;
    if (!theme_load(&theme, argv[0])) {
        printf("%s: %s\n", argv[0], strerror(errno));
        return 1;
    }
    printf("%s: theme is good\n", argv[0]);
    return 0;
}
