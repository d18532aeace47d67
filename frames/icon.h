/* SPDX-License-Identifier: MIT */
/* The project's icon: the camel on the grid. */
#pragma once

#include "skeleton.h"

#include <stdbool.h>

/* Writes ocamlwalk.svg, ocamlwalk-16.png to -512.png and ocamlwalk.icns into DIRECTORY, the camel
 * in the pose SKELETON. False: errno says why. */
bool icon_draw(const struct skeleton *skeleton, const char *directory);
