/* SPDX-License-Identifier: MIT */
/* Reads the joints of one row of a table. */
#include "skeleton.h"

#include <stdio.h>

#define DEGREE (6.283185307179586 / 360.0)

static const char *const body_name[BODY_COUNT] = {
    "nose",  "poll",     "neckdip", "withers", "forehump", "saddle", "rearhump",
    "croup", "tailbase", "tailmid", "tailtip", "dewlap",   "chest",  "flank",
};
static const char *const expression_name[EXPRESSION_COUNT] = {"breath", "jaw", "ear", "lid"};
const char *const skeleton_leg_name[LEG_COUNT] = {"nf", "ff", "nh", "fh"};
static const char *const joint_name[2][JOINT_COUNT] = {
    {"shoulder", "elbow", "carpus", "fetlock", "foot"},
    {"hip", "stifle", "hock", "fetlock", "foot"},
};

static bool read_number(const struct table *table, size_t row, const char *name, double *number)
{
    size_t column;
    if (!table_column(table, name, &column))
        return false;
    *number = table->value[row][column];
    return true;
}

static bool read_point(const struct table *table, size_t row, const char *name, struct point *point)
{
    char axis[TABLE_NAME_MAX + 4];
    snprintf(axis, sizeof axis, "%s_x", name);
    if (!read_number(table, row, axis, &point->x))
        return false;
    snprintf(axis, sizeof axis, "%s_y", name);
    return read_number(table, row, axis, &point->y);
}

static bool read_leg(const struct table *table, size_t row, enum leg leg, struct skeleton *skeleton)
{
    char name[TABLE_NAME_MAX];
    for (int joint = 0; joint < JOINT_COUNT; joint++) {
        snprintf(name, sizeof name, "%s_%s", skeleton_leg_name[leg],
                 joint_name[leg >= LEG_NEAR_HIND][joint]);
        if (!read_point(table, row, name, &skeleton->leg[leg][joint]))
            return false;
    }
    snprintf(name, sizeof name, "%s_contact", skeleton_leg_name[leg]);
    double contact;
    if (!read_number(table, row, name, &contact))
        return false;
    skeleton->contact[leg] = contact > 0.5;
    return true;
}

bool skeleton_read(const struct table *table, size_t row, struct skeleton *skeleton)
{
    for (int i = 0; i < BODY_COUNT; i++) {
        if (!read_point(table, row, body_name[i], &skeleton->body[i]))
            return false;
    }
    for (int leg = 0; leg < LEG_COUNT; leg++) {
        if (!read_leg(table, row, (enum leg)leg, skeleton))
            return false;
    }
    double trunk_deg;
    if (!read_number(table, row, "trunk_deg", &trunk_deg) ||
        !read_number(table, row, "ground_y", &skeleton->ground_y))
        return false;
    skeleton->trunk_angle = trunk_deg * DEGREE;
    for (int i = 0; i < EXPRESSION_COUNT; i++) {
        if (!read_number(table, row, expression_name[i], &skeleton->expression[i]))
            skeleton->expression[i] = 0;
    }
    return true;
}

struct point skeleton_bone(const struct skeleton *skeleton, int leg, int bone)
{
    return point_sub(skeleton->leg[leg][bone + 1], skeleton->leg[leg][bone]);
}

struct point skeleton_head(const struct skeleton *skeleton)
{
    return point_sub(skeleton->body[BODY_NOSE], skeleton->body[BODY_POLL]);
}
