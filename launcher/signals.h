/* SPDX-License-Identifier: MIT */
/* The caller's mask and dispositions, which the program must find as they were, and the signals
 * that arrive meanwhile.
 *
 * No handler is ever installed: all signals are blocked and taken one at a time, so that none is
 * lost, none interrupts, and an ignored one stays ignored in the program. Source: signal(7),
 * rt_sigprocmask(2), sudo's notes on job control.
 *
 *     struct signals signals;
 *     struct signals_event event;
 *     signals_open(&signals);
 *     …fork; in the child: signals_restore(&signals) and exec…
 *     while (signals_next(&event, -1))
 *         …
 */
#pragma once

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct signals {
    uint64_t mask; /* the caller's, a bit per signal, those the libc keeps for itself included */
    bool child_ignored; /* SIGCHLD was ignored on entry */
};

struct signals_event {
    int number;
    bool from_process; /* sent by kill(2) or the like, not by the terminal or the kernel */
    bool has_value;    /* sent by sigqueue(3), with value */
    pid_t sender;      /* if from_process */
    union sigval value;
};

/* Blocks every signal and takes SIGCHLD back from SIG_IGN, under which no child could be waited
 * for. */
void signals_open(struct signals *signals);

/* Puts mask and dispositions back as signals_open found them. Async-signal-safe. */
void signals_restore(const struct signals *signals);

/* Everything unblocked and default, as for a process that has nothing to do with the caller's. */
void signals_reset(void);

/* Waits up to TIMEOUT_MS (-1: for ever) for a blocked signal and takes it. False: none came. */
bool signals_next(struct signals_event *event, int timeout_ms);

/* Waits up to TIMEOUT_MS for SIGCHLD or SIGCONT and forgets it, leaving all others pending. False:
 * none came. */
bool signals_await_change(int timeout_ms);

/* Takes signal NUMBER if it is pending, and forgets it. */
void signals_forget(int number);

/* Stops this process by signal NUMBER, as its default action would, and returns when it is
 * continued. Does not stop where the default action would not either (an orphaned process group).
 */
void signals_stop(int number);

/* Ends this process by signal NUMBER. Returns only where that cannot be: process 1 of a pid
 * namespace. */
void signals_die(int number);
