/* SPDX-License-Identifier: MIT */
/* Where what stands on a contact sheet. Pure.
 *
 *     struct contact_layout layout;
 *     contact_layout_init(&layout, 2);
 *     struct contact_block block = contact_layout_add(&layout, 240, 200, 40);
 *     SDL_Rect cell = contact_layout_cell(&layout, &block, 17);
 */
#pragma once

#include <SDL.h>
#include <stdint.h>

#define CONTACT_WIDTH   1200 /* at least, at scale 1 */
#define CONTACT_MARGIN  16
#define CONTACT_HEADING 26 /* the line above an act's frames */
#define CONTACT_NUMBER  16 /* the line below a frame */
#define CONTACT_GAP     6

struct contact_layout {
    int scale;
    int width;      /* of the sheet, pixels; it grows with the widest frame */
    int64_t height; /* so far */
};

/* An act's place. */
struct contact_block {
    int64_t y; /* of its heading, pixels */
    int cell_width, cell_height;
    int frame_count;
};

void contact_layout_init(struct contact_layout *layout, int scale);

/* Room for FRAME_COUNT frames of such a size, pixels, below what there is; the sheet's width has to
 * be final before a cell is asked for. */
struct contact_block contact_layout_add(struct contact_layout *layout, int width, int height,
                                        int frame_count);

/* Makes the sheet as wide as a frame of WIDTH wants; before anything is added. */
void contact_layout_widen(struct contact_layout *layout, int width);

/* Where frame INDEX stands, pixels. */
SDL_Rect contact_layout_cell(const struct contact_layout *layout, const struct contact_block *block,
                             int index);
