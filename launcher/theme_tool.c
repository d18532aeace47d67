/* SPDX-License-Identifier: MIT */
/* Hands a question about themes on. Owns nothing. */
#include "theme_tool.h"

#include "report.h"
#include "self.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define FAILED 1

/* Returns on failure. */
static void execute(const char *command, const char *operand, char *path, size_t size)
{
    if (self_sibling(SELF_THEME_TOOL, path, size))
        execl(path, path, command, operand, (char *)NULL);
}

void theme_tool_run(const char *command, const char *operand)
{
    char path[PATH_MAX];
    pid_t child = fork();
    if (child == 0) {
        execute(command, operand, path, sizeof path);
        _exit(FAILED);
    }
    while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
        continue;
}

int theme_tool_exec(const char *command, const char *operand)
{
    char path[PATH_MAX] = "ocamlwalk-theme";
    execute(command, operand, path, sizeof path);
    if (errno == ENOENT)
        report_error("ocamlwalk-theme is not installed beside the launcher (%s)", path);
    else
        report_error("%s: %s", path, strerror(errno));
    return FAILED;
}
