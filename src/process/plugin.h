/* SPDX-License-Identifier: MIT */
/* Parts of the splash that come late: code which the first frame can do without, in shared objects
 * beside the splash, opened by the threads that use it; a command finds them there, too.
 *
 * Linked in the usual way SDL2_mixer and SDL2_ttf bring 24 more libraries (FluidSynth, GLib,
 * HarfBuzz…) and make main() 6 ms later, more than a third of the time to the first frame; a splash
 * of a program that speaks soon, or with --sound=off, never pays it. Where a library is missing,
 * its part is.
 *
 *     const struct player *player = plugin_load("ocamlwalk-soundtrack.so", "soundtrack_player");
 */
#pragma once

/* The object called SYMBOL in the shared object FILE, for as long as the process lives. NULL: it is
 * not there, or does not load. Slow; to be called off the main thread. */
const void *plugin_load(const char *file, const char *symbol);
