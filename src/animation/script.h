/* SPDX-License-Identifier: MIT */
/* Gaits by the clock, for demo and tests: "gallop@3000,walk@9000",
 * in milliseconds since the camel was first seen.
 *
 *     enum gait gait;
 *     while (script_due(&list, elapsed_ms, &gait))
 *         acts_want(&acts, gait, ms);
 */
#pragma once

#include "gait.h"

#include <stdbool.h>
#include <stdint.h>

/* Takes the first entry off LIST (NULL: empty) if its time has come. What cannot be read ends the
 * list. Pure. */
bool script_due(const char **list, int64_t elapsed_ms, enum gait *gait);
