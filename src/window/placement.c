/* SPDX-License-Identifier: MIT */
/* Placing the card. */
#include "placement.h"

#include <stdint.h>

bool placement_needs_work(const struct position *position)
{
    return position->kind == POSITION_SIDES &&
           (position->across != POSITION_MIDDLE || position->down != POSITION_MIDDLE);
}

/* How long the stretch is that A, LEN long, and another have in common; below 0: how far they are
 * apart. */
static int64_t overlap(int a, int len, int other, int other_len)
{
    int64_t begin = a > other ? a : other;
    int64_t end = (int64_t)a + len, other_end = (int64_t)other + other_len;
    return (end < other_end ? end : other_end) - begin;
}

/* How much of CARD is on MONITOR; below 0: how far away it is. */
static int64_t closeness(const SDL_Rect *card, const SDL_Rect *monitor)
{
    int64_t across = overlap(card->x, card->w, monitor->x, monitor->w);
    int64_t down = overlap(card->y, card->h, monitor->y, monitor->h);
    if (across > 0 && down > 0)
        return across * down;
    across = across < 0 ? across : 0;
    down = down < 0 ? down : 0;
    return across + down;
}

/* The monitor that CARD is on, or the nearest; *CLOSE as closeness has it. */
static int closest(const struct desktop *desktop, const SDL_Rect *card, int64_t *close)
{
    int found = desktop->looked_at;
    *close = INT64_MIN;
    for (int i = 0; i < desktop->monitor_count; i++) {
        int64_t one = closeness(card, &desktop->monitors[i]);
        if (one > *close) {
            *close = one;
            found = i;
        }
    }
    return found;
}

/* All that there is of the screen. */
static SDL_Rect whole(const struct desktop *desktop)
{
    SDL_Rect all = desktop->monitors[0];
    for (int i = 1; i < desktop->monitor_count; i++)
        SDL_UnionRect(&all, &desktop->monitors[i], &all);
    return all;
}

/* Where the card's beginning is, LEN long, DISTANCE inwards from SIDE of a stretch. */
static int from_side(enum position_side side, int begin, int stretch, int len, int distance)
{
    switch (side) {
    case POSITION_NEAR:
        return begin + distance;
    case POSITION_FAR:
        return begin + stretch - len - distance;
    default:
        return begin + (stretch - len) / 2;
    }
}

/* What was asked for by its corner, before it is looked which monitor that is on. False: it was
 * not, or the place where the card was last is no more. */
static bool find_corner(const struct position *position, const struct desktop *desktop,
                        SDL_Rect *card, int *monitor)
{
    int64_t close;
    if (position->kind == POSITION_PIXELS) {
        SDL_Rect all = whole(desktop);
        card->x = from_side(position->across, all.x, all.w, card->w, position->x);
        card->y = from_side(position->down, all.y, all.h, card->h, position->y);
    } else if (position->kind == POSITION_LAST) {
        card->x = position->x;
        card->y = position->y;
    } else {
        return false;
    }
    *monitor = closest(desktop, card, &close);
    return position->kind == POSITION_PIXELS || close > 0;
}

int placement_monitor(const struct position *position, const struct desktop *desktop, int width,
                      int height)
{
    SDL_Rect card = {0, 0, width, height};
    int monitor;
    return find_corner(position, desktop, &card, &monitor) ? monitor : desktop->looked_at;
}

/* CARD moved by as little as brings it into AREA; its beginning, if it is too large. */
static void keep_within(SDL_Rect *card, const SDL_Rect *area)
{
    if (card->x > area->x + area->w - card->w)
        card->x = area->x + area->w - card->w;
    if (card->y > area->y + area->h - card->h)
        card->y = area->y + area->h - card->h;
    card->x = card->x > area->x ? card->x : area->x;
    card->y = card->y > area->y ? card->y : area->y;
}

/* At sides of what bars leave of MONITOR. */
static void put_at_sides(const struct position *position, const SDL_Rect *work,
                         const SDL_Rect *monitor, int margin, SDL_Rect *card)
{
    SDL_Rect area = *monitor;
    if (placement_needs_work(position) && !SDL_RectEmpty(work) &&
        !SDL_IntersectRect(monitor, work, &area))
        area = *monitor;
    card->x = from_side(position->across, area.x, area.w, card->w, margin);
    card->y = from_side(position->down, area.y, area.h, card->h, margin);
    if (placement_needs_work(position))
        keep_within(card, &area);
}

SDL_Point placement_find(const struct position *position, const struct desktop *desktop, int width,
                         int height, int margin)
{
    SDL_Rect card = {0, 0, width, height};
    int monitor_index = desktop->looked_at;
    bool cornered = find_corner(position, desktop, &card, &monitor_index);
    if (!cornered)
        monitor_index = desktop->looked_at;
    const SDL_Rect *monitor = &desktop->monitors[monitor_index];
    if (!cornered && position->kind == POSITION_POINTER && desktop->has_pointer) {
        card.x = desktop->pointer.x - width / 2;
        card.y = desktop->pointer.y - height / 2;
    } else if (!cornered) {
        bool at_sides = position->kind == POSITION_SIDES;
        put_at_sides(at_sides ? position : &POSITION_CENTER, &desktop->work, monitor, margin,
                     &card);
    }
    keep_within(&card, monitor);
    return (SDL_Point){card.x, card.y};
}
