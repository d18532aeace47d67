/* SPDX-License-Identifier: MIT */
/* Whether the program waits for its user, or for whoever reads what it writes.
 *
 * That is: a process of its tree, in the foreground of its controlling terminal, sleeps in a read
 * of that terminal, or waits without a time limit for nothing but input from it; or, and for as
 * long as from one look to the next, for what the program's standard input is, if that is a pipe or
 * a socket: a filter that is being fed runs now and then. Nothing is attached to and nothing read;
 * where the kernel does not say what a process sleeps in, it is only taken for a reader if it could
 * not be sleeping in anything else, or if it is not the user's own, as su and sudo are not, and
 * sleeps in the foreground.
 *
 * And: a process of its tree sleeps in a write to what the program's standard output or error is, a
 * pipe that is full, as that to a pager is, or a stopped terminal. Part of it may have been read;
 * nothing else tells before all has been. Known only where the kernel says what is slept in.
 *
 * Source: proc(5) on /proc/PID/syscall and /proc/PID/wchan.
 *
 *     struct terminal terminal;
 *     if (terminal_open(&terminal, program))
 *         … now and then: if (terminal_look(&terminal) != TERMINAL_NONE) no camel in front of it …
 *     terminal_close(&terminal);
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#define TERMINAL_RAN_MAX  64
#define TERMINAL_PIPE_MAX 32

enum terminal_wait { TERMINAL_NONE, TERMINAL_INPUT, TERMINAL_OUTPUT };

struct terminal {
    pid_t program;
    int fd;                           /* tells when the program has run; -1: not told */
    char ran[TERMINAL_RAN_MAX];       /* what it told last */
    bool has_input;                   /* the program has a terminal, or a pipe to read from */
    bool traceable;                   /* the kernel may be asked for its exact word */
    bool unchanged;                   /* as long as it has not run since, the answer is no */
    char pipes[3][TERMINAL_PIPE_MAX]; /* what its standard input, output, error are, "pipe:[17]";
                                       * "": none */
    pid_t fed;                        /* who waited for that at the last look; 0: nobody has yet */
    char fed_ran[TERMINAL_RAN_MAX];   /* and what was told of him */
    bool undecided;                   /* somebody waits for that, and the next look will tell */
};

/* False: the program has neither a controlling terminal nor such a pipe, and need not be asked; or
 * that cannot be told, as on macOS. */
bool terminal_open(struct terminal *terminal, pid_t program);

/* Costs about 2 us while the program sleeps and 30 us otherwise, 10 us more for each process of its
 * tree. */
enum terminal_wait terminal_look(struct terminal *terminal);

/* Harmless twice, and after a terminal_open that failed. */
void terminal_close(struct terminal *terminal);
