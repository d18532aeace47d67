/* SPDX-License-Identifier: MIT */
/* Writes what the user sees of the display to standard output, as a PPM (P6). Owns one image.
 *
 * Of a screen of any depth; slow, for every pixel is asked for by itself. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <stdbool.h>
#include <stdio.h>

#define COLOURS_MAX 256

/* The colours of a screen that has a table of them. False: pixels tell their colour themselves. */
static bool ask_colours(Display *display, XColor colours[COLOURS_MAX])
{
    const Visual *visual = DefaultVisual(display, DefaultScreen(display));
    if (visual->red_mask)
        return false;
    for (int i = 0; i < COLOURS_MAX; i++)
        colours[i].pixel = (unsigned long)i;
    XQueryColors(display, DefaultColormap(display, DefaultScreen(display)), colours, COLOURS_MAX);
    return true;
}

static void put_channel(unsigned long pixel, unsigned long mask)
{
    putchar((int)((pixel & mask) / (mask & -mask) * 255 / (mask / (mask & -mask))));
}

int main(void)
{
    Display *display = XOpenDisplay(NULL);
    XWindowAttributes root;
    XColor colours[COLOURS_MAX];
    if (!display || !XGetWindowAttributes(display, DefaultRootWindow(display), &root))
        return 1;
    XImage *image = XGetImage(display, DefaultRootWindow(display), 0, 0, (unsigned)root.width,
                              (unsigned)root.height, AllPlanes, ZPixmap);
    if (!image)
        return 1;
    bool has_table = ask_colours(display, colours);
    printf("P6\n%d %d\n255\n", root.width, root.height);
    for (int y = 0; y < root.height; y++)
        for (int x = 0; x < root.width; x++) {
            unsigned long pixel = XGetPixel(image, x, y);
            if (has_table) {
                const XColor *colour = &colours[pixel % COLOURS_MAX];
                putchar(colour->red >> 8);
                putchar(colour->green >> 8);
                putchar(colour->blue >> 8);
            } else {
                put_channel(pixel, root.visual->red_mask);
                put_channel(pixel, root.visual->green_mask);
                put_channel(pixel, root.visual->blue_mask);
            }
        }
    return 0;
}
