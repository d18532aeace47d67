/* SPDX-License-Identifier: MIT */
/* How far the work is, as a bar on standard error where that is a terminal, and only of work that
 * takes longer than half a second. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool shown, wanted;
    int64_t start_ms;
};

void progress_begin(struct progress *progress);

/* WHAT is going on now, PERCENT of all has been done. */
void progress_show(struct progress *progress, const char *what, int percent);

/* Wipes the bar away, before anything else is printed. */
void progress_end(struct progress *progress);
