/* SPDX-License-Identifier: MIT */
/* ocamlwalk: the one decision of a launch, to become the program or to run it with a camel in the
 * wings. */
#include "display.h"
#include "failure.h"
#include "launch.h"
#include "mirror.h"
#include "obstacle.h"
#include "options.h"
#include "pacing_file.h"
#include "place_file.h"
#include "report.h"
#include "self.h"
#include "splash.h"
#include "state_file.h"
#include "theme_tool.h"
#include "themes.h"
#include "trace.h"
#include "why.h"
#include "wings.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
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

/* A file that nothing can run. */
static int report_unresolved(const struct options *options, const struct trace *trace,
                             const struct program *program)
{
    struct watch watch;
    int status = program_report(program);
    watch_aim(&watch);
    if (!obstacle_to_launch(options))
        launch_tell_failure(options, trace, &watch, status << 8);
    watch_close(&watch);
    return status;
}

static int run(struct options *options, const struct trace *trace)
{
    struct program program;
    if (!program_resolve(&program, options))
        return report_unresolved(options, trace, &program);
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

/* Says on TERMINAL how the program at PATH ended, and waits. */
static void await_enter(int terminal, int status, const char *path)
{
    char sentence[FAILURE_MAX], line[FAILURE_MAX + 32], byte;
    if (!failure_describe(status, path, sentence))
        strcpy(sentence, WIFSIGNALED(status) ? "was ended" : "ended with status 0");
    int len = snprintf(line, sizeof line, "[%s, press Enter] ", sentence);
    if (write(terminal, line, (size_t)len) == len)
        while (read(terminal, &byte, 1) == 1 && byte != '\n')
            continue;
}

/* The terminal was opened for this launch, and would close with all that stands in it: also as soon
 * as nobody has it open any more. So another process has it, and nothing to do with the launch. */
static int hold(struct options *options, const struct trace *trace)
{
    int status, terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    pid_t child = terminal >= 0 ? fork() : 0;
    if (child <= 0) {
        if (terminal >= 0)
            close(terminal);
        return run(options, trace);
    }
    static const int keys[] = {SIGINT, SIGQUIT, SIGTSTP}; /* which are the program's */
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        signal(keys[i], SIG_IGN);
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return EXIT_FAILURE;
    await_enter(terminal, status, options->program_argv[0]);
    return mirror_exit(status);
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
    if (options->request.theme[0])
        theme_tool_run("complain", options->request.theme);
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
    int error = 0;
    if (!pacing_file_forget())
        error = errno;
    if (!place_file_forget())
        error = errno;
    if (!state_file_remove(STATE_FILE_FACE))
        error = errno;
    if (error == 0)
        return 0;
    report_error("--forget: %s", strerror(error));
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
        return theme_tool_list();
    case OPTIONS_THEME_TOOL:
        return theme_tool_ask(&options);
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
           : options.request.hold    ? hold(&options, &trace)
                                     : run(&options, &trace);
}
