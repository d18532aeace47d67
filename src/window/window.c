/* SPDX-License-Identifier: MIT */
/* In a launch: the stage's frame, as far as it is the same everywhere.
 * Owns SDL's video and the one window, until _exit. */
#include "window.h"

#include <assert.h>
#include <string.h>

/* Hints for a good guest; the environment, which is the user's, overrides them. */
static void give_hints(const struct window_system_facts *facts)
{
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_APP_NAME, "ocamlwalk");
    /* the click that dismisses is the only one we get: it need not bring focus first */
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    window_system_hint(facts);
    /* named, for SDL would take its "offscreen" driver if it found nothing better; and overriding
     * SDL_VIDEODRIVER, which may be meant for a program that is to draw nothing */
    SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, facts->driver, SDL_HINT_OVERRIDE);
}

/* The middle of the monitor where the pointer is: there the user looks. */
static void find_place(struct window *window)
{
    SDL_Rect monitor = window->facts.monitor;
    SDL_Point pointer;
    int display;

    if (SDL_RectEmpty(&monitor)) {
        SDL_GetGlobalMouseState(&pointer.x, &pointer.y);
        display = SDL_GetPointDisplayIndex(&pointer);
        SDL_GetDisplayBounds(display < 0 ? 0 : display, &monitor);
    }
    window->x = monitor.x + (monitor.w - window->width) / 2;
    window->y = monitor.y + (monitor.h - window->height) / 2;
}

bool window_probe(struct window *window, struct preferences *preferences,
                  void (*on_loss)(const void *data), const void *data)
{
    struct window_system_facts facts;

    window_system_probe(&facts, preferences, on_loss, data);
    *window = (struct window){
        .driver = facts.driver,
        .facts = facts,
        .scale = facts.scale,
        .connection_fd = -1,
        .can_fade = facts.composited,
        .can_be_clear = facts.has_alpha,
    };
    if (!facts.driver)
        return false;
    if (strcmp(facts.driver, "wayland") == 0 &&
        (window->wayland = wayland_connect(on_loss, data))) {
        window->scale = wayland_scale(window->wayland);
        window->connection_fd = wayland_fd(window->wayland);
        window->can_fade = window->can_be_clear = true;
        return true;
    }
    give_hints(&facts);
    return true;
}

void window_fit(struct window *window, int width, int height)
{
    const SDL_Rect *monitor = &window->facts.monitor;

    while (!SDL_RectEmpty(monitor) && window->scale > 1 &&
           (width * window->scale > monitor->w || height * window->scale > monitor->h))
        window->scale--;
}

/* The card with what is round it; without a shadow it is all there is. */
static void shadow_card(struct window *window, bool cut_out)
{
    int width = window->width, height = window->height;

    window->bare = true;
    if (cut_out || !window->can_be_clear ||
        !shadow_make(&window->shadow, width, height, window->scale))
        window->shadow = (struct shadow){width, height, .card = {0, 0, width, height}};
}

/* Its edge, where it is the server that cuts. */
static void cut_edge(const struct window *window, bool cut_out)
{
    SDL_Rect rects[SHADOW_RECTS_MAX];

    if (window->shadow.across)
        window_system_touch(window->window, &window->shadow.card);
    else if (!cut_out)
        window_system_shape(window->window, rects,
                            shadow_outline(window->width, window->height, window->scale, rects));
}

bool window_open(struct window *window, int width, int height, bool cut_out, const char *title)
{
    const struct shadow *shadow = &window->shadow;

    window->width = width;
    window->height = height;
    shadow_card(window, cut_out);
    if (window->wayland)
        return wayland_open(window->wayland, shadow->width, shadow->height, &shadow->card,
                            window->scale);
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return false;
    find_place(window);
    window->window = SDL_CreateWindow(
        title, window->x - shadow->card.x, window->y - shadow->card.y, shadow->width,
        shadow->height, SDL_WINDOW_HIDDEN | SDL_WINDOW_BORDERLESS | SDL_WINDOW_SKIP_TASKBAR);
    if (!window->window)
        return false;
    window->connection_fd = window_system_prepare(window->window);
    cut_edge(window, cut_out);
    return true;
}

void window_map(struct window *window)
{
    SDL_Event exposed = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_EXPOSED}};

    if (window->wayland)
        wayland_map(window->wayland);
    else if (!window_system_map(window->window))
        SDL_PushEvent(&exposed);
}

/* Where the card really is, whatever was asked for: else a click might look like a drag. */
static void find_card(struct window *window)
{
    int x, y;

    if (!window_system_origin(window->window, &x, &y))
        return;
    window->x = x + window->shadow.card.x;
    window->y = y + window->shadow.card.y;
}

static enum window_event press(struct window *window, const SDL_MouseButtonEvent *button)
{
    if (button->button != SDL_BUTTON_LEFT)
        return WINDOW_EVENT_NONE;
    if (button->state == SDL_PRESSED) {
        drag_press(&window->drag, button->x, button->y);
        find_card(window);
        return WINDOW_EVENT_NONE;
    }
    return drag_release(&window->drag) ? WINDOW_EVENT_DISMISSED : WINDOW_EVENT_NONE;
}

/* The card follows the pointer, which is asked for rather than taken from motion events: those lag
 * behind a window that moves, and SDL drops them when the pointer stays where it is in the window,
 * which is just what dragging is. */
