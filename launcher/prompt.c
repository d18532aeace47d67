/* SPDX-License-Identifier: MIT */
/* The pace of looking at the terminal. */
#include "prompt.h"

#include "monotonic.h"

#define PAUSE_MS 90 /* a camel in front of a prompt is noticed as soon */

/* Each look takes of the program's share of a busy machine, far more than the look itself: we are
 * in its session, and the scheduler shares by session and processor. Nobody is kept from typing by
 * a camel in front of a pager that has shown its first page. */
#define OUTPUT_PAUSE_MS 1000

void prompt_open(struct prompt *prompt, pid_t program, bool for_input, int64_t now_ms)
{
    prompt->open = terminal_open(&prompt->terminal, program);
    prompt->for_input = for_input && prompt->terminal.has_input;
    prompt->due_ms = now_ms;
    prompt->pause_ms = 0;
}

enum terminal_wait prompt_look(struct prompt *prompt, int64_t now_ms)
{
    if (!prompt->open || now_ms < prompt->due_ms)
        return TERMINAL_NONE;
    int64_t spent_us = monotonic_spent_us();
    enum terminal_wait seen = terminal_look(&prompt->terminal);
    int64_t last_ms = prompt->pause_ms;
    prompt->pause_ms = monotonic_pause_us(spent_us) / 1000;
    int64_t pause_ms = prompt->pause_ms < last_ms ? prompt->pause_ms : last_ms;
    int64_t least_ms = prompt->for_input ? PAUSE_MS : OUTPUT_PAUSE_MS;
    prompt->due_ms = now_ms + (pause_ms > least_ms ? pause_ms : least_ms);
    return seen;
}

bool prompt_undecided(const struct prompt *prompt)
{
    return prompt->open && prompt->for_input && prompt->terminal.undecided;
}

int64_t prompt_due_ms(const struct prompt *prompt)
{
    return prompt->open ? prompt->due_ms : INT64_MAX;
}

void prompt_close(struct prompt *prompt)
{
    if (prompt->open)
        terminal_close(&prompt->terminal);
    prompt->open = false;
}
