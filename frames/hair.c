/* SPDX-License-Identifier: MIT */
/* How a hair bends, and lists of hair. */
#include "hair.h"

#include "memory.h"

#include <stdlib.h>

#define ROOM_FIRST 512

void hairs_add(struct hairs *hairs, const struct hair *hair)
{
    if (hairs->count == hairs->room) {
        hairs->room = hairs->room ? hairs->room * 2 : ROOM_FIRST;
        hairs->hair = memory_resize(hairs->hair, hairs->room * sizeof *hairs->hair);
    }
    hairs->hair[hairs->count++] = *hair;
}

void hairs_free(struct hairs *hairs)
{
    free(hairs->hair);
    *hairs = (struct hairs){0};
}

struct hair hair_grow(struct point root, struct point direction, double length, double bend,
                      double width, double strength)
{
    struct point side = {-direction.y, direction.x};
    struct hair hair = {.points = 4, .width = width, .strength = strength};
    hair.at[0] = root;
    hair.at[1] =
        point_along(point_along(root, direction, length * 0.35), side, length * bend * 0.1);
    hair.at[2] =
        point_along(point_along(root, direction, length * 0.70), side, length * bend * 0.4);
    hair.at[3] = point_along(point_along(root, direction, length), side, length * bend);
    return hair;
}

struct point hair_scatter(struct random *random, struct point direction, double spread)
{
    double dx = random_normal(random) * spread, dy = random_normal(random) * spread;
    return point_unit(point_add(direction, (struct point){dx, dy}));
}
