/* SPDX-License-Identifier: MIT */
#include "frame.h"

#include <SDL_image.h>
#include <stdio.h>
#include <string.h>

bool frame_load(const char *folder, int scale, int number, struct picture *frame)
{
    char path[4096];
    if (scale > 1)
        snprintf(path, sizeof path, "%s/%02d@%dx.png", folder, number, scale);
    else
        snprintf(path, sizeof path, "%s/%02d.png", folder, number);
    SDL_Surface *read = IMG_Load(path);
    SDL_Surface *plain = read ? SDL_ConvertSurfaceFormat(read, SDL_PIXELFORMAT_RGBA32, 0) : NULL;
    SDL_FreeSurface(read);
    bool good = plain && picture_make(frame, plain->w, plain->h);
    for (int y = 0; good && y < plain->h; y++)
        memcpy(picture_at(frame, 0, y), (uint8_t *)plain->pixels + y * plain->pitch,
               4 * (size_t)plain->w);
    SDL_FreeSurface(plain);
    if (!good)
        fprintf(stderr, "%s: %s\n", path, SDL_GetError());
    return good;
}
