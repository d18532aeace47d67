/* SPDX-License-Identifier: MIT */
/* Whether the program waits for its user at the terminal.
 *
 * That is: a process of its tree, in the foreground of its controlling terminal, sleeps in a read
 * of that terminal, or waits without a time limit for nothing but input from it. Nothing is
 * attached to and nothing read; where the kernel does not say what a process sleeps in, it is only
 * taken for a reader if it could not be sleeping in anything else. Source: proc(5) on
 * /proc/PID/syscall and /proc/PID/wchan.
 *
 *     struct terminal terminal;
 *     if (terminal_open(&terminal, program))
 *         … now and then: if (terminal_awaited(&terminal)) no camel in front of a prompt …
 *     terminal_close(&terminal);
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

struct terminal {
    pid_t program;
    int fd;         /* tells when the program has run; -1: not told */
    char ran[64];   /* what it told last */
    bool traceable; /* the kernel may be asked for its exact word */
    bool unchanged; /* as long as it has not run since, the answer is no */
};

/* False: the program has no controlling terminal, and need not be asked; or that cannot be told, as
 * on macOS. */
bool terminal_open(struct terminal *terminal, pid_t program);

/* Costs about 2 us while the program sleeps and 30 us otherwise, 10 us more for each process of its
 * tree. */
bool terminal_awaited(struct terminal *terminal);

/* Harmless twice, and after a terminal_open that failed. */
void terminal_close(struct terminal *terminal);
