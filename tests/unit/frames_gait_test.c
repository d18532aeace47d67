/* SPDX-License-Identifier: MIT */
/* A table is a gait: its bones keep their length, its feet stand, its stride closes; between its
 * rows too. */
#include "cmocka_all.h"
#include "gait.h"

#include <errno.h>
#include <stdio.h>

#define BONE_TOLERANCE  0.5 /* px of the 240x200 frame, as are all here */
#define SLIP_TOLERANCE  1.0
#define ROW_TOLERANCE   0.25
#define TOE_OVER_GROUND 1.2 /* the tables' toe is a point in the foot, not its sole */
#define LOOP_COUNT      (int)COUNT_OF(loops)

/* The step from the last frame to the first is one of the stride: no point takes a larger one there
 * than elsewhere. A foot may be at its fastest at the seam, so a little more than the frames beside
 * it is allowed. */
#define SEAM_PART 1.05

/* A table, how many frames are drawn from it, and the ground that a stride covers. */
struct sample {
    const char *file;
    int frames;
    double stride_px;
};

static const struct sample loops[] = {
    {"walk.csv", 20, 132},   {"walk.csv", 40, 132},   {"walk.csv", 480, 132},
    {"gallop.csv", 20, 321}, {"gallop.csv", 48, 321}, {"gallop.csv", 480, 321},
};

static struct gait load(const char *file, bool (*pose)(const struct table *, struct gait *))
{
    static struct table table;
    struct gait gait;
    char path[4096];
    snprintf(path, sizeof path, TABLES "/%s", file);
    assert_true(table_load(&table, path));
    assert_true(pose(&table, &gait));
    return gait;
}

static void assert_near(double value, double wanted, double tolerance, const char *what, int frame)
{
    if (!(fabs(value - wanted) <= tolerance))
        fail_msg("%s at frame %d: %.2f, not %.2f", what, frame, value, wanted);
}

static void assert_bones(const struct gait *gait, const struct skeleton *skeleton, int frame)
{
    struct point head = point_sub(skeleton->body[BODY_NOSE], skeleton->body[BODY_POLL]);
    assert_near(point_length(head), gait->head, BONE_TOLERANCE, "head", frame);
    for (int leg = 0; leg < LEG_COUNT; leg++) {
        for (int bone = 0; bone < BONE_COUNT; bone++) {
            struct point reach = point_sub(skeleton->leg[leg][bone + 1], skeleton->leg[leg][bone]);
            assert_near(point_length(reach), gait->bone[leg][bone], BONE_TOLERANCE, "bone", frame);
        }
    }
}

static void test_bones_keep_their_length_in_every_table(void **state)
{
    static const struct {
        const char *name;
        size_t rows;
    } files[] = {{"walk.csv", 20},  {"gallop.csv", 20}, {"gait.csv", 20},
                 {"stand.csv", 45}, {"couch.csv", 22},  {"down.csv", 20}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct gait gait = load(files[i].name, gait_read);
        assert_int_equal(gait.count, files[i].rows);
        for (size_t row = 0; row < gait.count; row++)
            assert_bones(&gait, &gait.exposure[row], (int)row);
    }
}

static void test_bones_keep_their_length_between_rows(void **state)
{
    (void)state;
    for (int i = 0; i < LOOP_COUNT; i++) {
        struct gait gait = load(loops[i].file, gait_read_loop);
        for (int frame = 0; frame < loops[i].frames; frame++) {
            struct skeleton skeleton = gait_at(&gait, (double)frame / loops[i].frames);
            assert_bones(&gait, &skeleton, frame);
        }
    }
}

/* Near and far legs are one animal's. */
static void test_both_sides_have_the_same_bones(void **state)
{
    (void)state;
    for (int i = 0; i < LOOP_COUNT; i++) {
        struct gait gait = load(loops[i].file, gait_read_loop);
        for (int bone = 0; bone < BONE_COUNT; bone++) {
            assert_near(gait.bone[LEG_NEAR_FORE][bone], gait.bone[LEG_FAR_FORE][bone],
                        BONE_TOLERANCE, "fore", bone);
            assert_near(gait.bone[LEG_NEAR_HIND][bone], gait.bone[LEG_FAR_HIND][bone],
                        BONE_TOLERANCE, "hind", bone);
        }
    }
}

