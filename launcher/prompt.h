/* SPDX-License-Identifier: MIT */
/* Looking now and then whether the program waits for its user, or for whoever reads its output:
 * nothing tells when it begins to.
 *
 *     struct prompt prompt;
 *     prompt_open(&prompt, program, true, now_ms);
 *     … at prompt_due_ms(&prompt): if (prompt_look(&prompt, now_ms) == TERMINAL_INPUT) no camel …
 *     prompt_close(&prompt);
 */
#pragma once

#include "terminal.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct prompt {
    struct terminal terminal;
    bool open;
    bool for_input; /* it is asked whether the program waits for its user, too */
    int64_t due_ms;
    int64_t pause_ms; /* that the last look has cost */
};

/* The first look is due at once. Not FOR_INPUT, only for its output: looks are rare. A program
 * without a terminal or a pipe need not be looked at. */
void prompt_open(struct prompt *prompt, pid_t program, bool for_input, int64_t now_ms);

/* What the program waits for; TERMINAL_NONE, too, when no look is due. Looking takes a
 * five-hundredth of the time at most, but for one look that takes long among others that do not. */
enum terminal_wait prompt_look(struct prompt *prompt, int64_t now_ms);

/* True if the last look, FOR_INPUT, saw somebody wait for standard input, who may be fed before the
 * next. */
bool prompt_undecided(const struct prompt *prompt);

/* When the next look is due, monotonic; INT64_MAX: never. */
int64_t prompt_due_ms(const struct prompt *prompt);

/* Harmless twice, and on a zeroed one. */
void prompt_close(struct prompt *prompt);
