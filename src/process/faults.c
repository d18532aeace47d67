/* SPDX-License-Identifier: MIT */
/* Faults as exit statuses. Owns the dispositions of the signals that faults raise. */
#include "faults.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#define HAS_REPORTER true /* a sanitizer, which tells more */
#else
#define HAS_REPORTER false
#endif

static void leave(int number, siginfo_t *info, void *context)
{
    (void)context;
    if (info->si_code != SI_USER)
        _exit(128 + number);
    signal(number, SIG_DFL); /* only then: another thread may fault while this one leaves */
    raise(number);           /* somebody's wish: once we return */
}

void faults_leave_on(char spare[FAULTS_STACK])
{
    stack_t stack = {.ss_sp = spare, .ss_size = FAULTS_STACK};
    if (!HAS_REPORTER)
        sigaltstack(&stack, NULL);
}

void faults_leave(void)
{
    static const int faults[] = {SIGABRT, SIGBUS, SIGFPE,  SIGILL,
                                 SIGSEGV, SIGSYS, SIGTRAP, SIGXCPU};
    static char spare[FAULTS_STACK];
    struct sigaction action = {.sa_sigaction = leave, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    if (HAS_REPORTER)
        return;
    faults_leave_on(spare);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        sigaction(faults[i], &action, NULL);
}
