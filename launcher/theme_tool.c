/* SPDX-License-Identifier: MIT */
/* Hands a question about themes on. Owns nothing. */
#include "theme_tool.h"

#include "report.h"
#include "self.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FAILED 1

int theme_tool_exec(const char *command, const char *operand)
{
    char path[PATH_MAX] = "ocamlwalk-theme";
    if (self_sibling(SELF_THEME_TOOL, path, sizeof path))
        execl(path, path, command, operand, (char *)NULL);
    if (errno == ENOENT)
        report_error("ocamlwalk-theme is not installed beside the launcher (%s)", path);
    else
        report_error("%s: %s", path, strerror(errno));
    return FAILED;
}
