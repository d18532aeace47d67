/* SPDX-License-Identifier: MIT */
/* Whatever the camel does, it is one camel: its bones keep their length, its feet do not slide, its
 * loops close, and the transitions between them begin and end where those are. */
#include "acts.h"
#include "cmocka_all.h"

#include <errno.h>
#include <string.h>

#define BONE_TOLERANCE 0.5 /* px of the 240x200 frame, as are all here */
#define SLIP_TOLERANCE 1.0
#define SEAM_PART      1.05 /* a point may be at its fastest at a seam */
#define STILL          0.3  /* so small a step is nobody's jump */
#define PLANTED        0.05 /* what the rounding of a table moves a foot by */
#define LIKE_FRAME     9
#define FRAMES_MIN     24
#define POINT_COUNT    (BODY_COUNT + LEG_COUNT * JOINT_COUNT)

static struct acts acts;

static int load_acts(void **state)
{
    (void)state;
    return acts_load(&acts, TABLES) ? 0 : -1;
}

static const struct act *load(const char *name, struct gait *gait)
{
    const struct act *act = acts_find(&acts, name);
    assert_non_null(act);
    assert_true(acts_pose(&acts, act, gait));
    return act;
}

static struct skeleton frame_of(const struct act *act, const struct gait *gait, int frame)
{
    return gait_at(gait, (double)(frame - 1) / act->count);
}

static struct point point_of(const struct skeleton *skeleton, int index)
{
    if (index < BODY_COUNT)
        return skeleton->body[index];
    index -= BODY_COUNT;
    return skeleton->leg[index / JOINT_COUNT][index % JOINT_COUNT];
}

static double step_of(const struct skeleton *a, const struct skeleton *b, int index)
{
    return point_length(point_sub(point_of(b, index), point_of(a, index)));
}

static void test_bones_keep_their_length_in_every_act(void **state)
{
    static struct gait walk, gait;
    (void)state;
    load("walk", &walk);
    for (int i = 0; i < acts.count; i++) {
        const struct act *act = load(acts.act[i].name, &gait);
        for (int frame = 1; frame <= act->count; frame++) {
            struct skeleton skeleton = frame_of(act, &gait, frame);
            for (int bone = 0; bone < LEG_COUNT * BONE_COUNT; bone++) {
                const struct point *joint = &skeleton.leg[bone / BONE_COUNT][bone % BONE_COUNT];
                double off = point_length(point_sub(joint[1], joint[0])) -
                             walk.bone[bone / BONE_COUNT][bone % BONE_COUNT];
                if (!(fabs(off) <= BONE_TOLERANCE))
                    fail_msg("%s %d: bone %d is %.2f px off", act->name, frame, bone, off);
            }
        }
    }
}

static void test_no_foot_is_under_the_ground(void **state)
{
    static struct gait gait;
    (void)state;
    for (int i = 0; i < acts.count; i++) {
        const struct act *act = load(acts.act[i].name, &gait);
        for (int frame = 1; frame <= act->count; frame++) {
            struct skeleton skeleton = frame_of(act, &gait, frame);
            for (int leg = 0; leg < LEG_COUNT; leg++) {
                double under = skeleton.leg[leg][JOINT_TOE].y - skeleton.ground_y;
                if (under > 0)
                    fail_msg("%s %d: leg %d is %.2f px deep", act->name, frame, leg, under);
            }
        }
    }
}

/* Of a gait in its round, of a transition in all of it. */
static double largest_step(const struct act *act, const struct gait *gait, int index)
{
    int frames = act->round ? act->round : act->count;
    double largest = 0;
    for (int frame = 1; frame < frames; frame++) {
        struct skeleton here = frame_of(act, gait, frame), next = frame_of(act, gait, frame + 1);
        largest = fmax(largest, step_of(&here, &next, index));
    }
    return largest;
}

