/* SPDX-License-Identifier: MIT */
/* A roll of exposures on its way from panels to a walk: cut out, laid upon each other, counted.
 *
 *     struct roll roll;
 *     if (roll_cut(&plate, &layout, &roll) && roll_develop(&roll) == ROLL_DONE && roll_align(&roll,
 * 0)) exposures 0 to roll.loop - 1 are the walk roll_free(&roll);
 */
#pragma once

#include "layout.h"
#include "picture.h"

struct roll {
    struct picture *exposures; /* all of one size */
    struct picture *proofs;    /* of the panels as they were, for the contact sheet */
    int count;
    int columns;   /* on the plate */
    int *moved_x;  /* NULL, or how far each was moved to lay the backdrops upon each other */
    int ground;    /* row on which they stand */
    int loop;      /* 0: none was found */
    double stride; /* pixels of ground in the loop; 0: not seen */
    struct picture sheet;
};

enum roll_result {
    ROLL_DONE,
    ROLL_NO_MEMORY,
    ROLL_NOTHING_SEEN, /* in an exposure: its number is roll.count then */
};

/* Takes the panels out of PLATE. False: no memory. */
bool roll_cut(const struct picture *plate, const struct layout *layout, struct roll *roll);

/* Cuts the animal out of each: by the alpha that they have, else by the backdrop. Empty panels at
 * the end are dropped. */
enum roll_result roll_develop(struct roll *roll);

/* Lays them upon each other and finds the loop, or takes LOOP for it where that is not 0; and the
 * stride. False: no memory. */
bool roll_align(struct roll *roll, int loop);

/* Draws roll->sheet, before or after roll_align. False: no memory. */
bool roll_draw_sheet(struct roll *roll);

/* The box that holds the animal in every exposure of the loop. */
struct area roll_content(const struct roll *roll);

void roll_free(struct roll *roll);
