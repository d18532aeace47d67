/* SPDX-License-Identifier: MIT */
/* A window that takes no focus under macOS, as far as SDL can make one. */
#include "window_system.h"

void window_system_probe(struct window_system_facts *facts, struct preferences *preferences,
                         bool work, void (*on_loss)(const void *data), const void *data)
{
    (void)preferences;
    (void)work;
    (void)data;
    (void)on_loss; /* the window server does not go without the session */
    /* SDL's window surfaces are of points, not of pixels (2.26): the system enlarges them. */
    *facts = (struct window_system_facts){.driver = "cocoa", .scale = 1, .composited = true};
}

void window_system_hint(const struct window_system_facts *facts)
{
    (void)facts;
    SDL_SetHint(SDL_HINT_MAC_BACKGROUND_APP, "1"); /* no Dock icon, no menu bar, no activation */
}

int window_system_prepare(SDL_Window *window, const struct window_system_facts *facts)
{
    (void)facts;
    (void)window;
    return -1;
}

bool window_system_shape(SDL_Window *window, const SDL_Rect *rects, int count)
{
    (void)window;
    (void)rects;
    (void)count;
    return false;
}

void window_system_touch(SDL_Window *window, const SDL_Rect *part)
{
    (void)window;
    (void)part;
}

bool window_system_map(SDL_Window *window)
{
    SDL_ShowWindow(window);
    return false;
}

void window_system_unmap(SDL_Window *window)
{
    SDL_HideWindow(window);
}

enum window_cover window_system_watch_cover(SDL_Window *window, const SDL_Rect *card)
{
    (void)window;
    (void)card;
    return WINDOW_COVER_NONE;
}

bool window_system_cover(const SDL_SysWMEvent *event, const SDL_Rect *card,
                         enum window_cover *cover)
{
    (void)event;
    (void)card;
    (void)cover;
    return false;
}

bool window_system_has_events(SDL_Window *window)
{
    (void)window;
    return SDL_PollEvent(NULL);
}

bool window_system_pointer(SDL_Window *window, int *x, int *y)
{
    (void)window;
    SDL_GetGlobalMouseState(x, y);
    return true;
}

bool window_system_press(const SDL_SysWMEvent *event, int *x, int *y)
{
    (void)event;
    (void)x;
    (void)y;
    return false;
}

bool window_system_origin(SDL_Window *window, int *x, int *y)
{
    SDL_GetWindowPosition(window, x, y);
    return true;
}

void window_system_focus(SDL_Window *window)
{
    SDL_RaiseWindow(window);
}

bool window_system_escape_held(SDL_Window *window)
{
    (void)window;
    return false; /* SDL's own key events must do */
}

void window_system_move(SDL_Window *window, int x, int y)
{
    SDL_SetWindowPosition(window, x, y);
}

void window_system_set_opacity(SDL_Window *window, float opacity)
{
    SDL_SetWindowOpacity(window, opacity);
}
