/* SPDX-License-Identifier: MIT */
/* The card's window, as far as it is the same everywhere. Owns SDL's video and the one window,
 * until _exit. */
#include "window.h"

#include <assert.h>
#include <string.h>

/* What SDL is to leave alone; the environment, which is the user's, overrides these. */
static void set_hints(const struct window_system_facts *facts)
{
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_APP_NAME, "ocamlwalk");
    /* The click that dismisses is the only one we get: it need not bring focus first. */
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    window_system_hint(facts);
    /* Named, for SDL would take its "offscreen" driver if it found nothing better; and overriding
     * SDL_VIDEODRIVER, which may be meant for a program that is to draw nothing. */
    SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, facts->driver, SDL_HINT_OVERRIDE);
}

bool window_probe(struct window *window, struct preferences *preferences,
                  const struct position *position, void (*on_loss)(const void *data),
                  const void *data)
{
    struct window_system_facts facts;
    window_system_probe(&facts, preferences, placement_needs_work(position), on_loss, data);
    *window = (struct window){
        .driver = facts.driver,
        .facts = facts,
        .position = *position,
        .scale = facts.scale,
        .connection_fd = -1,
        .can_fade = facts.composited,
        .can_be_clear = facts.has_alpha,
    };
    if (!facts.driver)
        return false;
    if (strcmp(facts.driver, "wayland") == 0)
        window->wayland = wayland_connect(on_loss, data);
    if (window->wayland) {
        window->scale = wayland_scale(window->wayland);
        window->connection_fd = wayland_fd(window->wayland);
        window->can_fade = window->can_be_clear = true;
    } else {
        set_hints(&facts);
    }
    return true;
}

static bool fits(const struct window *window, int width, int height)
{
    const struct desktop *desktop = &window->facts.desktop;
    if (desktop->monitor_count == 0) /* nobody knows */
        return true;
    int monitor = placement_monitor(&window->position, desktop, width, height);
    return width <= desktop->monitors[monitor].w && height <= desktop->monitors[monitor].h;
}

bool window_fit(struct window *window, int width, int height)
{
    while (window->scale > 1 && !fits(window, width * window->scale, height * window->scale))
        window->scale--;
    return fits(window, width * window->scale, height * window->scale);
}

static void choose_place(struct window *window)
{
    struct desktop *desktop = &window->facts.desktop;
    if (desktop->monitor_count == 0)
        desktop_ask_sdl(desktop);
    SDL_Point place = placement_find(&window->position, desktop, window->width, window->height,
                                     PLACEMENT_MARGIN * window->scale);
    window->x = place.x;
    window->y = place.y;
}

/* The card with what is round it; without a shadow it is all there is. */
static void make_shadow(struct window *window, bool cut_out)
{
    if (cut_out || !window->can_be_clear ||
        !shadow_make(&window->shadow, window->width, window->height, window->scale))
        window->shadow = (struct shadow){window->width, window->height,
                                         .card = {0, 0, window->width, window->height}};
}

/* Clicks on the shadow go to what is behind it; without one, it is the server that rounds. */
static void set_shape(const struct window *window, bool cut_out)
{
    if (shadow_is_drawn(&window->shadow)) {
        window_system_touch(window->window, &window->shadow.card);
    } else if (!cut_out) {
        SDL_Rect rects[SHADOW_RECTS_MAX];
        int rect_count = shadow_outline(window->width, window->height, window->scale, rects);
        window_system_shape(window->window, rects, rect_count);
    }
}

bool window_open(struct window *window, int width, int height, bool cut_out, const char *title)
{
    window->width = width;
    window->height = height;
    window->bare = true;
    make_shadow(window, cut_out);
    const struct shadow *shadow = &window->shadow;
    if (window->wayland) {
        if (!wayland_open(window->wayland, shadow->width, shadow->height, &shadow->card,
                          window->scale, &window->position))
            return false;
        wayland_place(window->wayland, &window->x, &window->y);
        return true;
    }
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return false;
    choose_place(window);
    window->window = SDL_CreateWindow(
        title, window->x - shadow->card.x, window->y - shadow->card.y, shadow->width,
        shadow->height, SDL_WINDOW_HIDDEN | SDL_WINDOW_BORDERLESS | SDL_WINDOW_SKIP_TASKBAR);
    if (!window->window)
        return false;
    window->connection_fd = window_system_prepare(window->window, &window->facts);
    set_shape(window, cut_out);
    /* On a screen whose pixels SDL does not know, such as 8 bits of a table, the window would stay
     * empty. (Elsewhere than under X a surface is not to be had before the window is shown.) */
    return window->connection_fd < 0 || window_canvas(window);
}

