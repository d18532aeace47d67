/* SPDX-License-Identifier: MIT */
/* The launcher as the program's parent. Owns one end of a socketpair: its end-of-file tells the
 * other process that this one is gone, and one byte before that, that the program ended by itself.
 *
 * Three zones. Before the fork one may give up and become the program. Between fork and exec
 * (program.c, wings.c) nothing is shared and nothing waits. After it, nothing of ours may change
 * how the program runs or ends. */
#include "launch.h"

#include "descriptors.h"
#include "mirror.h"
#include "monotonic.h"
#include "watch.h"
#include "wings.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define QUICK_MS 10
#define GRACE_MS 10 /* for the program's own copy of a signal that was sent to the whole group */

/* The program, and what is still held for its sake. */
struct launch {
    const struct options *options;
    const struct trace *trace;
    struct observed *observed;
    pid_t program;
    pid_t wings; /* 0: not forked yet, -1: none, or none any more */
    int end;     /* ours of the socketpair */
};

/* The program was not so quick after all. */
static void send_into_the_wings(struct launch *launch)
{
    struct observed *observed = launch->observed;
    launch->wings = wings_spawn(launch->options, launch->trace, observed);
    trace_event(launch->trace, "wings forked", "wings=%d", (int)launch->wings);
    close(observed->over_fd);
    watch_close(&observed->watch);
    if (observed->notify.fd >= 0)
        close(observed->notify.fd); /* its address stays until the launch ends */
    observed->notify.fd = -1;
}

/* What the terminal sends reaches the whole process group, the program included; what a process
 * sends reaches only us, and so do the kernel's SIGHUP to a session leader and the alarm that the
 * caller had set before exec. */
static bool is_for_program(const struct signals_event *event, pid_t program)
{
    if (event->number == SIGCHLD)
        return false;
    if (event->from_process)
        return event->sender != program;
    return event->number == SIGALRM || (event->number == SIGHUP && getsid(0) == getpid());
}

static bool is_stop(int number)
{
    return number == SIGTSTP || number == SIGTTIN || number == SIGTTOU;
}

/* Reaps whatever changed; true if it was the program, whose latest state is *STATUS then. */
static bool program_changed(struct launch *launch, int *status)
{
    pid_t changed;
    int latest;
    bool ours = false;
    while ((changed = waitpid(-1, &latest, WNOHANG | WUNTRACED | WCONTINUED)) > 0) {
        if (changed == launch->program) {
            *status = latest;
            ours = true;
        } else if (changed == launch->wings && (WIFEXITED(latest) || WIFSIGNALED(latest))) {
            launch->wings = -1; /* the pid may be another's from now on */
        }
    }
    return ours;
}

/* How long the second fork may wait: a program that ends sooner never costs it. */
static int patience(const struct launch *launch)
{
    int delay_ms = launch->options->request.delay_ms;
    if (!watch_can_wait(&launch->observed->watch))
        return 0;
    return delay_ms < QUICK_MS ? delay_ms : QUICK_MS;
}

/* Waits for the program and returns its wait status. */
static int wait_for(struct launch *launch)
{
    const struct trace *trace = launch->trace;
    const pid_t program = launch->program;
    bool continued = false; /* by a SIGCONT of which our own copy is still to come */
    int patience_ms = patience(launch);
    for (;;) {
        struct signals_event event;
        int status = 0;
        if (!signals_next(&event, launch->wings == 0 ? patience_ms : -1)) {
            send_into_the_wings(launch);
            continue;
        }
        patience_ms = 0;
        bool job_control = is_stop(event.number) || event.number == SIGCONT;
        bool for_program = is_for_program(&event, program);
        bool changed = program_changed(launch, &status);
        if (!changed && !continued && for_program && job_control && signals_await_change(GRACE_MS))
            changed = program_changed(launch, &status);

        bool stopped = changed && WIFSTOPPED(status);
        if (changed && !stopped && !WIFCONTINUED(status))
            return status;
        /* A signal of job control that has changed the program was sent to the group, not to us
         * alone. */
        bool reached = job_control && (changed || (continued && event.number == SIGCONT));
        if (for_program && !reached)
            program_signal(program, &event);
        continued = (continued || (changed && !stopped)) && event.number != SIGCONT && !stopped;
        if (!stopped)
            continue;
        trace_event(trace, "program stopped", "signal=%d", WSTOPSIG(status));
        status = mirror_stop(program, WSTOPSIG(status));
        if (status != -1)
            return status;
        trace_event(trace, "program continued", NULL);
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
 * do, and woken in case somebody has stopped them: they must not outlive the launch. */
static void dismiss_wings(const struct launch *launch)
{
    if (launch->wings > 0 && write(launch->end, "", 1) == 1) /* else SIGPIPE stays blocked */
        kill(launch->wings, SIGCONT);
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
    struct launch launch = {.options = options,
                            .trace = trace,
                            .observed = &observed,
                            .program = child,
                            .end = ends[0]};
    wings_let_go(trace, &observed, launch.end);
    unpin();
    int status = wait_for(&launch);
    dismiss_wings(&launch);
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
    observed.program = getpid();
    observed.over_fd = descriptors_raise(program_exit_fd());
    if (observed.over_fd >= 0) {
        open_notify(&observed, program);
        trace_event(trace, "exec beside", NULL);
        watch_aim(&observed.watch);
        observed.written = watch_written();
        observed.started_ms = monotonic_ms();
        wings_spawn_detached(options, trace, &observed);
    }
    return program_exec(program);
}
