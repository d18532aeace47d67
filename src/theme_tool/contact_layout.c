/* SPDX-License-Identifier: MIT */
/* Places on a contact sheet. */
#include "contact_layout.h"

void contact_layout_init(struct contact_layout *layout, int scale)
{
    *layout = (struct contact_layout){
        .scale = scale, .width = CONTACT_WIDTH * scale, .height = (int64_t)CONTACT_MARGIN * scale};
}

void contact_layout_widen(struct contact_layout *layout, int width)
{
    int wanted = width + 2 * CONTACT_MARGIN * layout->scale;
    layout->width = wanted > layout->width ? wanted : layout->width;
}

static int columns(const struct contact_layout *layout, const struct contact_block *block)
{
    int gap = CONTACT_GAP * layout->scale;
    int room = layout->width - 2 * CONTACT_MARGIN * layout->scale + gap;
    int count = room / (block->cell_width + gap);
    return count > 0 ? count : 1;
}

static int row_height(const struct contact_layout *layout, const struct contact_block *block)
{
    return block->cell_height + (CONTACT_NUMBER + CONTACT_GAP) * layout->scale;
}

struct contact_block contact_layout_add(struct contact_layout *layout, int width, int height,
                                        int frame_count)
{
    struct contact_block block = {.y = layout->height,
                                  .cell_width = width,
                                  .cell_height = height,
                                  .frame_count = frame_count};
    int count = columns(layout, &block), rows = (frame_count + count - 1) / count;
    layout->height += (int64_t)rows * row_height(layout, &block) +
                      (CONTACT_HEADING + CONTACT_MARGIN) * layout->scale;
    return block;
}

SDL_Rect contact_layout_cell(const struct contact_layout *layout, const struct contact_block *block,
                             int index)
{
    int count = columns(layout, block), row = index / count, column = index % count;
    return (SDL_Rect){
        .x = CONTACT_MARGIN * layout->scale +
             column * (block->cell_width + CONTACT_GAP * layout->scale),
        .y = (int)block->y + CONTACT_HEADING * layout->scale + row * row_height(layout, block),
        .w = block->cell_width,
        .h = block->cell_height,
    };
}
