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
#include "watch.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define QUICK_MS 10
#define GRACE_MS 10 /* for the program's own copy of a signal that was sent to the whole group */

/* Both ends close-on-exec and above 2. */
static bool open_ends(int ends[2])
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return false;
    bool raised = true;
    for (int i = 0; i < 2; i++) {
        ends[i] = descriptors_raise(ends[i]);
        raised = raised && ends[i] >= 0 && fcntl(ends[i], F_SETFD, FD_CLOEXEC) == 0;
    }
    return raised;
}

/* The program, and what is still held for its sake. */
struct launch {
    pid_t program;
    pid_t waiting; /* the wings or the splash; 0: not forked yet, -1: none, or none any more */
    int end;       /* ours of the socketpair */
    struct wings *wings;
};

/* The program was not so quick after all. */
static void send_into_the_wings(struct launch *launch)
{
    struct wings *wings = launch->wings;
    launch->waiting = wings_spawn(wings);
    trace_event(&wings->trace, "wings forked", "\"wings\":%d", (int)launch->waiting);
    close(wings->gone_fd);
    watch_close(&wings->watch);
    close(wings->notify.fd); /* its address stays until the launch ends */
    wings->notify.fd = -1;
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
        } else if (changed == launch->waiting && (WIFEXITED(latest) || WIFSIGNALED(latest))) {
            launch->waiting = -1; /* the pid may be another's from now on */
        }
    }
    return ours;
}

/* How long the second fork may wait: a program that ends sooner never costs it. */
static int patience(const struct wings *wings)
{
    if (!watch_can_wait(&wings->watch))
        return 0;
    return wings->options->delay_ms < QUICK_MS ? wings->options->delay_ms : QUICK_MS;
}

/* Waits for the program and returns its wait status. */
static int wait_for(struct launch *launch)
{
    const struct trace *trace = &launch->wings->trace;
    const pid_t program = launch->program;
    bool continued = false; /* by a SIGCONT of which our own copy is still to come */
    int patience_ms = patience(launch->wings);
    for (;;) {
        struct signals_event event;
        int status = 0;
        if (!signals_next(&event, launch->waiting == 0 ? patience_ms : -1)) {
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
        trace_event(trace, "program stopped", "\"signal\":%d", WSTOPSIG(status));
        status = mirror_stop(program, WSTOPSIG(status));
        if (status != -1)
            return status;
        trace_event(trace, "program continued", NULL);
    }
}

static void trace_end(const struct trace *trace, int status)
{
    if (WIFEXITED(status))
        trace_event(trace, "program ended", "\"status\":%d", WEXITSTATUS(status));
    else
        trace_event(trace, "program ended", "\"signal\":%d", WTERMSIG(status));
}

/* Nor shall the folder that the program was started in be kept from being unmounted. */
static void unpin(void)
{
    if (chdir("/") != 0)
        return; /* then it is */
}

int launch_run(struct program *program, struct wings *wings)
{
    struct signals signals;
    char **environment = program->environment;
    int ends[2] = {-1, -1};
    signals_open(&signals);

    /* Short of descriptors or memory there is no camel; the program runs all the same. */
    if (!open_ends(ends))
        goto alone;
    notify_open(&wings->notify);
    program_announce(program, wings->notify.address);
    watch_aim(&wings->watch);
    pid_t child = program_spawn(program, &signals);
    if (child < 0)
        goto alone;
    wings_note_start(wings); /* not sooner: the first look at the clock costs three page faults */
    trace_event(&wings->trace, "program forked", "\"program\":%d", (int)child);

    wings->program = child;
    wings->gone_fd = ends[1];
    struct launch launch = {.program = child, .end = ends[0], .wings = wings};
    wings_let_go(wings, launch.end);
    unpin();
    int status = wait_for(&launch);
    /* A fade is allowed now; a launcher that is killed does not get here. Then the wings are woken
     * in case somebody has stopped them: they must not outlive the launch. */
    if (launch.waiting > 0 && write(launch.end, "", 1) == 1) /* else SIGPIPE stays blocked */
        kill(launch.waiting, SIGCONT);
    notify_close(&wings->notify);
    trace_end(&wings->trace, status);
    return status;

alone:
    notify_close(&wings->notify);
    program->environment = environment;
    signals_restore(&signals);
    return program_exec(program) << 8;
}

int launch_beside(struct program *program, struct wings *wings)
{
    wings->program = getpid();
    wings->gone_fd = descriptors_raise(program_exit_fd());
    if (wings->gone_fd >= 0) {
        notify_open(&wings->notify);
        program_announce(program, wings->notify.address);
        trace_event(&wings->trace, "exec beside", NULL);
        watch_aim(&wings->watch);
        wings->written = watch_written();
        wings_note_start(wings);
        wings_spawn_detached(wings);
    }
    return program_exec(program);
}
