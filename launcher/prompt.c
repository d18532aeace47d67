/* SPDX-License-Identifier: MIT */
/* The pace of looking at the terminal. */
#include "prompt.h"

#include "monotonic.h"

#define PAUSE_MS 90 /* a camel in front of a prompt is noticed as soon */

void prompt_open(struct prompt *prompt, pid_t program, int64_t now_ms)
{
    prompt->open = terminal_open(&prompt->terminal, program);
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
    prompt->due_ms = now_ms + (pause_ms > PAUSE_MS ? pause_ms : PAUSE_MS);
    return seen;
}

bool prompt_undecided(const struct prompt *prompt)
{
    return prompt->open && prompt->terminal.undecided;
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
