/* SPDX-License-Identifier: MIT */
/* What happens to the card's window: who touches it, and where it is put. */
#include "window.h"

#include "key.h"

void window_locate(struct window *window)
{
    int x, y;
    if (!window_system_origin(window->window, &x, &y))
        return;
    window->x = x + window->shadow.card.x;
    window->y = y + window->shadow.card.y;
}

/* SDL (2.26) says with a press where the pointer was when it moved last, and a card that was
 * dragged has moved under it since: where the system tells itself, that counts. */
static void press(struct window *window, const SDL_MouseButtonEvent *button)
{
    int x = button->x, y = button->y;
    window_locate(window);
    if (window->press_told) {
        x = window->press_x - (window->x - window->shadow.card.x);
        y = window->press_y - (window->y - window->shadow.card.y);
    }
    window->press_told = false;
    drag_press(&window->drag, x, y);
}

static enum window_event handle_button(struct window *window, const SDL_MouseButtonEvent *button)
{
    if (button->button != SDL_BUTTON_LEFT)
        return WINDOW_EVENT_NONE;
    if (button->state == SDL_PRESSED) {
        press(window, button);
        return WINDOW_EVENT_NONE;
    }
    enum drag_end end = drag_release(&window->drag);
    if (end == DRAG_CLICKED && window->takes_keys) {
        window_system_focus(window->window);
        return WINDOW_EVENT_NONE;
    }
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
 * which is us in a rehearsal only. True once for each press. */
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

static int arrow_of(SDL_Keycode symbol)
{
    switch (symbol) {
    case SDLK_LEFT:
        return KEY_LEFT;
    case SDLK_RIGHT:
        return KEY_RIGHT;
    case SDLK_UP:
        return KEY_UP;
    case SDLK_DOWN:
        return KEY_DOWN;
    default:
        return KEY_NONE; /* what types a character comes as a text */
    }
}

static enum window_event take_key(struct window *window, int key)
{
    if (!window->takes_keys || key == KEY_NONE)
        return WINDOW_EVENT_NONE;
    window->key = key;
    return WINDOW_EVENT_KEY;
}

/* What only the system has to say; SDL's own event of the same comes just behind. */
static enum window_event handle_system_event(struct window *window, const SDL_SysWMEvent *event)
{
    SDL_Rect card = window_card(window);
    enum window_cover cover;
    if (window_system_press(event, &window->press_x, &window->press_y))
        window->press_told = true;
    if (!window_system_cover(event, &card, &cover) || !window_heed(window, cover))
        return WINDOW_EVENT_NONE;
    window_settle(window);
    return WINDOW_EVENT_COVERED;
}

static enum window_event handle_event(struct window *window, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT:
        return WINDOW_EVENT_DISMISSED;
    case SDL_KEYDOWN:
        return event->key.keysym.sym == SDLK_ESCAPE
                   ? WINDOW_EVENT_DISMISSED
                   : take_key(window, arrow_of(event->key.keysym.sym));
    case SDL_TEXTINPUT:
        return take_key(window, event->text.text[0] & 0x80 ? KEY_NONE : event->text.text[0]);
    case SDL_SYSWMEVENT:
        return handle_system_event(window, &event->syswm);
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
     * poll(2) would not report them. What is still in it, poll(2) does report. */
    return window->window && (SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) ||
                              window_system_has_events(window->window));
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
    /* For handle_system_event; each time, for sdl2-compat switches them off when the soundtrack has
     * SDL's audio opened. */
    SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
    SDL_PumpEvents(); /* once: SDL_PollEvent would ask the display again and again */
    while (SDL_PeepEvents(&next, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) == 1) {
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
