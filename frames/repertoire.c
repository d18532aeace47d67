/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: see repertoire.h. */
#include "repertoire.h"

#include <stdio.h>
#include <string.h>

#include "passage.h"

/* A walk's stride takes 1.68 s (published, README.md), a gallop's 0.60 s (ours). A camel chews
 * 28000 times in eight hours (published): 8 frames of 120 ms hold one chew. The cuts are what is
 * not transparent in any frame at any size, and a little more. */
const struct act repertoire[REPERTOIRE_COUNT] = {
    {"walk", 40, 42, 40, {1, 29, 219, 162}, 1},
    {"gallop", 20, 30, 20, {0, 24, 237, 167}, 0.78},
    {"stand", 45, 120, 16, {27, 16, 187, 175}, 1},
    {"couch", 22, 120, 16, {3, 94, 198, 98}, 1},
    {"down", 20, 90, 0, {3, 28, 222, 164}, 0.87},
    {"walk-stand", 12, 85, 0, {8, 25, 209, 166}, 0.87},
    {"stand-walk", 12, 85, 0, {2, 25, 217, 166}, 0.87},
    {"walk-gallop", 11, 38, 0, {2, 24, 224, 167}, 0.78},
    {"gallop-walk", 14, 42, 0, {2, 26, 233, 165}, 0.78},
};

const struct whim whims[WHIM_COUNT] = {
    {"stand-rest", "stand", 1, 1, 1500},  {"stand-blink", "stand", 17, 2, 80},
    {"stand-ear", "stand", 19, 5, 70},    {"stand-tail", "stand", 24, 8, 95},
    {"stand-look", "stand", 32, 10, 110}, {"stand-shift", "stand", 42, 4, 200},
    {"couch-rest", "couch", 1, 1, 1800},  {"couch-blink", "couch", 17, 2, 80},
    {"couch-ear", "couch", 19, 4, 70},
};

enum { WAY_COUNT = 4 };

/* The near legs stand and the far ones swing in the walk's frame 13 (phase 0.30), the other way
 * round in frame 33; all feet are in the air in the gallop's frame 4 (phase 0.15), gathered under
 * the body. There one gait hands over to the other. When each foot is lifted and set down is ours:
 * so late that the leg can still reach back, so early that it can reach ahead. Legs in the order of
 * enum leg: near fore, far fore, near hind, far hind. */
static const struct passage passages[WAY_COUNT] = {
    {"walk", "stand", 13, 1, 40, 16, 42, 120, 12, 85, {.56, 0, .48, 0}, {.94, .62, .86, .50}},
    {"stand", "walk", 1, 33, 16, 40, 120, 42, 12, 85, {.82, .42, .58, .10}, {1, .83, 1, .54}},
    {"walk", "gallop", 13, 4, 40, 20, 42, 30, 11, 38, {.515, 0, .20, 0}, {1, 1, 1, 1}},
    {"gallop", "walk", 4, 13, 20, 40, 30, 42, 14, 42, {.12, 0, .12, 0}, {.74, 1, .66, 1}},
};

enum { PATH_LEN_MAX = 4096 };

static bool load_table(const char *tables, const char *name,
                       bool (*pose)(const struct table *, struct gait *), struct gait *gait)
{
    static struct table table;
    char path[PATH_LEN_MAX];

    snprintf(path, sizeof path, "%s/%s.csv", tables, name);
    return table_load(&table, path) && pose(&table, gait);
}

static bool load_way(const struct passage *passage, const char *tables, struct gait *gait)
{
    static struct gait from, to;

    if (!load_table(tables, passage->from, skeleton_loop, &from) ||
        !load_table(tables, passage->to, skeleton_loop, &to))
        return false;
    passage_make(passage, &from, &to, gait);
    return true;
}

const struct act *repertoire_find(const char *name)
{
    for (size_t i = 0; i < REPERTOIRE_COUNT; i++) {
        if (strcmp(repertoire[i].name, name) == 0)
            return &repertoire[i];
    }
    return NULL;
}

bool repertoire_load(const struct act *act, const char *tables, struct gait *gait)
{
    for (size_t i = 0; i < WAY_COUNT; i++) {
        char name[32];

        snprintf(name, sizeof name, "%s-%s", passages[i].from, passages[i].to);
        if (strcmp(act->name, name) == 0)
            return load_way(&passages[i], tables, gait);
    }
    return load_table(tables, act->name, strcmp(act->name, "down") ? skeleton_loop : skeleton_way,
                      gait);
}
