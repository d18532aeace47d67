/* SPDX-License-Identifier: MIT */
/* In a launch: the stage's frame, as far as it is the same everywhere.
 * Owns SDL's video and the one window, until _exit. */
#include "window.h"

#include "window_system.h"

#include <stdlib.h>

/* A pointer that moves less than this between press and release has clicked, not dragged. */
#define CLICK_PX 4

/* Hints for a good guest; the environment, which is the user's, overrides them. */
static void give_hints(void)
{
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_APP_NAME, "ocamlwalk");
    /* the click that dismisses is the only one we get: it need not bring focus first */
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_X11_WINDOW_TYPE, "_NET_WM_WINDOW_TYPE_SPLASH");
    /* SDL's default asks compositors to switch themselves off, for everybody's windows */
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
}

/* The middle of the monitor where the pointer is: there the user looks. */
static void find_place(struct window *window)
{
    SDL_Rect monitor = {0};
    SDL_Point pointer;
    int display;

    SDL_GetGlobalMouseState(&pointer.x, &pointer.y);
    display = SDL_GetPointDisplayIndex(&pointer);
    SDL_GetDisplayBounds(display < 0 ? 0 : display, &monitor);
    window->x = monitor.x + (monitor.w - window->width) / 2;
    window->y = monitor.y + (monitor.h - window->height) / 2;
}

bool window_survey(struct window *window, void (*on_loss)(const void *data), const void *data)
{
    struct window_system_facts facts;

    window_system_survey(&facts, on_loss, data);
    *window = (struct window){
        .driver = facts.driver,
        .scale = facts.scale,
        .connection_fd = -1,
        .can_fade = facts.composited,
    };
    if (facts.surface_direct)
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    return facts.driver != NULL;
}

bool window_open(struct window *window, int width, int height, const char *title)
{
    give_hints();
    /* named, for SDL would take its "offscreen" driver if it found nothing better; and overriding
     * SDL_VIDEODRIVER, which may be meant for a program that is to draw nothing */
    SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, window->driver, SDL_HINT_OVERRIDE);
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return false;
    window->width = width;
    window->height = height;
    find_place(window);
    window->window =
        SDL_CreateWindow(title, window->x, window->y, width, height,
                         SDL_WINDOW_HIDDEN | SDL_WINDOW_BORDERLESS | SDL_WINDOW_SKIP_TASKBAR);
    if (!window->window)
        return false;
    window->connection_fd = window_system_prepare(window->window);
    return true;
}

void window_map(struct window *window)
{
    SDL_Event exposed = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_EXPOSED}};

    if (!window_system_map(window->window))
        SDL_PushEvent(&exposed);
}

static enum window_event press(struct window *window, const SDL_MouseButtonEvent *button)
{
    if (button->button != SDL_BUTTON_LEFT)
        return WINDOW_EVENT_NONE;
    if (button->state == SDL_PRESSED) {
        window->pressed = true;
        window->dragged = false;
        window->grip_x = button->x;
        window->grip_y = button->y;
        return WINDOW_EVENT_NONE;
    }
    if (!window->pressed)
        return WINDOW_EVENT_NONE;
    window->pressed = false;
    return window->dragged ? WINDOW_EVENT_NONE : WINDOW_EVENT_DISMISSED;
}

/* The card follows the pointer, which is asked for rather than taken from motion events: those lag
 * behind a window that moves, and SDL drops them when the pointer stays where it is in the window,
 * which is just what dragging is. */
static void drag(struct window *window)
{
    int x, y;

    if (!window->pressed || !window_system_pointer(window->window, &x, &y))
        return;
    x -= window->grip_x;
    y -= window->grip_y;
    if (!window->dragged && abs(x - window->x) < CLICK_PX && abs(y - window->y) < CLICK_PX)
        return;
    window->dragged = true;
    if (x != window->x || y != window->y)
        window_system_move(window->window, window->x = x, window->y = y);
}

/* Escape "on the camel" means pointing at it: the keys themselves go to whoever has the focus,
 * which is never us. True once for each press. */
static bool escaped(struct window *window)
{
    bool held = window->hovered && window_system_escape_held(window->window);
    bool news = held && !window->escape_held;

    window->escape_held = held;
    return news;
}

static enum window_event meaning(struct window *window, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT:
        return WINDOW_EVENT_DISMISSED;
    case SDL_KEYDOWN:
        return event->key.keysym.sym == SDLK_ESCAPE ? WINDOW_EVENT_DISMISSED : WINDOW_EVENT_NONE;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return press(window, &event->button);
    case SDL_WINDOWEVENT:
        if (event->window.event == SDL_WINDOWEVENT_ENTER ||
            event->window.event == SDL_WINDOWEVENT_LEAVE)
            window->hovered = event->window.event == SDL_WINDOWEVENT_ENTER;
        if (event->window.event == SDL_WINDOWEVENT_MOVED && !window->pressed) {
            window->x = event->window.data1; /* a window manager knew a better place */
            window->y = event->window.data2;
        }
        return event->window.event == SDL_WINDOWEVENT_EXPOSED ? WINDOW_EVENT_EXPOSED
                                                              : WINDOW_EVENT_NONE;
    default:
        return WINDOW_EVENT_NONE;
    }
}

bool window_has_events(const struct window *window)
{
    /* drawing waits for the server, and may have read events off the connection meanwhile: then
     * poll(2) would not report them */
    return window->window && SDL_PollEvent(NULL);
}

bool window_next_event(struct window *window, enum window_event *event)
{
    SDL_Event next;

    while (SDL_PollEvent(&next))
        if ((*event = meaning(window, &next)) != WINDOW_EVENT_NONE)
            return true;
    drag(window);
    *event = escaped(window) ? WINDOW_EVENT_DISMISSED : WINDOW_EVENT_NONE;
    return *event != WINDOW_EVENT_NONE;
}

SDL_Surface *window_canvas(struct window *window)
{
    return SDL_GetWindowSurface(window->window);
}

void window_present(struct window *window, const SDL_Rect *rects, int rect_count)
{
    SDL_UpdateWindowSurfaceRects(window->window, rects, rect_count);
}

void window_fade(struct window *window, float opacity)
{
    if (window->can_fade)
        window_system_set_opacity(window->window, opacity);
}

void window_unmap(struct window *window)
{
    if (window->window)
        SDL_HideWindow(window->window);
}
