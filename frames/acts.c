/* SPDX-License-Identifier: MIT */
/* Reads acts.csv and the tables of an act; computes the transitions that have no table. */
#include "acts.h"

#include "transition.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#define HEADER                                                   \
    "name,frames,frame_ms,round,left,top,width,height,fidelity," \
    "from,from_frame,to,to_frame,"

#define LINE_LEN_MAX 256
#define CELL_COUNT   13 /* of those that are read here */
#define NO_ACT       "-"

const struct idle_variant idle_variants[IDLE_VARIANT_COUNT] = {
    {"stand-rest", "stand", 1, 1, 1500},  {"stand-blink", "stand", 17, 2, 80},
    {"stand-ear", "stand", 19, 5, 70},    {"stand-tail", "stand", 24, 8, 95},
    {"stand-look", "stand", 32, 10, 110}, {"stand-shift", "stand", 42, 4, 200},
    {"couch-rest", "couch", 1, 1, 1800},  {"couch-blink", "couch", 17, 2, 80},
    {"couch-ear", "couch", 19, 4, 70},
};

/* When each foot is lifted and set down in a transition that has no table, in parts of it. Ours: so
 * late that the leg can still reach back, so early that it can reach ahead. Legs in the order of
 * enum leg: near fore, far fore, near hind, far hind. */
struct steps {
    const char *transition;
    double lift[LEG_COUNT], set_down[LEG_COUNT];
};

/* One gait hands over to the other where their feet match: the near legs stand and the far ones
 * swing in the walk's frame 13 (phase 0.30), the reverse in frame 33; all feet are in the
 * air in the gallop's frame 4 (phase 0.15), gathered under the body. */
static const struct steps steps[] = {
    {"walk-stand", {.56, 0, .48, 0}, {.94, .62, .86, .50}},
    {"stand-walk", {.82, .42, .58, .10}, {1, .83, 1, .54}},
    {"walk-gallop", {.515, 0, .20, 0}, {1, 1, 1, 1}},
    {"gallop-walk", {.12, 0, .12, 0}, {.74, 1, .66, 1}},
};

static bool read_act(const char *line, struct act *act)
{
    struct cut *cut = &act->cut;
    return sscanf(line, "%23[^,],%d,%d,%d,%d,%d,%d,%d,%lf,%23[^,],%d,%23[^,],%d,", act->name,
                  &act->count, &act->frame_ms, &act->round, &cut->left, &cut->top, &cut->width,
                  &cut->height, &act->fidelity, act->from, &act->from_frame, act->to,
                  &act->to_frame) == CELL_COUNT &&
           act->count > 0 && act->frame_ms > 0;
}

static bool read_acts(FILE *file, struct acts *acts)
{
    char line[LINE_LEN_MAX];
    if (!fgets(line, sizeof line, file) || strncmp(line, HEADER, sizeof HEADER - 1) != 0)
        return false;
    while (fgets(line, sizeof line, file)) {
        if (acts->count == ACTS_MAX || !read_act(line, &acts->act[acts->count]))
            return false;
        acts->count++;
    }
    return acts->count > 0 && !ferror(file);
}

bool acts_load(struct acts *acts, const char *tables)
{
    *acts = (struct acts){0};
    if (snprintf(acts->tables, sizeof acts->tables, "%s", tables) >= (int)sizeof acts->tables) {
        errno = ENAMETOOLONG;
        return false;
    }
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/acts.csv", tables);
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    bool good = read_acts(file, acts);
    fclose(file);
    if (!good)
        errno = EINVAL;
    return good;
}

const struct act *acts_find(const struct acts *acts, const char *name)
{
    for (int i = 0; i < acts->count; i++) {
        if (strcmp(acts->act[i].name, name) == 0)
            return &acts->act[i];
    }
    return NULL;
}

bool act_is_transition(const struct act *act)
{
    return strcmp(act->from, NO_ACT) != 0;
}

static bool load_table(const struct acts *acts, const char *name,
                       bool (*pose)(const struct table *, struct gait *), struct gait *gait)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s.csv", acts->tables, name);
    static struct table table;
    return table_load(&table, path) && pose(&table, gait);
}

static bool compute_transition(const struct acts *acts, const struct act *act,
                               const struct steps *step, struct gait *gait)
{
    const struct act *from = acts_find(acts, act->from), *to = acts_find(acts, act->to);
    if (!from || !to) {
        errno = EINVAL;
        return false;
    }
    static struct gait from_gait, to_gait;
    if (!load_table(acts, from->name, gait_read_loop, &from_gait) ||
        !load_table(acts, to->name, gait_read_loop, &to_gait))
        return false;
    struct transition transition = {
        .from_frame = act->from_frame,
        .to_frame = act->to_frame,
        .from_count = from->round,
        .to_count = to->round,
        .from_frame_ms = from->frame_ms,
        .to_frame_ms = to->frame_ms,
        .count = act->count,
        .frame_ms = act->frame_ms,
    };
    memcpy(transition.lift, step->lift, sizeof transition.lift);
    memcpy(transition.set_down, step->set_down, sizeof transition.set_down);
    transition_make(&transition, &from_gait, &to_gait, gait);
    return true;
}

bool acts_pose(const struct acts *acts, const struct act *act, struct gait *gait)
{
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (strcmp(steps[i].transition, act->name) == 0)
            return compute_transition(acts, act, &steps[i], gait);
    }
    return load_table(acts, act->name, act_is_transition(act) ? gait_read_sequence : gait_read_loop,
                      gait);
}
