/* SPDX-License-Identifier: MIT */
/* A theme with the art of its first frame: all that a show needs before it has a window. */
#pragma once

#include "channel.h"
#include "renderer.h"
#include "theme.h"
#include "theme_notes.h"
#include "window.h"

#include <stdbool.h>

struct stage {
    struct theme theme;
    struct renderer renderer;
};

/* The theme in FOLDER, or if DARK the one that it names instead of itself on a dark desktop, at the
 * scale that WINDOW has, which gets smaller where the card would not fit on its monitor. Returns
 * how a splash ends that shows it; for any but WELL nothing is left open. NOTES gets what was
 * wrong, if it is not WELL. */
enum ending stage_open(struct stage *stage, const char *folder, bool dark, struct window *window,
                       struct theme_notes *notes);

/* Harmless twice. */
void stage_close(struct stage *stage);
