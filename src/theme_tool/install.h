/* SPDX-License-Identifier: MIT */
/* A theme brought among those of the user, to be found by its name. */
#pragma once

/* `install SOURCE ROOT [force]': the theme in SOURCE, a folder or a tar archive, becomes a folder
 * of its name in ROOT. The exit status: 1, and a line on standard error says why, if it does not.
 */
int install_run(int argc, char **argv);
