/* SPDX-License-Identifier: MIT */
/* Feet on the ground. */
#pragma once

#include "gait.h"

/* Leads the toe to WANTED: the two long bones turn a little until it is there, all bones keep
 * their length. A leg that is quite straight stays as it is. */
void stance_reach(struct point joint[JOINT_COUNT], struct point wanted);

/* The same over a long distance: the two lower bones keep their directions, the two upper ones fold
 * or stretch to the side they are bent to. Beyond the leg's reach the toe stays short of WANTED. */
void stance_lead(struct point joint[JOINT_COUNT], struct point wanted);

/* Measures the stride of a closed loop by its standing feet, and sets each of them to one spot of
 * the ground for as long as it stands. A toe that lifts off is no longer in contact, whatever the
 * table says. */
void stance_plant(struct gait *gait);
