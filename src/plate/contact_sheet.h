/* SPDX-License-Identifier: MIT */
/* The contact sheet of a plate: its panels, and upon them what was found: the outline of each
 * animal, the ground, and which exposures are the loop's, the others pale.
 *
 *     struct picture *proofs = contact_sheet_proofs(panels, count);    before anything is cut out
 *     contact_sheet_draw(proofs, exposures, &marks, &sheet);
 *     contact_sheet_proofs_free(proofs, count);
 */
#pragma once

#include "picture.h"

struct contact_sheet_marks {
    int count;   /* of exposures */
    int columns; /* as they are laid out */
    int ground;  /* row of an exposure on which they stand */
    int loop;    /* so many of them, from the first, are the loop */
};

/* Small copies of COUNT panels; what is clear becomes grey. NULL: no memory. */
struct picture *contact_sheet_proofs(const struct picture *panels, int count);
void contact_sheet_proofs_free(struct picture *proofs, int count);

/* Of exposures that lie where the panels did. False: no memory. */
bool contact_sheet_draw(const struct picture *proofs, const struct picture *exposures,
                        const struct contact_sheet_marks *marks, struct picture *sheet);
