/* SPDX-License-Identifier: MIT */
/* Hands a question about themes on. Owns nothing. */
#include "theme_tool.h"

#include "report.h"
#include "self.h"
#include "themes.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define FAILED 1

/* WORDS are the operands of COMMAND; the first NULL among them ends them. Returns on failure. */
static void execute(const char *command, const char *const words[3], char *path, size_t size)
{
    if (self_sibling(SELF_THEME_TOOL, path, size))
        execl(path, path, command, words[0], words[0] ? words[1] : NULL,
              words[0] && words[1] ? words[2] : NULL, (char *)NULL);
}

void theme_tool_run(const char *command, const char *operand)
{
    char path[PATH_MAX];
    const char *const words[3] = {operand};
    pid_t child = fork();
    if (child == 0) {
        execute(command, words, path, sizeof path);
        _exit(FAILED);
    }
    while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
        continue;
}

static int become(const char *command, const char *const words[3])
{
    char path[PATH_MAX] = "ocamlwalk-theme";
    execute(command, words, path, sizeof path);
    if (errno == ENOENT)
        report_error("ocamlwalk-theme is not installed beside the launcher (%s)", path);
    else
        report_error("%s: %s", path, strerror(errno));
    return FAILED;
}

static int sheet(const struct options *options)
{
    static const char *const scales[] = {"1", "1", "2", "3"};
    char folder[REQUEST_PATH_MAX];
    const char *theme = options->request.theme[0] ? options->request.theme : THEMES_DEFAULT;
    if (!themes_find(theme, folder, sizeof folder)) {
        report_error("theme '%s' not found, see --list-themes", theme);
        return FAILED;
    }
    const char *const words[3] = {options->tool_operand, folder, scales[options->tool_scale]};
    return become("sheet", words);
}

static int install(const struct options *options)
{
    char root[PATH_MAX];
    if (!themes_find_root(THEMES_OWN, root, sizeof root)) {
        report_error("--install-theme: there is no home folder; see HOME and XDG_DATA_HOME");
        return FAILED;
    }
    const char *const words[3] = {options->tool_operand, root,
                                  options->tool_force ? "force" : NULL};
    return become("install", words);
}

/* An operand that is no file here may be the name of a theme. */
static int ask_of_theme(const struct options *options)
{
    char folder[REQUEST_PATH_MAX];
    const char *operand = options->tool_operand;
    if (operand && access(operand, F_OK) != 0 && themes_find(operand, folder, sizeof folder))
        operand = folder;
    const char *const words[3] = {operand};
    return become(options->tool, words);
}

int theme_tool_ask(const struct options *options)
{
    if (strcmp(options->tool, "sheet") == 0)
        return sheet(options);
    if (strcmp(options->tool, "install") == 0)
        return install(options);
    return ask_of_theme(options);
}

int theme_tool_list(void)
{
    char own[PATH_MAX], installed[PATH_MAX], path[PATH_MAX];
    const char *words[3] = {NULL};
    int count = 0;
    if (themes_find_root(THEMES_OWN, own, sizeof own))
        words[count++] = own;
    if (themes_find_root(THEMES_INSTALLED, installed, sizeof installed))
        words[count++] = installed;
    execute("list", words, path, sizeof path);
    themes_list();
    return 0;
}
