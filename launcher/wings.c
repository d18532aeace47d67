/* SPDX-License-Identifier: MIT */
/* Becoming the wings: from a fork of the launcher to a process that has nothing of the program's.
 */
#include "wings.h"

#include "descriptors.h"
#include "direction.h"
#include "failure.h"
#include "pacing_file.h"
#include "page.h"
#include "process.h"
#include "signals.h"
#include "splash.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "wings"

void wings_let_go(const struct trace *trace, const struct observed *observed, int also)
{
    const int kept[] = {
        also,
        trace->fd,
        observed->over_fd,
        observed->watch.outputs[0],
        observed->watch.outputs[1],
        observed->notify.fd,
    };
    descriptors_close_all_but(kept, sizeof kept / sizeof *kept);
}

/* It may want to be unmounted, but no word of the program's is to be lost for it. */
static void leave_folder(void)
{
    if (chdir("/") != 0)
        return;
}

/* Signals are ours: what the program's group is sent is not. */
static void take_signals(void)
{
    signals_reset();
    signal(SIGPIPE, SIG_IGN); /* a splash that is gone hears nothing, and that is all */
}

/* The whole life of the wings; *OBSERVED is this process's own copy. Never returns. */
static void live(const struct options *options, const struct trace *launch_trace,
                 struct observed *observed)
{
    struct trace trace;
    trace_adopt(&trace, launch_trace->fd, "wings");
    observed->shows_failure =
        options->request.on_failure == REQUEST_FAILURE_SHOW && failure_is_unseen(&observed->watch);
    bool watching = watch_open(&observed->watch, observed->program, observed->written);
    wings_let_go(&trace, observed, observed->watch.fd);
    static char program_path[PATH_MAX];
    if (!options->request.memory ||
        !pacing_file_find_program(options->program_argv, program_path, sizeof program_path))
        program_path[0] = '\0';
    leave_folder();
    if (observed->witnesses) {
        /* Who ends all that is called ocamlwalk, as pkill(1) does, means the launcher alone. */
        process_rename(NAME);
    } else {
        /* Nobody asks. Still in the program's session: a scheduling group, sched(7), and where all
         * processors are wanted two that talk wait for each other's. */
        setpgid(0, 0);
        take_signals();
    }
    process_be_prompt();
    direction_run(options, &trace, observed, watching, program_path);
    notify_close(&observed->notify); /* the launcher may have been killed */
    notify_sweep();
    _exit(EXIT_SUCCESS);
}

pid_t wings_spawn(const struct options *options, const struct trace *trace,
                  struct observed *observed)
{
    pid_t child = fork();
    if (child == 0)
        live(options, trace, observed);
    return child;
}

/* The go-between has no status that anybody could wait for. But a descriptor's flags are its
 * description's, open(2), and so both processes': this one nobody else needs. */
static void tell_failure(const struct observed *observed)
{
    fcntl(observed->notify.fd, F_SETFL, 0);
}

static bool has_failed(const struct observed *observed)
{
    int flags = fcntl(observed->notify.fd, F_GETFL);
    return flags >= 0 && !(flags & O_NONBLOCK);
}

/* Of the process that has become us: we have made none yet. */
static bool has_children(void)
{
    siginfo_t info;
    return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

bool wings_spawn_detached(const struct options *options, const struct trace *trace,
                          struct observed *observed)
{
    /* With SIGCHLD ignored the go-between is never a zombie, raises no signal and is not added to
     * our resource usage, which the program will take for its own. But nor would another child
     * that ends just then leave a status, which the program may be going to wait for. */
    struct sigaction ignore = {.sa_handler = SIG_IGN}, old;
    bool ignores = !has_children() && sigaction(SIGCHLD, &ignore, &old) == 0;
    pid_t between = fork();
    if (between == 0) {
        /* Before the launcher goes on: the program may be over before the wings are awake. */
        wings_let_go(trace, observed, -1);
        pid_t wings = fork();
        if (wings == 0)
            live(options, trace, observed);
        if (wings < 0)
            tell_failure(observed);
        _exit(EXIT_SUCCESS);
    }
    int error = errno;
    while (between > 0 && waitpid(between, NULL, 0) < 0 && errno == EINTR)
        continue;
    if (ignores)
        sigaction(SIGCHLD, &old, NULL);
    errno = error;
    return between > 0 && !has_failed(observed);
}

void wings_spawn_farewell(const struct options *options, const struct trace *launch_trace,
                          const char *sentence)
{
    struct trace trace;
    struct observed nothing = OBSERVED_NOTHING;
    if (fork() != 0)
        return;
    trace_adopt(&trace, launch_trace->fd, "wings");
    wings_let_go(&trace, &nothing, -1);
    leave_folder();
    setsid();
    take_signals();
    direction_farewell(options, &trace, sentence);
    _exit(EXIT_SUCCESS);
}

bool wings_demo(const struct options *options, const struct trace *trace, const char **complaint)
{
    signal(SIGPIPE, SIG_IGN);
    return direction_demo(options, trace, complaint);
}

void wings_play(const struct options *options)
{
    struct request request = options->request;
    /* Above 2: the splash keeps what libraries say away from the first three. */
    request.play_fd = descriptors_raise(dup(STDOUT_FILENO));
    if (page_complete(&request, NULL))
        splash_become(&request);
}
