/* SPDX-License-Identifier: MIT */
/* What of the signals is alike on every system. */
#include "signals.h"

bool signals_forget(int number)
{
    struct signals_event event;
    return signals_take(&event, number);
}

bool signals_is_pending(int number)
{
    sigset_t pending;
    return sigpending(&pending) == 0 && sigismember(&pending, number) == 1;
}
