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
 *     while (signals_next(&event, -1) == SIGNALS_TAKEN)
 *         …
 */
#pragma once

#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

#define SIGNALS_MAX        128 /* mips has as many; everybody else 64 or fewer */
#define SIGNALS_QUEUED_MIN 32  /* the real-time ones; of all others there is one pending at most */
#define SIGNALS_BITS       (sizeof(unsigned long) * CHAR_BIT)

/* A bit per signal, in the order that the kernel has them in: those that the libc keeps for itself
 * are included. */
struct signals_mask {
    unsigned long words[SIGNALS_MAX / SIGNALS_BITS];
};

struct signals {
    struct signals_mask mask; /* the caller's */
    bool child_ignored;       /* SIGCHLD was ignored on entry */
};

enum signals_wait {
    SIGNALS_TAKEN,
    SIGNALS_NONE,  /* the time is over */
    SIGNALS_FAILED /* errno; there is no waiting here */
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

/* Everything unblocked and default, as for a process that has nothing to do with the caller's; what
 * was pending is forgotten. */
void signals_reset(void);

/* Waits up to TIMEOUT_MS (-1: for ever) for a blocked signal and takes it. */
enum signals_wait signals_next(struct signals_event *event, int timeout_ms);

/* Takes signal NUMBER if it is pending. False: it is not. */
bool signals_take(struct signals_event *event, int number);

/* The same, and forgets it. */
bool signals_forget(int number);

/* Whether signal NUMBER, which is blocked, has come. */
bool signals_is_pending(int number);

/* Stops this process by signal NUMBER, as its default action would, and returns when it is
 * continued. Does not stop where the default action would not either: an orphaned process group.
 * Any but SIGSTOP must be pending (raise(3)), and does nothing if it is not any more. */
void signals_stop(int number);

/* Ends this process by signal NUMBER. Returns only where that cannot be: process 1 of a pid
 * namespace. */
void signals_die(int number);
