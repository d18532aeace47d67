/* SPDX-License-Identifier: MIT */
/* Writes anchors.csv, a line for each frame. */
#include "anchors.h"

void anchors_begin(FILE *file)
{
    fputs("frame,ground_y,left,top,right,bottom,gone_px", file);
    for (int leg = 0; leg < LEG_COUNT; leg++)
        fprintf(file, ",%s_x,%s_down,%s_strikes", skeleton_leg_name[leg], skeleton_leg_name[leg],
                skeleton_leg_name[leg]);
    fputs("\n", file);
}

void anchors_add(FILE *file, const struct gait *gait, int index, int count,
                 const struct image *image)
{
    struct skeleton here = gait_at(gait, (double)index / count);
    struct skeleton before = gait_at(gait, (double)(index + (gait->open ? 0 : count) - 1) / count);
    struct box box = image_content(image);
    double gone = gait->open ? gait->gone_px[index] : gait->stride_px * index / count;
    fprintf(file, "%d,%.1f,%d,%d,%d,%d,%.2f", index + 1, here.ground_y, box.left, box.top,
            box.right, box.bottom, gone);
    for (int leg = 0; leg < LEG_COUNT; leg++) {
        bool down = here.contact[leg], first = gait->open && index == 0;
        fprintf(file, ",%.1f,%d,%d", here.leg[leg][JOINT_TOE].x, down,
                down && !first && !before.contact[leg]);
    }
    fputs("\n", file);
}
