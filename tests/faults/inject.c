/* SPDX-License-Identifier: MIT */
/* One failing system call: traces a command and the processes that it forks, until each has become
 * another program, and makes one call of one of them fail as if the kernel had refused it.
 *
 *     inject LOG - COMMAND [ARG...]                      lists the calls
 *     inject LOG ROLE NUMBER ERRNO COMMAND [ARG...]      lets ROLE's call NUMBER, from 0, fail
 *
 * A role says how a process came about: "." is the command itself, each further letter a child: v
 * by vfork, f by fork. LOG gets a line "command PID", one "ROLE CALL" for each call listed or
 * "failed CALL" for the one that was made to fail, and "ended STATUS" (waitpid's) once the command
 * itself has ended. inject goes on until nobody is left whom it traces.
 *
 * Unlike strace's it knows the roles apart, so that a fault hits the launcher and not its children
 * as well. x86-64 only. */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#define TRACEES_MAX 64
#define ROLE_MAX    8
#define OPTIONS                                                                               \
    (PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | \
     PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL)

struct tracee {
    pid_t pid; /* 0: a free place */
    char role[ROLE_MAX];
    long calls;   /* entered so far */
    bool inside;  /* of a call */
    bool failing; /* that call is the one */
    bool known;   /* its role is */
    bool waiting; /* it has stopped at its start, before its parent told of it */
};

static struct tracee tracees[TRACEES_MAX];
static FILE *log_file;
static const char *wanted_role; /* NULL: list */
static long wanted_call;
static long wanted_errno;
static pid_t command;
static bool command_begun;

static struct tracee *find(pid_t pid)
{
    struct tracee *unused = NULL;
    for (size_t i = 0; i < TRACEES_MAX; i++) {
        if (tracees[i].pid == pid)
            return &tracees[i];
        if (tracees[i].pid == 0 && !unused)
            unused = &tracees[i];
    }
    if (!unused)
        abort();
    *unused = (struct tracee){.pid = pid};
    return unused;
}

static bool anybody(void)
{
    for (size_t i = 0; i < TRACEES_MAX; i++)
        if (tracees[i].pid != 0)
            return true;
    return false;
}

static void go_on(const struct tracee *tracee, int signal)
{
    ptrace(PTRACE_SYSCALL, tracee->pid, NULL, (void *)(intptr_t)signal);
}

static void enter(struct tracee *tracee)
{
    long call =
        ptrace(PTRACE_PEEKUSER, tracee->pid, offsetof(struct user_regs_struct, orig_rax), 0);
    if (!wanted_role)
        fprintf(log_file, "%s %ld\n", tracee->role, call);
    tracee->failing =
        wanted_role && strcmp(tracee->role, wanted_role) == 0 && tracee->calls == wanted_call;
    if (tracee->failing) {
        ptrace(PTRACE_POKEUSER, tracee->pid, offsetof(struct user_regs_struct, orig_rax), -1L);
        fprintf(log_file, "failed %ld\n", call);
        fflush(log_file);
    }
    tracee->calls++;
}

static void leave(struct tracee *tracee)
{
    if (tracee->failing)
        ptrace(PTRACE_POKEUSER, tracee->pid, offsetof(struct user_regs_struct, rax), -wanted_errno);
    tracee->failing = false;
}

static void adopt(const struct tracee *parent, char letter)
{
    unsigned long pid;
    ptrace(PTRACE_GETEVENTMSG, parent->pid, NULL, &pid);
    struct tracee *child = find((pid_t)pid);
    size_t len = strlen(parent->role);
    if (len + 2 > sizeof child->role)
        abort();
    memcpy(child->role, parent->role, len);
    child->role[len] = letter;
    child->role[len + 1] = '\0';
    child->known = true;
    if (child->waiting)
        go_on(child, 0);
    child->waiting = false;
}

static void let_go(struct tracee *tracee)
{
    ptrace(PTRACE_DETACH, tracee->pid, NULL, NULL);
    tracee->pid = 0;
}

static void ended(struct tracee *tracee, pid_t pid, int status)
{
    if (pid == command) {
        fprintf(log_file, "ended %d\n", status);
        fflush(log_file);
    }
    if (tracee)
        tracee->pid = 0;
}

static void stopped(struct tracee *tracee, int status)
{
    int signal = WSTOPSIG(status);
    switch (status >> 8) {
    case SIGTRAP | PTRACE_EVENT_FORK << 8:
    case SIGTRAP | PTRACE_EVENT_CLONE << 8:
        adopt(tracee, 'f');
        go_on(tracee, 0);
        return;
    case SIGTRAP | PTRACE_EVENT_VFORK << 8:
        adopt(tracee, 'v');
        go_on(tracee, 0);
        return;
    case SIGTRAP | PTRACE_EVENT_EXEC << 8:
        if (tracee->pid == command && !command_begun) {
            command_begun = true;
            tracee->inside = true; /* of execve, still */
            go_on(tracee, 0);
        } else {
            let_go(tracee); /* it is another program now, and nobody's concern */
        }
        return;
    default:
        break;
    }
    if (signal == (SIGTRAP | 0x80)) {
        if (!tracee->inside && command_begun)
            enter(tracee);
        else
            leave(tracee);
        tracee->inside = !tracee->inside;
        go_on(tracee, 0);
    } else if (!tracee->known && signal == SIGSTOP) {
        tracee->waiting = true;
    } else {
        go_on(tracee, signal == SIGSTOP && tracee->calls == 0 ? 0 : signal);
    }
}

static void trace(char **words)
{
    command = fork();
    if (command == 0) {
        ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        raise(SIGSTOP);
        execv(words[0], words);
        _exit(127);
    }
    int status;
    struct tracee *tracee = find(command);
    strcpy(tracee->role, ".");
    tracee->known = true;
    waitpid(command, &status, 0);
    fprintf(log_file, "command %d\n", (int)command);
    fflush(log_file);
    ptrace(PTRACE_SETOPTIONS, command, NULL, (void *)(intptr_t)OPTIONS);
    go_on(tracee, 0);

    pid_t pid;
    bool command_ended = false;
    while ((anybody() || !command_ended) && (pid = waitpid(-1, &status, __WALL)) > 0) {
        if (WIFSTOPPED(status)) {
            stopped(find(pid), status);
        } else {
            command_ended |= pid == command;
            ended(find(pid), pid, status);
        }
    }
}

int main(int argc, char **argv)
{
    bool lists = argc > 3 && strcmp(argv[2], "-") == 0;
    if (!lists && argc < 6) {
        fprintf(stderr, "usage: inject LOG (- | ROLE NUMBER ERRNO) COMMAND [ARG...]\n");
        return 2;
    }
    log_file = fopen(argv[1], "we");
    if (!log_file) {
        perror(argv[1]);
        return 2;
    }
    if (!lists) {
        wanted_role = argv[2];
        wanted_call = atol(argv[3]);
        wanted_errno = atol(argv[4]);
    }
    trace(argv + (lists ? 3 : 5));
    fclose(log_file);
    return 0;
}
