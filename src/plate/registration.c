/* SPDX-License-Identifier: MIT */
/* The shift at which a panel differs least from the backdrop. */
#include "registration.h"

#include <stdlib.h>

#define REACH_SHARE   50 /* of the panel's width */
#define REACH_PX_MIN  4
#define THICK_SHARE   40  /* of the height: half as thick as an edge with its margins */
#define POINTS_SIDE   160 /* along each side, at most */
#define STEP_MAX      48  /* levels: what does not belong there counts as much and no more */
#define BETTER_ENOUGH 0.985

/* A pixel of the reference that is looked at. */
struct point {
    size_t place; /* in the panel's tones, without a shift */
    uint8_t tone;
};

struct search {
    int width, reach, count;
    struct point *points;
    uint8_t *tones, *hidden; /* of the panel; what is hidden is suspect */
};

static void search_free(struct search *search)
{
    free(search->points);
    free(search->tones);
    free(search->hidden);
}

/* The points of REFERENCE, STEP apart, that are not suspect. */
static void take_points(struct search *search, const struct picture *reference,
                        const struct mask *suspect, int step)
{
    for (int y = search->reach; y < reference->height - search->reach; y += step)
        for (int x = search->reach; x < reference->width - search->reach; x += step)
            if (!*mask_at(suspect, x, y))
                search->points[search->count++] =
                    (struct point){(size_t)y * (size_t)reference->width + (size_t)x,
                                   (uint8_t)picture_luma(picture_at(reference, x, y))};
}

static bool search_make(struct search *search, const struct picture *panel,
                        const struct mask *suspect, const struct picture *reference,
                        const struct mask *reference_suspect)
{
    size_t count = (size_t)panel->width * (size_t)panel->height;
    int shorter = panel->width < panel->height ? panel->width : panel->height;
    int step = shorter / POINTS_SIDE > 0 ? shorter / POINTS_SIDE : 1;
    *search = (struct search){.width = panel->width, .reach = panel->width / REACH_SHARE};
    if (search->reach < REACH_PX_MIN)
        search->reach = REACH_PX_MIN;
    search->points = malloc(count * sizeof *search->points);
    search->tones = malloc(count);
    search->hidden = malloc(count);
    if (!search->points || !search->tones || !search->hidden)
        return false;
    for (size_t i = 0; i < count; i++) {
        search->tones[i] = (uint8_t)picture_luma(panel->rgba + 4 * i);
        search->hidden[i] = suspect->value[i];
    }
    take_points(search, reference, reference_suspect, step);
    return true;
}

/* The mean difference where the panel is seen from X, Y further on; at least BOUND, if that is
 * known before all is looked at. */
static double cost(const struct search *search, int x, int y, double bound)
{
    long long sum = 0, count = 1, most = (long long)(bound * (search->count + 1));
    ptrdiff_t shift = (ptrdiff_t)y * search->width + x;
    for (int i = 0; i < search->count && sum <= most; i++) {
        size_t place = (size_t)((ptrdiff_t)search->points[i].place + shift);
        int off = abs(search->points[i].tone - search->tones[place]);
        bool seen = !search->hidden[place];
        sum += seen ? off > STEP_MAX ? STEP_MAX : off : 0;
        count += seen;
    }
    return sum <= most ? (double)sum / (double)count : bound;
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

/* The least cost of all shifts, and where. */
static double search_all(const struct search *search, int *x, int *y)
{
    double best = cost(search, 0, 0, STEP_MAX);
    *x = *y = 0;
    for (int down = -search->reach; down <= search->reach; down++)
        for (int right = -search->reach; right <= search->reach; right++) {
            double found = cost(search, right, down, best);
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
    struct search search = {0};
    good = good && search_make(&search, panel, &own, reference, &other);
    int shorter = panel->width < panel->height ? panel->width : panel->height;
    *moved_x = 0;
    if (good && shorter > 4 * search.reach) {
        int x, y;
        double best = search_all(&search, &x, &y);
        if ((x || y) && best < BETTER_ENOUGH * cost(&search, 0, 0, STEP_MAX)) {
            good = move(panel, suspect, x, y);
            *moved_x = -x;
        }
    }
    search_free(&search);
    mask_free(&own);
    mask_free(&other);
    return good;
}
