/* SPDX-License-Identifier: MIT */
/* ocamlwalk: the one decision of a launch, to become the program or to run it with a camel in the
 * wings. */
#include "display.h"
#include "launch.h"
#include "mirror.h"
#include "obstacle.h"
#include "options.h"
#include "pacing_file.h"
#include "report.h"
#include "self.h"
#include "splash.h"
#include "themes.h"
#include "trace.h"
#include "why.h"
#include "wings.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define USAGE_ERROR 2

/* What was wrong in the options file or in OCAMLWALK is told where a camel is about to come, and
 * only there: elsewhere nobody waits for one, and the output is the program's alone. */
static void tell_slips(const struct options *options)
{
    if (options->slip_count == 1)
        report_error("%s; passed over", options->complaint);
    else if (options->slip_count > 1)
        report_error("%s; passed over, with %u more", options->complaint, options->slip_count - 1);
}

/* A theme that was asked for by name is looked up where a camel may come, and only there: elsewhere
 * nobody need hear that it is missing. */
static void find_theme(struct request *request)
{
    char folder[REQUEST_PATH_MAX];
    if (!request->theme[0])
        return;
    if (themes_find(request->theme, folder, sizeof folder)) {
        strcpy(request->theme, folder);
        return;
    }
    report_error("theme '%s' not found, see --list-themes; taking the default", request->theme);
    request->theme[0] = '\0';
}

/* Typed alone, it is not ocamlrun that somebody wants to hear more of. Whatever ocamlrun says comes
 * first, and its status counts. */
static int run_with_hint(const struct program *program)
{
    int status;
    pid_t child = fork();
    if (child == 0)
        _exit(program_exec(program));
    if (child < 0 || waitpid(child, &status, 0) != child)
        return program_exec(program);
    report_error("no program was named; see ocamlwalk --help");
    return mirror_exit(status);
}

static int run(struct options *options, const struct trace *trace)
{
    struct program program;
    if (!program_resolve(&program, options))
        return program_report(&program);
    bool is_alone = !options->program_argv[0] && !options->query;
    const char *reason = is_alone ? "no program" : obstacle_to_launch(options);
    if (reason) {
        trace_event(trace, "exec in place", "reason=%s", reason);
        bool hints =
            is_alone && options->request.splash != REQUEST_SPLASH_NEVER && isatty(STDERR_FILENO);
        return hints ? run_with_hint(&program) : program_exec(&program);
    }
    tell_slips(options);
    find_theme(&options->request);
    return options->request.exec ? launch_beside(options, trace, &program)
                                 : mirror_exit(launch_run(options, trace, &program));
}

static bool has_splash(void)
{
    char path[PATH_MAX] = "";
    if (splash_is_installed())
        return true;
    splash_path(path, sizeof path);
    report_error("the splash is not installed beside the launcher (%s)", path);
    return false;
}

static int demo(struct options *options, const struct trace *trace)
{
    const char *reason;
    if (!display_available(true, &reason)) {
        report_error("%s: set DISPLAY or WAYLAND_DISPLAY to see the camel", reason);
        return 1;
    }
    if (!has_splash())
        return 1;
    tell_slips(options);
    find_theme(&options->request);
    const char *complaint;
    bool seen = wings_demo(options, trace, &complaint);
    if (complaint)
        report_error("%s%s", seen ? "" : "no camel: ", complaint);
    return !seen;
}

static int play(struct options *options)
{
    if (isatty(STDOUT_FILENO)) {
        report_error("--play writes sound, not text: try ocamlwalk --play | aplay");
    } else if (fcntl(STDOUT_FILENO, F_GETFD) < 0) {
        report_error("--play: there is no standard output");
    } else if (has_splash()) {
        tell_slips(options);
        find_theme(&options->request);
        wings_play(options); /* comes back only on failure */
    }
    return 1;
}

static int forget(void)
{
    if (pacing_file_forget())
        return 0;
    report_error("--forget: %s", strerror(errno));
    return 1;
}

int main(int argc, char **argv)
{
    struct options options;
    bool privileged = self_is_privileged();
    enum options_command command = options_parse(&options, argc, argv, privileged);
    if (privileged && command != OPTIONS_RUN && command != OPTIONS_INVALID) {
        report_error("with somebody else's rights it runs programs, and that is all");
        return USAGE_ERROR;
    }
    switch (command) {
    case OPTIONS_INVALID:
        report_error("%s", options.complaint);
        return USAGE_ERROR;
    case OPTIONS_HELP:
        return !options_print_help();
    case OPTIONS_VERSION:
        return puts("ocamlwalk " OCAMLWALK_VERSION) < 0;
    case OPTIONS_LIST_THEMES:
        themes_list();
        return 0;
    case OPTIONS_FORGET:
        return forget();
    case OPTIONS_WHY:
        return why_explain(&options);
    case OPTIONS_DEMO:
    case OPTIONS_PLAY:
    case OPTIONS_RUN:
        break;
    }
    struct trace trace = {.fd = -1};
    const char *trace_path = options.request.trace_path;
    if (trace_path[0] && !trace_open(&trace, trace_path, "launcher"))
        report_error("cannot write the trace '%s': %s", trace_path, strerror(errno));
    trace_event(&trace, "launch", "version=%s", OCAMLWALK_VERSION);
    return command == OPTIONS_DEMO   ? demo(&options, &trace)
           : command == OPTIONS_PLAY ? play(&options)
                                     : run(&options, &trace);
}
