/* SPDX-License-Identifier: MIT */
/* Another program's window, which the user is working in: a line for each focus change and each key
 * it gets, so that a test can tell that a camel took neither. Owns one X window.
 *
 *     bystander [WIDTHxHEIGHT+X+Y [dialog-of WINDOW | fullscreen]] */
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void be_dialog(Display *display, Window window, Window parent)
{
    Atom type = XInternAtom(display, "_NET_WM_WINDOW_TYPE_DIALOG", False);
    XSetTransientForHint(display, window, parent);
    XChangeProperty(display, window, XInternAtom(display, "_NET_WM_WINDOW_TYPE", False), XA_ATOM,
                    32, PropModeReplace, (unsigned char *)&type, 1);
}

/* From the beginning, as EWMH has it. */
static void fill_screen(Display *display, Window window)
{
    Atom fullscreen = XInternAtom(display, "_NET_WM_STATE_FULLSCREEN", False);
    XChangeProperty(display, window, XInternAtom(display, "_NET_WM_STATE", False), XA_ATOM, 32,
                    PropModeReplace, (unsigned char *)&fullscreen, 1);
}

int main(int argc, char **argv)
{
    Display *display = XOpenDisplay(NULL);
    int x = 20, y = 20;
    unsigned width = 200, height = 100;
    if (display == NULL)
        return 1;
    if (argc > 1)
        XParseGeometry(argv[1], &x, &y, &width, &height);
    Window window = XCreateSimpleWindow(display, DefaultRootWindow(display), x, y, width, height, 0,
                                        0, 0xa0a0a0);
    XSizeHints place = {.flags = USPosition | USSize};
    XSetWMNormalHints(display, window, &place);
    XSetClassHint(display, window,
                  &(XClassHint){.res_name = "bystander", .res_class = "Bystander"});
    XStoreName(display, window, "bystander");
    if (argc > 3 && strcmp(argv[2], "dialog-of") == 0)
        be_dialog(display, window, strtoul(argv[3], NULL, 0));
    if (argc > 2 && strcmp(argv[2], "fullscreen") == 0)
        fill_screen(display, window);
    XSelectInput(display, window, FocusChangeMask | KeyPressMask);
    XMapWindow(display, window);
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("window %lu\n", window);
    for (XEvent event;;) {
        XNextEvent(display, &event);
        if (event.type == FocusIn || event.type == FocusOut)
            printf("%s\n", event.type == FocusIn ? "focused" : "unfocused");
        else if (event.type == KeyPress)
            printf("key %s\n", XKeysymToString(XLookupKeysym(&event.xkey, 0)));
    }
}