static void test_loops_close(void **state)
{
    static struct gait gait;
    (void)state;
    for (int i = 0; i < acts.count; i++) {
        const struct act *act = load(acts.act[i].name, &gait);
        if (act->round == 0)
            continue;
        struct skeleton first = frame_of(act, &gait, 1), last = frame_of(act, &gait, act->round);
        for (int index = 0; index < POINT_COUNT; index++) {
            double largest = largest_step(act, &gait, index);
            if (step_of(&last, &first, index) > largest * SEAM_PART)
                fail_msg("%s: point %d steps %.2f px at the seam, %.2f elsewhere", act->name, index,
                         step_of(&last, &first, index), largest);
        }
    }
}

/* How far a point goes in an act before or after FRAME, in the time of a frame of TRANSITION: the
 * larger of the two. */
static double pace_of(const struct act *act, const struct gait *gait, int frame,
                      const struct act *transition, int index)
{
    double frames = (double)transition->frame_ms / act->frame_ms;
    struct skeleton before = gait_at(gait, (frame - 1 - frames) / act->count);
    struct skeleton here = gait_at(gait, (double)(frame - 1) / act->count);
    struct skeleton after = gait_at(gait, (frame - 1 + frames) / act->count);
    return fmax(step_of(&before, &here, index), step_of(&here, &after, index));
}

/* The idle variants: into and out of them nothing steps further than within, whichever of its two
 * like frames the gait is left at or come back to; a foot does not move at all. */
static void test_idle_variants_join_their_gait(void **state)
{
    static struct gait gait;
    (void)state;
    for (int i = 0; i < IDLE_VARIANT_COUNT; i++) {
        const struct idle_variant *variant = &idle_variants[i];
        const struct act *act = load(variant->act, &gait);
        struct skeleton one = frame_of(act, &gait, 1), like = frame_of(act, &gait, LIKE_FRAME);
        struct skeleton first = frame_of(act, &gait, variant->first),
                        last = frame_of(act, &gait, variant->first + variant->count - 1);
        for (int index = 0; index < POINT_COUNT; index++) {
            double largest = STILL;
            for (int frame = 1; frame < variant->count; frame++) {
                struct skeleton here = frame_of(act, &gait, variant->first + frame - 1),
                                next = frame_of(act, &gait, variant->first + frame);
                largest = fmax(largest, step_of(&here, &next, index));
            }
            double in = fmax(step_of(&one, &first, index), step_of(&like, &first, index));
            double out = fmax(step_of(&last, &one, index), step_of(&last, &like, index));
            if (fmax(in, out) > largest * SEAM_PART + STILL)
                fail_msg("%s: point %d steps %.2f px in, %.2f out, %.2f between", variant->name,
                         index, in, out, largest);
            if (index >= BODY_COUNT && (index - BODY_COUNT) % JOINT_COUNT == JOINT_TOE &&
                fmax(in, out) > PLANTED)
                fail_msg("%s: a foot moves", variant->name);
        }
    }
}

/* The steps into and out of a transition are no larger than the largest beside them: of the
 * transition itself, and of the act that it leaves or comes to, in the same time. */
static void test_transitions_join_their_acts(void **state)
{
    static struct gait transition_gait, from_gait, to_gait;
    (void)state;
    for (int i = 0; i < acts.count; i++) {
        if (!act_is_transition(&acts.act[i]))
            continue;
        const struct act *transition = load(acts.act[i].name, &transition_gait);
        const struct act *from = load(transition->from, &from_gait),
                         *to = load(transition->to, &to_gait);
        struct skeleton leaves = frame_of(from, &from_gait, transition->from_frame),
                        arrives = frame_of(to, &to_gait, transition->to_frame);
        struct skeleton first = frame_of(transition, &transition_gait, 1),
                        last = frame_of(transition, &transition_gait, transition->count);
        for (int index = 0; index < POINT_COUNT; index++) {
            double own = fmax(STILL, largest_step(transition, &transition_gait, index));
            double most_in =
                fmax(own, pace_of(from, &from_gait, transition->from_frame, transition, index));
            double most_out =
                fmax(own, pace_of(to, &to_gait, transition->to_frame, transition, index));
            double in = step_of(&leaves, &first, index), out = step_of(&last, &arrives, index);
            if (in > most_in * SEAM_PART || out > most_out * SEAM_PART)
                fail_msg("%s: point %d steps %.2f px in (%.2f beside), %.2f out (%.2f)",
                         transition->name, index, in, most_in, out, most_out);
        }
    }
}

