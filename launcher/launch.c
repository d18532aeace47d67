/* SPDX-License-Identifier: MIT */
/* The launcher as the program's parent. Owns one end of a socketpair: its end-of-file tells the
 * other process that this one is gone, a 0 before that, that the program ended by itself; any other
 * byte asks after a signal.
 *
 * Three zones. Before the fork one may give up and become the program. Between fork and exec
 * (program.c, wings.c) nothing is shared and nothing waits. After it, nothing of ours may change
 * how the program runs or ends. */
#include "launch.h"

#include "descriptors.h"
#include "failure.h"
#include "mirror.h"
#include "monotonic.h"
#include "process.h"
#include "watch.h"
#include "wings.h"
#include "witness.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define QUICK_MS       10
#define SENDER_MS      20 /* who sends signals without end is not waited for longer */
#define GLANCE_NS      200000
#define RETRY_MS       10
#define RETRY_MAX      10
#define UNKNOWN_STATUS (PROGRAM_NOT_EXECUTABLE << 8)

/* The program, and what is still held for its sake. */
struct launch {
    const struct options *options;
    const struct trace *trace;
    struct observed *observed;
    pid_t program;
    pid_t wings;            /* 0: not forked yet, -1: none, or none any more */
    struct witness witness; /* with our end of the socketpair */
    int patience_ms;        /* for how long the second fork waits: a program that ends sooner never
                             * costs it */
    int failures;           /* of waiting for signals */
    bool continued;         /* by a SIGCONT of which our own copy is still to come */
};

/* The program was not so quick after all. */
static void send_into_the_wings(struct launch *launch)
{
    struct observed *observed = launch->observed;
    launch->wings = launch->witness.wings = wings_spawn(launch->options, launch->trace, observed);
    trace_event(launch->trace, "wings forked", "wings=%d", (int)launch->wings);
    close(observed->over_fd);
    watch_close(&observed->watch);
    if (launch->wings < 0)
        notify_mute(&observed->notify);
}

static bool is_stop(int number)
{
    return number == SIGTSTP || number == SIGTTIN || number == SIGTTOU;
}

static bool stop_is_pending(void)
{
    return signals_is_pending(SIGTSTP) || signals_is_pending(SIGTTIN) ||
           signals_is_pending(SIGTTOU);
}

/* Whether the program has been sent signal NUMBER, too, if it is in our group still. Every signal
 * is asked after, that the wings do not keep one that is taken for a later one. */
static bool has_reached(struct launch *launch, int number)
{
    if (launch->wings <= 0)
        return number == SIGCONT && launch->continued;
    return witness_saw(&launch->witness, number) && getpgid(launch->program) == getpgrp();
}

/* Some send a signal to us and to the group, timeout(1) for one, or to the members of a tree, one
 * after the other. Until the sender sleeps it is not known who else is sent it. */
static bool reaches(struct launch *launch, const struct signals_event *event)
{
    int64_t until_ms = monotonic_ms() + SENDER_MS;
    if (launch->wings == 0)
        send_into_the_wings(launch);
    while (process_is_running(event->sender) && monotonic_ms() < until_ms)
        nanosleep(&(struct timespec){.tv_nsec = GLANCE_NS}, NULL);
    if (!has_reached(launch, event->number))
        return false;
    /* Sent twice in one go it is one signal, unless it is one of those that queue. */
    if (launch->wings > 0 && event->number < SIGNALS_QUEUED_MIN)
        signals_forget(event->number);
    return true;
}

/* What is sent to the process group reaches the program; what is sent to us alone has to be passed
 * on: by a process, or by the kernel as SIGHUP to a session leader, with SIGCONT, and as the alarm
 * that the caller had set before exec. */
static bool is_for_program(struct launch *launch, const struct signals_event *event)
{
    int number = event->number;
    bool foreign = event->from_process && event->sender != launch->program;
    if (number == SIGCHLD || (foreign ? reaches(launch, event) : has_reached(launch, number)))
        return false;
    /* As if it were pending still: the one annuls the other, signal(7). */
    if (is_stop(number) ? signals_is_pending(SIGCONT) : number == SIGCONT && stop_is_pending())
        return false;
    if (event->from_process)
        return foreign;
    return number == SIGALRM || number == SIGCONT || (number == SIGHUP && getsid(0) == getpid());
}

/* Reaps whatever changed; true if it was the program, whose latest state is *STATUS then. */
static bool program_changed(struct launch *launch, int *status)
{
    pid_t changed;
    int latest;
    bool ours = false;
    while ((changed = process_wait(&latest)) > 0) {
        if (changed == launch->program) {
            *status = latest;
            ours = true;
        } else if (changed == launch->wings && (WIFEXITED(latest) || WIFSIGNALED(latest))) {
            launch->wings = -1; /* the pid may be another's from now on */
            notify_mute(&launch->observed->notify);
        }
    }
    if (changed < 0 && !ours) { /* nothing will ever tell of its end: not to wait for it for ever */
        *status = UNKNOWN_STATUS;
        return true;
    }
    return ours;
}

static int patience(const struct launch *launch)
{
    int delay_ms = launch->options->request.delay_ms;
    if (!watch_can_wait(&launch->observed->watch))
        return 0;
    return delay_ms < QUICK_MS ? delay_ms : QUICK_MS;
}