static void test_a_row_is_drawn_as_it_stands(void **state)
{
    (void)state;
    for (int i = 0; i < LOOP_COUNT; i++) {
        struct gait gait = load(loops[i].file, gait_read_loop);
        for (int row = 0; row < (int)gait.count; row++) {
            struct skeleton skeleton = gait_at(&gait, (double)row / (double)gait.count);
            for (int leg = 0; leg < LEG_COUNT; leg++) {
                struct point off =
                    point_sub(skeleton.leg[leg][JOINT_TOE], gait.exposure[row].leg[leg][JOINT_TOE]);
                assert_near(point_length(off), 0, ROW_TOLERANCE, "toe", row);
            }
        }
    }
}

/* How far a foot slides on the ground from its touch-down to its lift-off. */
static void assert_foot_stands(const struct gait *gait, const struct sample *sample, enum leg leg)
{
    double from = 0, to = 0;
    bool standing = false;
    for (int frame = 0; frame < 2 * sample->frames;
         frame++) { /* twice: one stance runs over the loop's end */
        double stride = (double)frame / sample->frames;
        struct skeleton skeleton = gait_at(gait, stride);
        double place = skeleton.leg[leg][JOINT_TOE].x + stride * sample->stride_px;
        if (!skeleton.contact[leg]) {
            standing = false;
            continue;
        }
        from = standing ? fmin(from, place) : place;
        to = standing ? fmax(to, place) : place;
        standing = true;
        assert_near(to - from, 0, SLIP_TOLERANCE, "slip", frame);
        assert_near(skeleton.leg[leg][JOINT_TOE].y, skeleton.ground_y - TOE_OVER_GROUND,
                    SLIP_TOLERANCE, "toe's height", frame);
    }
}

static void test_the_stride_is_as_long_as_the_theme_says(void **state)
{
    (void)state;
    for (int i = 0; i < LOOP_COUNT; i++) {
        struct gait gait = load(loops[i].file, gait_read_loop);
        assert_near(gait.stride_px, loops[i].stride_px, SLIP_TOLERANCE, "stride", 0);
    }
}

static void test_feet_stand_where_they_are_set(void **state)
{
    (void)state;
    for (int i = 0; i < LOOP_COUNT; i++) {
        struct gait gait = load(loops[i].file, gait_read_loop);
        for (int leg = 0; leg < LEG_COUNT; leg++)
            assert_foot_stands(&gait, &loops[i], (enum leg)leg);
    }
}

/* The joint or body point number INDEX of all. */
static struct point point_of(const struct skeleton *skeleton, int index)
{
    if (index < BODY_COUNT)
        return skeleton->body[index];
    index -= BODY_COUNT;
    return skeleton->leg[index / JOINT_COUNT][index % JOINT_COUNT];
}

static void test_the_stride_closes(void **state)
{
    (void)state;
    for (int i = 0; i < LOOP_COUNT; i++) {
        struct gait gait = load(loops[i].file, gait_read_loop);
        for (int index = 0; index < BODY_COUNT + LEG_COUNT * JOINT_COUNT; index++) {
            double largest = 0, last = 0;
            for (int frame = 0; frame < loops[i].frames; frame++) {
                struct skeleton here = gait_at(&gait, (double)frame / loops[i].frames);
                struct skeleton next = gait_at(&gait, (double)(frame + 1) / loops[i].frames);
                last = point_length(point_sub(point_of(&next, index), point_of(&here, index)));
                if (frame < loops[i].frames - 1)
                    largest = fmax(largest, last);
            }
            if (last > largest * SEAM_PART)
                fail_msg("%s: point %d steps %.2f px at the seam, %.2f elsewhere", loops[i].file,
                         index, last, largest);
        }
    }
}

static void test_what_is_no_table_is_refused(void **state)
{
    static struct table table;
    static struct gait gait;
    size_t column;
    (void)state;
    assert_false(table_load(&table, TABLES "/no-such-file.csv"));
    assert_int_equal(errno, ENOENT);
    assert_false(table_load(&table, TABLES "/README.md"));
    assert_int_equal(errno, EINVAL);
    assert_true(table_load(&table, TABLES "/walk.csv"));
    assert_false(table_column(&table, "third hump", &column));
    table.columns--;
    table.name[3][0] = '?';
    assert_false(gait_read(&table, &gait));
    assert_int_equal(errno, EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bones_keep_their_length_in_every_table),
        cmocka_unit_test(test_bones_keep_their_length_between_rows),
        cmocka_unit_test(test_both_sides_have_the_same_bones),
        cmocka_unit_test(test_a_row_is_drawn_as_it_stands),
        cmocka_unit_test(test_the_stride_is_as_long_as_the_theme_says),
        cmocka_unit_test(test_feet_stand_where_they_are_set),
        cmocka_unit_test(test_the_stride_closes),
        cmocka_unit_test(test_what_is_no_table_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
