/* SPDX-License-Identifier: MIT */
/* What --demo shows, for how long, and who may take part: where a theme was named on the command
 * line it is a rehearsal, for whoever makes that theme. The terminal, if there is one, is a
 * rehearsal's keyboard, for under Wayland the card can have none. */
#pragma once

#include "options.h"
#include "request.h"

#include <stdint.h>

/* Completes REQUEST for a demo. Returns how long that lasts, ms; 0: until somebody ends it. */
int64_t demo_prepare(struct request *request, const struct options *options);

/* Before the demo's process goes on: the terminal is as it was. */
void demo_end(void);
