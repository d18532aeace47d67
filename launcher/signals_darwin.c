/* SPDX-License-Identifier: MIT */
/* Signals on macOS, which has no sigtimedwait: a kqueue tells that one is pending, sigwait takes
 * it. Who sent it is not told there, so a signal that the terminal did not send to the whole group
 * cannot be told from one that it did: only those that no terminal sends count as sent by a
 * process. Owns this process's signal mask and one kqueue. */
#include "signals.h"

#include <errno.h>
#include <string.h>
#include <sys/event.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

void signals_open(struct signals *signals)
{
    sigset_t all, old;
    struct sigaction child;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &old);
    signals->mask = (struct signals_mask){{0}};
    for (int number = 1; number < NSIG; number++)
        if (sigismember(&old, number))
            signals->mask.words[0] |= 1UL << (number - 1);
    signals->child_ignored = sigaction(SIGCHLD, NULL, &child) == 0 && child.sa_handler == SIG_IGN;
    if (signals->child_ignored)
        sigaction(SIGCHLD, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
}

void signals_restore(const struct signals *signals)
{
    sigset_t mask;
    sigemptyset(&mask);
    for (int number = 1; number < NSIG; number++)
        if (signals->mask.words[0] & 1UL << (number - 1))
            sigaddset(&mask, number);
    if (signals->child_ignored)
        sigaction(SIGCHLD, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    sigprocmask(SIG_SETMASK, &mask, NULL);
}

void signals_reset(void)
{
    sigset_t all, none, pending;
    sigfillset(&all);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &all, NULL);
    sigpending(&pending);
    for (int number = 1; number < NSIG; number++) {
        if (sigismember(&pending, number)) /* ignored, it is forgotten */
            sigaction(number, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
        sigaction(number, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
    }
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static bool sent_by_terminal(int number)
{
    static const int numbers[] = {SIGINT,   SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU,
                                  SIGWINCH, SIGINFO, SIGCHLD, SIGCONT};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (numbers[i] == number)
            return true;
    return false;
}

/* A kqueue that hears every signal; made once, close-on-exec by nature (kqueue(2): not inherited by
 * fork either). */
static int signal_queue(void)
{
    static int queue = -1;
    static pid_t owner;
    if (queue >= 0 && owner == getpid())
        return queue;
    queue = kqueue();
    owner = getpid();
    for (int number = 1; number < NSIG; number++) {
        struct kevent change;
        EV_SET(&change, number, EVFILT_SIGNAL, EV_ADD | EV_CLEAR, 0, 0, NULL);
        kevent(queue, &change, 1, NULL, 0, NULL);
    }
    return queue;
}

/* Takes one of the signals that are in WANTED and pending, waiting for it. Returns its number, or
 * -1. */
static int take(const sigset_t *wanted, int timeout_ms)
{
    struct timespec timeout = {timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
    int queue = signal_queue();
    for (;;) {
        sigset_t pending;
        sigpending(&pending);
        for (int number = 1; number < NSIG; number++) {
            sigset_t one;
            int taken;
            if (!sigismember(&pending, number) || !sigismember(wanted, number))
                continue;
            sigemptyset(&one);
            sigaddset(&one, number);
            if (sigwait(&one, &taken) == 0)
                return taken;
        }
        struct kevent heard;
        int count = kevent(queue, NULL, 0, &heard, 1, timeout_ms < 0 ? NULL : &timeout);
        if (count == 0 || (count < 0 && errno != EINTR))
            return -1;
    }
}

static bool take_event(const sigset_t *wanted, struct signals_event *event, int timeout_ms)
{
    int number = take(wanted, timeout_ms);
    if (number < 0)
        return false;
    *event = (struct signals_event){.number = number, .from_process = !sent_by_terminal(number)};
    return true;
}

enum signals_wait signals_next(struct signals_event *event, int timeout_ms)
{
    sigset_t all;
    sigfillset(&all);
    if (take_event(&all, event, timeout_ms))
        return SIGNALS_TAKEN;
    return timeout_ms < 0 ? SIGNALS_FAILED : SIGNALS_NONE;
}

bool signals_take(struct signals_event *event, int number)
{
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
    return take_event(&one, event, 0);
}

void signals_stop(int number)
{
    sigset_t one, mask;
    struct sigaction old;
    if (number == SIGSTOP) {
        raise(number);
        return;
    }
    sigaction(number, &(struct sigaction){.sa_handler = SIG_DFL}, &old);
    sigemptyset(&one);
    sigaddset(&one, number);
    sigprocmask(SIG_UNBLOCK, &one, &mask);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    sigaction(number, &old, NULL);
}

void signals_die(int number)
{
    sigset_t one;
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    sigaction(number, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
    raise(number);
    sigemptyset(&one);
    sigaddset(&one, number);
    sigprocmask(SIG_UNBLOCK, &one, NULL);
}
