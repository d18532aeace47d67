/* SPDX-License-Identifier: MIT */
/* ocamlwalk: the one decision of a launch, to become the program or to run it with a camel in the
 * wings. */
#include "display.h"
#include "launch.h"
#include "mirror.h"
#include "report.h"
#include "themes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define USAGE_ERROR 2

static const char *against_a_show(const struct options *options, struct wings *wings)
{
    const char *reason;
    if (options->query)
        return "runtime query";
    if (options->program_argv[0] == NULL)
        return "no program";
    if (options->splash == OPTIONS_SPLASH_NEVER)
        return "--splash=never";
    if (!display_available(options->splash == OPTIONS_SPLASH_ALWAYS, &reason))
        return reason;
    return wings_find_splash(wings) ? NULL : "splash not installed";
}

/* Mistakes that cost the user what was asked for, but not the program. */
static void prepare(struct options *options, struct wings *wings)
{
    if (options->trace_path != NULL && !trace_open(&wings->trace, options->trace_path, "launcher"))
        report_error("cannot write the trace '%s': %s", options->trace_path, strerror(errno));
    trace_event(&wings->trace, "launch", "\"version\":\"%s\"", OCAMLWALK_VERSION);
    if (options->theme != NULL && !themes_has(options->theme)) {
        report_error("theme '%s' not found, see --list-themes; taking the default", options->theme);
        options->theme = NULL;
    } else if (options->theme != NULL && strchr(options->theme, '/') != NULL) {
        options->theme = realpath(options->theme, NULL); /* the splash works from the root folder */
    }
}

static int run(const struct options *options, struct wings *wings)
{
    struct program program;
    if (!program_resolve(&program, options))
        return program_report(&program);
    const char *reason = against_a_show(options, wings);
    if (reason != NULL) {
        trace_event(&wings->trace, "exec in place", "\"reason\":\"%s\"", reason);
        return program_exec(&program);
    }
    return options->exec ? launch_beside(&program, wings)
                         : mirror_exit(launch_run(&program, wings));
}

static int demo(struct wings *wings)
{
    const char *reason;
    if (!display_available(true, &reason))
        report_error("%s: set DISPLAY or WAYLAND_DISPLAY to see the camel", reason);
    else if (!wings_find_splash(wings))
        report_error("the splash is not installed beside the launcher (%s)", wings->splash);
    else
        wings_demo(wings); /* comes back only on failure */
    return 1;
}

static int play(struct wings *wings)
{
    if (isatty(STDOUT_FILENO))
        report_error("--play writes sound, not text: try ocamlwalk --play | aplay");
    else if (fcntl(STDOUT_FILENO, F_GETFD) < 0)
        report_error("--play: there is no standard output");
    else if (!wings_find_splash(wings))
        report_error("the splash is not installed beside the launcher (%s)", wings->splash);
    else
        wings_play(wings); /* comes back only on failure */
    return 1;
}

int main(int argc, char **argv)
{
    struct options options;
    struct wings wings;
    enum options_request request = options_parse(&options, argc, argv);
    switch (request) {
    case OPTIONS_INVALID:
        report_error("%s", options.complaint);
        return USAGE_ERROR;
    case OPTIONS_HELP:
        return fputs(options_usage(), stdout) < 0;
    case OPTIONS_VERSION:
        return puts("ocamlwalk " OCAMLWALK_VERSION) < 0;
    case OPTIONS_LIST_THEMES:
        themes_list();
        return 0;
    case OPTIONS_DEMO:
    case OPTIONS_PLAY:
    case OPTIONS_RUN:
        break;
    }
    wings_init(&wings, &options);
    prepare(&options, &wings);
    return request == OPTIONS_DEMO   ? demo(&wings)
           : request == OPTIONS_PLAY ? play(&wings)
                                     : run(&options, &wings);
}
