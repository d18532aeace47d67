/* SPDX-License-Identifier: MIT */
/* Where the card's surface lies on its output: anchored to sides, or so far from the top left
 * corner. */
#include "wayland_private.h"

#define WHOLE_OUTPUT (-1) /* an exclusive zone: of bars too */
#define BESIDE_BARS  0

/* Tells the compositor. */
static void apply(const struct wayland *wayland)
{
    const struct wayland_axis *across = &wayland->across, *down = &wayland->down;
    uint32_t anchor = 0;
    if (across->side != POSITION_MIDDLE)
        anchor |= across->side == POSITION_NEAR ? ZWLR_LAYER_SURFACE_V1_ANCHOR_LEFT
                                                : ZWLR_LAYER_SURFACE_V1_ANCHOR_RIGHT;
    if (down->side != POSITION_MIDDLE)
        anchor |= down->side == POSITION_NEAR ? ZWLR_LAYER_SURFACE_V1_ANCHOR_TOP
                                              : ZWLR_LAYER_SURFACE_V1_ANCHOR_BOTTOM;
    zwlr_layer_surface_v1_set_anchor(wayland->layer_surface, anchor);
    zwlr_layer_surface_v1_set_margin(wayland->layer_surface,
                                     down->side == POSITION_NEAR ? down->margin : 0,
                                     across->side == POSITION_FAR ? across->margin : 0,
                                     down->side == POSITION_FAR ? down->margin : 0,
                                     across->side == POSITION_NEAR ? across->margin : 0);
}

static void put(struct wayland_axis *axis, enum position_side side, int margin)
{
    axis->side = side;
    axis->margin = side == POSITION_MIDDLE ? (axis->output_len - axis->len) / 2 : margin;
}

/* At sides, the margin is the card's: its shadow may lie beyond. */
static void put_at_sides(struct wayland *wayland, const struct position *position)
{
    const SDL_Rect *card = &wayland->card;
    int scale = wayland->scale;
    int right = wayland->across.len - (card->x + card->w) / scale;
    int below = wayland->down.len - (card->y + card->h) / scale;
    put(&wayland->across, position->across,
        PLACEMENT_MARGIN - (position->across == POSITION_NEAR ? card->x / scale : right));
    put(&wayland->down, position->down,
        PLACEMENT_MARGIN - (position->down == POSITION_NEAR ? card->y / scale : below));
}

void wayland_anchor(struct wayland *wayland, const struct position *position)
{
    const SDL_Rect *card = &wayland->card;
    int scale = wayland->scale;
    struct desktop desktop = {
        .monitors = {{0, 0, wayland->output_width, wayland->output_height}},
        .monitor_count = 1,
    };
    wayland->across.output_len = wayland->output_width / wayland->output_scale;
    wayland->down.output_len = wayland->output_height / wayland->output_scale;
    /* In the middle it is that of the output, not of what bars leave of it: then a drag knows where
     * it begins. */
    zwlr_layer_surface_v1_set_exclusive_zone(
        wayland->layer_surface, placement_needs_work(position) ? BESIDE_BARS : WHOLE_OUTPUT);
    bool in_middle = position->kind == POSITION_POINTER;
    if (position->kind == POSITION_SIDES || in_middle) {
        put_at_sides(wayland, in_middle ? &POSITION_CENTER : position);
    } else {
        SDL_Point place = placement_find(position, &desktop, card->w, card->h, 0);
        put(&wayland->across, POSITION_NEAR, (place.x - card->x) / scale);
        put(&wayland->down, POSITION_NEAR, (place.y - card->y) / scale);
    }
    apply(wayland);
}

static void move_axis(struct wayland_axis *axis, int by)
{
    if (axis->side == POSITION_MIDDLE)
        axis->side = POSITION_NEAR;
    axis->margin += axis->side == POSITION_FAR ? -by : by;
}

void wayland_move(struct wayland *wayland, int by_x, int by_y)
{
    move_axis(&wayland->across, by_x);
    move_axis(&wayland->down, by_y);
    apply(wayland);
}

static int near_margin(const struct wayland_axis *axis)
{
    return axis->side == POSITION_FAR ? axis->output_len - axis->len - axis->margin : axis->margin;
}

static wl_fixed_t on_output(const struct wayland_axis *axis, wl_fixed_t place)
{
    wl_fixed_t least = wl_fixed_from_int(-near_margin(axis));
    wl_fixed_t most = least + wl_fixed_from_int(axis->output_len) - 1;
    return place < least ? least : place > most ? most : place;
}

/* A scale of 2 may be one of 1.5, of which nobody tells. */
void wayland_stop_at_edges(struct wayland *wayland)
{
    bool known = wayland->output_count == 1 && wayland->output_scale == 1 &&
                 !wayland->output_turned && wayland->output_width > 0;
    if (!known)
        return;
    wayland->pointer_x = on_output(&wayland->across, wayland->pointer_x);
    wayland->pointer_y = on_output(&wayland->down, wayland->pointer_y);
}

void wayland_place(const struct wayland *wayland, int *x, int *y)
{
    *x = near_margin(&wayland->across) * wayland->scale + wayland->card.x;
    *y = near_margin(&wayland->down) * wayland->scale + wayland->card.y;
}
