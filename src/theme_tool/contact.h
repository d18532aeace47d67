/* SPDX-License-Identifier: MIT */
/* The contact sheet of a theme: each of its acts by name, its frames in rows, numbered from 1, as
 * they stand on the card, in the card's colour. As photographers print a film to see what is on it.
 */
#pragma once

/* `sheet FILE THEME [SCALE]': the sheet as a PNG; THEME is a folder or a picture, SCALE 1 to 3. The
 * exit status: 1, and a line on standard error says why, where there is none. */
int contact_run(int argc, char **argv);
