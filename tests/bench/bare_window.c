/* SPDX-License-Identifier: MIT */
/* The least that an SDL2 window can cost, to measure the camel's by: as large, as borderless, drawn
 * by the processor alone, redrawn as often, of one stripe on one colour. Owns one window.
 *
 *     bare_window [FRAMES]
 *
 * FRAMES: 48, which are two seconds; 0: until it is killed. */
#include <SDL.h>
#include <stdbool.h>
#include <stdlib.h>

enum { WIDTH = 360, HEIGHT = 270, FRAME_MS = 42, USUAL_FRAMES = 48 };

static bool draw(SDL_Window *window, int frame)
{
    SDL_Surface *surface = SDL_GetWindowSurface(window);
    if (surface == NULL)
        return false;
    SDL_FillRect(surface, NULL, SDL_MapRGB(surface->format, 230, 223, 207));
    SDL_FillRect(surface, &(SDL_Rect){frame * 4 % WIDTH, 0, 40, HEIGHT},
                 SDL_MapRGB(surface->format, 74, 60, 44));
    return SDL_UpdateWindowSurface(window) == 0;
}

int main(int argc, char **argv)
{
    int frames = argc > 1 ? atoi(argv[1]) : USUAL_FRAMES;
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return 1;
    SDL_Window *window = SDL_CreateWindow("bare", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                          WIDTH, HEIGHT, SDL_WINDOW_BORDERLESS);
    if (window == NULL)
        return 1;
    for (int frame = 0; frames == 0 || frame < frames; frame++) {
        SDL_PumpEvents();
        if (!draw(window, frame))
            return 1;
        SDL_Delay(FRAME_MS);
    }
    return 0;
}
