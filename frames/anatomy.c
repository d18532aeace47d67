/* SPDX-License-Identifier: MIT */
/* Where the landmarks lie, from the joints. Numbers ours, set by hand. */
#include "anatomy.h"

/* The lower jaw hangs behind the cheek and moves most at the chin; a chewing camel's goes a little
 * back as it comes down. Ours, by eye, in the head's axes. */
#define JAW_FROM_X 9.0
#define JAW_TO_X   24.0
#define JAW_FROM_Y 4.5
#define JAW_TO_Y   7.5
#define JAW_BACK   (-0.35)

/* Ours, hand-set: the trunk's middle as seen from the hip; nape and jaw as seen from the poll. */
static const struct point centre_from_hip = {39.0, -1.0};
static const struct point nape_in_head = {-7.0, 8.0};
static const struct point jaw_in_head = {12.0, 21.5};

struct point anatomy_trunk(const struct anatomy *anatomy, double x, double y)
{
    return point_turn((struct point){x, y}, anatomy->trunk_turn);
}

struct point anatomy_head(const struct anatomy *anatomy, double x, double y)
{
    return point_add(anatomy->landmark[BODY_POLL],
                     point_turn((struct point){x, y}, anatomy->head_turn));
}

struct point anatomy_face(const struct anatomy *anatomy, double x, double y)
{
    double open = anatomy->skeleton->expression[EXPRESSION_JAW] *
                  number_smooth(JAW_FROM_X, JAW_TO_X, x) * number_smooth(JAW_FROM_Y, JAW_TO_Y, y);
    return anatomy_head(anatomy, x + open * JAW_BACK, y + open);
}

struct point anatomy_place(const struct anatomy *anatomy, const struct place *place)
{
    if (place->from == LANDMARK_HEAD)
        return anatomy_face(anatomy, place->x, place->y);
    struct point base =
        point_mix(anatomy->landmark[place->from], anatomy->landmark[place->to], place->mix);
    return point_add(base, anatomy_trunk(anatomy, place->x, place->y));
}

struct anatomy anatomy_of(const struct skeleton *skeleton)
{
    struct anatomy anatomy = {.skeleton = skeleton};
    struct point *landmark = anatomy.landmark;
    for (int i = 0; i < BODY_COUNT; i++)
        landmark[i] = skeleton->body[i];
    anatomy.trunk_turn = point_at_angle(skeleton->trunk_angle);
    anatomy.head_turn = point_unit(point_sub(landmark[BODY_NOSE], landmark[BODY_POLL]));
    anatomy.neck_turn = point_unit(point_sub(landmark[BODY_POLL], landmark[BODY_NECKDIP]));
    landmark[LANDMARK_HIP] = skeleton->leg[LEG_NEAR_HIND][JOINT_ROOT];
    landmark[LANDMARK_SHOULDER] = skeleton->leg[LEG_NEAR_FORE][JOINT_ROOT];
    landmark[LANDMARK_CENTRE] = point_add(
        landmark[LANDMARK_HIP], anatomy_trunk(&anatomy, centre_from_hip.x, centre_from_hip.y));
    landmark[LANDMARK_NAPE] = anatomy_head(&anatomy, nape_in_head.x, nape_in_head.y);
    landmark[LANDMARK_JAW] = anatomy_head(&anatomy, jaw_in_head.x, jaw_in_head.y);
    landmark[LANDMARK_NECK_ROOT] = point_mix(landmark[BODY_NECKDIP], landmark[BODY_DEWLAP], 0.45);
    landmark[LANDMARK_NECK_END] = point_mix(landmark[LANDMARK_NAPE], landmark[LANDMARK_JAW], 0.5);
    landmark[LANDMARK_HEAD] = landmark[BODY_POLL];
    return anatomy;
}