static void drag_card(struct window *window)
{
    int x, y;
    if (!window->drag.pressed || !window_system_pointer(window->window, &x, &y))
        return;
    int left = window->x - window->shadow.card.x, top = window->y - window->shadow.card.y;
    int by_x, by_y;
    if (!drag_move(&window->drag, x - left, y - top, &by_x, &by_y))
        return;
    window_system_move(window->window, left + by_x, top + by_y);
    window->x += by_x;
    window->y += by_y;
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

/* A window manager may know a better place. The first time it is asked again, for i3 leaves room
 * for a frame that it then does not draw. */
static void be_moved(struct window *window, int x, int y)
{
    if (x == window->x && y == window->y)
        return;
    if (!window->insisted) {
        window->insisted = true;
        window_system_move(window->window, window->x - window->shadow.card.x,
                           window->y - window->shadow.card.y);
        return;
    }
    window->x = x;
    window->y = y;
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
        if (event->window.event == SDL_WINDOWEVENT_MOVED && !window->drag.pressed)
            be_moved(window, event->window.data1 + window->shadow.card.x,
                     event->window.data2 + window->shadow.card.y);
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

/* A card that is gone need not be drawn. */
static bool next_of_wayland(struct window *window, enum window_event *event)
{
    struct wayland_events events = wayland_dispatch(window->wayland);

    *event = events.dismissed ? WINDOW_EVENT_DISMISSED
             : events.exposed ? WINDOW_EVENT_EXPOSED
                              : WINDOW_EVENT_NONE;
    return *event != WINDOW_EVENT_NONE;
}

bool window_next_event(struct window *window, enum window_event *event)
{
    SDL_Event next;

    if (window->wayland)
        return next_of_wayland(window, event);
    while (SDL_PollEvent(&next))
        if ((*event = meaning(window, &next)) != WINDOW_EVENT_NONE)
            return true;
    drag_card(window);
    *event = escaped(window) ? WINDOW_EVENT_DISMISSED : WINDOW_EVENT_NONE;
    return *event != WINDOW_EVENT_NONE;
}

static bool has_our_pixels(const SDL_Surface *surface)
{
    return surface->format->format == SDL_PIXELFORMAT_RGB888 ||
           surface->format->format == SDL_PIXELFORMAT_ARGB8888;
}

/* A window manager may have made more of the window than was asked for: the card is in its middle.
 * False: less. */
static bool place_card(struct window *window, const SDL_Surface *whole)
{
    struct shadow *shadow = &window->shadow;

    if (whole->w < shadow->width || whole->h < shadow->height)
        return false;
    if (!shadow->across) {
        shadow->card.x = (whole->w - shadow->card.w) / 2;
        shadow->card.y = (whole->h - shadow->card.h) / 2;
    }
    return true;
}

static uint8_t *card_pixels(const struct window *window, const SDL_Surface *whole)
{
    const SDL_Rect *card = &window->shadow.card;

    return (uint8_t *)whole->pixels + card->y * whole->pitch +
           card->x * whole->format->BytesPerPixel;
}

SDL_Surface *window_canvas(struct window *window)
{
    SDL_Surface *whole =
        window->wayland ? wayland_canvas(window->wayland) : SDL_GetWindowSurface(window->window);

    if (!whole || !place_card(window, whole))
        return NULL;
    /* SDL gives a window of another size another surface, which may be where the old one was */
    if (window->card && whole == window->whole &&
        (window->apart || (card_pixels(window, whole) == window->card->pixels &&
                           whole->pitch == window->card->pitch)))
        return window->card;
    SDL_FreeSurface(window->card);
    window->whole = whole;
    window->apart = !has_our_pixels(whole);
    window->bare = true;
    window->card = window->apart
                       ? SDL_CreateRGBSurfaceWithFormat(0, window->width, window->height, 32,
                                                        SDL_PIXELFORMAT_RGB888)
                       : SDL_CreateRGBSurfaceWithFormatFrom(card_pixels(window, whole),
                                                            window->width, window->height, 32,
                                                            whole->pitch, whole->format->format);
    return window->card;
}

/* RECT was drawn, of the canvas: makes it good to be seen, and *SEEN its place in the window. */
static void finish(struct window *window, const SDL_Rect *rect, SDL_Rect *seen)
{
    const struct shadow *shadow = &window->shadow;

    *seen = (SDL_Rect){rect->x + shadow->card.x, rect->y + shadow->card.y, rect->w, rect->h};
    if (window->apart)
        SDL_BlitSurface(window->card, rect, window->whole, &(SDL_Rect){seen->x, seen->y, 0, 0});
    else if (shadow->across)
        shadow_round(shadow, window->whole, seen);
}

void window_present(struct window *window, const SDL_Rect *rects, int rect_count)
{
    const struct shadow *shadow = &window->shadow;
    SDL_Rect seen[WINDOW_RECTS_MAX];

    assert(rect_count <= WINDOW_RECTS_MAX);
    for (int i = 0; i < rect_count; i++)
        finish(window, &rects[i], &seen[i]);
    if (window->bare && rect_count > 0) {
        if (shadow->across && !window->apart)
            shadow_draw(shadow, window->whole);
        seen[0] = (SDL_Rect){0, 0, window->whole->w, window->whole->h};
        window->bare = false;
    }
    if (window->wayland)
        wayland_present(window->wayland, seen, rect_count);
    else
        SDL_UpdateWindowSurfaceRects(window->window, seen, rect_count); /* one wait for all */
}

void window_fade(struct window *window, float opacity)
{
    if (window->wayland)
        wayland_fade(window->wayland, opacity);
    else if (window->can_fade)
        window_system_set_opacity(window->window, opacity);
}

void window_unmap(struct window *window)
{
    if (window->wayland)
        wayland_unmap(window->wayland);
    else if (window->window)
        SDL_HideWindow(window->window);
}
