/* SPDX-License-Identifier: MIT */
/* Gaits by the clock, for the tests: what the splash's --gait says, "gallop@3000,walk@9000", in
 * milliseconds since the camel was first seen.
 *
 *     enum desk_section section;
 *     while (rehearsal_due(&list, elapsed_ms, &section))
 *         soundtrack_change(soundtrack, section);
 */
#pragma once

#include "desk.h"

#include <stdbool.h>
#include <stdint.h>

/* Takes the first entry off LIST (NULL: empty) if its time has come. What cannot be read ends the
 * list. Pure. */
bool rehearsal_due(const char **list, int64_t elapsed_ms, enum desk_section *section);
