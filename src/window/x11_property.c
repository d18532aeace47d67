/* SPDX-License-Identifier: MIT */
/* Properties of windows, and hearing of them. */
#include "x11_property.h"

#define LEN_MAX 65536

unsigned char *x11_property_read(Display *display, Window window, Atom name, Atom type, int format,
                                 unsigned long *count)
{
    Atom real_type;
    int real_format;
    unsigned long left;
    unsigned char *items = NULL;
    if (XGetWindowProperty(display, window, name, 0, LEN_MAX / 4, False, type, &real_type,
                           &real_format, count, &left, &items) == Success &&
        real_type == type && real_format == format && *count > 0)
        return items;
    if (items)
        XFree(items);
    return NULL;
}

bool x11_property_lists(Display *display, Window window, Atom name, Atom type, unsigned long wanted)
{
    unsigned long count;
    unsigned char *items = x11_property_read(display, window, name, type, 32, &count);
    if (!items)
        return false;
    const unsigned long *longs = (const unsigned long *)(const void *)items;
    bool found = false;
    for (unsigned long i = 0; i < count && !found; i++)
        found = longs[i] == wanted;
    XFree(items);
    return found;
}

void x11_select_more(Display *display, Window window, long mask)
{
    XWindowAttributes attributes;
    if (XGetWindowAttributes(display, window, &attributes))
        XSelectInput(display, window, attributes.your_event_mask | mask);
}
