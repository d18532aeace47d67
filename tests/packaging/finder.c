/* SPDX-License-Identifier: MIT */
/* Stands in for the Finder, in a test of ocamlwalk-open on Linux (ld --wrap): each word of $DROPPED
 * is a file that is to be opened. */
#include <SDL.h>
#include <stdlib.h>
#include <string.h>

int __wrap_SDL_WaitEventTimeout(SDL_Event *event, int timeout);

int __wrap_SDL_WaitEventTimeout(SDL_Event *event, int timeout)
{
    static char *next;
    static int begun, complete;

    (void)timeout;
    if (!begun++) {
        const char *dropped = getenv("DROPPED");
        next = strtok(SDL_strdup(dropped == NULL ? "" : dropped), " ");
    }
    if (next != NULL) {
        *event = (SDL_Event){.drop = {.type = SDL_DROPFILE, .file = SDL_strdup(next)}};
        next = strtok(NULL, " ");
        return 1;
    }
    *event = (SDL_Event){.type = SDL_DROPCOMPLETE};
    return begun > 1 && !complete++;
}
