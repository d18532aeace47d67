/* SPDX-License-Identifier: MIT */
/* Another program's window, which the user is working in: a line for each focus change and each key
 * it gets, so that a test can tell that a camel took neither. Owns one X window. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <stdio.h>

int main(void)
{
    Display *display = XOpenDisplay(NULL);
    if (display == NULL)
        return 1;
    Window window =
        XCreateSimpleWindow(display, DefaultRootWindow(display), 20, 20, 200, 100, 0, 0, 0xa0a0a0);
    XStoreName(display, window, "bystander");
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
