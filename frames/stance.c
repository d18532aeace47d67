/* SPDX-License-Identifier: MIT */
/* Bends legs until the foot is where it should be. */
#include "stance.h"

#include <stdlib.h>

/* A knee is never quite straight nor shut. */
#define STRAIGHT_PX 0.15
#define SHUT_PX     0.5

/* A toe that high over the ground is lifting off, whatever its row says: flags are good to one row
 * only. */
#define LIFTING_PX 2.0

static void turn_below(struct point joint[JOINT_COUNT], enum joint pivot, double angle)
{
    struct point turn = point_at_angle(angle);
    for (int i = (int)pivot + 1; i < JOINT_COUNT; i++)
        joint[i] = point_add(joint[pivot], point_turn(point_sub(joint[i], joint[pivot]), turn));
}

/* Newton's method: what is to be mended is a few px, so four steps leave nothing. */
void stance_reach(struct point joint[JOINT_COUNT], struct point wanted)
{
    for (int step = 0; step < 4; step++) {
        struct point off = point_sub(wanted, joint[JOINT_TOE]);
        struct point root = point_sub(joint[JOINT_TOE], joint[JOINT_ROOT]);
        struct point elbow = point_sub(joint[JOINT_TOE], joint[JOINT_ELBOW]);
        double area = elbow.x * root.y - elbow.y * root.x;
        if (fabs(area) < 1.0)
            return; /* the leg is straight: no turn would help */
        /* A small turn moves the toe at right angles to what turns: solve for both turns at
         * once. */
        turn_below(joint, JOINT_ROOT, -(off.x * elbow.x + off.y * elbow.y) / area);
        turn_below(joint, JOINT_ELBOW, (off.x * root.x + off.y * root.y) / area);
    }
}

void stance_lead(struct point joint[JOINT_COUNT], struct point wanted)
{
    struct point upper = point_sub(joint[JOINT_ELBOW], joint[JOINT_ROOT]);
    struct point lower = point_sub(joint[JOINT_CARPUS], joint[JOINT_ELBOW]);
    struct point fetlock = point_sub(joint[JOINT_FETLOCK], joint[JOINT_CARPUS]);
    struct point toe = point_sub(joint[JOINT_TOE], joint[JOINT_FETLOCK]);
    double a = point_length(upper), b = point_length(lower);
    double side = upper.x * lower.y - upper.y * lower.x > 0 ? -1 : 1;
    struct point reach = point_sub(point_sub(point_sub(wanted, toe), fetlock), joint[JOINT_ROOT]);
    double far = number_clamp(point_length(reach), fabs(a - b) + SHUT_PX, a + b - STRAIGHT_PX);
    double open = acos(number_clamp((a * a + far * far - b * b) / (2 * a * far), -1, 1));
    joint[JOINT_CARPUS] = point_along(joint[JOINT_ROOT], point_unit(reach), far);
    joint[JOINT_ELBOW] =
        point_along(joint[JOINT_ROOT], point_at_angle(point_angle(reach) + side * open), a);
    joint[JOINT_FETLOCK] = point_add(joint[JOINT_CARPUS], fetlock);
    joint[JOINT_TOE] = point_add(joint[JOINT_FETLOCK], toe);
}

static bool stands(const struct skeleton *skeleton, int leg)
{
    return skeleton->contact[leg] &&
           skeleton->ground_y - skeleton->leg[leg][JOINT_TOE].y < LIFTING_PX;
}

static const struct skeleton *row_of(const struct gait *gait, size_t row)
{
    return &gait->exposure[row % gait->count];
}

static int compare_steps(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* By the median step of all standing feet: at touch-down and lift-off the toe rolls. */
static void measure_stride(struct gait *gait)
{
    double steps[LEG_COUNT * TABLE_ROWS_MAX];
    size_t count = 0;
    for (int leg = 0; leg < LEG_COUNT; leg++) {
        for (size_t row = 0; row < gait->count; row++) {
            const struct skeleton *here = row_of(gait, row), *next = row_of(gait, row + 1);
            if (stands(here, leg) && stands(next, leg))
                steps[count++] = here->leg[leg][JOINT_TOE].x - next->leg[leg][JOINT_TOE].x;
        }
    }
    qsort(steps, count, sizeof *steps, compare_steps);
    gait->stride_px = count ? steps[count / 2] * (double)gait->count : 0;
}

/* One stance, from row FIRST on: the foot is set to one spot of the ground, the mean of where the
 * rows have it. */
static void plant_stance(struct gait *gait, int leg, size_t first, size_t len)
{
    double step = gait->stride_px / (double)gait->count, spot = 0;
    for (size_t i = 0; i < len; i++)
        spot += (row_of(gait, first + i)->leg[leg][JOINT_TOE].x + (double)i * step) / (double)len;
    for (size_t i = 0; i < len; i++) {
        struct point *joint = gait->exposure[(first + i) % gait->count].leg[leg];
        stance_reach(joint, (struct point){spot - (double)i * step, joint[JOINT_TOE].y});
    }
}

void stance_plant(struct gait *gait)
{
    measure_stride(gait);
    for (int leg = 0; leg < LEG_COUNT; leg++) {
        for (size_t row = 0; row < gait->count; row++)
            gait->exposure[row].contact[leg] = stands(&gait->exposure[row], leg);
        for (size_t row = 0; row < gait->count; row++) {
            size_t len = 0;
            if (row_of(gait, row)->contact[leg] || !row_of(gait, row + 1)->contact[leg])
                continue;
            while (len < gait->count && row_of(gait, row + 1 + len)->contact[leg])
                len++;
            plant_stance(gait, leg, row + 1, len);
        }
    }
}