bool window_is_connected(const struct window *window)
{
    return window->wayland || SDL_WasInit(SDL_INIT_VIDEO);
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

static enum window_event handle_button(struct window *window, const SDL_MouseButtonEvent *button)
{
    if (button->button != SDL_BUTTON_LEFT)
        return WINDOW_EVENT_NONE;
    if (button->state == SDL_PRESSED) {
        drag_press(&window->drag, button->x, button->y);
        find_card(window);
        return WINDOW_EVENT_NONE;
    }
    enum drag_end end = drag_release(&window->drag);
    return end == DRAG_CLICKED ? WINDOW_EVENT_DISMISSED
           : end == DRAG_MOVED ? WINDOW_EVENT_DRAGGED
                               : WINDOW_EVENT_NONE;
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
static bool escape_pressed(struct window *window)
{
    bool held = window->hovered && window_system_escape_held(window->window);
    bool pressed = held && !window->escape_held;
    window->escape_held = held;
    return pressed;
}

/* A window manager may know a better place. The first time it is asked again, for i3 leaves room
 * for a frame that it then does not draw. */
static void handle_move(struct window *window, int x, int y)
{
    if (x == window->x && y == window->y)
        return;
    if (!window->place_repeated) {
        window->place_repeated = true;
        window_system_move(window->window, window->x - window->shadow.card.x,
                           window->y - window->shadow.card.y);
        return;
    }
    window->x = x;
    window->y = y;
}

/* SDL (2.26) does not tell of a move to 0, 0 that is the first. */
static void look_where(struct window *window)
{
    int x, y;
    if (!window->place_repeated && !window->drag.pressed &&
        window_system_origin(window->window, &x, &y))
        handle_move(window, x + window->shadow.card.x, y + window->shadow.card.y);
}

static enum window_event handle_window_event(struct window *window, const SDL_WindowEvent *event)
{
    switch (event->event) {
    case SDL_WINDOWEVENT_ENTER:
    case SDL_WINDOWEVENT_LEAVE:
        window->hovered = event->event == SDL_WINDOWEVENT_ENTER;
        return WINDOW_EVENT_NONE;
    case SDL_WINDOWEVENT_MOVED:
        if (!window->drag.pressed)
            handle_move(window, event->data1 + window->shadow.card.x,
                        event->data2 + window->shadow.card.y);
        return WINDOW_EVENT_NONE;
    case SDL_WINDOWEVENT_EXPOSED:
        look_where(window);
        window->bare = true;
        return WINDOW_EVENT_EXPOSED;
    default:
        return WINDOW_EVENT_NONE;
    }
}

static enum window_event handle_event(struct window *window, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT:
        return WINDOW_EVENT_DISMISSED;
    case SDL_KEYDOWN:
        return event->key.keysym.sym == SDLK_ESCAPE ? WINDOW_EVENT_DISMISSED : WINDOW_EVENT_NONE;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return handle_button(window, &event->button);
    case SDL_WINDOWEVENT:
        return handle_window_event(window, &event->window);
    default:
        return WINDOW_EVENT_NONE;
    }
}

bool window_has_events(const struct window *window)
{
    /* Drawing waits for the server, and may have read events off the connection meanwhile: then
     * poll(2) would not report them. */
    return window->window && SDL_PollEvent(NULL);
}

/* A card that is gone need not be drawn. */
static enum window_event next_wayland_event(struct window *window)
{
    struct wayland_events events = wayland_dispatch(window->wayland);
    window->dragged |= events.dragged;
    if (events.dismissed)
        return WINDOW_EVENT_DISMISSED;
    if (events.exposed)
        return WINDOW_EVENT_EXPOSED;
    if (!window->dragged)
        return WINDOW_EVENT_NONE;
    window->dragged = false;
    wayland_place(window->wayland, &window->x, &window->y);
    return WINDOW_EVENT_DRAGGED;
}

static enum window_event next_sdl_event(struct window *window)
{
    SDL_Event next;
    while (SDL_PollEvent(&next)) {
        enum window_event event = handle_event(window, &next);
        if (event != WINDOW_EVENT_NONE)
            return event;
    }
    drag_card(window);
    return escape_pressed(window) ? WINDOW_EVENT_DISMISSED : WINDOW_EVENT_NONE;
}

bool window_next_event(struct window *window, enum window_event *event)
{
    *event = window->wayland ? next_wayland_event(window) : next_sdl_event(window);
    return *event != WINDOW_EVENT_NONE;
}

/* A window manager may have made more of the window than was asked for: the card is in its middle.
 * False: less. */
static bool place_card(struct window *window)
{
    struct shadow *shadow = &window->shadow;
    if (window->surface->w < shadow->width || window->surface->h < shadow->height)
        return false;
    if (!shadow_is_drawn(shadow)) {
        shadow->card.x = (window->surface->w - shadow->card.w) / 2;
        shadow->card.y = (window->surface->h - shadow->card.h) / 2;
    }
    return true;
}

static uint8_t *card_pixels(const struct window *window)
{
    const SDL_Rect *card = &window->shadow.card;
    return (uint8_t *)window->surface->pixels + card->y * window->surface->pitch +
           card->x * window->surface->format->BytesPerPixel;
}

static void make_canvas(struct window *window)
{
    const SDL_Surface *surface = window->surface;
    SDL_FreeSurface(window->canvas);
    window->bare = true;
    window->converted = surface->format->format != SDL_PIXELFORMAT_RGB888 &&
                        surface->format->format != SDL_PIXELFORMAT_ARGB8888;
    window->canvas =
        window->converted
            ? SDL_CreateRGBSurfaceWithFormat(0, window->width, window->height, 32,
                                             SDL_PIXELFORMAT_RGB888)
            : SDL_CreateRGBSurfaceWithFormatFrom(card_pixels(window), window->width, window->height,
                                                 32, surface->pitch, surface->format->format);
}

SDL_Surface *window_canvas(struct window *window)
{
    const SDL_Surface *last = window->surface;
    window->surface =
        window->wayland ? wayland_canvas(window->wayland) : SDL_GetWindowSurface(window->window);
    if (!window->surface || !place_card(window))
        return NULL;
    /* SDL gives a window of another size another surface, which may be where the old one was. */
    bool fits = window->canvas && window->surface == last &&
                (window->converted || (window->canvas->pixels == card_pixels(window) &&
                                       window->canvas->pitch == window->surface->pitch));
    if (!fits)
        make_canvas(window);
    return window->canvas;
}

/* RECT of the canvas was drawn: brings it into the surface, rounded, and returns its place there.
 */
static SDL_Rect compose(struct window *window, const SDL_Rect *rect)
{
    const struct shadow *shadow = &window->shadow;
    SDL_Rect place = {rect->x + shadow->card.x, rect->y + shadow->card.y, rect->w, rect->h};
    if (window->converted)
        SDL_BlitSurface(window->canvas, rect, window->surface, &(SDL_Rect){place.x, place.y, 0, 0});
    else if (shadow_is_drawn(shadow))
        shadow_round(shadow, window->surface, &place);
    return place;
}

void window_present(struct window *window, const SDL_Rect *rects, int rect_count)
{
    assert(rect_count <= WINDOW_RECTS_MAX);
    SDL_Rect places[WINDOW_RECTS_MAX];
    for (int i = 0; i < rect_count; i++)
        places[i] = compose(window, &rects[i]);
    if (window->bare && rect_count > 0) {
        if (shadow_is_drawn(&window->shadow) && !window->converted)
            shadow_draw(&window->shadow, window->surface);
        places[0] = (SDL_Rect){0, 0, window->surface->w, window->surface->h};
        window->bare = false;
    }
    if (window->wayland)
        wayland_present(window->wayland, places, rect_count);
    else
        SDL_UpdateWindowSurfaceRects(window->window, places, rect_count); /* one wait for all */
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