static double gone_at(const struct gait *gait, int frame, int count)
{
    return gait->open ? gait->gone_px[frame - 1] : gait->stride_px * (frame - 1) / count;
}

static void test_standing_feet_stay_where_they_are(void **state)
{
    static struct gait gait;
    (void)state;
    for (int i = 0; i < acts.count; i++) {
        const struct act *act = load(acts.act[i].name, &gait);
        if (strcmp(act->name, "down") == 0) /* feet are folded there, knees stand */
            continue;
        for (int leg = 0; leg < LEG_COUNT; leg++) {
            double from = 0, to = 0;
            bool standing = false;
            for (int frame = 1; frame <= act->count; frame++) {
                struct skeleton here = frame_of(act, &gait, frame);
                double spot = here.leg[leg][JOINT_TOE].x + gone_at(&gait, frame, act->count);
                from = standing ? fmin(from, spot) : spot;
                to = standing ? fmax(to, spot) : spot;
                standing = here.contact[leg];
                if (standing && to - from > SLIP_TOLERANCE)
                    fail_msg("%s %d: leg %d slips %.2f px", act->name, frame, leg, to - from);
                if (!standing)
                    from = to = spot;
            }
        }
    }
}

/* Every act goes round or leads from one that does to another. */
static void test_every_act_is_a_loop_or_a_transition(void **state)
{
    (void)state;
    assert_true(acts.count >= 9);
    for (int i = 0; i < acts.count; i++) {
        const struct act *act = &acts.act[i];
        assert_int_not_equal(act->round > 0, act_is_transition(act));
        assert_true(act->round <= act->count);
        if (!act_is_transition(act))
            continue;
        const struct act *from = acts_find(&acts, act->from), *to = acts_find(&acts, act->to);
        assert_non_null(from);
        assert_non_null(to);
        assert_in_range(act->from_frame, 1, from->round);
        assert_in_range(act->to_frame, 1, to->round);
    }
}

static void test_what_is_no_list_of_acts_is_refused(void **state)
{
    static struct acts none;
    (void)state;
    assert_false(acts_load(&none, TABLES "/no-such-folder"));
    assert_int_equal(errno, ENOENT);
    assert_null(acts_find(&acts, "no such act"));
}

/* No frame of the standing camel, idle variants and all, is like another. */
static void test_a_standing_camel_is_never_the_same(void **state)
{
    static struct gait gait;
    const struct act *act = load("stand", &gait);
    (void)state;
    assert_true(act->count >= FRAMES_MIN);
    for (int a = 1; a <= act->count; a++) {
        for (int b = a + 1; b <= act->count; b++) {
            struct skeleton one = frame_of(act, &gait, a), other = frame_of(act, &gait, b);
            double apart = 0;
            for (int index = 0; index < POINT_COUNT; index++)
                apart += step_of(&one, &other, index);
            for (int i = 0; i < EXPRESSION_COUNT; i++)
                apart += fabs(one.expression[i] - other.expression[i]);
            if (apart < STILL)
                fail_msg("frames %d and %d are the same", a, b);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_act_is_a_loop_or_a_transition),
        cmocka_unit_test(test_what_is_no_list_of_acts_is_refused),
        cmocka_unit_test(test_bones_keep_their_length_in_every_act),
        cmocka_unit_test(test_no_foot_is_under_the_ground),
        cmocka_unit_test(test_loops_close),
        cmocka_unit_test(test_transitions_join_their_acts),
        cmocka_unit_test(test_idle_variants_join_their_gait),
        cmocka_unit_test(test_standing_feet_stay_where_they_are),
        cmocka_unit_test(test_a_standing_camel_is_never_the_same),
    };
    return cmocka_run_group_tests(tests, load_acts, NULL);
}