/* The next signal. Where signals cannot be waited for, the program is, and that is SIGCHLD. */
static struct signals_event next_signal(struct launch *launch)
{
    struct signals_event event = {.number = SIGCHLD};
    enum signals_wait wait;
    siginfo_t info;
    while ((wait = signals_next(&event, launch->wings == 0 ? launch->patience_ms : -1)) ==
           SIGNALS_NONE)
        if (launch->wings == 0)
            send_into_the_wings(launch);
    if (wait == SIGNALS_FAILED && launch->failures++ < RETRY_MAX)
        nanosleep(&(struct timespec){.tv_nsec = RETRY_MS * 1000000L}, NULL);
    else if (wait == SIGNALS_FAILED)
        waitid(P_PID, (id_t)launch->program, &info, WEXITED | WSTOPPED | WCONTINUED | WNOWAIT);
    launch->patience_ms = 0;
    return event;
}

/* The program has stopped. The wings are to be there when SIGCONT comes. */
static void stop(struct launch *launch, int signal)
{
    trace_event(launch->trace, "program stopped", "signal=%d", signal);
    if (launch->wings == 0)
        send_into_the_wings(launch);
    if (is_stop(signal) && launch->wings > 0)
        witness_saw(&launch->witness, signal); /* our own copy is going to be the stop */
    mirror_stop(launch->program, signal);
    trace_event(launch->trace, "program continued", NULL);
}

/* Waits for the program and returns its wait status. */
static int wait_for(struct launch *launch)
{
    launch->patience_ms = patience(launch);
    for (;;) {
        struct signals_event event = next_signal(launch);
        int status = 0;
        bool changed = program_changed(launch, &status);
        if (changed && !WIFSTOPPED(status) && !WIFCONTINUED(status))
            return status;
        launch->continued = changed ? WIFCONTINUED(status) : launch->continued;
        if (is_for_program(launch, &event))
            program_signal(launch->program, &event);
        if (event.number == SIGCONT)
            launch->continued = false;
        if (changed && WIFSTOPPED(status))
            stop(launch, WSTOPSIG(status));
    }
}

static void trace_end(const struct trace *trace, int status)
{
    if (WIFEXITED(status))
        trace_event(trace, "program ended", "status=%d", WEXITSTATUS(status));
    else
        trace_event(trace, "program ended", "signal=%d", WTERMSIG(status));
}

/* Nor shall the folder that the program was started in be kept from being unmounted. */
static void unpin(void)
{
    if (chdir("/") != 0)
        return; /* then it is */
}

/* Somebody else's address stays as it is, and then nobody would use ours. */
static void open_notify(struct observed *observed, struct program *program)
{
    if (getenv("NOTIFY_SOCKET"))
        return;
    notify_open(&observed->notify);
    program_announce(program, observed->notify.address);
}

/* The wings are told that the program has ended by itself, which a launcher that is killed cannot
 * do, and woken in case somebody has stopped them: they must not outlive the launch. Nor are they
 * to be in a group that has nobody else any more. */
static void dismiss_wings(const struct launch *launch, int status)
{
    if (launch->wings <= 1)
        return;
    setpgid(launch->wings, launch->wings);
    if (witness_tell_end(&launch->witness, status)) /* else SIGPIPE stays blocked */
        kill(launch->wings, SIGCONT);
}

void launch_tell_failure(const struct options *options, const struct trace *trace,
                         const struct watch *watch, int status)
{
    char sentence[FAILURE_MAX];
    const char *path = options->program_argv[0];
    if (options->request.on_failure == REQUEST_FAILURE_SHOW &&
        failure_describe(status, path, sentence) && failure_is_unseen(watch))
        wings_spawn_farewell(options, trace, sentence);
}

int launch_run(const struct options *options, const struct trace *trace, struct program *program)
{
    struct signals signals;
    struct observed observed = OBSERVED_NOTHING;
    char **environment = program->environment;
    int ends[2];
    signals_open(&signals);

    /* Short of descriptors or memory there is no camel; the program runs all the same. */
    if (!descriptors_socketpair(ends))
        goto alone;
    open_notify(&observed, program);
    watch_aim(&observed.watch);
    pid_t child = program_spawn(program, &signals);
    if (child < 0)
        goto alone;
    observed.started_ms =
        monotonic_ms(); /* not sooner: the first look at the clock costs three page faults */
    trace_event(trace, "program forked", "program=%d", (int)child);

    observed.program = child;
    observed.over_fd = ends[1];
    observed.witnesses = true;
    struct launch launch = {.options = options,
                            .trace = trace,
                            .observed = &observed,
                            .program = child,
                            .witness = {.fd = ends[0]}};
    wings_let_go(trace, &observed, launch.witness.fd);
    unpin();
    int status = wait_for(&launch);
    if (launch.wings == 0)
        launch_tell_failure(options, trace, &observed.watch, status);
    dismiss_wings(&launch, status);
    notify_close(&observed.notify);
    trace_end(trace, status);
    return status;

alone:
    notify_close(&observed.notify);
    program->environment = environment;
    signals_restore(&signals);
    return program_exec(program) << 8;
}

int launch_beside(const struct options *options, const struct trace *trace, struct program *program)
{
    struct observed observed = OBSERVED_NOTHING;
    char **environment = program->environment;
    /* The wings would be the program's child then, which it never made. */
    bool adopts = process_adopts();
    observed.program = getpid();
    observed.over_fd = adopts ? -1 : descriptors_raise(program_exit_fd());
    if (adopts)
        trace_event(trace, "no wings", "reason=%s", "adopts orphans");
    if (observed.over_fd >= 0) {
        open_notify(&observed, program);
        trace_event(trace, "exec beside", NULL);
        watch_aim(&observed.watch);
        observed.written = watch_written();
        observed.started_ms = monotonic_ms();
        if (!wings_spawn_detached(options, trace, &observed)) {
            notify_close(&observed.notify);
            program->environment = environment; /* which announces nobody */
        }
    }
    return program_exec(program);
}
