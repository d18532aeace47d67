/* SPDX-License-Identifier: MIT */
/* A theme in a folder: frames as PNG at 1x, and at 2x and 3x where there are pixels for it, the
 * ground, the contact sheet, the soundtrack, and theme.ini, which src/theme/ reads. */
#pragma once

#include "roll.h"

#include <stdbool.h>

struct theme_plan {
    const struct roll *roll; /* its loop is written, its sheet too if it has one */
    const char *title;       /* any bytes */
    const char *sound;       /* a WAV or Ogg file; NULL for none */
    int frame_ms;
    const int *stride_px; /* at 1x; NULL: as the roll has measured */
};

/* What came of it, for whoever tells the user. */
struct theme_figures {
    int width, height; /* of a frame, at 1x */
    int scale;         /* the largest that was written */
    int stride_px;
};

/* Into FOLDER, which is there and empty. False: it has complained. */
bool theme_writer_write(const struct theme_plan *plan, const char *folder,
                        struct theme_figures *figures);
