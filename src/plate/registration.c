/* SPDX-License-Identifier: MIT */
/* The shift at which a panel differs least from the backdrop. */
#include "registration.h"

#include <stdlib.h>

#define REACH_SHARE   50 /* of the panel's width */
#define REACH_PX_MIN  4
#define THICK_SHARE   40  /* of the height: half as thick as an edge with its margins */
#define POINTS_SIDE   160 /* along each side, at most */
#define ROUGH_TIMES   2   /* so much wider apart, at first */
#define STEP_MAX      48  /* levels: what does not belong there counts as much and no more */
#define BETTER_ENOUGH 0.985

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

/* What is thick of SUSPECT: an edge of the backdrop that lies elsewhere is suspect, too, and is
 * what one goes by. */
static bool take_thick(const struct mask *suspect, struct mask *thick)
{
    int radius = suspect->height / THICK_SHARE + 1;
    return mask_copy(suspect, thick) && mask_erode(thick, radius) && mask_dilate(thick, radius);
}

/* The least cost of the shifts within REACH of *X, *Y, which become its own. */
static double search_about(const struct search *search, int reach, int *x, int *y)
{
    int from_x = *x, from_y = *y;
    double best = cost(search, from_x, from_y);
    for (int down = from_y - reach; down <= from_y + reach; down++)
        for (int right = from_x - reach; right <= from_x + reach; right++) {
            bool within = abs(down) <= search->reach && abs(right) <= search->reach;
            double found = within ? cost(search, right, down) : best;
            if (found < best) {
                best = found;
                *x = right;
                *y = down;
            }
        }
    return best;
}

bool registration_place(struct picture *panel, struct mask *suspect,
                        const struct picture *reference, const struct mask *reference_suspect,
                        int *moved_x)
{
    struct mask own, other;
    bool good = take_thick(suspect, &own);
    good = take_thick(reference_suspect, &other) && good;
    struct search search = {panel, reference, &own, &other, panel->width / REACH_SHARE, 1};
    if (search.reach < REACH_PX_MIN)
        search.reach = REACH_PX_MIN;
    int shorter = panel->width < panel->height ? panel->width : panel->height;
    search.step = shorter / POINTS_SIDE > 0 ? shorter / POINTS_SIDE : 1;
    *moved_x = 0;
    if (good && shorter > 4 * search.reach) {
        struct search rough = search;
        int x = 0, y = 0;
        rough.step *= ROUGH_TIMES;
        search_about(&rough, search.reach, &x, &y);
        double best = search_about(&search, 1, &x, &y);
        if ((x || y) && best < BETTER_ENOUGH * cost(&search, 0, 0)) {
            good = move(panel, suspect, x, y);
            *moved_x = -x;
        }
    }
    mask_free(&own);
    mask_free(&other);
    return good;
}
