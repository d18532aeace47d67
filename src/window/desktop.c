/* SPDX-License-Identifier: MIT */
/* The desktop where nobody but SDL knows of it. */
#include "desktop.h"

void desktop_ask_sdl(struct desktop *desktop)
{
    SDL_GetGlobalMouseState(&desktop->pointer.x, &desktop->pointer.y);
    desktop->has_pointer = true;
    int count = SDL_GetNumVideoDisplays();
    desktop->monitor_count = count < DESKTOP_MONITORS_MAX ? count : DESKTOP_MONITORS_MAX;
    for (int i = 0; i < desktop->monitor_count; i++)
        SDL_GetDisplayBounds(i, &desktop->monitors[i]);
    if (desktop->monitor_count <= 0)
        desktop->monitor_count = 1;
    int display = SDL_GetPointDisplayIndex(&desktop->pointer);
    desktop->looked_at = display >= 0 && display < desktop->monitor_count ? display : 0;
    if (SDL_RectEmpty(&desktop->work))
        SDL_GetDisplayUsableBounds(desktop->looked_at, &desktop->work);
}
