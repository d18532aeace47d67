/* SPDX-License-Identifier: MIT */
/* A bar on a terminal. */
#include "progress.h"

#include "monotonic.h"

#include <stdio.h>
#include <unistd.h>

#define BAR_CELLS 30
#define QUIET_MS  500

void progress_begin(struct progress *progress)
{
    *progress = (struct progress){.wanted = isatty(STDERR_FILENO), .start_ms = monotonic_ms()};
}

void progress_show(struct progress *progress, const char *what, int percent)
{
    if (!progress->wanted || monotonic_ms() - progress->start_ms < QUIET_MS)
        return;
    char bar[BAR_CELLS + 1] = "";
    for (int i = 0; i < BAR_CELLS; i++)
        bar[i] = i * 100 < percent * BAR_CELLS ? '#' : '.';
    fprintf(stderr, "\r[%s] %3d %% %-24s", bar, percent, what);
    fflush(stderr);
    progress->shown = true;
}

void progress_end(struct progress *progress)
{
    if (progress->shown)
        fprintf(stderr, "\r%*s\r", BAR_CELLS + 36, "");
    progress->shown = false;
}
