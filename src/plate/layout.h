/* SPDX-License-Identifier: MIT */
/* Where the panels of a plate lie: a strip or a grid, read by rows from the left.
 *
 *     struct layout layout = {.columns = 6};    the rows are to be found
 *     if (layout_find(&plate, &layout))
 *         picture_cut(&plate, layout_panel(&layout, 0), &panel);
 */
#pragma once

#include "gutters.h"
#include "picture.h"

struct layout {
    int columns, rows; /* before: as the user says, 0 for unknown */
    struct gutters across, down;
};

enum layout_found {
    LAYOUT_FOUND,
    LAYOUT_NO_GUTTERS, /* neither found nor said */
    LAYOUT_NO_MEMORY,
};

/* PICTURE is upright. */
enum layout_found layout_find(const struct picture *picture, struct layout *layout);

int layout_count(const struct layout *layout);

/* Panel INDEX without the rim that a gutter's edge may have left. */
struct area layout_panel(const struct layout *layout, int index);
