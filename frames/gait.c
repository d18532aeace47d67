/* SPDX-License-Identifier: MIT */
/* The instants between the rows of a table, and the poses between two. */
#include "gait.h"

#include "stance.h"

#define FULL_TURN 6.283185307179586
#define ROW_NEAR  1e-9

static void measure_bones(struct gait *gait)
{
    for (size_t row = 0; row < gait->count; row++) {
        const struct skeleton *skeleton = &gait->exposure[row];
        gait->head += point_length(skeleton_head(skeleton)) / (double)gait->count;
        for (int leg = 0; leg < LEG_COUNT; leg++) {
            for (int bone = 0; bone < BONE_COUNT; bone++)
                gait->bone[leg][bone] +=
                    point_length(skeleton_bone(skeleton, leg, bone)) / (double)gait->count;
        }
    }
}

bool gait_read(const struct table *table, struct gait *gait)
{
    *gait = (struct gait){.count = table->rows};
    for (size_t row = 0; row < table->rows; row++) {
        if (!skeleton_read(table, row, &gait->exposure[row]))
            return false;
    }
    measure_bones(gait);
    return true;
}

bool gait_read_sequence(const struct table *table, struct gait *gait)
{
    if (!gait_read(table, gait))
        return false;
    gait->open = true;
    return true;
}

bool gait_read_loop(const struct table *table, struct gait *gait)
{
    if (!gait_read(table, gait))
        return false;
    stance_plant(gait);
    return true;
}

/* The four rows around an instant, and how far it is from the second to the third. */
struct around {
    const struct skeleton *row[4];
    double mix;
};

static struct around find_around(const struct gait *gait, double stride)
{
    double count = (double)gait->count;
    double place = (stride - floor(stride)) * count;
    size_t row = (size_t)floor(place + ROW_NEAR);
    struct around around = {.mix = place - (double)row};
    if (around.mix < ROW_NEAR) /* a row itself, but for the division's last bit */
        around.mix = 0;
    for (size_t i = 0; i < 4; i++) {
        size_t at = (row + i + gait->count - 1) % gait->count;
        if (gait->open && row + i < 1)
            at = 0;
        if (gait->open && row + i > gait->count)
            at = gait->count - 1;
        around.row[i] = &gait->exposure[at];
    }
    return around;
}

/* Catmull-Rom: local, so a foot that moves evenly in the table moves evenly between its rows
 * too. */
static double cubic(const double value[4], double t)
{
    double m1 = (value[2] - value[0]) / 2, m2 = (value[3] - value[1]) / 2;
    double t2 = t * t, t3 = t2 * t;
    return value[1] * (2 * t3 - 3 * t2 + 1) + m1 * (t3 - 2 * t2 + t) +
           value[2] * (-2 * t3 + 3 * t2) + m2 * (t3 - t2);
}

static struct point cubic_point(const struct point value[4], double t)
{
    double x[4], y[4];
    for (int i = 0; i < 4; i++) {
        x[i] = value[i].x;
        y[i] = value[i].y;
    }
    return (struct point){cubic(x, t), cubic(y, t)};
}

static double cubic_angle(const struct point direction[4], double t)
{
    double angle[4];
    for (int i = 0; i < 4; i++) {
        angle[i] = point_angle(direction[i]);
        if (i > 0)
            angle[i] -= FULL_TURN * floor((angle[i] - angle[i - 1]) / FULL_TURN + 0.5);
    }
    return cubic(angle, t);
}

static struct point body_at(const struct around *around, enum body_point name)
{
    struct point value[4];
    for (int i = 0; i < 4; i++)
        value[i] = around->row[i]->body[name];
    return cubic_point(value, around->mix);
}

/* On the ground in both rows, the toe goes evenly from one to the other. At the rows themselves
 * that changes nothing. */
static void plant_between(const struct around *around, int leg, struct skeleton *skeleton)
{
    const struct skeleton *before = around->row[1], *after = around->row[2];
    if (before->contact[leg] && after->contact[leg])
        stance_reach(skeleton->leg[leg], point_mix(before->leg[leg][JOINT_TOE],
                                                   after->leg[leg][JOINT_TOE], around->mix));
}

static void place_leg(const struct gait *gait, const struct around *around, int leg,
                      struct skeleton *skeleton)
{
    struct point value[4];
    for (int i = 0; i < 4; i++)
        value[i] = around->row[i]->leg[leg][JOINT_ROOT];
    skeleton->leg[leg][JOINT_ROOT] = cubic_point(value, around->mix);
    for (int bone = 0; bone < BONE_COUNT; bone++) {
        for (int i = 0; i < 4; i++)
            value[i] = skeleton_bone(around->row[i], leg, bone);
        struct point direction = point_at_angle(cubic_angle(value, around->mix));
        skeleton->leg[leg][bone + 1] =
            point_along(skeleton->leg[leg][bone], direction, gait->bone[leg][bone]);
    }
    plant_between(around, leg, skeleton);
    skeleton->contact[leg] =
        around->row[1]->contact[leg] && (around->mix == 0 || around->row[2]->contact[leg]);
}

