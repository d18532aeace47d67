/* SPDX-License-Identifier: MIT */
/* The card's window, as far as it is the same everywhere. Owns SDL's video and the one window,
 * until _exit. */
#include "window.h"

#include <assert.h>
#include <string.h>

#define RESIZE_MS_MAX 1000 /* a window manager may refuse */

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

bool window_takes_focus(const struct window *window)
{
    return strcmp(window->driver, "wayland") == 0 && !window->wayland;
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
    window->window =
        SDL_CreateWindow(title, window->x - shadow->card.x, window->y - shadow->card.y,
                         shadow->width, shadow->height, SDL_WINDOW_HIDDEN | SDL_WINDOW_BORDERLESS);
    if (!window->window)
        return false;
    window->connection_fd = window_system_prepare(window->window, &window->facts);
    set_shape(window, cut_out);
    SDL_Rect card = window_card(window);
    window_heed(window, window_system_watch_cover(window->window, &card));
    /* On a screen whose pixels SDL does not know, such as 8 bits of a table, the window would stay
     * empty. (Elsewhere than under X a surface is not to be had before the window is shown.) */
    return window->connection_fd < 0 || window_canvas(window);
}

/* Round the same middle. */
static void move_card(struct window *window, int width, int height)
{
    window->x += (window->width - width) / 2;
    window->y += (window->height - height) / 2;
    window->width = width;
    window->height = height;
}

/* To SDL 2 a window is as large as it was told to be. To SDL 3, on which sdl2-compat stands, that
 * is a wish until the server has said so, and its surface is of the size before: too small a
 * window, as if somebody had made it so. */
static void await_size(SDL_Window *window, int width, int height)
{
    int has_width, has_height;
    for (int waited_ms = 0; waited_ms < RESIZE_MS_MAX; waited_ms++) {
        SDL_PumpEvents();
        SDL_GetWindowSize(window, &has_width, &has_height);
        if (has_width == width && has_height == height)
            return;
        SDL_Delay(1);
    }
}

bool window_resize(struct window *window, int width, int height, bool cut_out)
{
    const struct shadow *shadow = &window->shadow;
    if (window->window)
        window_locate(window);
    move_card(window, width, height);
    shadow_free(&window->shadow);
    make_shadow(window, cut_out);
    window->surface = NULL; /* as of before: so the canvas is made anew */
    window->bare = true;
    if (window->wayland)
        return wayland_resize(window->wayland, shadow->width, shadow->height, &shadow->card);
    SDL_SetWindowSize(window->window, shadow->width, shadow->height);
    await_size(window->window, shadow->width, shadow->height);
    window_system_move(window->window, window->x - shadow->card.x, window->y - shadow->card.y);
    if (cut_out) /* it may have been cut before */
        window_system_shape(window->window, &shadow->card, 1);
    set_shape(window, cut_out);
    return true;
}

bool window_is_connected(const struct window *window)
{
    return window->wayland || SDL_WasInit(SDL_INIT_VIDEO);
}

SDL_Rect window_card(const struct window *window)
{
    return (SDL_Rect){window->x, window->y, window->width, window->height};
}

bool window_heed(struct window *window, enum window_cover cover)
{
    enum window_cover before = window->cover;
    bool heeded = cover != WINDOW_COVER_FULLSCREEN || window->heeds_fullscreen;
    window->cover = heeded ? cover : WINDOW_COVER_NONE;
    return window->cover != before;
}

void window_settle(struct window *window)
{
    SDL_Event exposed = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_EXPOSED}};
    bool mapped = window->wanted && window->cover != WINDOW_COVER_FULLSCREEN;
    if (mapped == window->mapped)
        return;
    window->mapped = mapped;
    window->place_repeated = false;          /* it comes as if for the first time */
    window->drag = (struct drag){.by_x = 0}; /* whose release nobody would tell */
    if (!mapped)
        window_system_unmap(window->window);
    else if (!window_system_map(window->window))
        SDL_PushEvent(&exposed);
}

void window_map(struct window *window)
{
    window->wanted = true;
    if (window->wayland)
        wayland_map(window->wayland);
    else
        window_settle(window);
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
    window->wanted = false;
    if (window->wayland)
        wayland_unmap(window->wayland);
    else
        window_settle(window);
}
