/* SPDX-License-Identifier: MIT */
/* The shift at which a panel differs least from the backdrop. */
#include "registration.h"

#include <stdlib.h>

#define REACH_SHARE   80 /* of the panel's width */
#define REACH_PX_MIN  3
#define POINTS_SIDE   160 /* along each side, at most */
#define STEP_MAX      48  /* levels: what does not belong there counts as much and no more */
#define BETTER_ENOUGH 0.96

struct search {
    const struct picture *panel, *reference;
    const struct mask *suspect, *reference_suspect;
    int reach, step;
};

/* The mean difference where the panel is seen from X, Y further on. */
static double cost(const struct search *search, int x, int y)
{
    long long sum = 0, count = 1;
    int width = search->reference->width, height = search->reference->height;
    for (int row = search->reach; row < height - search->reach; row += search->step)
        for (int column = search->reach; column < width - search->reach; column += search->step) {
            if (*mask_at(search->reference_suspect, column, row) ||
                *mask_at(search->suspect, column + x, row + y))
                continue;
            int off = abs(picture_luma(picture_at(search->reference, column, row)) -
                          picture_luma(picture_at(search->panel, column + x, row + y)));
            sum += off > STEP_MAX ? STEP_MAX : off;
            count++;
        }
    return (double)sum / (double)count;
}

/* MASK moved with what it is of; 1 comes in. */
static void shift_mask(struct mask *mask, const struct mask *from, int x, int y)
{
    for (int row = 0; row < mask->height; row++)
        for (int column = 0; column < mask->width; column++) {
            int from_x = column + x, from_y = row + y;
            bool inside =
                from_x >= 0 && from_y >= 0 && from_x < mask->width && from_y < mask->height;
            *mask_at(mask, column, row) = inside ? *mask_at(from, from_x, from_y) : 1;
        }
}

static bool move(struct picture *panel, struct mask *suspect, int x, int y)
{
    struct picture placed;
    struct mask old;
    if (!mask_copy(suspect, &old))
        return false;
    shift_mask(suspect, &old, x, y);
    mask_free(&old);
    if (!picture_cut(panel, (struct area){x, y, panel->width, panel->height}, &placed))
        return false;
    picture_free(panel);
    *panel = placed;
    return true;
}

bool registration_place(struct picture *panel, struct mask *suspect,
                        const struct picture *reference, const struct mask *reference_suspect)
{
    struct search search = {
        panel, reference, suspect, reference_suspect, panel->width / REACH_SHARE, 1};
    if (search.reach < REACH_PX_MIN)
        search.reach = REACH_PX_MIN;
    if (panel->width <= 4 * search.reach || panel->height <= 4 * search.reach)
        return true;
    int shorter = panel->width < panel->height ? panel->width : panel->height;
    search.step = shorter / POINTS_SIDE > 0 ? shorter / POINTS_SIDE : 1;
    double still = cost(&search, 0, 0), best = still;
    int best_x = 0, best_y = 0;
    for (int y = -search.reach; y <= search.reach; y++)
        for (int x = -search.reach; x <= search.reach; x++) {
            double found = cost(&search, x, y);
            if (found < best) {
                best = found;
                best_x = x;
                best_y = y;
            }
        }
    if (best > BETTER_ENOUGH * still || (best_x == 0 && best_y == 0))
        return true;
    return move(panel, suspect, best_x, best_y);
}
