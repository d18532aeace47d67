/* SPDX-License-Identifier: MIT */
/* Whether the program waits for its user.
 *
 * That is: a process of its tree, in the foreground of its controlling terminal, sleeps in a read
 * of that terminal, or waits without a time limit for nothing but input from it; or, and for as
 * long as from one look to the next, for what the program's standard input is, if that is a pipe or
 * a socket: a filter that is being fed runs now and then. Nothing is attached to and nothing read;
 * where the kernel does not say what a process sleeps in, it is only taken for a reader if it could
 * not be sleeping in anything else, or if it is not the user's own, as su and sudo are not, and
 * sleeps in the foreground. Source: proc(5) on /proc/PID/syscall and /proc/PID/wchan.
 *
 *     struct terminal terminal;
 *     if (terminal_open(&terminal, program))
 *         … now and then: if (terminal_awaited(&terminal)) no camel in front of a prompt …
 *     terminal_close(&terminal);
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#define TERMINAL_RAN_MAX   64
#define TERMINAL_INPUT_MAX 32

struct terminal {
    pid_t program;
    int fd;                     /* tells when the program has run; -1: not told */
    char ran[TERMINAL_RAN_MAX]; /* what it told last */
    bool traceable;             /* the kernel may be asked for its exact word */
    bool unchanged;             /* as long as it has not run since, the answer is no */
    char
        input[TERMINAL_INPUT_MAX]; /* the program's standard input, "pipe:[17]"; "": another kind */
    pid_t fed;                     /* who waited for that at the last look; 0: nobody has yet */
    char fed_ran[TERMINAL_RAN_MAX]; /* and what was told of him */
    bool undecided;                 /* somebody waits for that, and the next look will tell */
};

/* False: the program has neither a controlling terminal nor such an input, and need not be asked;
 * or that cannot be told, as on macOS. */
bool terminal_open(struct terminal *terminal, pid_t program);

/* Costs about 2 us while the program sleeps and 30 us otherwise, 10 us more for each process of its
 * tree. */
bool terminal_awaited(struct terminal *terminal);

/* Harmless twice, and after a terminal_open that failed. */
void terminal_close(struct terminal *terminal);
