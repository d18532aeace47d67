/* SPDX-License-Identifier: MIT */
/* Signals on Linux, by system call: the libc keeps signals 32 to 34 to itself and would neither
 * save nor block them for us, but the caller's and the program's are ours to hand on. Owns this
 * process's signal mask. */
#include "signals.h"

#include <errno.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define KERNEL_MASK_SIZE sizeof(uint64_t)
#define ALL_SIGNALS      UINT64_MAX
#define BIT(number)      (UINT64_C(1) << ((number)-1))

static void set_mask(int how, uint64_t mask, uint64_t *old)
{
    syscall(SYS_rt_sigprocmask, how, &mask, old, KERNEL_MASK_SIZE);
}

/* The kernel's struct sigaction, all zero, is SIG_DFL without flags on every architecture. */
static void set_default(int number)
{
    static const uint64_t zero[8];
    syscall(SYS_rt_sigaction, number, zero, NULL, KERNEL_MASK_SIZE);
}

void signals_open(struct signals *signals)
{
    struct sigaction child;
    set_mask(SIG_SETMASK, ALL_SIGNALS, &signals->mask);
    signals->child_ignored = sigaction(SIGCHLD, NULL, &child) == 0 && child.sa_handler == SIG_IGN;
    if (signals->child_ignored)
        set_default(SIGCHLD);
}

void signals_restore(const struct signals *signals)
{
    if (signals->child_ignored)
        sigaction(SIGCHLD, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    set_mask(SIG_SETMASK, signals->mask, NULL);
}

void signals_reset(void)
{
    for (int number = 1; number <= 64; number++)
        set_default(number);
    set_mask(SIG_SETMASK, 0, NULL);
}

/* Takes one of the signals in MASK. Returns its number, or -1. */
static int take(uint64_t mask, siginfo_t *info, int timeout_ms)
{
    struct timespec timeout = {timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
    long number;
    do
        number = syscall(SYS_rt_sigtimedwait, &mask, info, timeout_ms < 0 ? NULL : &timeout,
                         KERNEL_MASK_SIZE);
    while (number < 0 && errno == EINTR); /* stopped and continued: SIGSTOP cannot be blocked */
    return (int)number;
}

bool signals_next(struct signals_event *event, int timeout_ms)
{
    siginfo_t info;
    int number = take(ALL_SIGNALS, &info, timeout_ms);
    if (number < 0)
        return false;
    *event = (struct signals_event){
        .number = number,
        .from_process = info.si_code <= 0, /* SI_USER, SI_TKILL, SI_QUEUE; above 0 the kernel's */
        .has_value = info.si_code == SI_QUEUE,
    };
    if (event->from_process)
        event->sender = info.si_pid;
    if (event->has_value)
        event->value = info.si_value;
    return true;
}

bool signals_await_change(int timeout_ms)
{
    siginfo_t info;
    return take(BIT(SIGCHLD) | BIT(SIGCONT), &info, timeout_ms) > 0;
}

void signals_forget(int number)
{
    siginfo_t info;
    take(BIT(number), &info, 0);
}

void signals_stop(int number)
{
    /* The terminal may have sent us the same signal as the program: raised while blocked the two
     * are one, and one stop is what the shell expects. */
    uint64_t mask, old[8] = {0};
    const bool catchable = number != SIGSTOP;
    if (catchable) {
        static const uint64_t zero[8];
        syscall(SYS_rt_sigaction, number, zero, old, KERNEL_MASK_SIZE);
    }
    kill(getpid(), number);
    if (catchable) {
        set_mask(SIG_UNBLOCK, BIT(number), &mask);
        /* stopped here until SIGCONT */
        set_mask(SIG_SETMASK, mask, NULL);
        syscall(SYS_rt_sigaction, number, old, NULL, KERNEL_MASK_SIZE);
    }
}

void signals_die(int number)
{
    /* The program has dumped its core already, if it was to. */
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    set_default(number);
    kill(getpid(), number);
    set_mask(SIG_UNBLOCK, BIT(number), NULL);
}