/* Half the path from the row before to the row after, each against the saddle. */
static struct point swing_at(const struct gait *gait, double stride, enum body_point hump)
{
    double row = 1.0 / (double)gait->count;
    bool first = gait->open && stride < row, last = gait->open && stride > 1 - 1.5 * row;
    struct around before = find_around(gait, first ? stride : stride - row),
                  after = find_around(gait, last ? stride : stride + row);
    struct point swing = point_sub(body_at(&after, hump), body_at(&after, BODY_SADDLE));
    swing = point_sub(swing, point_sub(body_at(&before, hump), body_at(&before, BODY_SADDLE)));
    return point_scale(swing, 0.5);
}

struct skeleton gait_at(const struct gait *gait, double stride)
{
    struct around around = find_around(gait, stride);
    struct skeleton skeleton = {0};
    for (int i = 0; i < BODY_COUNT; i++)
        skeleton.body[i] = body_at(&around, (enum body_point)i);
    struct point head[4];
    double angle[4], ground[4];
    for (int i = 0; i < 4; i++) {
        head[i] = skeleton_head(around.row[i]);
        angle[i] = around.row[i]->trunk_angle;
        ground[i] = around.row[i]->ground_y;
    }
    skeleton.body[BODY_NOSE] = point_along(
        skeleton.body[BODY_POLL], point_at_angle(cubic_angle(head, around.mix)), gait->head);
    for (int leg = 0; leg < LEG_COUNT; leg++)
        place_leg(gait, &around, leg, &skeleton);
    for (int k = 0; k < EXPRESSION_COUNT; k++) {
        double expression[4];
        for (int i = 0; i < 4; i++)
            expression[i] = around.row[i]->expression[k];
        skeleton.expression[k] = cubic(expression, around.mix);
    }
    skeleton.trunk_angle = cubic(angle, around.mix);
    skeleton.ground_y = cubic(ground, around.mix);
    skeleton.forehump_swing = swing_at(gait, stride, BODY_FOREHUMP);
    skeleton.rearhump_swing = swing_at(gait, stride, BODY_REARHUMP);
    return skeleton;
}

static struct point mix_direction(struct point a, struct point b, double mix)
{
    double from = point_angle(a), turn = point_angle(b) - from;
    turn -= FULL_TURN * floor(turn / FULL_TURN + 0.5);
    return point_at_angle(from + turn * mix);
}

void gait_mix_leg(const struct gait *gait, enum leg leg, const struct skeleton *a,
                  const struct skeleton *b, double mix, struct skeleton *skeleton)
{
    struct point *joint = skeleton->leg[leg];
    for (int bone = 0; bone < BONE_COUNT; bone++)
        joint[bone + 1] = point_along(
            joint[bone],
            mix_direction(skeleton_bone(a, leg, bone), skeleton_bone(b, leg, bone), mix),
            gait->bone[leg][bone]);
    skeleton->contact[leg] = mix < 0.5 ? a->contact[leg] : b->contact[leg];
}

struct skeleton gait_mix(const struct gait *gait, const struct skeleton *a,
                         const struct skeleton *b, double mix)
{
    struct skeleton skeleton = {0};
    for (int i = 0; i < BODY_COUNT; i++)
        skeleton.body[i] = point_mix(a->body[i], b->body[i], mix);
    skeleton.body[BODY_NOSE] =
        point_along(skeleton.body[BODY_POLL],
                    mix_direction(skeleton_head(a), skeleton_head(b), mix), gait->head);
    for (int leg = 0; leg < LEG_COUNT; leg++) {
        skeleton.leg[leg][JOINT_ROOT] =
            point_mix(a->leg[leg][JOINT_ROOT], b->leg[leg][JOINT_ROOT], mix);
        gait_mix_leg(gait, (enum leg)leg, a, b, mix, &skeleton);
    }
    for (int i = 0; i < EXPRESSION_COUNT; i++)
        skeleton.expression[i] = a->expression[i] + (b->expression[i] - a->expression[i]) * mix;
    skeleton.trunk_angle = a->trunk_angle + (b->trunk_angle - a->trunk_angle) * mix;
    skeleton.ground_y = a->ground_y + (b->ground_y - a->ground_y) * mix;
    skeleton.forehump_swing = point_mix(a->forehump_swing, b->forehump_swing, mix);
    skeleton.rearhump_swing = point_mix(a->rearhump_swing, b->rearhump_swing, mix);
    return skeleton;
}
