/* SPDX-License-Identifier: MIT */
/* Removes folders with all that is in them. */
#pragma once

/* As far as that is possible: what cannot be removed stays. Follows no link, and leaves no file
 * system. */
void folder_remove(const char *folder);
