/* SPDX-License-Identifier: MIT */
/* Signals on Linux, by system call: the libc keeps signals 32 to 34 to itself and would neither
 * save nor block them for us, but the caller's and the program's are ours to hand on. Owns this
 * process's signal mask. */
#include "signals.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NUMBER_MAX    (_NSIG / 64 * 64)               /* libcs count one signal more, or not */
#define MASK_SIZE     ((size_t)NUMBER_MAX / CHAR_BIT) /* any other is EINVAL */
#define FORGOTTEN_MAX 1024 /* of pending signals: somebody may be sending them without end */

/* The kernel's struct timespec, which is not the libc's everywhere. */
struct duration {
    long s, ns;
};

/* Room for the kernel's struct sigaction, which all zero is SIG_DFL without flags on every
 * architecture. */
struct action {
    uint64_t words[8];
};

static struct signals_mask all_signals(void)
{
    struct signals_mask mask;
    memset(&mask, 0xff, sizeof mask);
    return mask;
}

static struct signals_mask only(int number)
{
    size_t bit = (size_t)number - 1;
    struct signals_mask mask = {{0}};
    mask.words[bit / SIGNALS_BITS] = 1UL << bit % SIGNALS_BITS;
    return mask;
}

/* Refused, though it cannot be, it is tried once more: a program without its signals is a lost one.
 */
static void set_mask(int how, const struct signals_mask *mask, struct signals_mask *old)
{
    if (syscall(SYS_rt_sigprocmask, how, mask, old, MASK_SIZE) != 0)
        syscall(SYS_rt_sigprocmask, how, mask, old, MASK_SIZE);
}

static void set_default(int number, struct action *old)
{
    static const struct action zero;
    syscall(SYS_rt_sigaction, number, &zero, old, MASK_SIZE);
}

void signals_open(struct signals *signals)
{
    struct sigaction child;
    struct signals_mask all = all_signals();
    set_mask(SIG_SETMASK, &all, &signals->mask);
    signals->child_ignored = sigaction(SIGCHLD, NULL, &child) == 0 && child.sa_handler == SIG_IGN;
    if (signals->child_ignored)
        set_default(SIGCHLD, NULL);
}

void signals_restore(const struct signals *signals)
{
    if (signals->child_ignored)
        sigaction(SIGCHLD, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    set_mask(SIG_SETMASK, &signals->mask, NULL);
}

/* Takes one of the signals in MASK. */
static enum signals_wait take(const struct signals_mask *mask, siginfo_t *info, int timeout_ms)
{
    struct duration timeout = {timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
    long number;
    do
        number =
            syscall(SYS_rt_sigtimedwait, mask, info, timeout_ms < 0 ? NULL : &timeout, MASK_SIZE);
    while (number < 0 && errno == EINTR); /* stopped and continued: SIGSTOP cannot be blocked */
    if (number > 0)
        return SIGNALS_TAKEN;
    return errno == EAGAIN ? SIGNALS_NONE : SIGNALS_FAILED;
}

void signals_reset(void)
{
    siginfo_t info;
    struct signals_mask all = all_signals(), none = {{0}};
    for (int i = 0; i < FORGOTTEN_MAX && take(&all, &info, 0) == SIGNALS_TAKEN; i++)
        continue;
    for (int number = 1; number <= NUMBER_MAX; number++)
        set_default(number, NULL);
    set_mask(SIG_SETMASK, &none, NULL);
}

static enum signals_wait take_event(const struct signals_mask *mask, struct signals_event *event,
                                    int timeout_ms)
{
    siginfo_t info;
    enum signals_wait waited = take(mask, &info, timeout_ms);
    if (waited != SIGNALS_TAKEN)
        return waited;
    *event = (struct signals_event){
        .number = info.si_signo,
        .from_process = info.si_code <= 0, /* SI_USER, SI_TKILL, SI_QUEUE; above 0 the kernel's */
        .has_value = info.si_code == SI_QUEUE,
    };
    if (event->from_process)
        event->sender = info.si_pid;
    if (event->has_value)
        event->value = info.si_value;
    return SIGNALS_TAKEN;
}

enum signals_wait signals_next(struct signals_event *event, int timeout_ms)
{
    struct signals_mask all = all_signals();
    return take_event(&all, event, timeout_ms);
}

bool signals_take(struct signals_event *event, int number)
{
    struct signals_mask mask = only(number);
    return take_event(&mask, event, 0) == SIGNALS_TAKEN;
}

void signals_stop(int number)
{
    struct signals_mask mask = only(number), old;
    struct action action;
    if (number == SIGSTOP) {
        raise(number);
        return;
    }
    set_default(number, &action);
    set_mask(SIG_UNBLOCK, &mask, &old);
    /* stopped here until SIGCONT */
    set_mask(SIG_SETMASK, &old, NULL);
    syscall(SYS_rt_sigaction, number, &action, NULL, MASK_SIZE);
}

void signals_die(int number)
{
    struct signals_mask mask = only(number);
    /* The program has dumped its core already, if it was to. */
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    set_default(number, NULL);
    raise(number); /* not kill(getpid()): were that refused, it would be kill(-1), everybody */
    set_mask(SIG_UNBLOCK, &mask, NULL);
}
