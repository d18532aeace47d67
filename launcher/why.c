/* SPDX-License-Identifier: MIT */
/* What --why says. Owns its lines. */
#include "why.h"

#include "display.h"
#include "obstacle.h"
#include "page.h"
#include "program.h"
#include "splash.h"
#include "themes.h"
#include "utf8.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COLUMN    9
#define LINE_SIZE (2 * PATH_MAX)

__attribute__((format(printf, 2, 3))) static void say(const char *name, const char *format, ...)
{
    char line[LINE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    utf8_disarm(line); /* in the name of a file, a terminal's escape */
    printf("%-*s %s\n", COLUMN, name, line);
}

static void say_display(void)
{
    char text[512];
    display_describe(text, sizeof text);
    say("display", "%s", text);
}

/* False: nothing could be executed, and REASON, of SIZE bytes, says why. */
static bool say_program(const struct options *options, char *reason, size_t size)
{
    struct program program;
    char path[PATH_MAX];
    const char *name = options->query ? NULL : options->program_argv[0];
    if (!program_resolve(&program, options)) {
        program_describe_failure(&program, reason, size);
        say("runtime", "none");
        return false;
    }
    if (name && program.argv == options->program_argv) {
        say("runtime", "none, the program is executed itself");
        say("program", "%s", program.path);
        return true;
    }
    say("runtime", "%s", program.path);
    const char *file = name ? program_find_file(name, path, sizeof path) : NULL;
    if (file && access(file, R_OK) != 0)
        say("program", "%s: %s", file, strerror(errno));
    else
        say("program", "%s", file ? file : options->query ? "none, a question to ocamlrun" : "any");
    return true;
}

/* FOLDER as short as it can be said, in RESOLVED. */
static const char *resolve(const char *folder, char resolved[PATH_MAX])
{
    return realpath(folder, resolved) ? resolved : folder;
}

/* As run in main.c takes it: one that is not there gives way to the default. */
static void say_theme(const struct options *options, const struct request *told,
                      const char *complaint)
{
    const char *name = options->request.theme[0] ? options->request.theme : THEMES_DEFAULT;
    const char *folder = told->theme[0] && !complaint ? told->theme : told->default_theme;
    char found[REQUEST_PATH_MAX], resolved[PATH_MAX], own[PATH_MAX];
    bool exists = themes_find(name, found, sizeof found);
    if (!exists)
        say("theme", "%s, which is missing or has no theme.ini that can be read; %s%s", name,
            folder[0] ? "instead " : "none instead", resolve(folder, resolved));
    else if (complaint)
        say("theme", "%s, %s, which cannot be shown here; instead %s", name, resolve(found, own),
            resolve(folder, resolved));
    else
        say("theme", "%s, %s", name, resolve(found, own));
}

static void say_options(const struct options *options)
{
    char text[REQUEST_PATH_MAX + 32], path[PATH_MAX];
    for (size_t i = 0; request_option_given(&options->request, i, text, sizeof text); i++) {
        if (text[0] == '\0')
            continue;
        if (options->sources[i] == OPTIONS_SOURCE_FILE && options_file_path(path, sizeof path))
            say("option", "%s, from %s", text, path);
        else
            say("option", "%s, from %s", text,
                options->sources[i] == OPTIONS_SOURCE_VARIABLE ? "the variable OCAMLWALK"
                                                               : "the command line");
    }
    if (options->slip_count > 0)
        say("slip", "%s; passed over", options->complaint);
    if (options->slip_count > 1)
        say("slip", "and %u more", options->slip_count - 1);
}

/* Whether what is in the way is a guess, which the user may overrule. */
static bool is_guess(const struct options *options)
{
    return options->request.splash == REQUEST_SPLASH_AUTO && !display_available(false, NULL) &&
           display_available(true, NULL);
}

static void say_verdict(const struct options *options, const char *reason)
{
    char path[PATH_MAX];
    if (!reason)
        printf("a camel comes after %d ms of silence\n", options->request.delay_ms);
    else if (is_guess(options))
        printf("no camel: %s; --splash=always overrides that\n", reason);
    else if (!splash_is_installed() && splash_path(path, sizeof path))
        printf("no camel: %s (%s)\n", reason, path);
    else
        printf("no camel: %s\n", reason);
}

/* What a launch would do from here on, in its order. Returns what is in the way, or NULL. */
static const char *try_launch(const struct options *options, struct request *told,
                              const char **complaint)
{
    struct options asked;
    char folder[REQUEST_PATH_MAX];
    const char *reason = obstacle_to_launch(options);
    asked = *options;
    if (!themes_find(asked.request.theme, folder, sizeof folder))
        asked.request.theme[0] = '\0';
    if (!reason)
        return obstacle_to_show(&asked, told, complaint);
    *told = asked.request;
    page_complete(told, NULL);
    return reason;
}

int why_explain(struct options *options)
{
    struct request told;
    char failure[PATH_MAX + 256];
    const char *complaint = NULL;
    signal(SIGPIPE, SIG_IGN); /* a splash that is gone hears nothing, and that is all */
    say_display();
    bool runs = say_program(options, failure, sizeof failure);
    const char *reason = try_launch(options, &told, &complaint);
    say_theme(options, &told, complaint);
    say_options(options);
    reason = runs ? reason : failure;
    say_verdict(options, reason);
    return fflush(stdout) == 0 && !reason ? 0 : 1;
}
